"""Dated facts of letters as events: a date found by a phrase becomes an event with its quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.language.dates import DateSpan, find_dates
from extract.language.phrases import phrases
from extract.letters.head import LetterHead
from extract.lists.pieces import Piece, quote_part
from extract.model.document import Document, Quote
from extract.model.findings import EventFinding

_DATE_GROUPS = ("dates", "dates2", "dates3")
Dated = tuple[DateSpan, Quote]  # a date and the words that give it
_FORMATS = {"day": "%Y-%m-%d", "month": "%Y-%m", "term": "%Y-%m", "quarter": "%Y-%m", "year": "%Y"}


def find_dated(document: Document, pieces: Sequence[Piece], phrase: str) -> Dated | None:
    """The first place where a phrase of the letters' patterns stands with a date; a sentence cut over blocks counts too."""
    pattern = phrases("letters")[phrase]
    for piece in pieces:
        for match in pattern.finditer(piece.text):
            if span := _first_span(match):
                return span, quote_part(document, piece, match.start(), match.end())
    for match in pattern.finditer(document.text):
        if span := _first_span(match):
            return span, document.quote_at(match.start(), match.end())
    return None


def days_of(dated: Dated | None) -> DateSpan | None:
    """The days that a sentence tells, None where it tells only their month or there is none."""
    return dated[0] if dated and dated[0].precision == "day" else None


def _first_span(match: re.Match[str]) -> DateSpan | None:
    """The first date, exact to the day or the month, in the part of a match that holds its dates."""
    texts = (match.groupdict().get(name) or "" for name in _DATE_GROUPS)
    spans = (span for text in texts for span in find_dates(text) if span.precision in ("day", "month"))
    return next(spans, None)


def event_at(event: str, span: DateSpan, label: str, quote: Quote, *, is_end: bool = False) -> EventFinding:
    """An event on the first day of a span (the last with `is_end`), its date cut to the span's precision."""
    day = span.end if is_end or span.precision in ("term", "quarter") else span.start
    precision = "month" if span.precision == "quarter" else span.precision
    return EventFinding(event, day.strftime(_FORMATS[span.precision]), precision, label, quote)


def visit_events(start: str, end: str, span: DateSpan, label: str, quote: Quote) -> tuple[EventFinding, ...]:
    """The first and the last day of an inspection or a revisit; a month or a single day has no end of its own."""
    first = event_at(start, span, f"{label} began", quote)
    if span.precision != "day" or span.end == span.start:
        return (first,)
    return first, event_at(end, span, f"{label} ended", quote, is_end=True)


def letter_dated(document: Document, head: LetterHead, label: str = "Letter dated") -> tuple[EventFinding, ...]:
    """The date printed on the letter, which is not always the day it was sent or received."""
    if head.dated is None or head.dated_in is None:
        return ()
    return (
        event_at(
            "letter_dated",
            head.dated,
            label,
            quote_part(document, head.dated_in, head.dated.char_start, head.dated.char_end),
        ),
    )


def letter_received(document: Document, pieces: Sequence[Piece]) -> tuple[EventFinding, ...]:
    """The day the letter says it (or a note on it says the letter) was received."""
    words = phrases("letters")
    for piece in pieces:
        match = words["received"].search(piece.text)
        if match is None or "statement" in piece.text[: match.start()].lower()[-60:]:
            continue  # a statement of action received is another event
        spans = [span for span in find_dates(match["dates"]) if span.precision == "day"]
        if spans:
            return (
                event_at("letter_received", spans[0], "Letter received", document.quote_at(piece.start, piece.end)),
            )
    return ()
