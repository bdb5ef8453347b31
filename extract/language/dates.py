"""Dates and date ranges as English inspection letters, plans and council papers write them.

Days come first in slashed dates. A year is never invented: a day without a year counts only where the caller knows one.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Literal

Precision = Literal["day", "month", "term", "quarter", "year"]

MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}

# Terms of the school year. They end where the law's calendar months do, since every council sets its own days: autumn
# on 31 December, spring on 31 March, summer on 31 July.
_TERM_MONTHS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}

# Every name of a month, long or short, as alternatives of a pattern, the longest first.
MONTH_NAMES = "|".join(sorted({*MONTHS, *_SHORT}, key=lambda name: (-len(name), name)))
# A capitalised word that no month is spelt like may still be one: "Ocotber 2022". It is looked up by likeness later.
_MONTH = rf"(?:(?:{MONTH_NAMES})(?![a-z])\.?|(?-i:[A-Z][a-z]{{3,9}})(?![a-z]))"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?(?:the\s+)?"
_ORDINAL = r"(?:\s?(?:<sup>)?\s?(?:st|nd|rd|th|ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)(?:\b|(?=(?-i:[A-Z])))\s?(?:</sup>)?)?"
_DAY = r"(?<![\d/.:£])(?:0?[1-9]|[12]\d|3[01])(?![\d%])"
# Two digits are a year with an apostrophe, where a dash joins them to the month, and after a day and a month where
# nothing follows that they could count.
_SHORT_YEAR = r"(?:['’‘]\d\d|(?<=[-–/])[123]\d(?![-–/]))(?!\d)"
_SHORT_YEAR_OF_DAY = r"[123]\d(?=\s*(?:[.,;:)\]]|$))(?![.,:]\d)"
# Nothing that is inspected, planned or reported here is older; Excel's empty dates are of 1900.
_CENTURY = r"(?:19[7-9]\d|20\d\d)"
_YEAR = rf"(?:{_CENTURY}(?!\d)|{_SHORT_YEAR})"
# A slip of the pen (nobody can tell which year is meant), or a year too old to be one that matters here.
_NO_YEAR = re.compile(r"[\s,./-]{0,3}(?:(?:19|20)\d{3}|1[89]\d\d)(?!\d)")
# A number that belongs to the word before it is no day: "Version 2 May 2021", "Key Stage 4 July 2021".
_LABELLED = re.compile(
    r"\b(?:version|v|step|phase|stage|ks|action|priority|item|part|section|table|figure|page|appendix|annex|objective|"
    r"outcome|milestone|work ?stream|year|tranche|cohort|band|wave|round|level|term|(?:priority|action) area|recommendation|theme|strand)s?"
    r"\.?\s*(?:no\.?\s*)?$",
    re.IGNORECASE,
)
_TO = r"(?:\s*[-–—−‑]\s*|,?\s+(?:to|until|till|through(?:\s+to)?|(?:and\s+)?(?:ending|finishing|concluding)(?:\s+on)?)\s+)"
_AND = r"(?:\s+and\s+|\s*&\s*)"
# "4th, 5th and" before "6th November 2025".
_DAY_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])"
_DAYS = rf"{_WEEKDAY}{_DAY}{_ORDINAL}(?:\s*,\s*{_WEEKDAY}{_DAY}{_ORDINAL})+\s*,?{_AND}"
# Words may be glued: "31March2022".
_GAP = r"(?:\s*[-–/]\s*|,?\s+(?:of\s+)?|(?<=[.>])|(?<=[a-z])(?=\d))"
# No comma stands between a day and its month: "Version 2, October 2020".
_DAY_GAP = r"(?:\s*[-–/]\s*|\s+(?:of\s+)?|(?<=[.>])|(?<=[\dhtd])(?=[a-z]{3}))"


def _part(tag: str, *, day: bool = True, month: bool = True, year: str = "") -> str:
    """A pattern of day, month and year with groups named d, m and y plus `tag`; `year` is "", "?" or "!" (must)."""
    pieces = []
    if day:
        pieces.append(rf"{_WEEKDAY}(?P<d{tag}>{_DAY}){_ORDINAL}")
    if month:
        pieces.append((_DAY_GAP if day else "") + rf"(?P<m{tag}>{_MONTH})")
    if year:
        any_year = rf"(?:{_YEAR}|{_SHORT_YEAR_OF_DAY})" if day else _YEAR
        group = rf"{_GAP}(?:20(?=['’]))?(?P<y{tag}>{any_year})"
        pieces.append(f"(?:{group})?" if year == "?" else group)
    return "".join(pieces)


_PATTERNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("listed", rf"(?P<list>{_DAYS})" + _part("2", year="?")),
        ("days", _part("1", month=False) + rf"(?:{_TO}|(?P<and>{_AND}))" + _part("2", year="?")),
        ("range", _part("1", year="?") + rf"(?:{_TO}|(?P<and>{_AND}))" + _part("2", year="?")),
        ("day", _part("1", year="?")),
        (
            "slashes",
            rf"(?<![\d/.-])(?P<d1>{_DAY_NUMBER})(?:(?P<by>[/.])(?P<n1>\d{{1,2}})(?P=by)(?P<y1>{_CENTURY}|\d\d))?"
            rf"(?:{_TO}|(?P<and>{_AND}))(?P<d2>{_DAY_NUMBER})(?P<by2>[/.])(?P<n2>\d{{1,2}})(?P=by2)(?P<y2>{_CENTURY}|\d\d)(?![\d/]|[.-]\d)",
        ),
        (
            "slashes",
            rf"(?<![\d/.-])(?P<y1>{_CENTURY})-(?P<n1>[01]\d)-(?P<d1>[0-3]\d){_TO}(?P<y2>{_CENTURY})-(?P<n2>[01]\d)-(?P<d2>[0-3]\d)(?![\d-])",
        ),
        ("iso", rf"(?<![\d/.-])(?P<y1>{_CENTURY})-(?P<n1>[01]\d)-(?P<d1>[0-3]\d)(?![\d-])"),
        (
            "slash",
            r"(?<![\d/.-])(?P<d1>\d{1,2})(?P<by>[/.-])(?P<n1>\d{1,2})(?P=by)(?P<y1>"
            + _CENTURY
            + r"|\d\d)(?![\d/]|[.-]\d)",
        ),
        ("american", rf"\b(?P<m1>{_MONTH})\s+(?P<d1>{_DAY}){_ORDINAL},?\s+(?P<y1>{_YEAR})"),
        ("months", r"\b" + _part("1", day=False, year="?") + rf"(?:{_TO}|\s*/\s*)" + _part("2", day=False, year="!")),
        ("month", r"\b" + _part("1", day=False, year="!")),
        (
            "term",
            r"\b(?P<term>autumn|spring|summer)(?:\s+(?:half[- ])?term)?(?:\s+[12])?,?\s+(?:(?:of|in)\s+|\()?(?P<y1>20\d\d)"
            r"(?:\s*[-–/]\s*(?P<y2>(?:20)?\d\d)(?!\d))?",
        ),
        (
            "quarter",
            r"\b(?:q|qtr\.?\s*|quarter\s+)(?P<q>[1-4])(?:\s*\([^)]{3,20}\))?,?\s*(?:of\s+)?(?P<y1>20\d\d)(?:\s*[-–/]\s*(?P<y2>(?:20)?\d\d)(?!\d))?",
        ),
        (
            "quarter",
            r"\b(?P<y1>20\d\d)\s*[-–/]\s*(?P<y2>(?:20)?\d\d),?\s+(?:q|qtr\.?\s*|quarter\s+)(?P<q>[1-4])\b",
        ),
        (
            "year",
            r"\b(?:in|by|during|since|until|till|before|after|throughout|from|end of|start of|early|late)\s+(?P<y1>"
            + _CENTURY
            + r")(?![\d%]|\s*[-–/]\s*\d)",
        ),
    )
)
# How far before a date the word may stand that says what it is, in characters.
_REACH = 40
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date, or a period from `start` to `end`, both days included, and where it stands in the text it was found in.

    `precision` is the unit the text is exact to: a month's span has its first and last day.
    """

    start: date
    end: date
    precision: Precision
    text: str
    char_start: int
    char_end: int


