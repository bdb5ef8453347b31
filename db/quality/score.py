"""One document's findings against its gold: tallies by document type and measure, and what was missed or surplus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.quality.gold import Gold, GoldItem
from db.quality.matching import pair
from db.quality.tally import Tally, same
from extract.language.bodies import plain_name
from extract.model.findings import Findings, ThemeHit, WeaknessFinding

_BODY_FIELDS = ("local_authority", "health_bodies")


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of one document: `group` is field, items, themes, ...; `note` says what went wrong, for people."""

    document: str
    doc_type: str
    group: str
    name: str
    tally: Tally
    note: str | None = None


def score_document(gold: Gold, findings: Findings, area_name: str | None) -> list[Score]:
    """All scores of one document. `area_name` is the name of the area that was recognised."""

    def make(group: str, name: str, tally: Tally, note: str | None = None) -> Score:
        return Score(gold.name, gold.doc_type, group, name, tally, note if tally.surplus or tally.missed else None)

    scores = [make("field", "doc_type", same(str(findings.doc_type), gold.doc_type), str(findings.doc_type))]
    if gold.area is not None:
        scores.append(make("field", "area", same(area_name, gold.area), area_name))
    scores += [make("field", name, *_field(findings, name, wanted)) for name, wanted in gold.fields.items()]
    for kind, items in gold.weaknesses.items():
        found = [weakness for weakness in findings.weaknesses if weakness.kind == kind]
        scores += _weakness_scores(make, kind, found, items)
    if gold.strengths is not None:
        pairs, tally, note = _paired([s.quote.text for s in findings.strengths], gold.strengths)
        scores.append(make("items", "strength", tally, note))
        scores += _theme_scores(make, gold.strengths, pairs, [s.themes for s in findings.strengths])
    scores += _action_scores(make, gold, findings)
    if gold.targets is not None:
        scores += [make("targets", "target", *_target(findings, wanted)) for wanted in gold.targets]
    if gold.events is not None:
        scores += _event_scores(make, gold.events, gold.events_either, findings)
    if gold.feedback is not None:
        scores.append(make("items", "plan_feedback", _count(len(findings.feedback), gold.feedback)))
    if gold.forbidden:
        scores.append(make("forbidden", "forbidden", *_forbidden(gold.forbidden, findings)))
    return scores


def _field(findings: Findings, name: str, wanted: Any) -> tuple[Tally, str | None]:
    found = getattr(findings.inspection, name, None) if findings.inspection else None
    if isinstance(found, date):
        found = found.isoformat()
    if name in _BODY_FIELDS:
        shown = (found,) if isinstance(found, str) else tuple(found or ())
        asked = (wanted,) if isinstance(wanted, str) else tuple(wanted or ())
        return same(tuple(map(plain_name, shown)), tuple(map(plain_name, asked))), f"{found!r} for {wanted!r}"
    return same(found, wanted), f"{found!r} for {wanted!r}"


def _paired(found: Sequence[str], items: Sequence[GoldItem]) -> tuple[list[int | None], Tally, str | None]:
    pairs = pair(found, [item.score for item in items])
    right = sum(index is not None for index in pairs)
    surplus = [text[:80] for index, text in enumerate(found) if index not in pairs]
    missed = [
        (item.text or item.begins or item.includes or "")[:80]
        for item, index in zip(items, pairs, strict=True)
        if index is None
    ]
    note = "; ".join([*(f"missed: {text}" for text in missed), *(f"surplus: {text}" for text in surplus)])
    return pairs, Tally(right, len(surplus), len(missed)), note or None


def _weakness_scores(
    make: Any, kind: str, found: Sequence[WeaknessFinding], items: Sequence[GoldItem]
) -> Iterator[Score]:
    pairs, tally, note = _paired([weakness.quote.text for weakness in found], items)
    yield make("items", kind, tally, note)
    for item, index in zip(items, pairs, strict=True):
        if item.page is not None and index is not None:
            yield make("field", f"{kind} page", same(found[index].quote.page, item.page))
        if item.responsible is not None:
            bodies = () if index is None else found[index].responsible
            yield make(
                "items", "responsible", _sets(map(plain_name, bodies), map(plain_name, item.responsible)), str(bodies)
            )
        for name, wanted in item.fields:
            value = None if index is None else getattr(found[index], name, None)
            yield make("field", f"{kind} {name}", same(value, wanted), f"{value!r} for {wanted!r}")
    yield from _theme_scores(make, items, pairs, [weakness.themes for weakness in found])


