"""The conditions of theme tagging: which terms, standing how to one another, make a theme.

Rules are rows of `patterns/theme_rules.yml`; `patterns/README.md` says what each key means. This module knows no
theme and no word: it only checks rules against the terms met in a text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.model.errors import PatternError
from extract.theming.phrase_trie import Hit
from extract.theming.row_shapes import check_row


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rules file, its term names turned into bit masks."""

    rule_id: str
    theme_id: str
    when: tuple[int, ...]
    scope: str
    within: int | None
    ordered: bool
    not_between: int
    unless: int
    unless_within: int | None
    unless_item: int
    item_has: int
    not_after: int
    fallback: bool


def parse_rules(rows: Iterable[object], bits: Mapping[str, int], *, themes: Collection[str]) -> tuple[Rule, ...]:
    """The rules of a pattern file's rows; `bits` gives the mask of each term and group, `themes` the ids there are.

    Raises `PatternError` naming the rule for a key that is missing, unknown or of the wrong kind, an unknown theme or term, or
    an id used twice.
    """
    rules: list[Rule] = []
    seen: set[str] = set()
    for number, raw in enumerate(rows, 1):
        row = check_row("rule", raw, number)
        rule_id = row["id"]
        if rule_id in seen:
            raise PatternError(f"theme rule {rule_id} is defined twice: give one another id")
        seen.add(rule_id)
        if row["theme"] not in themes:
            raise PatternError(f"theme rule {rule_id} names the theme {row['theme']}, which themes.yml does not define")
        scope = row.get("scope", "sentence")

        def mask(names: Sequence[str], rule_id: str = rule_id) -> int:
            total = 0
            for name in names:
                if name not in bits:
                    raise PatternError(f"theme rule {rule_id} names the term {name}, which is not defined")
                total |= bits[name]
            return total

        rules.append(
            Rule(
                rule_id=rule_id,
                theme_id=row["theme"],
                when=tuple(mask(names.split("|")) for names in row["when"]),
                scope=scope,
                within=row.get("within"),
                ordered=row.get("ordered", False),
                not_between=mask(row.get("not_between", ())),
                unless=mask(row.get("unless", ())),
                unless_within=row.get("unless_within"),
                unless_item=mask(row.get("unless_item", ())),
                item_has=mask(row.get("item_has", ())),
                not_after=mask(row.get("not_after", ())),
                fallback=row.get("fallback", False),
            )
        )
    return tuple(rules)


@dataclass(frozen=True, slots=True)
class Segment:
    """The hits of a stretch of text in which a rule may hold; `bits` has the bits of all of them set."""

    bits: int
    hits: tuple[Hit, ...]


def segments(hits: Sequence[Hit], breaks: int) -> list[Segment]:
    """The hits cut into segments at every hit of `breaks`, which are left out."""
    found: list[Segment] = []
    run: list[Hit] = []
    bits = 0
    for hit in hits:
        if not hit.bits & breaks:
            run.append(hit)
            bits |= hit.bits
        elif run:
            found.append(Segment(bits, tuple(run)))
            run, bits = [], 0
    if run:
        found.append(Segment(bits, tuple(run)))
    return found


def find_match(rule: Rule, segment: Segment) -> tuple[Hit, ...] | None:
    """The deciding hits of the first way a rule holds in one segment, or None."""
    for wanted in rule.when:
        if not segment.bits & wanted:
            return None
    if rule.unless_within is None and segment.bits & rule.unless:
        return None
    hits: Sequence[Hit] = segment.hits
    if segment.bits & rule.not_after:
        for position, hit in enumerate(hits):
            if hit.bits & rule.not_after:
                hits = hits[:position]
                break
    return next((chosen for chosen in _choices(rule, hits, ()) if _not_excluded(rule, chosen, hits)), None)


def _choices(rule: Rule, hits: Sequence[Hit], chosen: tuple[Hit, ...]) -> Iterator[tuple[Hit, ...]]:
    wanted = rule.when[len(chosen)]
    for hit in hits:
        if not hit.bits & wanted or (chosen and not _fits(rule, chosen[-1], hit, hits)):
            continue
        if len(chosen) + 1 == len(rule.when):
            yield (*chosen, hit)
        else:
            yield from _choices(rule, hits, (*chosen, hit))


def _fits(rule: Rule, previous: Hit, hit: Hit, hits: Sequence[Hit]) -> bool:
    if hit is previous:
        return False
    forward = hit.start >= previous.start
    if rule.ordered and not forward:
        return False
    left, right = (previous, hit) if forward else (hit, previous)
    if rule.within is not None and right.start - left.end > rule.within:
        return False
    return not rule.not_between or not any(
        other.bits & rule.not_between and left.end <= other.start and other.end <= right.start for other in hits
    )


def _not_excluded(rule: Rule, chosen: Sequence[Hit], hits: Sequence[Hit]) -> bool:
    if not rule.unless or rule.unless_within is None:
        return True
    reach = rule.unless_within
    anchor = chosen[0]
    return not any(
        other.bits & rule.unless
        and not any(other is hit for hit in chosen)
        and other.start - anchor.end <= reach
        and anchor.start - other.end <= reach
        for other in hits
    )
