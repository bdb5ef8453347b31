"""News of councils, newspapers and health bodies about an inspection or a plan."""

from __future__ import annotations

from extract.council.findings import council_findings, dateline, stated_day
from extract.language.phrases import phrases
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Block, Document
from extract.model.findings import Findings
from extract.types.registry import register

_OPENING = 12


@register(DocType.NEWS)
def extract_news(document: Document, context: Context) -> Findings:
    """The findings of a news item; what persons are quoted with is not the document's own statement and yields none."""
    opening = [block.text for block in document.blocks[:_OPENING]]
    published = stated_day(opening, "published_on") or dateline(opening)
    return council_findings(
        document,
        _without_speech(document.blocks),
        published=published,
        as_of=published,
        title=document.title or document.blocks[0].text,
    )


def _without_speech(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    speech = phrases("council")["speech_start"]
    return tuple(block for block in blocks if not speech.match(block.text))
