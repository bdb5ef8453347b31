"""Forms of deadlines that plans print and that were once misread: three and more of every kind."""

from __future__ import annotations

from datetime import date

import pytest

from extract.language.dates import find_dates, month_number
from extract.language.deadlines import deadline_fault, parse_deadline

PLAN_DAY = date(2020, 10, 9)

ENDS = {
    "printed two-digit years": [
        ("Easter 23", "2023-04-09"),
        ("after Easter holidays 21", "2021-04-04"),
        ("Christmas 22", "2022-12-25"),
        ("before the Xmas break '23", "2023-12-25"),
        ("Easter 2021/22", "2022-04-17"),
        ("31 Mar 22", "2022-03-31"),
        ("1st Sept 21", "2021-09-01"),
        ("Nov/22", "2022-11-30"),
        ("Summer hols 22", "2022-08-31"),
    ],
    "misspelt months": [
        ("Septmeber 2021", "2021-09-30"),
        ("end of Arpil 2021", "2021-04-30"),
        ("Feburary 22", "2022-02-28"),
        ("Jully 2021", "2021-07-31"),
        ("15 Agust 2021", "2021-08-15"),
        ("Novemeber 21", "2021-11-30"),
        ("Decmber 2021", "2021-12-31"),
        ("Mrach 2022", "2022-03-31"),
    ],
    "glued months": [
        ("30September2021", "2021-09-30"),
        ("1stApril2022", "2022-04-01"),
        ("June2021", "2021-06-30"),
        ("By 5thNov21", "2021-11-05"),
        ("Oct2022", "2022-10-31"),
    ],
    "the year first": [
        ("2021/09", "2021-09-30"),
        ("by 2022/03", "2022-03-31"),
        ("2022 March", "2022-03-31"),
        ("by 2021, December", "2021-12-31"),
        ("2021 - Oct", "2021-10-31"),
        ("2021-Nov", "2021-11-30"),
    ],
    "quarters in words and with signs": [
        ("first quarter of 2021/22", "2021-06-30"),
        ("4th Qtr 21/22", "2022-03-31"),
        ("Quarter two, 2022-23", "2022-09-30"),
        ("Q.4 21/22", "2022-03-31"),
        ("Q2: 2021/22", "2021-09-30"),
        ("Q1/2021-22", "2021-06-30"),
        ("Qtr 3 (2021/22)", "2021-12-31"),
        ("Q3 FY21/22", "2021-12-31"),
        ("final quarter 2020/21", "2021-03-31"),
        ("Q3 (July to September) 2021", "2021-09-30"),
        ("2021/22 – Q2", "2021-09-30"),
    ],
    "feasts and terms named by them": [
        ("Whitsun 2022", "2022-05-31"),
        ("New Year 22", "2022-01-31"),
        ("end of Christmas term 2021", "2021-12-31"),
        ("by the end of Easter term 22", "2022-03-31"),
        ("Spring trm 2022", "2022-03-31"),
    ],
    "units cut short": [("within 3 mths", "2021-01-09"), ("6 wks", "2020-11-20"), ("in 2 yrs", "2022-10-09")],
    "half terms by season": [
        ("Autumn half term 2021", "2021-10-31"),
        ("before spring half-term 21", "2021-02-28"),
        ("by the summer term half term 2022", "2022-05-31"),
        ("Autumn half-term break 22", "2022-10-31"),
        ("by Whitsun half term 2021", "2021-05-31"),
        ("Whit half-term 22", "2022-05-31"),
        ("before the Whitsun break 2021", "2021-05-31"),
    ],
    "numbered halves of terms": [
        ("Autumn term 1 2021", "2021-10-31"),
        ("Spring 1 2022", "2022-02-28"),
        ("end of Summer 1 '22", "2022-05-31"),
        ("Spring term 2 22", "2022-03-31"),
        ("by the end of summer term 2 2024", "2024-07-31"),
        ("end of Autumn half term 2 2021", "2021-12-31"),
    ],
    "terms cut short, and holidays": [
        ("Aut term 21", "2021-12-31"),
        ("Sum. term 2022", "2022-07-31"),
        ("Spr 2023", "2023-03-31"),
        ("over the summer holiday 2022", "2022-08-31"),
        ("summer break 2021", "2021-08-31"),
    ],
    "ranges with slashes": [
        ("1/9/2021-31/8/2022", "2022-08-31"),
        ("01/09/21 – 31/12/21", "2021-12-31"),
        ("06.09.2021-17.12.2021", "2021-12-17"),
        ("13-17/11/2023", "2023-11-17"),
        ("01/04/2021 to 30/06/2021", "2021-06-30"),
    ],
    "month and year with a slash": [
        ("by 09/21", "2021-09-30"),
        ("12/2021", "2021-12-31"),
        ("1/23", "2023-01-31"),
        ("06/21 (revised 09/21)", "2021-09-30"),
    ],
    "academic and financial years": [
        ("AY 22/23", "2023-08-31"),
        ("end of AY2021-22", "2022-08-31"),
        ("A/Y 20/21", "2021-08-31"),
        ("FY21/22", "2022-03-31"),
        ("end FY 2022/23", "2023-03-31"),
    ],
    "a label's number": [
        ("Phase 2 March 2021", "2021-03-31"),
        ("Stage 3 April 2022", "2022-04-30"),
        ("Priority 1 June 2021", "2021-06-30"),
        ("Year 9 July 2022", "2022-07-31"),
        ("Key Stage 4 May 2021", "2021-05-31"),
        ("Phase 1: 2 March 2021", "2021-03-02"),
    ],
    "what recurs and ends all the same": [
        ("Monthly from September 2021 to July 2022", "2022-07-31"),
        ("On-going until June 2022", "2022-06-30"),
        ("Half-termly to July 2021", "2021-07-31"),
        ("Start May 2021, end July 2021", "2021-07-31"),
    ],
}  # fmt: skip

