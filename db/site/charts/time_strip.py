"""Dated events drawn to scale on one axis of years, a lane for each sort of event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.site.charts.years import as_years

WIDTH = 900
# The label of the last year stands half beyond the axis.
_LEFT, _RIGHT, _TOP, _LANE = 130, 875, 24, 44
# Events by lane; what is in none of them (workshops, news) is in the table only.
LANES: tuple[tuple[str, frozenset[str]], ...] = (
    ("Inspected", frozenset({"inspection_start", "revisit_start", "monitored"})),
    ("Published", frozenset({"letter_published", "report_published", "revisit_published", "improvement_notice"})),
    (
        "Plan",
        frozenset({"wsoa_submitted", "wsoa_accepted", "wsoa_resubmission_requested", "wsoa_published", "wsoa_updated",
                   "plan_published", "plan_step"}),
    ),
    (
        "Due, expected",
        frozenset({"wsoa_due", "wsoa_submission_planned", "plan_due", "reinspection_expected", "monitoring_expected",
                   "full_inspection_expected"}),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What happened or is expected on a day (ISO, cut to what is known). `is_computed` for a day that nobody printed: it is drawn as a ring."""

    date: str
    event: str
    label: str
    is_computed: bool = False


@dataclass(frozen=True)
class Dot:
    """An event as drawn."""

    x: float
    y: float
    label: str
    date: str
    is_computed: bool


@dataclass(frozen=True)
class Lane:
    """A line of dots by name."""

    name: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Strip:
    """A drawing of `width` by `height` units; `years` are places and labels of first days of years."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    years: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    today: float | None


def draw_strip(events: Sequence[Event], today: date) -> Strip | None:
    """The events on their lanes, None where none has a lane. The axis runs over whole years and shows today where it is on it."""
    drawn = [event for event in events if any(event.event in kinds for _, kinds in LANES)]
    if not drawn:
        return None
    places = [as_years(event.date) for event in drawn]
    first, last = int(min(places)), int(max(places)) + 1

    def x(years: float) -> float:
        return round(_LEFT + (years - first) / (last - first) * (_RIGHT - _LEFT), 1)

    lanes: list[Lane] = []
    for name, kinds in LANES:
        own = [event for event in drawn if event.event in kinds]
        if own:
            y = _TOP + _LANE * len(lanes) + _LANE / 2
            dots = tuple(Dot(x(as_years(e.date)), y, e.label, e.date, e.is_computed) for e in own)
            lanes.append(Lane(name, y, dots))
    bottom = _TOP + _LANE * len(lanes)
    now = as_years(today.isoformat())
    step = max(1, -(-(last - first) // 12))
    return Strip(
        WIDTH,
        bottom + 26,
        _LEFT,
        _RIGHT,
        _TOP,
        bottom,
        tuple((x(year), str(year)) for year in range(first, last + 1, step)),
        tuple(lanes),
        x(now) if first <= now <= last else None,
    )
