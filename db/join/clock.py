"""The statutory clock: dates that rules fix, counted from what is known. Rules are data: reference/statutory_rules.csv.

A computed date says so (`basis` is computed, the label tells from what) and never replaces a stated one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

from db.join.timeline import Timeline, first_day, make_event_id
from db.reference.tables import FactRow, read_table, required
from db.sqlite.row import Row

# What a report says of its own next inspection goes before the rule.
_STATED_AMOUNTS = {"monitoring_expected": "next_monitoring_months", "full_inspection_expected": "next_full_years"}
_UNIT_NAMES = {"working_days": "working days", "months": "months", "years": "years"}


@dataclass(frozen=True)
class ClockRule:
    """`event` comes `amount` `unit` after `from_event`, which itself is day 1 where `first_day_counts`.

    The rule is for starting events up to the day `until`, and void once an event of `superseded_by` has come.
    """

    rule_id: str
    framework: str
    event: str
    from_event: str
    outcome: str | None
    amount: int
    unit: str
    first_day_counts: bool
    date_precision: str
    until: str | None
    superseded_by: tuple[str, ...]
    label: str
    source: str
    source_url: str | None


@cache
def load_rules() -> tuple[ClockRule, ...]:
    """All rules of the reference table."""
    return tuple(_rule(record) for record in read_table("statutory_rules"))


def _rule(record: FactRow) -> ClockRule:
    return ClockRule(
        rule_id=required(record, "rule_id"),
        framework=required(record, "framework"),
        event=required(record, "event"),
        from_event=required(record, "from_event"),
        outcome=record["outcome"],
        amount=int(required(record, "amount")),
        unit=required(record, "unit"),
        first_day_counts=required(record, "counting") == "first_day_counts",
        date_precision=required(record, "date_precision"),
        until=record["until"],
        superseded_by=tuple((record["superseded_by"] or "").split(";")) if record["superseded_by"] else (),
        label=required(record, "label"),
        source=required(record, "source"),
        source_url=record["source_url"],
    )


@cache
def _bank_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Whether a day is neither at a weekend nor one of England's bank holidays."""
    return day.weekday() < 5 and day not in _bank_holidays()


def add_working_days(start: date, amount: int, *, first_day_counts: bool) -> date:
    """The `amount`th working day from `start`, which is day 1 where `first_day_counts` (and it is a working day)."""
    day, counted = start, int(first_day_counts and is_working_day(start))
    while counted < amount:
        day += timedelta(days=1)
        counted += is_working_day(day)
    return day


def add_months(start: date, months: int) -> date:
    """The same day so many months on, or the last of its month where that is shorter."""
    return start + relativedelta(months=months)


def apply_rule(rule: ClockRule, start: date, amount: int | None = None) -> str:
    """The ISO date a rule gives from `start`, cut to the rule's precision; `amount` replaces the rule's own."""
    amount = amount or rule.amount
    if rule.unit == "working_days":
        day = add_working_days(start, amount, first_day_counts=rule.first_day_counts)
    else:
        day = add_months(start, amount * (12 if rule.unit == "years" else 1))
    return day.isoformat()[: 10 if rule.date_precision == "day" else 7]


def compute_events(
    inspections: Iterable[Row], events: Iterable[Row], rules: Iterable[ClockRule] | None = None
) -> Timeline:
    """New rows of `timeline` and `event_sources` that rules give for rows of `inspections` and `timeline`.

    Where a stated event of the inspection has the computed date, it gets the rule as a further source instead of a
    second row. Working days are counted from whole dates only; months may be counted from a month.
    """
    stated: dict[tuple[str, str], list[Row]] = defaultdict(list)
    taken: set[str] = set()
    for event in events:
        taken.add(event["event_id"])
        if event["basis"] != "computed" and event["inspection_id"]:
            stated[event["inspection_id"], event["event"]].append(event)
    timeline = Timeline()
    for inspection in inspections:
        if inspection["kind"] != "full":
            continue
        for rule in rules or load_rules():
            if rule.framework == inspection["framework"] and rule.outcome in (None, inspection["outcome"]):
                _apply_to_inspection(rule, inspection, stated, taken, timeline)
    return timeline


def _apply_to_inspection(
    rule: ClockRule, inspection: Row, stated: dict[tuple[str, str], list[Row]], taken: set[str], timeline: Timeline
) -> None:
    inspection_id = inspection["inspection_id"]
    start = _starting_event(rule, [*stated[inspection_id, rule.from_event], *_publication(rule, inspection)])
    if start is None:
        return
    if any(later["date"] >= start["date"] for name in rule.superseded_by for later in stated[inspection_id, name]):
        return
    column = _STATED_AMOUNTS.get(rule.event)
    amount = (inspection[column] if column else None) or rule.amount
    day = apply_rule(rule, first_day(start["date"]), amount)
    how = _explain(rule, amount, start)
    source = {"document_id": None, "source_url": rule.source_url, "page": None, "text": f"{how} ({rule.source})"}
    for event in stated[inspection_id, rule.event]:
        if rule.event != "other" and event["date"] == day:
            timeline.sources.append({"event_id": event["event_id"], **source})
            return
    event_id = make_event_id(inspection["area_id"], day, rule.event, taken)
    timeline.events.append(
        {
            "event_id": event_id,
            "area_id": inspection["area_id"],
            "inspection_id": inspection_id,
            "date": day,
            "date_precision": rule.date_precision,
            "event": rule.event,
            "label": f"{rule.label} ({how})",
            "basis": "computed",
            "document_id": start["document_id"],
            "page": start["page"],
            "source_url": start["source_url"] or rule.source_url,
        }
    )
    timeline.sources.append({"event_id": event_id, **source})


def _publication(rule: ClockRule, inspection: Row) -> list[Row]:
    """The publication that an inspection's row tells, in the form of an event: not every report is on the timeline."""
    if rule.from_event != "report_published" or inspection["published"] is None:
        return []
    told = {column: inspection[column] for column in ("document_id", "source_url")}
    return [{"date": inspection["published"], "date_precision": "day", "basis": "register", "page": None, **told}]


def _starting_event(rule: ClockRule, candidates: list[Row]) -> Row | None:
    """The event to count from: a document's statement before the register's, then the earliest that is exact enough."""
    exact = ("day",) if rule.unit == "working_days" else ("day", "month")
    usable = [
        event
        for event in candidates
        if event["date_precision"] in exact and (rule.until is None or event["date"] <= rule.until)
    ]
    return min(usable, key=lambda event: (event["basis"] != "stated", event["date"]), default=None)


def _explain(rule: ClockRule, amount: int, start: Row) -> str:
    """How a date was computed: "computed: 70 working days from letter received on 2020-06-01, which is day 1"."""
    first = ", which is day 1" if rule.first_day_counts else ""
    name = rule.from_event.replace("_", " ")
    return f"computed: {amount} {_UNIT_NAMES[rule.unit]} from {name} {start['date']}{first}"
