"""Dates of a sentence with the years that its surroundings give them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extract.language.dates import MONTHS, DateSpan, find_dates, month_end

_FORMATS = {"day": "%Y-%m-%d", "month": "%Y-%m", "term": "%Y-%m", "quarter": "%Y-%m", "year": "%Y"}
_YEAR = re.compile(r"(?<![\d/£,.-])(20[012]\d)(?![\d/,%])")
_BARE_MONTH = re.compile(
    rf"\b(?P<cue>in|during|since|by|from|last|early|late|mid)[ -](?:early |late |mid-?)?(?P<month>{'|'.join(MONTHS)})\b"
    r"(?!\s+\d)",
    re.I,
)
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon))\b", re.I)


class YearSense:
    """Which year a day without one is in: nearest to the document's own day, else the year last named."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.last_named: int | None = None

    def year_of(self, month: int, day: int) -> int | None:
        """The year of a day and month."""
        if self.published is None:
            return self.last_named
        return min(
            (self.published.year + shift for shift in (-1, 0, 1)),
            key=lambda year: abs((date(year, month, min(day, 28)) - self.published).days) if self.published else 0,
        )


def dates_in(text: str, years: YearSense, *, is_heading: bool = False) -> tuple[DateSpan, ...]:
    """The dates of a sentence, also those without a year and "today" where the document's day is known.

    Changes `years`: a heading's year, or that of a full date, is the year last named from then on.
    """
    spans = list(find_dates(text))
    named = [span.start.year for span in spans if span.precision in ("day", "month")]
    if named:
        years.last_named = named[0]
    elif is_heading and (found := _YEAR.search(text)):
        years.last_named = int(found[1])
    free = (*_without_year(text, years), *_bare_months(text, years), *_today(text, years))
    for span in free:
        if not any(span.char_start < other.char_end and other.char_start < span.char_end for other in spans):
            spans.append(span)
    return tuple(sorted(spans, key=lambda span: span.char_start))


def iso(span: DateSpan, *, at_end: bool = False) -> tuple[str, str]:
    """The first day of a span (the last with `at_end`) as ISO cut to its precision, and that precision.

    A term or quarter is named by its last month, as precision "term".
    """
    is_term = span.precision in ("term", "quarter")
    day = span.end if at_end or is_term else span.start
    return day.strftime(_FORMATS[span.precision]), "term" if is_term else span.precision


def _without_year(text: str, years: YearSense) -> list[DateSpan]:
    # Any leap year will do to find the days: their own year follows.
    found = []
    for span in find_dates(text, default_year=2020):
        if re.search(r"\d{4}|/\d\d$|['’]\d\d", span.text) or span.precision != "day":
            continue
        year = years.year_of(span.end.month, span.end.day)
        if year is not None and _is_valid(span.start, year) and _is_valid(span.end, year):
            shift = span.end.year - span.start.year
            found.append(replace(span, start=span.start.replace(year=year - shift), end=span.end.replace(year=year)))
    return found


def _is_valid(day: date, year: int) -> bool:
    return (day.month, day.day) != (2, 29) or year % 4 == 0


def _bare_months(text: str, years: YearSense) -> list[DateSpan]:
    found = []
    for match in _BARE_MONTH.finditer(text):
        if match["month"].islower():  # "in march", or the verb "may"
            continue
        month = MONTHS.index(match["month"].lower()) + 1
        year = years.year_of(month, 15)
        if year is not None:
            start, end = match.span("month")
            found.append(DateSpan(date(year, month, 1), month_end(year, month), "month", match["month"], start, end))
    return found


def _today(text: str, years: YearSense) -> list[DateSpan]:
    day = years.published
    if day is None:
        return []
    return [DateSpan(day, day, "day", match[0], *match.span()) for match in _TODAY.finditer(text)]
