"""Gold files: one JSON per document. Reports give items word for word; other documents how items begin and end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.quality.errors import GoldError
from db.quality.matching import SAME_TEXT, begins, ends, overlap

# Lists of a gold file that hold weaknesses, with the kind the extractors give them.
_WEAKNESS_LISTS = {
    "priority_actions": "priority_action",
    "areas_for_improvement": "area_for_improvement",
}
_OUTCOMES = {1: "typically_positive", 2: "inconsistent", 3: "systemic_failings"}


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One item that must come out; what is None is not asked for."""

    text: str | None = None
    begins: str | None = None
    ends: str | None = None
    includes: str | None = None
    page: int | None = None
    themes: frozenset[str] | None = None
    themes_either: frozenset[str] = frozenset()
    responsible: tuple[str, ...] | None = None
    fields: tuple[tuple[str, Any], ...] = ()

    def score(self, found: str) -> float:
        """How well a found text is this item, from 0 to 1; the project counts 0.9 and more as a match."""
        if self.text is not None:
            return overlap(found, self.text)
        if self.includes is not None:
            return 1.0 if self.includes.casefold() in found.casefold() else 0.0
        if self.begins is None or not begins(found, self.begins):
            return 0.0
        return 1.0 if self.ends is None or ends(found, self.ends) else SAME_TEXT / 2


@dataclass(frozen=True, slots=True)
class Gold:
    """What must come out of one document. `fields` are single values; an absent list is not asked for."""

    name: str
    document: str
    doc_type: str
    area: str | None
    fields: Mapping[str, Any]
    weaknesses: Mapping[str, tuple[GoldItem, ...]]
    strengths: tuple[GoldItem, ...] | None = None
    actions: tuple[GoldItem, ...] | None = None
    actions_min: int | None = None
    actions_complete: bool = False
    targets: tuple[Mapping[str, Any], ...] | None = None
    events: tuple[tuple[str, str], ...] | None = None
    events_either: frozenset[tuple[str, str]] = frozenset()  # neither asked for nor held against us
    feedback: int | None = None
    forbidden: tuple[str, ...] = ()


def load_gold(path: Path) -> Gold:
    """Read one gold file. Raises `GoldError` with the file's name where it is no gold file."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _parse_gold(path.stem, raw)
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{path.name} is not a gold file ({error.__class__.__name__}: {error})") from error


def _parse_gold(name: str, raw: Mapping[str, Any]) -> Gold:
    is_report = raw["doc_type"] == "inspection_report" and "outcome" in raw
    weaknesses = {
        kind: tuple(map(_item, raw[key])) for key, kind in _WEAKNESS_LISTS.items() if raw.get(key) is not None
    }
    if raw.get("weaknesses") is not None:
        kind = "narrative" if is_report else "significant_weakness"
        for item in raw["weaknesses"]:
            own = item.get("kind", kind) if isinstance(item, Mapping) else kind
            weaknesses[own] = (*weaknesses.get(own, ()), _item(item))
        weaknesses.setdefault(kind, ())
    actions = [*map(_item, raw.get("actions") or ()), *(GoldItem(includes=t) for t in raw.get("actions_include", ()))]
    return Gold(
        name=name,
        document=raw["document"],
        doc_type=raw["doc_type"],
        area=raw.get("area"),
        fields=_report_fields(raw) if is_report else _inspection_fields(raw),
        weaknesses=weaknesses,
        strengths=tuple(map(_item, raw["strengths"])) if isinstance(raw.get("strengths"), Sequence) else None,
        actions=tuple(actions) if "actions" in raw or "actions_include" in raw else None,
        actions_min=raw.get("actions_min"),
        actions_complete="actions" in raw,
        targets=tuple(raw["targets"]) if raw.get("targets") is not None else None,
        events=_events(raw),
        events_either=frozenset((date, event) for date, event in raw.get("events_either", ())),
        feedback=raw.get("inspectorate_requests"),
        forbidden=tuple(raw.get("forbidden", ())),
    )


def _events(raw: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    """The events asked for; a letter's own date stands among the inspection's fields."""
    if raw.get("events") is None:
        return None
    dated = (raw.get("inspection") or {}).get("letter_dated")
    return (*((date, event) for date, event in raw["events"]), *([(dated, "letter_dated")] if dated else []))


def _item(raw: Mapping[str, Any] | str) -> GoldItem:
    if isinstance(raw, str):
        return GoldItem(text=raw)
    extra = tuple(
        (key, raw[key]) for key in ("progress", "number", "title", "owner", "deadline", "ref", "status") if key in raw
    )
    return GoldItem(
        text=raw.get("text"),
        begins=raw.get("begins"),
        ends=raw.get("ends"),
        page=raw.get("page"),
        themes=frozenset(raw["themes"]) if "themes" in raw else None,
        themes_either=frozenset(raw.get("themes_either", ())),
        responsible=tuple(raw["responsible"]) if "responsible" in raw else None,
        fields=extra,
    )


def _report_fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "start_date": raw["inspection_start"],
        "end_date": raw["inspection_end"],
        "previous_start": raw["previous_inspection_start"],
        "previous_end": raw["previous_inspection_end"],
        "previous_text": raw["previous_inspection_raw"],
        "outcome": _OUTCOMES.get(raw["outcome"], raw["outcome"]),
        "plan_required": raw["priority_action_plan_required"],
        "next_monitoring_months": raw["next_monitoring_months"],
        "next_full_years": raw["next_full_years"],
        "local_authority": raw["local_authority"],
        "health_bodies": tuple(raw["health_bodies"]),
    }


def _inspection_fields(raw: Mapping[str, Any]) -> dict[str, Any]:
    inspection = raw.get("inspection")
    if not inspection:
        return {}
    names = {"start": "start_date", "end": "end_date", "wsoa_required": "plan_required"}
    return {names.get(key, key): value for key, value in inspection.items() if key != "letter_dated"}
