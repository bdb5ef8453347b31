"""How each area stands by its latest full inspection: its outcome, or whether it was told to act on a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.facts.inspections import OUTCOME_LABELS
from db.site.charts.tile_map import TileState
from db.site.comparing.knowledge import know_told
from db.site.reading import Reader
from db.site.searching.facets import TO_ACT_ON, FacetIndex
from db.site.searching.labels import FRAMEWORKS
from db.site.wording import format_date

COLUMNS = (
    "area_id", "area", "region", "inspected", "published", "framework", "outcome", "known", "items_known", "items_told",
    "source_url",
)  # fmt: skip
THEME_COLUMNS = (*COLUMNS[:-1], "told_on_theme", "items_on_theme", "source_url")
_AREAS = """
SELECT a.area_id, a.name AS area, a.region, k.inspection_id, k.framework, k.inspected, k.outcome AS outcome_code, k.items,
  k.priority_actions, k.out_of, k.known AS known_code, k.document_id, k.plan_required, k.source_url, i.published
FROM areas a LEFT JOIN inspection_known k ON k.area_id = a.area_id AND k.newest = 1
LEFT JOIN inspections i ON i.inspection_id = k.inspection_id WHERE a.status = 'current' ORDER BY a.name
"""
# Code, mark on the tile. Each scale in the order of its own report cards; the two scales are never merged.
OUTCOME_MARKS = {
    "typically_positive": "P",
    "inconsistent": "I",
    "systemic_failings": "F",
    "no_wsoa": "N",
    "wsoa_required": "W",
}
NOT_KNOWN = "not known"
_TOLD, _NOT_TOLD = "told to act on it", "not told to act on it"


async def read_standing(read: Reader) -> list[dict[str, Any]]:
    """Every current area by name, with its latest full inspection, whether its report was read or not."""
    rows = []
    for row in await read(_AREAS):
        knowledge = know_told({**dict(row), "known": row["known_code"]}) if row["inspection_id"] else None
        rows.append(
            {
                **dict(row),
                "framework": FRAMEWORKS.get(row["framework"]),
                "outcome": OUTCOME_LABELS.get(row["outcome_code"]),
                "known": knowledge.words if knowledge else "no full inspection is known",
                "is_complete": knowledge.is_complete if knowledge else False,
                "items_known": knowledge.items if knowledge else None,
                "items_told": knowledge.out_of if knowledge else None,
            }
        )
    return rows


def add_theme(rows: Sequence[Mapping[str, Any]], index: FacetIndex, theme_id: str) -> list[dict[str, Any]]:
    """The rows with what the latest inspection told on a theme: where not all items are known, none found is not none told."""
    on_theme = index.masks["theme"].get(theme_id, 0)
    told = []
    for row in rows:
        items = 0
        if row["inspection_id"]:
            items = (index.select({"inspection": (row["inspection_id"],), "kind": (TO_ACT_ON,)}) & on_theme).bit_count()
        answer = _TOLD if items else _NOT_TOLD if row["is_complete"] else NOT_KNOWN
        told.append({**row, "told_on_theme": answer, "items_on_theme": items if items or row["is_complete"] else None})
    return told


def outcome_states(rows: Sequence[Mapping[str, Any]]) -> dict[str, TileState]:
    """The look of each area's tile by its latest outcome."""
    states = {}
    for row in rows:
        code = row["outcome_code"] or "unknown"
        day = f", inspected {format_date(row['inspected'])}" if row["inspected"] else ""
        states[row["area_id"]] = TileState(
            code, OUTCOME_MARKS.get(code, "?"), f"{row['outcome'] or 'outcome not known'}{day}"
        )
    return states


def theme_states(rows: Sequence[Mapping[str, Any]]) -> dict[str, TileState]:
    """The look of each area's tile by whether it was told to act on a theme; `rows` are those of `add_theme`."""
    states = {}
    for row in rows:
        items = row["items_on_theme"]
        code = {_TOLD: "told", _NOT_TOLD: "not_told"}.get(row["told_on_theme"], "unknown")
        counted = (
            f", {items} item{'' if items == 1 else 's'}" if items else f" ({row['known']})" if code == "unknown" else ""
        )
        states[row["area_id"]] = TileState(
            code, "?" if items is None else str(items), f"{row['told_on_theme']}{counted}"
        )
    return states


def count_states(rows: Sequence[Mapping[str, Any]], theme: str | None) -> list[dict[str, Any]]:
    """The legend: code and mark of each look, what it means, and how many areas have it."""
    if theme:
        looks = [
            ("told", "1", _TOLD),
            ("not_told", "0", _NOT_TOLD),
            ("unknown", "?", "not known: not all has been read here"),
        ]
        codes = {_TOLD: "told", _NOT_TOLD: "not_told", NOT_KNOWN: "unknown"}
        found = [codes[row["told_on_theme"]] for row in rows]
    else:
        looks = [(code, mark, _scale(code)) for code, mark in OUTCOME_MARKS.items()] + [
            ("unknown", "?", "outcome not known")
        ]
        found = [row["outcome_code"] or "unknown" for row in rows]
    return [{"code": code, "mark": mark, "meaning": words, "areas": found.count(code)} for code, mark, words in looks]


def _scale(code: str) -> str:
    framework = "2016–22" if code in {"no_wsoa", "wsoa_required"} else "since 2023"
    return f"{OUTCOME_LABELS[code]} ({framework})"
