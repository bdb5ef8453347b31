"""Dates of a sentence with the years that its surroundings give them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from extract.language.dates import MONTHS, DateSpan, find_dates, month_end
from extract.model.document import Kind

_FORMATS = {"day": "%Y-%m-%d", "month": "%Y-%m", "term": "%Y-%m", "quarter": "%Y-%m", "year": "%Y"}
# "2020", "Timeline for 2020", "Annual review 2020"; "Accelerated Progress Plan 2020" is a name.
_ONLY_YEAR = re.compile(
    r"(?:.*\b(?:review|newsletter|bulletin|round-?up)\b)?\W*(?:(?:timelines?|key|dates?|events?|milestones?|calendar|history|year|for|of|in|our|the)\W+)*(?P<year>20[0-4]\d)\W*",
    re.I,
)
_BARE_MONTH = re.compile(
    rf"\b(?P<cue>in|during|since|by|from|last|early|late|mid)[ -](?:early |late |mid-?)?(?P<month>{'|'.join(MONTHS)})\b"
    r"(?!\s+\d)",
    re.I,
)
_LISTED = frozenset({Kind.BULLET, Kind.ROW})
# A heading of more words says something, and its year with it.
_SHORT_HEADING = 5
_SAID_YEAR = re.compile(r"\s+(?:of\s+)?(?P<which>this|last|next)\s+year\b", re.IGNORECASE)
_YEARS_ON = {"last": -1, "this": 0, "next": 1}
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon))\b", re.I)


class YearSense:
    """Which year a day without one is in: nearest to the document's own day, else the year its own paragraph named last.

    A year named elsewhere is some other event's: a deadline's, the last inspection's. Only a heading that is little more
    than a date ("Timeline 2020", "June 2020") lends it to what stands under it, and a list's item to the items after it.
    """

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.last_named: int | None = None
        self._of_heading: int | None = None
        self._before: Kind | None = None

    def begin_block(self, text: str, kind: Kind) -> None:
        """Forget the year of the block before, unless both are items of one list; take in that of a heading."""
        is_next_item = kind in _LISTED and self._before in _LISTED
        self._before = kind
        if is_next_item:
            return
        if kind is Kind.HEADING and len(text.split()) <= _SHORT_HEADING:
            dated = next((span.start.year for span in find_dates(text)), None)
            alone = _ONLY_YEAR.fullmatch(text)
            self._of_heading = dated or (int(alone["year"]) if alone else self._of_heading)
        self.last_named = self._of_heading

    def year_of(self, month: int, day: int) -> int | None:
        """The year of a day and month."""
        if self.published is None:
            return self.last_named
        return min(
            (self.published.year + shift for shift in (-1, 0, 1)),
            key=lambda year: abs((date(year, month, min(day, 28)) - self.published).days) if self.published else 0,
        )

    def year_of_month(self, month: int, which: str | None) -> int | None:
        """The year of a month alone, or of one "of this/last/next year": not that of another date of its paragraph."""
        if which is not None:
            return self.published.year + _YEARS_ON[which] if self.published else None
        return self.year_of(month, 15) if self.published else self._of_heading


def dates_in(text: str, years: YearSense) -> tuple[DateSpan, ...]:
    """The dates of a sentence, also those without a year and "today" where the document's day is known.

    Changes `years`: the year of a full date is the year last named from then on.
    """
    spans = list(find_dates(text))
    named = [span.start.year for span in spans if span.precision in ("day", "month")]
    if named:
        years.last_named = named[0]
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
        said = _SAID_YEAR.match(text, match.end())
        year = years.year_of_month(month, said["which"].lower() if said else None)
        if year is not None:
            start, end = match.span("month")
            found.append(DateSpan(date(year, month, 1), month_end(year, month), "month", match["month"], start, end))
    return found


def _today(text: str, years: YearSense) -> list[DateSpan]:
    day = years.published
    if day is None:
        return []
    return [DateSpan(day, day, "day", match[0], *match.span()) for match in _TODAY.finditer(text)]
