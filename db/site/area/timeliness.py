"""How many EHC plans an area issued in time, beside its neighbours' median and England."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.site.charts.line_chart import Chart, draw_timeliness
from db.site.reading import Reader

MEASURE = "ehc_plans_within_20_weeks"
COLUMNS = (
    "area_id", "area", "year", "per_cent", "in_time", "issued", "neighbours_median", "neighbours_with_figure", "england",
    "inspected",
)  # fmt: skip
_FIGURES = """
SELECT m.year, m.value, m.numerator, m.denominator, e.value AS england FROM measures m
LEFT JOIN measures e ON e.area_id IS NULL AND e.measure_id = m.measure_id AND e.year = m.year
WHERE m.area_id = :area AND m.measure_id = :measure ORDER BY m.year
"""
_NEIGHBOURS = """
SELECT m.year, m.value FROM statistical_neighbours n
JOIN measures m ON m.area_id = n.neighbour_id AND m.measure_id = :measure
WHERE n.area_id = :area AND m.value IS NOT NULL
"""
_PLEDGED = """
SELECT DISTINCT target, by_date FROM targets WHERE area_id = :area AND measure_id = :measure
  AND unit = 'percent' AND target IS NOT NULL AND by_date IS NOT NULL
"""


@dataclass(frozen=True)
class Timeliness:
    """`rows` are the page's table, every year from the first to the last; `chart` the same drawn, None without a figure."""

    rows: tuple[dict[str, Any], ...]
    chart: Chart | None


async def read_timeliness(read: Reader, area_id: str, area: str, inspected: Sequence[str]) -> Timeliness:
    """The figures of the area; `inspected` are the first days of its inspections (ISO). Years without a figure stay None."""
    values = {"area": area_id, "measure": MEASURE}
    figures = {row["year"]: row for row in await read(_FIGURES, values)}
    near: dict[int, list[float]] = {}
    for row in await read(_NEIGHBOURS, values):
        near.setdefault(row["year"], []).append(row["value"])
    if not figures:
        return Timeliness((), None)
    rows: list[dict[str, Any]] = []
    for year in range(min(figures), max(figures) + 1):
        figure = figures.get(year)
        peers = near.get(year, [])
        rows.append(
            {
                "area_id": area_id,
                "area": area,
                "year": year,
                "per_cent": figure["value"] if figure else None,
                "in_time": figure["numerator"] if figure else None,
                "issued": figure["denominator"] if figure else None,
                "neighbours_median": round(statistics.median(peers), 1) if peers else None,
                "neighbours_with_figure": len(peers),
                "england": figure["england"] if figure else None,
                "inspected": "; ".join(day for day in sorted(inspected) if day.startswith(str(year))) or None,
            }
        )
    chart = draw_timeliness(
        area,
        [(row["year"], row["per_cent"], row["neighbours_median"], row["england"]) for row in rows],
        inspections=inspected,
        targets=[(row["by_date"], row["target"]) for row in await read(_PLEDGED, values)],
    )
    return Timeliness(tuple(rows), chart)
