"""Areas beside each other, theme by theme: what the comparison page shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlite_utils import Database

from db.publish.compare import compare
from extract.theming.taxonomy import THEMES

# Shades of the map; the darkest is for themes that every item of an area is about.
LEVELS = 4


@dataclass(frozen=True)
class Shade:
    """Items of an area on a theme; `level` is 0 for none up to `LEVELS` for all of its items."""

    theme_id: str
    items: int
    level: int


@dataclass(frozen=True)
class AreaLine:
    """An area of the map; where nothing of it has been read, no cell says anything."""

    area_id: str
    area: str
    relation: str
    items: int
    is_read: bool
    cells: tuple[Shade, ...]


@dataclass(frozen=True)
class HeatMap:
    """Areas as lines, themes (id and label) as columns, those raised in most areas first."""

    themes: tuple[tuple[str, str], ...]
    lines: tuple[AreaLine, ...]


def draw_heat_map(connection: sqlite3.Connection, names: Sequence[str], peers: str | None) -> HeatMap:
    """The map of these areas and their peers ("neighbours", "region" or None). Raises `UnknownAreaError`."""
    rows = compare(Database(connection, recursive_triggers=False), names, peers=peers)
    raised = {theme.theme_id: 0 for theme in THEMES}
    for row in rows:
        raised[row["theme_id"]] += row["to_act_on"] > 0
    order = sorted(raised, key=lambda theme_id: -raised[theme_id])
    labels = {theme.theme_id: theme.label for theme in THEMES}
    lines = []
    for area_id, group in groupby(rows, key=lambda row: row["area_id"]):
        by_theme = {row["theme_id"]: row for row in group}
        first = by_theme[order[0]]
        total = first["all_to_act_on"]
        cells = [
            Shade(theme, by_theme[theme]["to_act_on"], _level(by_theme[theme]["to_act_on"], total)) for theme in order
        ]
        lines.append(
            AreaLine(area_id, first["area"], first["relation"], total, first["inspections_read"] > 0, tuple(cells))
        )
    return HeatMap(tuple((theme, labels[theme]) for theme in order), tuple(lines))


def _level(items: int, total: int) -> int:
    return -(-items * LEVELS // total) if total else 0
