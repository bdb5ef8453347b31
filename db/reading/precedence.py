"""Which source is believed first where several say the same.

Official text beats a third party's telling and a paraphrase of ours; among official documents the inspectorates' own
report or letter beats what quotes it, and what quotes it beats what sums it up.
"""

from __future__ import annotations

from db.reading.records import Record

ORIGINS = ("official", "paraphrase", "secondary")
Rank = tuple[int, int, int, str]


def rank(record: Record) -> Rank:
    """Sorts the most believable document first; of equal ones the earliest by id, so that a build repeats itself."""
    return (
        ORIGINS.index(record.text_origin),
        0 if record.is_report else 1,
        record.doc_type.precedence,
        record.document_id,
    )
