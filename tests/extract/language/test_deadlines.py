from __future__ import annotations

from datetime import date

import pytest

from extract.language.deadlines import Deadline, parse_deadline, within_months

PLAN_DAY = date(2020, 10, 9)


@pytest.mark.parametrize(
    ("text", "end", "precision"),
    [
        ("Autumn term 2020", "2020-12-31", "term"),
        ("Spring 2021", "2021-03-31", "term"),
        ("by the end of the summer term 2021", "2021-07-31", "term"),
        ("Autumn 20", "2020-12-31", "term"),
        ("Summer 2019", "2019-07-31", "term"),
        ("by Easter 2021", "2021-04-04", "day"),
        ("Term 1 2021/22", "2021-10-31", "term"),
        ("T3 21/22", "2022-02-28", "term"),
        ("Spring Term (2022)", "2022-03-31", "term"),
        ("Dec21", "2021-12-31", "month"),
        ("Quarter 1 of 2022/23", "2022-06-30", "quarter"),
        ("Q1 20/21", "2020-06-30", "quarter"),
        ("Q4 2021-22", "2022-03-31", "quarter"),
        ("by October 2025", "2025-10-31", "month"),
        ("in place from 1st September 2025", "2025-09-01", "day"),
        ("2024/25", "2025-03-31", "year"),
        ("FY 21/22", "2022-03-31", "year"),
        ("academic year 2024/25", "2025-08-31", "year"),
        ("end of 2021", "2021-12-31", "year"),
        ("2021", "2021-12-31", "year"),
        ("12 03 19", "2019-03-12", "day"),
        ("15/10/2018", "2018-10-15", "day"),
        ("8/6/20", "2020-06-08", "day"),
        ("1 st October 2018", "2018-10-01", "day"),
        ("25<sup>th</sup> May 2020", "2020-05-25", "day"),
        ("Ocotber 2022", "2022-10-31", "month"),
        ("Mar-21", "2021-03-31", "month"),
        ("May 20", "2020-05-31", "month"),
        ("February half term 2021", "2021-02-28", "month"),
        ("late March/April 2021", "2021-04-30", "month"),
        ("Sept 2020 – March 2021", "2021-03-31", "month"),
        ("June 2021 (revised to September 2021)", "2021-09-30", "month"),
        ("ongoing until March 2021", "2021-03-31", "month"),
        ("bi-monthly until September 2024, then quarterly", "2024-09-30", "month"),
    ],
)
def test_stated_periods_end(text: str, end: str, precision: str) -> None:
    assert parse_deadline(text) == Deadline(text, date.fromisoformat(end), precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "end", "precision"),
    [
        ("in the next 18 months", "2022-04-09", "month"),
        ("eighteen months", "2022-04-09", "month"),
        ("over the next 12 months", "2021-10-09", "month"),
        ("within 5 weeks", "2020-11-13", "day"),
        ("by May next year", "2021-05-31", "month"),
        ("late March/April", "2021-04-30", "month"),
        ("end of August / start of September", "2021-09-30", "month"),
        ("1st February deadline", "2021-02-01", "day"),
        ("November", "2020-11-30", "month"),
        ("by Easter", "2021-04-04", "day"),
        ("Spring term", "2021-03-31", "term"),
        ("Q3", "2020-12-31", "quarter"),
        ("end of the financial year", "2021-03-31", "year"),
    ],
)
def test_counts_from_the_plans_day_and_never_without_it(text: str, end: str, precision: str) -> None:
    assert parse_deadline(text, from_date=PLAN_DAY) == Deadline(text, date.fromisoformat(end), precision)  # type: ignore[arg-type]
    assert parse_deadline(text) == Deadline(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ongoing",
        "Ongoing from May 2020",
        "termly",
        "From November 2020 monthly",
        "twice a year",
        "Annually in July",
        "monthly",
        "refreshed every month",
        "every 6 months",
        "3, 6 and 12 months",
        "TBC",
        "within 6 months of appointment",
        "within 10 working days",
        "Completed",
    ],
)
def test_no_end_no_date(text: str) -> None:
    assert parse_deadline(text, from_date=PLAN_DAY) == Deadline(text)


def test_text_is_kept_with_its_words() -> None:
    assert parse_deadline(" By\nMarch  2021 ").text == "By March 2021"


@pytest.mark.parametrize(
    ("text", "months"), [("in the next 18 months", 18), ("over two years", 24), ("in a week", None)]
)
def test_within_months(text: str, months: int | None) -> None:
    assert within_months(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "Annually, first in March 2021",
        "Monthly (first meeting May 2021)",
        "Quarterly reports, first by June 2021",
        "Reviewed termly from September 2021",
        "Termly, starting in the spring term 2021",
        "Twice a year from Jan 2021",
        "Monthly review meetings from Jan 2021",
        "Each term, beginning autumn 2020",
        "Weekly, beginning 4 January 2021",
        "To begin in January 2021",
        "to start April 2021",
    ],
)
def test_what_recurs_or_starts_has_no_deadline(text: str) -> None:
    assert parse_deadline(text, from_date=date(2020, 10, 9)).date is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("First draft by May 2021", date(2021, 5, 31)),
        ("Review by March 2021", date(2021, 3, 31)),
        ("Monthly until July 2021", date(2021, 7, 31)),
        ("Start Jan 2021, complete by July 2021", date(2021, 7, 31)),
        ("Each term from autumn 2020 to summer 2021", date(2021, 7, 31)),
    ],
)
def test_what_ends_has_one(text: str, day: date) -> None:
    assert parse_deadline(text).date == day


def test_weeks_are_not_counted_from_a_month() -> None:
    month = date(2022, 1, 31)
    assert parse_deadline("Within 4 weeks", from_date=month, is_day_known=False).date is None
    assert parse_deadline("within 30 days of the plan", from_date=month, is_day_known=False).date is None
    assert parse_deadline("Within 4 weeks", from_date=month).date == date(2022, 2, 28)
    assert parse_deadline("within 18 months", from_date=month, is_day_known=False).date == date(2023, 7, 31)


@pytest.mark.parametrize(
    "text",
    [
        "From September 2019",
        "from 1st September 2025",
        "From the autumn term 2021",
        "From September",
        "Since January 2021",
        "As of 1 April 2021",
        "With effect from 4 January 2022",
        "April 2021 start",
        "May 2022 (start date)",
    ],
)
def test_a_start_alone_is_no_deadline(text: str) -> None:
    assert parse_deadline(text, from_date=PLAN_DAY) == Deadline(text)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("From September 2021 to March 2022", "2022-03-31"),
        ("Training from June 2021, in post by September 2021", "2021-09-30"),
        ("Moved from June 2021, now October 2021", "2021-10-31"),
        ("start of the autumn term 2021", "2021-09-30"),
        ("beginning of summer term 2022", "2022-04-30"),
        ("before the start of spring term 2022", "2021-12-31"),
        ("start of the 2022/23 academic year", "2022-09-30"),
        ("before the start of the 2022 academic year", "2022-08-31"),
        ("start of academic year 2021-22", "2021-09-30"),
        ("financial year end 2022", "2022-03-31"),
        ("Sept 21st", "2021-09-21"),
        ("by Oct 3rd", "2021-10-03"),
    ],
)
def test_a_start_may_bound_or_stand_beside_an_end(text: str, end: str) -> None:
    assert parse_deadline(text, from_date=date(2021, 5, 10)).date == date.fromisoformat(end)
