"""Which source is believed first where several say the same.

Official text beats a third party's telling and a paraphrase of ours; among official documents the inspectorates' own
report or letter beats what quotes it, and what quotes it beats what sums it up.
"""

from __future__ import annotations

from db.records import Record
from extract.findings import DocType

ORIGINS = ("official", "paraphrase", "secondary")
# From the document that decides to the one that only tells of it.
DOC_TYPES = (
    DocType.INSPECTION_REPORT,
    DocType.INSPECTION_LETTER,
    DocType.REVISIT_LETTER,
    DocType.MONITORING_REPORT,
    DocType.INTERIM_VISIT,
    DocType.ACCEPTANCE_LETTER,
    DocType.ACTION_PLAN,
    DocType.COMMITTEE_REPORT,
    DocType.PARENTS_NOTICE,
    DocType.LOCAL_OFFER_PAGE,
    DocType.NEWS,
    DocType.UNKNOWN,
)
Rank = tuple[int, int, int, str]


def rank(record: Record) -> Rank:
    """Sorts the most believable document first; of equal ones the earliest by id, so that a build repeats itself."""
    findings = record.findings
    is_report = bool(findings and findings.inspection and findings.inspection.is_report)
    return (
        ORIGINS.index(record.text_origin),
        0 if is_report else 1,
        DOC_TYPES.index(record.doc_type),
        record.document_id,
    )