NONE = {
    "what only begins": [
        "On-going from January 2021",
        "on-going, from Sept 2021",
        "Half-yearly from April 2021",
        "Six-weekly from June 2021",
        "Twice a year from January 2021",
        "Termly, starting in the spring term 2021",
        "Starting in September 2021",
        "Ongoing - starting January 2021",
        "On-going – from May 2021",
        "Termly – commencing September 2021",
        "Commencing January 2021",
        "Every half-term from autumn 2021",
        "Bi-annually from March 2021",
    ],
    "a year with five digits": ["30 June 20211", "by April 20202", "Autumn term 20221", "31/03/20221", "Q1 20212"],
    "a year with three digits": ["June 202", "31 March 203", "31/03/202", "Autumn term 202"],
    "no date of this century": ["30 January 1900", "31 December 1899", "0 January 1900", "January 1900"],
    "no month and year": ["3/22 schools", "1/3", "7/10", "24/7"],
}


@pytest.mark.parametrize(("text", "end"), [case for cases in ENDS.values() for case in cases])
def test_a_stated_end_is_read(text: str, end: str) -> None:
    assert parse_deadline(text, from_date=PLAN_DAY).date == date.fromisoformat(end)


@pytest.mark.parametrize("text", [text for texts in NONE.values() for text in texts])
def test_what_states_no_end_has_none(text: str) -> None:
    assert parse_deadline(text, from_date=PLAN_DAY).date is None


@pytest.mark.parametrize("text", NONE["a year with five digits"])
def test_a_year_with_five_digits_is_told(text: str) -> None:
    fault = deadline_fault(text)
    assert fault is not None
    assert "five digits" in fault


@pytest.mark.parametrize("text", NONE["a year with three digits"])
def test_a_year_with_three_digits_is_told(text: str) -> None:
    assert "three digits" in (deadline_fault(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "31 March 2022",
        "by 09/21",
        "",
        "31/03/202 2",
        "by 205 places",
        "term 2 of 201 children",
        "postcode AB12345",
        "reduce 20221 hours",
    ],
)
def test_other_deadlines_have_no_fault(text: str) -> None:
    assert deadline_fault(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("13/11/2023-17/11/2023", "2023-11-13", "2023-11-17"),
        ("between 13/11/2023 and 17/11/2023", "2023-11-13", "2023-11-17"),
        ("inspected 2-6/3/2020.", "2020-03-02", "2020-03-06"),
        ("from 2March2020", "2020-03-02", "2020-03-02"),
        ("the letter of 12-Mar-20", "2020-03-12", "2020-03-12"),
        ("received on 1 June 20.", "2020-06-01", "2020-06-01"),
        ("Version 2 May 2021", "2021-05-01", "2021-05-31"),
    ],
)
def test_dates_in_running_text(text: str, start: str, end: str) -> None:
    (span,) = find_dates(text)
    assert (span.start, span.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["on 31 March 20221 they", "31 June 20201"])
def test_a_wrong_year_is_not_replaced_by_the_callers(text: str) -> None:
    assert find_dates(text, default_year=2020) == ()


def test_a_month_and_two_digits_are_no_date_in_running_text() -> None:
    assert find_dates("RAG May 20 | RAG August 20") == ()


def test_a_count_after_a_day_is_no_year() -> None:
    (span,) = find_dates("On 2 March 20 parents came", default_year=2021)
    assert span.start == date(2021, 3, 2)


@pytest.mark.parametrize("word", ["Marsh", "Mary", "Jane", "Match", "Julie", "Marc", "Member", "Larch"])
def test_other_words_are_no_months(word: str) -> None:
    assert month_number(word) is None
