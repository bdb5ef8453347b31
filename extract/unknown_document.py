"""Documents that no type claims: what they say of an inspection is still read, and marked as unsure."""

from __future__ import annotations

from dataclasses import replace

from extract.context import Context
from extract.council_findings import council_findings
from extract.document import Document
from extract.findings import DocType, Findings, ProblemFinding
from extract.pack import inspection_blocks
from extract.phrases import phrases
from extract.registry import register

_CONFIDENCE = 0.5  # such rows are shown as unreviewed
_OPENING = 12
_LONGEST_TITLE = 160


@register(DocType.UNKNOWN)
def extract_unknown(document: Document, context: Context) -> Findings:
    """The findings of a document of no known type, read like a council's page, and a problem that asks for the type.

    Pages of forums, schools and health bodies have no form of their own to be known by. One that does not speak of an
    inspection of services for SEND yields the problem alone, and so does an inspectorate's report on another subject,
    which may name children with SEND and have areas for priority action of its own.
    """
    problem = ProblemFinding("classify", "no_type", "no document type recognised: ingest it again with --type TYPE")
    about = phrases("pack")["about"]
    if not about.search(document.text) or _has_other_subject(document):
        return Findings(DocType.UNKNOWN, 0.0, title=document.title, problems=(problem,))
    found = council_findings(document, inspection_blocks(document), doc_type=DocType.UNKNOWN)
    return replace(
        found,
        weaknesses=tuple(replace(item, confidence=_CONFIDENCE) for item in found.weaknesses),
        actions=tuple(replace(item, confidence=_CONFIDENCE) for item in found.actions),
        problems=(*found.problems, problem),
    )


def _has_other_subject(document: Document) -> bool:
    """Whether the titles at the document's start name another kind of inspection and none of them names SEND."""
    words = phrases("pack")
    opening = (block.text for block in document.blocks[:_OPENING])
    titles = [text for text in opening if len(text) <= _LONGEST_TITLE and not text.endswith(".")]
    titles.append(document.title or "")
    return any(words["other_subject"].search(title) for title in titles) and not any(
        words["send"].search(title) for title in titles
    )
