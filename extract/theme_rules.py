"""The conditions of theme tagging: which terms, standing how to one another, make a theme.

Rules are rows of `patterns/theme_rules.jsonl`; `patterns/README.md` says what each key means. This module knows no
theme and no word: it only checks rules against the terms met in a text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SCOPES = ("item", "sentence", "clause")
_KEYS = {
    "id",
    "theme",
    "when",
    "scope",
    "within",
    "ordered",
    "not_between",
    "unless",
    "unless_within",
    "unless_item",
    "item_has",
    "not_after",
    "fallback",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A term met at tokens [start, end). `bits` has the bits of the term and of its groups set."""

    bits: int
    start: int
    end: int


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


def parse_rules(lines: Iterable[str], bits: Mapping[str, int]) -> tuple[Rule, ...]:
    """The rules of a JSONL file; `bits` gives the mask of each term and group.

    Raises `ValueError` naming the rule for an unknown key, term or scope, an empty `when`, or an id used twice.
    """
    rules: list[Rule] = []
    seen: set[str] = set()
    for line in lines:
        if not line.strip():
            continue
        row = json.loads(line)
        rule_id = row["id"]
        if unknown := set(row) - _KEYS:
            raise ValueError(f"theme rule {rule_id} has unknown keys {sorted(unknown)}")
        if rule_id in seen:
            raise ValueError(f"theme rule {rule_id} is defined twice: give one another id")
        seen.add(rule_id)
        if not row["when"]:
            raise ValueError(f"theme rule {rule_id} has an empty when: name the terms that decide")
        scope = row.get("scope", "sentence")
        if scope not in SCOPES:
            raise ValueError(f"theme rule {rule_id} has scope {scope}: use one of {', '.join(SCOPES)}")

        def mask(names: Sequence[str], rule_id: str = rule_id) -> int:
            total = 0
            for name in names:
                if name not in bits:
                    raise ValueError(f"theme rule {rule_id} names the term {name}, which is not defined")
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


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in order of place, without those that stand inside a longer one ("health" in "school health team")."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.end <= kept[-1].end and (hit.start, hit.end) != (kept[-1].start, kept[-1].end):
            continue
        kept.append(hit)
    return kept


def segments(hits: Sequence[Hit], breaks: int) -> list[list[Hit]]:
    """The hits cut into runs at every hit of `breaks`, which are left out."""
    runs: list[list[Hit]] = [[]]
    for hit in hits:
        if hit.bits & breaks:
            runs.append([])
        else:
            runs[-1].append(hit)
    return [run for run in runs if run]


def find_match(rule: Rule, hits: Sequence[Hit]) -> tuple[Hit, ...] | None:
    """The deciding hits of the first way a rule holds in one segment, or None."""
    if rule.unless and rule.unless_within is None and any(hit.bits & rule.unless for hit in hits):
        return None
    if rule.not_after:
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
