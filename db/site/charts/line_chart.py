"""A line chart as numbers for an SVG drawing: EHC plans issued in time, with inspections and the area's own targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.site.charts.years import as_years

WIDTH, HEIGHT = 760, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 640, 34, 280
# How far a line's name stands from its last point, whose figure is centred above it.
_CLEAR = 24
# Two labels nearer than this overprint each other.
_APART = 16

Year = tuple[
    int, float | None, float | None, float | None
]  # year; per cent of the area, its neighbours' median, England


@dataclass(frozen=True)
class Point:
    """A value on the chart: where it is drawn, its year and its label."""

    x: float
    y: float
    year: int
    label: str


@dataclass(frozen=True)
class Mark:
    """A day on the chart (an inspection), a target with its height, or a line's name at its end."""

    x: float
    y: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True)
class ChartLine:
    """A line by name, in pieces where a year has no figure; `is_own` for the area itself."""

    name: str
    kind: str  # area | neighbours | england
    pieces: tuple[tuple[Point, ...], ...]
    end: Mark

    @property
    def is_own(self) -> bool:
        """Whether it is the area's own, which has its values written beside it."""
        return self.kind == "area"


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` by `height` units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    years: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    lines: tuple[ChartLine, ...]
    inspections: tuple[Mark, ...]
    targets: tuple[Mark, ...]


def draw_timeliness(
    name: str, figures: Sequence[Year], *, inspections: Sequence[str], targets: Sequence[tuple[str, float]]
) -> Chart | None:
    """The chart of yearly per cents, None where the area has none.

    `inspections` are ISO dates, `targets` ISO dates with per cents. A year's figure is drawn at the middle of the year.
    """
    if not any(row[1] is not None for row in figures):
        return None
    targeted = [as_years(day) for day, _ in targets]
    first = int(min([figures[0][0], *targeted]))
    last = int(max([figures[-1][0], *targeted])) + 1
    inside = sorted(day for day in inspections if first <= as_years(day) < last)

    def x(years: float) -> float:
        return round(_LEFT + (years - first) / (last - first) * (_RIGHT - _LEFT), 1)

    def pieces(column: int) -> tuple[tuple[Point, ...], ...]:
        found: list[list[Point]] = [[]]
        for row in figures:
            value = row[column]
            if value is None:
                found.append([])
            else:
                found[-1].append(Point(x(int(row[0]) + 0.5), _y(float(value)), int(row[0]), f"{value:g}"))
        return tuple(tuple(piece) for piece in found if piece)

    drawn = [
        (label, kind, pieces(column))
        for column, label, kind in (
            (1, name, "area"),
            (2, "Neighbours’ median", "neighbours"),
            (3, "England", "england"),
        )
    ]
    return Chart(
        WIDTH,
        HEIGHT,
        _LEFT,
        _RIGHT,
        _TOP,
        _BOTTOM,
        tuple(Mark(x(year + 0.5), _BOTTOM + 20, str(year)) for year in range(first, last)),
        tuple(Mark(_LEFT, _y(value), f"{value}%") for value in (0, 25, 50, 75, 100)),
        _name_ends([each for each in drawn if each[2]]),
        tuple(Mark(x(as_years(day)), _TOP, day, _anchor(x(as_years(day)))) for day in inside),
        tuple(Mark(x(as_years(day)), _y(value), f"{value:g}") for day, value in targets),
    )


def _name_ends(drawn: Sequence[tuple[str, str, tuple[tuple[Point, ...], ...]]]) -> tuple[ChartLine, ...]:
    """The lines with their names at their ends, moved apart so that none overprints another."""
    lines = []
    at = float(_TOP - _APART)
    for label, kind, pieces in sorted(drawn, key=lambda each: each[2][-1][-1].y):
        end = pieces[-1][-1]
        at = max(end.y, at + _APART)
        lines.append(ChartLine(label, kind, pieces, Mark(end.x + _CLEAR, at, label, "start")))
    return tuple(lines)


def _anchor(x: float) -> str:
    """How a date's label stands to its line, so that no label is cut at the edges."""
    if x < _LEFT + 40:
        return "start"
    return "end" if x > _RIGHT - 40 else "middle"


def _y(value: float) -> float:
    return round(_BOTTOM - value / 100 * (_BOTTOM - _TOP), 1)