def find_dates(text: str, *, default_year: int | None = None) -> tuple[DateSpan, ...]:
    """Every date and date range in `text`, in order and without overlaps; a range ("2 to 6 March 2020") is one span.

    A day and month without a year counts only with `default_year`. Impossible dates (31 June) are left out. School
    terms ("autumn term 2020"), quarters of financial years ("Quarter 1 of 2022/23": April to June 2022) and years after
    a word that makes them a date ("in 2021") count too.
    """
    found: list[DateSpan] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _is_taken(found, *match.span()):
                for span in _spans(name, match, default_year):
                    insort(found, span, key=_start)
    return tuple(found)


_start = attrgetter("char_start")


def _is_taken(found: Sequence[DateSpan], start: int, end: int) -> bool:
    """Whether one of the dates found so far, which are in order and apart, overlaps a span."""
    before = bisect_left(found, end, key=_start)
    return before > 0 and found[before - 1].char_end > start


def parse_date_range(text: str, *, default_year: int | None = None) -> DateSpan | None:
    """The first date or range in `text` that is exact to the day, or else the first of any precision; None without."""
    spans = find_dates(text, default_year=default_year)
    return next((span for span in spans if span.precision == "day"), spans[0] if spans else None)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month_number(word: str, *, is_certain: bool = False) -> int | None:
    """The month (1 to 12) that `word` names or obviously misspells; None for any other word.

    `is_certain` says that a day and a year stand around it, so that a less likely spelling is taken too.
    """
    word = word.lower().rstrip(".")
    number = _SHORT.get(word) or (MONTHS.index(word) + 1 if word in MONTHS else None)
    return number or _misspelt(word, 0.75 if is_certain else 0.82)


