"""Pages of local offers and councils about an inspection and what followed."""

from __future__ import annotations

from extract.council.findings import council_findings
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Kind
from extract.model.findings import Findings
from extract.plans.appendix import with_plan_tables
from extract.types.registry import register


@register(DocType.LOCAL_OFFER_PAGE)
def extract_web_page(document: Document, context: Context) -> Findings:
    """The findings of a web page. It has no day of its own: what it was last updated on is not when it was written."""
    title = document.title or next((block.text for block in document.blocks if block.kind is Kind.HEADING), None)
    findings = council_findings(document, document.blocks, title=title)
    return with_plan_tables(findings, document, document.blocks, as_of=None)
