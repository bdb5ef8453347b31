"""Papers of council committees: reports, packs, slides, minutes on a meeting's web page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.council.findings import council_findings, stated_day
from extract.council.pack import inspection_blocks
from extract.council.subject import tells_of_an_inspection
from extract.language.phrases import phrases
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Block, Document, Kind
from extract.model.findings import Findings, ProblemFinding
from extract.plans.appendix import with_plan_tables
from extract.types.registry import register

_OPENING = 40


@register(DocType.COMMITTEE_REPORT)
def extract_committee_report(document: Document, context: Context) -> Findings:
    """The findings of a committee paper; of a pack, those of its paper about the inspection and nothing else."""
    blocks = inspection_blocks(document)
    if not blocks:
        problem = ProblemFinding("extract", "no_item", "a pack of papers without one about an inspection: nothing read")
        return Findings(DocType.COMMITTEE_REPORT, 1.0, title=document.title, problems=(problem,))
    openings = [block.text for block in (*blocks[:_OPENING], *document.blocks[:_OPENING])]
    published = stated_day([block.text for block in document.blocks[:200]], "published_on")
    is_agenda = any(phrases("council")["agenda_published"].search(block.text) for block in document.blocks[:200])
    as_of = stated_day(openings, "meeting_date")
    findings = council_findings(
        document,
        blocks,
        # Only an agenda states its own publication; elsewhere "published on" is said of other things.
        published=None,
        as_of=as_of,
        title=_title(document, blocks),
    )
    if tells_of_an_inspection(document.blocks):
        findings = with_plan_tables(findings, document, blocks, as_of=as_of)
    return replace(findings, published=published if is_agenda else None)


def _title(document: Document, blocks: Sequence[Block]) -> str | None:
    """The title a paper's head gives ("Report title: …"), else its first heading that is no section's."""
    words = phrases("pack")
    for block in blocks[:10]:
        if words["report_title"].match(block.text):
            return block.text.split("|" if block.kind is Kind.ROW else ":", 1)[-1].strip()
    section = phrases("council")["own_title"]
    headings = (block.text for block in blocks[:10] if block.kind is Kind.HEADING and not section.match(block.text))
    return document.title or next(headings, None)
