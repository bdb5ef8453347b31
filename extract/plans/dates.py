"""The day a plan is from, and the inspection it answers, from what stands on its first pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.language.dates import DateSpan, find_dates
from extract.language.phrases import phrases
from extract.language.sentences import LONGEST
from extract.model.document import Block, Document, Kind

_OPENING_BLOCKS = 60
_INSPECTED = re.compile(r"\b(?:re-?\s?)?(?:inspect|visit)", re.IGNORECASE)
_REVISITED = re.compile(r"\bre-?\s?(?:inspect|visit)", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|initial|original|previous)\b", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:publish\w*|version|dated?|updated?|final|draft|v\d)\b|\bplan\b|\bstatement of action\b|\bwsoa\b",
    re.IGNORECASE,
)
# On such a day the plan was written, but not published.
_HANDED_IN = re.compile(
    r"\b(?:submi\w+|agreed|approv\w+|accept\w+|signed off|fit for purpose|endorsed|review\w*|meeting)\b", re.IGNORECASE
)
# From here on dates are deadlines.
_ACTIONS_BEGIN = re.compile(
    r"(?:(?:area of )?(?:significant )?weakness|priority action|area for improvement|pillar|work ?stream|action)\s*\d"
    r"|(?:lead|owner|time ?scale|by when|deadline|what we will do)\b.{0,12}:|actions?:?$",
    re.IGNORECASE,
)
# The inspectorates' own letter or report, which is published before the plan.
_LETTER = re.compile(
    r"\b(?:letter|report|findings|outcome)\b(?!.*\b(?:plan|statement|response)\b)", re.IGNORECASE | re.DOTALL
)
_PUBLISHED = re.compile(r"\bpubli(?:sh|cation)\w*", re.IGNORECASE)
_VERSION = re.compile(r"\bversion\b|\bv\d", re.IGNORECASE)
# More words beside a date, in characters, say what it is of.
_WORDS_BESIDE = 12
# No clause is longer, in characters.
_CLAUSE = 300
# How far behind a date its word may stand: "22 September 2017 (submitted)".
_BEHIND = 30


def find_plan_date(document: Document) -> date | None:
    """The last day of `find_plan_span`."""
    span = find_plan_span(document)
    return span.end if span is not None else None


def find_plan_span(document: Document) -> DateSpan | None:
    """The day a plan was published or last versioned, as its first pages say; None where they do not.

    Of a month its last day. A date beside "inspection" or behind "letter" is the inspection's, not the plan's; the day on
    which a plan was submitted or accepted is no day of publication.
    """
    found = [
        (span, block)
        for span, block in opening_dates(document)
        if not is_of_inspection(block, span)
        and not (_is_handed_in(block, span) or phrases("plans")["not_yet"].search(clause_of(block, span)[0]))
    ]
    for wanted in (_PUBLISHED, _OWN):
        for span, block in found:
            if wanted.search(_around(block, span)):
                return span
    alone = [span for span, block in found if len(block.text) <= len(span.text) + _WORDS_BESIDE]
    return next(iter(alone), None)


def find_day_written(document: Document) -> DateSpan | None:
    """The day a plan speaks from, for deadlines that count from it: that of `find_plan_span`, else of its submission or
    acceptance."""
    handed = (span for span, block in opening_dates(document) if _is_handed_in(block, span))
    return find_plan_span(document) or next(handed, None)


def _is_handed_in(block: Block, span: DateSpan) -> bool:
    """Whether a date is told to be of the plan's submission or acceptance, and not of its publication."""
    before, behind = clause_of(block, span)
    if _PUBLISHED.search(before) or _VERSION.search(before):
        return False
    return bool(_HANDED_IN.search(before) or (not re.search(r"\w", before) and _HANDED_IN.search(behind)))


def find_inspection_dates(document: Document, *, is_revisit: bool = False) -> DateSpan | None:
    """The inspection's days, where the opening names them beside "inspection"; a range before a single day.

    With `is_revisit` the plan answers a revisit: its days go first, and those of the first inspection are none.
    """
    told = [(span, clause_of(block, span)[0]) for span, block in opening_dates(document) if _is_inspection(block, span)]
    told = [(span, words) for span, words in told if not _PUBLISHED.search(words)]
    if is_revisit:
        told = [(span, words) for span, words in told if _REVISITED.search(words) or not _FIRST.search(words)]
        told = [(span, words) for span, words in told if _REVISITED.search(words)] or told
    spans = [span for span, _ in told]
    days = [span for span in spans if span.precision == "day"]
    ranges = [span for span in days if span.start != span.end]
    return next(iter(ranges or days), None)


def opening_dates(document: Document) -> Iterator[tuple[DateSpan, Block]]:
    """The days and months in a plan's opening, up to its first action, each with its block."""
    for block in document.blocks[:_OPENING_BLOCKS]:
        if (block.kind is Kind.ROW and len(block.cells) > 3) or _ACTIONS_BEGIN.match(block.body):
            return
        for span in find_dates(block.text):
            if span.precision in ("day", "month"):
                yield span, block


def clause_of(block: Block, span: DateSpan) -> tuple[str, str]:
    """The words before a date, from its sentence's start or the date before it, and a few behind it."""
    start, end = sentence_of(block, span)
    nearer = max(start, span.char_start - _CLAUSE)
    earlier = [nearer + each.char_end for each in find_dates(block.text[nearer : span.char_start])]
    return block.text[max([start, *earlier]) : span.char_start], block.text[
        span.char_end : min(end, span.char_end + _BEHIND)
    ]


def _is_inspection(block: Block, span: DateSpan) -> bool:
    """Whether a date is an inspection's: "inspection" stands before it in its sentence, or right behind it."""
    start, end = sentence_of(block, span)
    before = block.text[max(start, span.char_start - 70) : span.char_start]
    behind = block.text[span.char_end : min(end, span.char_end + 14)]
    return bool(_INSPECTED.search(before) or _INSPECTED.search(behind))


def is_of_inspection(block: Block, span: DateSpan) -> bool:
    """Whether a date is an inspection's or its letter's: "The letter was published on 10 April"."""
    return _is_inspection(block, span) or bool(_LETTER.search(_before(block, span)))


def _before(block: Block, span: DateSpan) -> str:
    return block.text[max(sentence_of(block, span)[0], span.char_start - 40) : span.char_start]


def _around(block: Block, span: DateSpan) -> str:
    start, end = sentence_of(block, span)
    return block.text[start:end]


def sentence_of(block: Block, span: DateSpan) -> tuple[int, int]:
    """Where the sentence that a date stands in begins and ends."""
    low, high = max(0, span.char_start - LONGEST), min(len(block.text), span.char_end + LONGEST)
    start = max(low - 1, *(block.text.rfind(mark, low, span.char_start) for mark in (". ", "; ", "\n"))) + 1
    ends = [at for mark in (". ", ";", "\n") if (at := block.text.find(mark, span.char_end, high)) >= 0]
    return start, min(ends, default=high)