# Shorter words are too near to others for anything but a plain slip.
_LONG_ENOUGH = 5


@lru_cache(maxsize=4096)
def _misspelt(word: str, cutoff: float) -> int | None:
    for number, month in enumerate(MONTHS, 1):
        if _is_one_slip(word, month):
            return number
    close = get_close_matches(word, MONTHS, n=1, cutoff=cutoff) if len(word) >= _LONG_ENOUGH else []
    return MONTHS.index(close[0]) + 1 if close else None


def _is_one_slip(word: str, month: str) -> bool:
    """Whether two neighbouring letters are swapped, one is doubled, or one is missing inside: "Jnue", "Jully", "Agust".

    Another letter in one's place is no slip: "Match", "Jane" and "Mary" are words of their own.
    """
    if word[:1] != month[:1]:
        return False
    places = range(len(month))
    if len(word) == len(month):
        return any(month[:i] + month[i + 1 : i + 2] + month[i] + month[i + 2 :] == word != month for i in places[:-1])
    if len(word) == len(month) + 1:
        return any(month[:i] + month[i] + month[i:] == word for i in places)
    return len(month) >= _LONG_ENOUGH and any(month[:i] + month[i + 1 :] == word for i in places[1:-1])


def _spans(name: str, match: re.Match[str], default_year: int | None) -> Iterator[DateSpan]:
    """The spans of one match: none where it is no date, two where "and" joins two days that make no range."""
    groups = match.groupdict()
    if _is_no_date(match, groups):
        return
    try:
        if name == "slashes":
            yield from _slashes(match, groups)
        elif name == "listed":
            yield from _listed_days(match, groups, default_year)
        elif name in ("range", "days"):
            yield from _day_range(match, groups, default_year)
        elif name in ("day", "iso", "slash", "american"):
            year = _year(groups["y1"]) or default_year
            month = int(groups["n1"]) if "n1" in groups else month_number(groups["m1"], is_certain=bool(groups["y1"]))
            if year and month and not _is_verb(groups):
                day = date(year, month, int(groups["d1"]))
                at = match.start("d1") if name == "day" else match.start()
                yield _span(match, day, day, "day", start_at=at)
        else:
            yield from _long_period(name, match, groups)
    except ValueError:  # a day its month does not have
        return


def _is_no_date(match: re.Match[str], groups: dict[str, str | None]) -> bool:
    """Whether the day is the number of what stands before it, or the year that would follow is none."""
    begins_with_day = groups.get("d1") is not None and match.start() == match.start("d1")
    if begins_with_day and groups.get("m1" if "m1" in groups else "m2") and _stands_before(_LABELLED, match):
        return True
    years = [groups[name] for name in ("y1", "y2") if name in groups]
    return bool(years) and years[-1] is None and _NO_YEAR.match(match.string, match.end()) is not None


