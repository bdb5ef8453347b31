"""Pages of local offers and councils about an inspection and what followed."""

from __future__ import annotations

from extract.council.findings import council_findings, dateline
from extract.council.subject import tells_of_an_inspection
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Kind
from extract.model.findings import Findings
from extract.plans.appendix import with_plan_tables
from extract.types.registry import register

_OPENING = 8


@register(DocType.LOCAL_OFFER_PAGE)
def extract_web_page(document: Document, context: Context) -> Findings:
    """The findings of a web page. Only a line of its head that is a date tells when it was written ("15 January 2018"):
    what it was last updated on does not."""
    title = document.title or next((block.text for block in document.blocks if block.kind is Kind.HEADING), None)
    as_of = dateline(
        [block.text for block in document.blocks[:_OPENING] if block.kind in (Kind.PARAGRAPH, Kind.HEADING)]
    )
    findings = council_findings(document, document.blocks, as_of=as_of, title=title)
    if not tells_of_an_inspection(document.blocks):
        return findings
    return with_plan_tables(findings, document, document.blocks, as_of=as_of)
