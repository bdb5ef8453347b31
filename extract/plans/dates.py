"""The day a plan is from, and the inspection it answers, from what stands on its first pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extract.language.dates import DateSpan, find_dates
from extract.model.document import Block, Document, Kind
from extract.model.findings import EventFinding

_OPENING_BLOCKS = 60
_INSPECTED = re.compile(r"\binspect|\bvisit", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:publish\w*|version|dated?|updated?|submi\w+|agreed|approved|final|draft|v\d)\b|\bplan\b|\bstatement of action\b|\bwsoa\b",
    re.IGNORECASE,
)
# From here on dates are deadlines.
_ACTIONS_BEGIN = re.compile(
    r"(?:(?:area of )?(?:significant )?weakness|priority action|area for improvement|pillar|work ?stream|action)\s*\d"
    r"|(?:lead|owner|time ?scale|by when|deadline|what we will do)\b.{0,12}:|actions?:?$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"\bstatement of action\b|\bwsoa\b", re.IGNORECASE)
# The inspectorates' own letter or report, which is published before the plan.
_LETTER = re.compile(
    r"\b(?:letter|report|findings|outcome)\b(?!.*\b(?:plan|statement|response)\b)", re.IGNORECASE | re.DOTALL
)
_PUBLISHED = re.compile(r"\bpublish\w*", re.IGNORECASE)


def find_plan_date(document: Document) -> date | None:
    """The day a plan was published, submitted or last versioned, as its first pages say; None where they do not.

    Of a month its last day. A date beside "inspection" or behind "letter" is the inspection's, not the plan's.
    """
    found = [(span, block) for span, block in _opening_dates(document) if not _is_of_inspection(block, span)]
    for wanted in (_PUBLISHED, _OWN):
        for span, block in found:
            if wanted.search(_around(block, span)):
                return span.end
    alone = [span for span, block in found if len(block.text) <= len(span.text) + 12]
    return alone[0].end if alone else None


def find_publication(document: Document) -> EventFinding | None:
    """The plan's publication, where its opening says when it was published; by its title it is the event of a written
    statement of action or of another plan."""
    for span, block in _opening_dates(document):
        if _is_of_inspection(block, span) or not _PUBLISHED.search(_before(block, span)):
            continue
        is_statement = any(_STATEMENT.search(other.text) for other in document.blocks[: block.seq + 1])
        start, end = _sentence(block, span)
        return EventFinding(
            event="wsoa_published" if is_statement else "plan_published",
            date=span.end.isoformat()[: 10 if span.precision == "day" else 7],
            date_precision=span.precision,
            label="Written statement of action published" if is_statement else "Plan published",
            quote=document.quote(block.page, block.char_start + start, block.char_start + end),
        )
    return None


def find_inspection_dates(document: Document) -> DateSpan | None:
    """The inspection's days, where the opening names them beside "inspection"; a range before a single day."""
    spans = [span for span, block in _opening_dates(document) if _is_inspection(block, span)]
    days = [span for span in spans if span.precision == "day"]
    ranges = [span for span in days if span.start != span.end]
    return next(iter(ranges or days), None)


def _opening_dates(document: Document) -> Iterator[tuple[DateSpan, Block]]:
    for block in document.blocks[:_OPENING_BLOCKS]:
        if (block.kind is Kind.ROW and len(block.cells) > 3) or _ACTIONS_BEGIN.match(block.body):
            return
        for span in find_dates(block.text):
            if span.precision in ("day", "month"):
                yield span, block


def _is_inspection(block: Block, span: DateSpan) -> bool:
    """Whether a date is an inspection's: "inspection" stands before it in its sentence, or right behind it."""
    start, end = _sentence(block, span)
    before = block.text[max(start, span.char_start - 70) : span.char_start]
    behind = block.text[span.char_end : min(end, span.char_end + 14)]
    return bool(_INSPECTED.search(before) or _INSPECTED.search(behind))


def _is_of_inspection(block: Block, span: DateSpan) -> bool:
    """Whether a date is an inspection's or its letter's: "The letter was published on 10 April"."""
    return _is_inspection(block, span) or bool(_LETTER.search(_before(block, span)))


def _before(block: Block, span: DateSpan) -> str:
    return block.text[max(_sentence(block, span)[0], span.char_start - 40) : span.char_start]


def _around(block: Block, span: DateSpan) -> str:
    start, end = _sentence(block, span)
    return block.text[start:end]


def _sentence(block: Block, span: DateSpan) -> tuple[int, int]:
    """Where the sentence that a date stands in begins and ends."""
    start = max(block.text.rfind(mark, 0, span.char_start) for mark in (". ", "; ", "\n")) + 1
    ends = [at for mark in (". ", ";", "\n") if (at := block.text.find(mark, span.char_end)) >= 0]
    return start, min(ends, default=len(block.text))