def _action_scores(make: Any, gold: Gold, findings: Findings) -> Iterator[Score]:
    if gold.actions is not None:
        texts = [action.quote.text for action in findings.actions]
        pairs, tally, note = _paired(texts, gold.actions)
        if not gold.actions_complete:
            tally = Tally(tally.right, 0, tally.missed)
        yield make("items", "action", tally, note)
        yield from _theme_scores(make, gold.actions, pairs, [action.themes for action in findings.actions])
        for item, index in zip(gold.actions, pairs, strict=True):
            for name, wanted in item.fields:
                value = None if index is None else getattr(findings.actions[index], name, None)
                value = value.isoformat() if isinstance(value, date) else value
                yield make("field", f"action {name}", same(value, wanted), f"{value!r} for {wanted!r}")
    if gold.actions_min is not None:
        short = max(0, gold.actions_min - len(findings.actions))
        yield make("items", "action (at least)", Tally(min(gold.actions_min, len(findings.actions)), 0, short))


def _theme_scores(
    make: Any, items: Sequence[GoldItem], pairs: Sequence[int | None], themes: Sequence[Sequence[ThemeHit]]
) -> Iterator[Score]:
    """Per theme; a theme that only one of two readers chose is neither asked for nor held against us."""
    for item, index in zip(items, pairs, strict=True):
        if item.themes is None:
            continue
        found = set() if index is None else {hit.theme_id for hit in themes[index]}
        for theme in sorted((item.themes | found) - item.themes_either):
            note = f"{theme}: {(item.text or item.begins or '')[:100]}"
            yield make("themes", theme, _sets(found & {theme}, item.themes & {theme}), note)


def _event_scores(
    make: Any, wanted: Sequence[tuple[str, str]], either: frozenset[tuple[str, str]], findings: Findings
) -> Iterator[Score]:
    found = {(event.date, event.event) for event in findings.events}
    for moment, event in wanted:
        yield make(
            "events", event, Tally(right=1) if (moment, event) in found else Tally(missed=1), f"missed: {moment}"
        )
    for moment, event in sorted(found - set(wanted) - either):
        yield make("events", event, Tally(surplus=1), f"surplus: {moment}")


def _target(findings: Findings, wanted: Mapping[str, Any]) -> tuple[Tally, str | None]:
    """Right where one target has all the figures asked for; its measure is named in other words by people."""
    keys = [key for key in wanted if key != "measure"]
    for target in findings.targets:
        if all(_code(getattr(target, key, None)) == _code(wanted[key]) for key in keys):
            return Tally(right=1), None
    return Tally(missed=1), f"missed: {dict(wanted)}"


def _code(value: Any) -> Any:
    """Codes with their words joined in one way: "at least" is at_least."""
    return value.replace(" ", "_") if isinstance(value, str) else value


def _forbidden(forbidden: Iterable[str], findings: Findings) -> tuple[Tally, str | None]:
    texts = [
        item.quote.text.casefold()
        for group in (findings.weaknesses, findings.strengths, findings.actions, findings.targets, findings.events)
        for item in group
    ]
    texts += [part.text.casefold() for item in findings.feedback for part in (item.request, item.response) if part]
    hits = [word for word in forbidden if any(word.casefold() in text for text in texts)]
    clean = len(list(forbidden)) - len(hits)
    return Tally(right=clean, surplus=len(hits)), f"extracted: {', '.join(hits)}"


def _count(found: int, wanted: int) -> Tally:
    return Tally(min(found, wanted), max(0, found - wanted), max(0, wanted - found))


def _sets(found: Iterable[str], wanted: Iterable[str]) -> Tally:
    a, b = set(found), set(wanted)
    return Tally(len(a & b), len(a - b), len(b - a))