def _stands_before(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Whether a pattern that ends with its text is found right before a date."""
    return pattern.search(match.string, max(0, match.start() - _REACH), match.start()) is not None


def _slashes(match: re.Match[str], groups: dict[str, str | None]) -> Iterator[DateSpan]:
    """A range of days in figures; two days joined by "and" are one only after "between", or where they follow each other."""
    end = date(_year(groups["y2"]) or 0, int(groups["n2"] or 0), int(groups["d2"] or 0))
    start = date(_year(groups["y1"]) or end.year, int(groups["n1"] or end.month), int(groups["d1"] or 0))
    is_range = not groups.get("and") or (end - start).days == 1 or _stands_before(_BETWEEN, match)
    if is_range and start <= end:
        yield _span(match, start, end, "day")


def _day_range(match: re.Match[str], groups: dict[str, str | None], default_year: int | None) -> Iterator[DateSpan]:
    last_year = _year(groups["y2"]) or default_year
    last_month = month_number(groups["m2"] or "", is_certain=bool(groups["y2"]))
    if not last_year or not last_month:
        return
    end = date(last_year, last_month, int(groups["d2"] or 0))
    first_month = month_number(groups.get("m1") or groups["m2"] or "", is_certain=True) or last_month
    first_year = _year(groups.get("y1")) or last_year
    start = date(first_year, first_month, int(groups["d1"] or 0))
    if start > end and not groups.get("y1"):  # 30 December to 4 January 2025
        start = start.replace(year=first_year - 1)
    if groups["and"] and (end - start).days != 1 and not _stands_before(_BETWEEN, match):
        cut = match.start("and")
        yield DateSpan(start, start, "day", match.string[match.start("d1") : cut], match.start("d1"), cut)
        yield _span(match, end, end, "day", start_at=match.start("d2"))
    elif start <= end:
        yield _span(match, start, end, "day", start_at=match.start("d1"))


def _listed_days(match: re.Match[str], groups: dict[str, str | None], default_year: int | None) -> Iterator[DateSpan]:
    """Days of one month in a list: one span where they follow each other, else one each."""
    year = _year(groups["y2"]) or default_year
    month = month_number(groups["m2"] or "", is_certain=bool(groups["y2"]))
    if not year or not month:
        return
    listed = [(int(found[0]), *found.span()) for found in re.finditer(r"\d{1,2}", groups["list"] or "")]
    numbers = [*(number for number, _, _ in listed), int(groups["d2"] or 0)]
    days = [date(year, month, number) for number in numbers]
    if all((after - before).days == 1 for before, after in pairwise(days)):
        yield _span(match, days[0], days[-1], "day", start_at=match.start("list") + listed[0][1])
        return
    for day, (_, start, end) in zip(days, listed, strict=False):
        at = match.start("list")
        yield DateSpan(day, day, "day", match.string[at + start : at + end], at + start, at + end)
    yield _span(match, days[-1], days[-1], "day", start_at=match.start("d2"))


def _long_period(name: str, match: re.Match[str], groups: dict[str, str | None]) -> Iterator[DateSpan]:
    first = _year(groups["y1"])
    second = _year(groups.get("y2"))
    if name == "months":
        low, high = month_number(groups["m1"] or ""), month_number(groups["m2"] or "")
        if low and high and second:
            first = first or (second if low <= high else second - 1)
            yield _span(match, date(first, low, 1), month_end(second, high), "month")
    elif name == "month":
        month = month_number(groups["m1"] or "")
        if month and first:
            yield _span(match, date(first, month, 1), month_end(first, month), "month")
    elif first is None:
        return
    elif name == "term":
        term = (groups["term"] or "").lower()
        low, high = _TERM_MONTHS[term]
        year = second if second and term != "autumn" else first
        yield _span(match, date(year, low, 1), month_end(year, high), "term")
    elif name == "quarter":
        quarter = int(groups["q"] or 0)
        year = first if quarter < 4 else first + 1
        low = 3 * quarter + 1 if quarter < 4 else 1
        yield _span(match, date(year, low, 1), month_end(year, low + 2), "quarter")
    else:
        yield _span(match, date(first, 1, 1), date(first, 12, 31), "year", start_at=match.start("y1"))


def _span(
    match: re.Match[str], start: date, end: date, precision: Precision, *, start_at: int | None = None
) -> DateSpan:
    at = match.start() if start_at is None else start_at
    return DateSpan(start, end, precision, match.string[at : match.end()], at, match.end())


def _year(text: str | None) -> int | None:
    """A year of two or four digits; those of two are this century's."""
    if not text:
        return None
    number = int(text.lstrip("'’‘"))
    return number + 2000 if number < 100 else number


def _is_verb(groups: dict[str, str | None]) -> bool:
    """Whether "may" (or a bare "march") after a number is the verb: "table 2 may be"."""
    return not groups.get("y1") and (groups.get("m1") or "") in ("may", "march", "mar")
