"""Documents that no type claims: what they say of an inspection is still read, and marked as unsure."""

from __future__ import annotations

from dataclasses import replace

from extract.council.findings import council_findings
from extract.council.pack import inspection_blocks
from extract.council.subject import has_other_subject
from extract.language.phrases import phrases
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import Findings, ProblemFinding
from extract.types.registry import register

_CONFIDENCE = 0.5  # such rows are shown as unreviewed


@register(DocType.UNKNOWN)
def extract_unknown(document: Document, context: Context) -> Findings:
    """The findings of a document of no known type, read like a council's page, and a problem that asks for the type.

    Pages of forums, schools and health bodies have no form of their own to be known by. One that does not speak of an
    inspection of services for SEND yields the problem alone, and so does an inspectorate's report on another subject,
    which may name children with SEND and have areas for priority action of its own.
    """
    problem = ProblemFinding("classify", "no_type", "no document type recognised: ingest it again with --type TYPE")
    about = phrases("pack")["about"]
    if not about.search(document.text) or has_other_subject(document):
        return Findings(title=document.title, problems=(problem,))
    found = council_findings(document, inspection_blocks(document))
    return replace(
        found,
        weaknesses=tuple(replace(item, confidence=_CONFIDENCE) for item in found.weaknesses),
        actions=tuple(replace(item, confidence=_CONFIDENCE) for item in found.actions),
        problems=(*found.problems, problem),
    )
