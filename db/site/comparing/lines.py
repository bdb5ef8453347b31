"""The lines of a comparison: one inspection each, how much of it is known, and how many of its items are on each theme."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from db.publish.compare import compared_areas
from db.site.comparing.knowledge import Knowledge, know_actions, know_strengths, know_told
from db.site.searching.facets import TO_ACT_ON, FacetIndex

# What can be compared, and the kinds of findings that are counted for it (as the search page filters by them).
SHOW = {"weaknesses": TO_ACT_ON, "strengths": "strength", "actions": "action"}
# Which inspections: the latest full one, the one before it, or both.
WHICH = {"latest": (1,), "before": (2,), "both": (1, 2)}
_INSPECTIONS = """
SELECT k.*, p.state AS plan_state FROM inspection_known k
LEFT JOIN plan_register p ON p.inspection_id = k.inspection_id ORDER BY k.area_id, k.newest
"""


@dataclass(frozen=True)
class HeatCell:
    """Items of an inspection on a theme: None where it is not known whether there are any. `level` shades it, 0 to 4."""

    theme_id: str
    items: int | None
    level: int


@dataclass(frozen=True)
class HeatLine:
    """An inspection of an area, or an area of which no such inspection is known (`inspection_id` None)."""

    area_id: str
    area: str
    relation: str
    inspection_id: str | None
    inspected: str | None
    framework: str | None
    outcome: str | None
    plan_required: int | None
    source_url: str | None
    knowledge: Knowledge
    cells: tuple[HeatCell, ...]

    @property
    def is_chosen(self) -> bool:
        """Whether it was asked for by name."""
        return self.relation == "chosen"


def draw_lines(
    connection: sqlite3.Connection,
    index: FacetIndex,
    themes: Sequence[str],
    area_ids: Sequence[str],
    *,
    peers: str | None,
    show: str,
    which: str,
) -> list[HeatLine]:
    """The lines for these areas and their peers, those asked for first."""
    areas = compared_areas(Database(connection, recursive_triggers=False), area_ids, peers)
    inspections = read_inspections(connection)
    lines = []
    for area in areas:
        own: list[dict[str, Any] | None] = [
            row for row in inspections.get(area["area_id"], ()) if row["newest"] in WHICH[which]
        ]
        lines += [_line(area, row, index, themes, show) for row in own or [None]]
    return lines


def read_inspections(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """Full inspections by area, the newest first."""
    cursor = connection.execute(_INSPECTIONS)
    names = [column[0] for column in cursor.description]
    found: dict[str, list[dict[str, Any]]] = {}
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        found.setdefault(row["area_id"], []).append(row)
    return found


def _line(
    area: Mapping[str, Any], row: Mapping[str, Any] | None, index: FacetIndex, themes: Sequence[str], show: str
) -> HeatLine:
    if row is None:
        nothing = Knowledge("nothing", "no such inspection is known", None, None)
        cells = tuple(HeatCell(theme, None, 0) for theme in themes)
        return HeatLine(
            area["area_id"], area["area"], area["relation"], None, None, None, None, None, None, nothing, cells
        )
    counts, held = count_themes(index, themes, row["inspection_id"], SHOW[show])
    knowledge = know(row, held, show)
    return HeatLine(
        area["area_id"],
        area["area"],
        area["relation"],
        row["inspection_id"],
        row["inspected"],
        row["framework"],
        row["outcome"],
        row["plan_required"],
        row["source_url"],
        knowledge,
        tuple(_cell(theme, counts[theme], held, knowledge) for theme in themes),
    )


def count_themes(index: FacetIndex, themes: Sequence[str], inspection_id: str, kind: str) -> tuple[dict[str, int], int]:
    """How many of an inspection's findings of a kind are on each theme, and how many there are; as searching counts."""
    held = index.select({"inspection": (inspection_id,), "kind": (kind,)})
    on = index.masks["theme"]
    return {theme: (on.get(theme, 0) & held).bit_count() for theme in themes}, held.bit_count()


def know(row: Mapping[str, Any], held: int, show: str) -> Knowledge:
    """How much is known of what is compared."""
    if show == "strengths":
        return know_strengths(row, held)
    return know_actions(row, held) if show == "actions" else know_told(row)


def _cell(theme: str, items: int, held: int, knowledge: Knowledge) -> HeatCell:
    """A theme that no known item is on is not raised only where all items are known."""
    if not items:
        return HeatCell(theme, 0 if knowledge.is_complete else None, 0)
    # Four shades: a quarter of the items, a half, three quarters, all.
    return HeatCell(theme, items, -(-items * 4 // held))
