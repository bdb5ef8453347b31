"""One timeline from many claims: the same event told by several sources is one row with several sources."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from db.join.rows import unique_id
from db.sqlite.row import Row

# Events that may happen again on other days, so that two dates are no contradiction.
REPEATABLE = frozenset({"other", "dfe_monitoring", "improvement_notice", "workshop", "wsoa_updated"})
# Claims of one event of one inspection that lie further apart are two events (a plan due, then due again).
SAME_EVENT_WITHIN = timedelta(days=31)
_PRECISIONS = ("day", "month", "term", "year")


@dataclass(frozen=True)
class Claim:
    """One source's statement of an event. `date` is ISO cut to its precision; `text` is the wording there."""

    area_id: str
    date: str
    date_precision: str
    event: str
    label: str
    basis: str
    inspection_id: str | None = None
    document_id: str | None = None
    page: int | None = None
    source_url: str | None = None
    source_title: str | None = None
    text: str | None = None


@dataclass
class Timeline:
    """Rows of `timeline` and `event_sources`."""

    events: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)


def link_events(claims: Iterable[Claim]) -> Timeline:
    """Merge claims, the most trusted first: the first teller of an event gives its row, all are listed as sources.

    A claim of a month joins the day within it, when only one is known. Claims whose dates disagree all stay
    (`find_disagreements` tells which).
    """
    order = {claim: place for place, claim in enumerate(claims)}
    of_event: dict[tuple[str, str], dict[tuple[str, ...], list[Claim]]] = defaultdict(dict)
    # Days before months before years, so that a coarser claim finds the finer one it may join.
    for claim in sorted(order, key=lambda c: (_PRECISIONS.index(c.date_precision), order[c])):
        _group_of(claim, of_event[claim.area_id, claim.event]).append(claim)
    timeline = Timeline()
    taken: set[str] = set()
    groups = [group for groups in of_event.values() for group in groups.values()]
    for group in sorted(groups, key=lambda g: (g[0].area_id, g[0].date, g[0].event, order[g[0]])):
        event_id = make_event_id(group[0].area_id, group[0].date, group[0].event, taken)
        timeline.events.append(_event_row(event_id, group))
        timeline.sources += _source_rows(event_id, group)
    return timeline


def _group_of(claim: Claim, groups: dict[tuple[str, ...], list[Claim]]) -> list[Claim]:
    """The group a claim belongs to among those of its area and event, by date; a new one where none fits."""
    # "Other" is no event: two of a day are the same only if told alike.
    told = (claim.label,) if claim.event == "other" else ()
    key = (claim.date, *told)
    if key in groups:
        return groups[key]
    if claim.date_precision != "day" and claim.event not in REPEATABLE:
        within = [group for (day, *_), group in groups.items() if _is_within(day, claim.date, claim.date_precision)]
        if len(within) == 1:
            return within[0]
    return groups.setdefault(key, [])


def _is_within(day: str, period: str, precision: str) -> bool:
    """Whether a finer date lies in a month or year (a term is told by its last month and is compared as it stands)."""
    return precision != "term" and len(day) > len(period) and day.startswith(period)


def make_event_id(area_id: str, day: str, event: str, taken: set[str]) -> str:
    """`norfolk-2020-06-01-letter-received`, with a number from the second on; it is taken from then on."""
    return unique_id(f"{area_id}-{day}-{event.replace('_', '-')}", taken)


def _event_row(event_id: str, group: list[Claim]) -> Row:
    first = group[0]
    return {
        "event_id": event_id,
        "area_id": first.area_id,
        "inspection_id": next((c.inspection_id for c in group if c.inspection_id), None),
        "date": first.date,
        "date_precision": first.date_precision,
        "event": first.event,
        "label": first.label,
        "basis": first.basis,
        "document_id": first.document_id,
        "page": first.page,
        "source_url": first.source_url,
        "source_title": first.source_title,
    }


def _source_rows(event_id: str, group: list[Claim]) -> list[Row]:
    rows: dict[tuple[str | None, ...], Row] = {}
    for claim in group:
        text = claim.text or claim.label
        rows.setdefault(
            (claim.document_id, claim.source_url, text),
            {
                "event_id": event_id,
                "document_id": claim.document_id,
                "source_url": claim.source_url,
                "page": claim.page,
                "text": text,
            },
        )
    return list(rows.values())


def find_disagreements(events: Iterable[Row]) -> list[Row]:
    """Problem rows for events of one inspection that several sources date differently, up to a month apart."""
    by_event: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in events:
        if event["inspection_id"] and event["event"] not in REPEATABLE and event["basis"] != "computed":
            by_event[event["inspection_id"], event["event"]].append(event)
    return [
        {
            "area_id": one["area_id"],
            "stage": "reconcile",
            "error": "event_dates_disagree",
            "message": f"{inspection_id}: {name.replace('_', ' ')} is {one['date']} in one source and {other['date']} "
            "in another; both are kept, see event_sources",
        }
        for (inspection_id, name), rows in sorted(by_event.items())
        for one, other in combinations(sorted(rows, key=lambda row: str(row["date"])), 2)
        if not other["date"].startswith(one["date"])
        and last_day(other["date"]) - first_day(one["date"]) <= SAME_EVENT_WITHIN
    ]


def first_day(day: str) -> date:
    """The first day of an ISO date that may be cut to its month or year."""
    return date.fromisoformat(day + "-01-01"[len(day) - 4 :])


def last_day(day: str) -> date:
    """The last day of an ISO date that may be cut to its month or year."""
    first = first_day(day)
    if len(day) == 10:
        return first
    month = 12 if len(day) == 4 else first.month
    return first.replace(month=month, day=calendar.monthrange(first.year, month)[1])
