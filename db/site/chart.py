"""A line chart as numbers for an SVG drawing: EHC plans issued in time, with inspections and the area's own targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 700, 24, 260

Year = tuple[int, float | None, float | None]  # year, the area's per cent, England's per cent


@dataclass(frozen=True)
class Point:
    """A value on the chart: where it is drawn, its year and its label."""

    x: float
    y: float
    year: int
    label: str


@dataclass(frozen=True)
class Mark:
    """A day on the chart (an inspection), or a target with its height."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` by `height` units. A line is in pieces where a year has no figure."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    years: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    area: tuple[tuple[Point, ...], ...]
    england: tuple[tuple[Point, ...], ...]
    inspections: tuple[Mark, ...]
    targets: tuple[Mark, ...]


def draw_timeliness(
    figures: Sequence[Year], *, inspections: Sequence[str], targets: Sequence[tuple[str, float]]
) -> Chart | None:
    """The chart of yearly per cents, None where the area has none.

    `inspections` are ISO dates, `targets` ISO dates with per cents. A year's figure is drawn at the middle of the year.
    """
    if not any(value is not None for _, value, _ in figures):
        return None
    days = [_years(day) for day in inspections] + [_years(day) for day, _ in targets]
    first = min([figures[0][0], *map(int, days)])
    last = max([figures[-1][0], *map(int, days)]) + 1

    def x(years: float) -> float:
        return round(_LEFT + (years - first) / (last - first) * (_RIGHT - _LEFT), 1)

    def line(column: int) -> tuple[tuple[Point, ...], ...]:
        pieces: list[list[Point]] = [[]]
        for row in figures:
            value = row[column]
            if value is None:
                pieces.append([])
            else:
                pieces[-1].append(Point(x(row[0] + 0.5), _y(value), row[0], f"{value:g}"))
        return tuple(tuple(piece) for piece in pieces if piece)

    return Chart(
        WIDTH,
        HEIGHT,
        _LEFT,
        _RIGHT,
        _TOP,
        _BOTTOM,
        tuple(Mark(x(year + 0.5), _BOTTOM + 18, str(year)) for year in range(first, last)),
        tuple(Mark(_LEFT, _y(value), f"{value}%") for value in (0, 25, 50, 75, 100)),
        line(1),
        line(2),
        tuple(Mark(x(_years(day)), _TOP, day) for day in sorted(inspections)),
        tuple(Mark(x(_years(day)), _y(value), f"{value:g}") for day, value in targets),
    )


def _y(value: float) -> float:
    return round(_BOTTOM - value / 100 * (_BOTTOM - _TOP), 1)


def _years(day: str) -> float:
    """A date as years: 2020-07-01 is about 2020.5. What is not known of it counts as the middle."""
    parts = [int(part) for part in day.split("-")]
    month = parts[1] if len(parts) > 1 else 7
    return parts[0] + (month - 1) / 12 + ((parts[2] - 1) / 365 if len(parts) > 2 else 0)
