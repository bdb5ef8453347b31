"""News of councils, newspapers and health bodies about an inspection or a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.council.findings import council_findings, stated_day
from extract.language.dates import parse_date_range
from extract.language.phrases import phrases
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Block, Document
from extract.model.findings import Findings
from extract.types.registry import register

_OPENING = 12
_LONGEST_DATELINE = 8  # words: a weekday, a date and "by" whom


@register(DocType.NEWS)
def extract_news(document: Document, context: Context) -> Findings:
    """The findings of a news item; what persons are quoted with is not the document's own statement and yields none."""
    opening = [block.text for block in document.blocks[:_OPENING]]
    published = stated_day(opening, "published_on") or _dateline(opening)
    return council_findings(
        document,
        _without_speech(document.blocks),
        published=published,
        as_of=published,
        title=document.title or document.blocks[0].text,
    )


def _dateline(opening: Sequence[str]) -> date | None:
    """The day of a short line that is little more than a date ("Wednesday, 13 March 2024", "5 May 2021 by …")."""
    for text in opening:
        span = parse_date_range(text)
        if (
            span is not None
            and span.precision == "day"
            and span.start == span.end
            and len(text.split()) <= _LONGEST_DATELINE
        ):
            return span.start
    return None


def _without_speech(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    speech = phrases("council")["speech_start"]
    return tuple(block for block in blocks if not speech.match(block.text))
