from __future__ import annotations

from datetime import date

import pytest

from extract.language.dates import find_dates, month_number, parse_date_range


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7 to 11 October 2024", "2024-10-07", "2024-10-11"),
        ("30 September 2024 to 4 October 2024", "2024-09-30", "2024-10-04"),
        ("15 September to 3 October 2024", "2024-09-15", "2024-10-03"),
        ("14 November to 18 November 2016", "2016-11-14", "2016-11-18"),
        ("Between 2 and 6 March 2020, inspectors", "2020-03-02", "2020-03-06"),
        ("between Monday 2 March and Friday 6 March 2020", "2020-03-02", "2020-03-06"),
        ("2nd to 6th March 2020", "2020-03-02", "2020-03-06"),
        ("3–7 December 2018", "2018-12-03", "2018-12-07"),
        ("3 - 7 December 2018", "2018-12-03", "2018-12-07"),
        ("30 December to 4 January 2025", "2024-12-30", "2025-01-04"),
        ("from Monday, 15th April, to Wednesday, 17th April 2019", "2019-04-15", "2019-04-17"),
        ("in the week beginning 1st July 2019 and ending 5th July 2019", "2019-07-01", "2019-07-05"),
        ("from 1 July 2019, finishing on 5 July 2019", "2019-07-01", "2019-07-05"),
        ("2021-07-05 to 2021-07-09", "2021-07-05", "2021-07-09"),
        ("9 and 10 May 2019", "2019-05-09", "2019-05-10"),
        ("on 4th, 5th and 6th November 2025", "2025-11-04", "2025-11-06"),
        ("on 1 st October 2018", "2018-10-01", "2018-10-01"),
        ("by 25<sup>th</sup> May 2020", "2020-05-25", "2020-05-25"),
        ("the 2nd\nof March\n2020", "2020-03-02", "2020-03-02"),
        ("sent 8/6/20", "2020-06-08", "2020-06-08"),
        ("15/10/2018", "2018-10-15", "2018-10-15"),
        ("v1 17.07.20", "2020-07-17", "2020-07-17"),
        ("2020-03-06", "2020-03-06", "2020-03-06"),
        ("March 6, 2020", "2020-03-06", "2020-03-06"),
        ("22 Ocotber 2022", "2022-10-22", "2022-10-22"),
        ("Ocotber 2022", "2022-10-01", "2022-10-31"),
        ("September 2022", "2022-09-01", "2022-09-30"),
        ("Sept '21", "2021-09-01", "2021-09-30"),
        ("late March/April 2021", "2021-03-01", "2021-04-30"),
        ("November to February 2021", "2020-11-01", "2021-02-28"),
        ("Autumn term 2020", "2020-09-01", "2020-12-31"),
        ("autumn 2020/21", "2020-09-01", "2020-12-31"),
        ("spring term 2020/21", "2021-01-01", "2021-03-31"),
        ("Quarter 1 of 2022/23", "2022-04-01", "2022-06-30"),
        ("Q4 2021-22", "2022-01-01", "2022-03-31"),
        ("by 2023", "2023-01-01", "2023-12-31"),
        ("Version 2, October 2020", "2020-10-01", "2020-10-31"),
    ],
)
def test_reads_forms(text: str, start: str, end: str) -> None:
    (span,) = find_dates(text)
    assert (span.start, span.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert text[span.char_start : span.char_end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Table 2 may be used",
        "Section 12 Report 2019",
        "Children and Families Act 2014",
        "12 August",
        "1.2.3",
        "20%",
    ],
)
def test_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_impossible_day_is_left_out() -> None:
    assert all(span.precision != "day" for span in find_dates("31 June 2020"))


def test_day_without_year_needs_the_callers() -> None:
    (span,) = find_dates("the 17 July meeting", default_year=2020)
    assert span.start == date(2020, 7, 17)
    assert find_dates("we met 2 may be", default_year=2020) == ()


def test_two_days_joined_by_and_are_two_dates() -> None:
    spans = find_dates("meetings on 9 June and 12 July 2019")
    assert [(s.start, s.end) for s in spans] == [(date(2019, 6, 9),) * 2, (date(2019, 7, 12),) * 2]


def test_listed_days_that_do_not_follow_each_other_are_single_dates() -> None:
    found = find_dates("drop-ins on 4, 11 and 18 March 2024")
    assert [(span.start, span.text) for span in found] == [
        (date(2024, 3, 4), "4"),
        (date(2024, 3, 11), "11"),
        (date(2024, 3, 18), "18 March 2024"),
    ]


def test_range_beside_a_date_is_not_swallowed() -> None:
    spans = find_dates("inspections: 7 to 11 March 2016 and 5 May 2018")
    assert [(s.start.isoformat(), s.end.isoformat()) for s in spans] == [
        ("2016-03-07", "2016-03-11"),
        ("2018-05-05", "2018-05-05"),
    ]


def test_precision() -> None:
    text = "1 May 2020, June 2020, summer term 2020, Q2 2020/21, in 2022"
    assert [s.precision for s in find_dates(text)] == ["day", "month", "term", "quarter", "year"]


def test_parse_date_range_prefers_exact_days() -> None:
    span = parse_date_range("In March 2020 (2 to 6 March 2020)")
    assert span is not None
    assert span.start == date(2020, 3, 2)
    assert parse_date_range("Not previously inspected") is None


def test_month_number_takes_only_near_misspellings() -> None:
    assert month_number("Feburary") == 2
    assert month_number("Summer") is None
    assert month_number("Member") is None
