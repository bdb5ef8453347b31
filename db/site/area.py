"""What the page of an area tells, from the same tables and views that the queries use."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.site.chart import Chart, draw_timeliness
from db.site.reading import Reader

_AREA = "SELECT * FROM areas WHERE area_id = :area"
_RELATIVES = """
SELECT 'made from' AS relation, a.area_id, a.name, l.effective_date FROM area_lineage l
JOIN areas a ON a.area_id = l.predecessor_id WHERE l.successor_id = :area
UNION ALL
SELECT 'became', a.area_id, a.name, l.effective_date FROM area_lineage l
JOIN areas a ON a.area_id = l.successor_id WHERE l.predecessor_id = :area ORDER BY 3
"""
_INSPECTIONS = """
SELECT h.*, a.name AS area FROM inspection_history h JOIN areas a ON a.area_id = h.area_id WHERE h.shown_for = :area
ORDER BY coalesce(h.start_date, h.published,
  substr(replace(replace(h.inspection_id, '-revisit', ''), '-monitoring', ''), -7)) DESC
"""
_WEAKNESSES = """
SELECT w.*, i.start_date AS inspected, coalesce(w.source_url, (SELECT d.source_url FROM documents d WHERE d.document_id = w.document_id)) AS link, (
    SELECT group_concat(t.label, '; ') FROM weakness_themes wt JOIN themes t ON t.theme_id = wt.theme_id
    WHERE wt.weakness_id = w.weakness_id) AS themes
FROM weaknesses w JOIN inspections i ON i.inspection_id = w.inspection_id WHERE w.area_id = :area
ORDER BY i.start_date DESC, w.inspection_id DESC, CASE w.kind WHEN 'significant_weakness' THEN 1 WHEN 'priority_action' THEN 2
  WHEN 'area_for_improvement' THEN 3 ELSE 4 END, w.number
"""
_ACTIONS = """
SELECT a.*, coalesce(a.source_url, (SELECT d.source_url FROM documents d WHERE d.document_id = a.document_id)) AS link FROM actions a WHERE a.area_id = :area ORDER BY a.inspection_id DESC, a.deadline, a.action_id
"""
_TARGETS = """
SELECT t.*, coalesce(t.source_url, (SELECT d.source_url FROM documents d WHERE d.document_id = t.document_id)) AS link
FROM targets t WHERE t.area_id = :area ORDER BY t.by_date, t.target_id
"""
_TIMELINE = """
SELECT t.*, coalesce(t.source_url, (SELECT d.source_url FROM documents d WHERE d.document_id = t.document_id)) AS link
FROM timeline t WHERE t.area_id = :area ORDER BY t.date DESC, t.event
"""
_NEIGHBOURS = """
SELECT n.rank, n.closeness, a.name AS neighbour, n.neighbour_id, a.region, (
    SELECT i.outcome FROM inspections i WHERE i.area_id = a.area_id AND i.kind = 'full'
    ORDER BY i.start_date DESC LIMIT 1) AS outcome
FROM statistical_neighbours n JOIN areas a ON a.area_id = n.neighbour_id WHERE n.area_id = :area ORDER BY n.rank
"""
_TIMELINESS = """
SELECT m.year, m.value, e.value AS england FROM measures m
LEFT JOIN measures e ON e.area_id IS NULL AND e.measure_id = m.measure_id AND e.year = m.year
WHERE m.area_id = :area AND m.measure_id = 'ehc_plans_within_20_weeks' ORDER BY m.year
"""
_PLEDGED = """
SELECT DISTINCT target, by_date FROM targets WHERE area_id = :area AND measure_id = 'ehc_plans_within_20_weeks'
  AND unit = 'percent' AND target IS NOT NULL AND by_date IS NOT NULL
"""


@dataclass(frozen=True)
class Told:
    """What one inspection told the area, in the order of its lists."""

    inspection_id: str
    inspected: str | None
    weaknesses: tuple[sqlite3.Row, ...]


@dataclass(frozen=True)
class AreaPage:
    """Everything the page shows; rows are as stored."""

    area: sqlite3.Row
    relatives: list[sqlite3.Row]
    inspections: list[sqlite3.Row]
    told: list[Told]
    actions: list[sqlite3.Row]
    targets: list[sqlite3.Row]
    timeline: list[sqlite3.Row]
    neighbours: list[sqlite3.Row]
    chart: Chart | None


async def read_area(read: Reader, area_id: str) -> AreaPage | None:
    """The page of an area, None where there is none of that id."""
    values = {"area": area_id}
    areas = await read(_AREA, values)
    if not areas:
        return None
    inspections = await read(_INSPECTIONS, values)
    own = [row["start_date"] for row in inspections if row["relation"] == "own" and row["start_date"]]
    pledged = await read(_PLEDGED, values)
    return AreaPage(
        areas[0],
        await read(_RELATIVES, values),
        inspections,
        _by_inspection(await read(_WEAKNESSES, values)),
        await read(_ACTIONS, values),
        await read(_TARGETS, values),
        await read(_TIMELINE, values),
        await read(_NEIGHBOURS, values),
        draw_timeliness(
            [(row["year"], row["value"], row["england"]) for row in await read(_TIMELINESS, values)],
            inspections=own,
            targets=[(row["by_date"], row["target"]) for row in pledged],
        ),
    )


def _by_inspection(weaknesses: list[sqlite3.Row]) -> list[Told]:
    inspections = dict.fromkeys((row["inspection_id"], row["inspected"]) for row in weaknesses)
    return [
        Told(inspection_id, inspected, tuple(row for row in weaknesses if row["inspection_id"] == inspection_id))
        for inspection_id, inspected in inspections
    ]
