"""Weaknesses with a verdict, as findings: what revisit letters and monitoring reports share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.letters.judged_rows import JudgedRow
from extract.letters.verdicts import Judged
from extract.model.document import Document
from extract.model.findings import WeaknessFinding, WeaknessKind


def judged_weaknesses(
    document: Document, judged: Sequence[Judged], kind: WeaknessKind, words: Mapping[bool, str]
) -> tuple[WeaknessFinding, ...]:
    """Judged weaknesses as findings, numbered in order; `words` are the progress codes for met and not met."""
    return tuple(
        WeaknessFinding(
            kind=kind,
            number=number,
            quote=document.quote_at(item.pieces[0].start, item.pieces[-1].end),
            progress=words[item.verdict.is_met] if item.verdict else None,
            progress_quote=document.quote_at(item.verdict.start, item.verdict.end) if item.verdict else None,
            title=item.title.text.rstrip(":") if item.title else None,
            confidence=0.95 if item.verdict else 0.6,
        )
        for number, item in enumerate(judged, 1)
    )


def weaknesses_of_rows(
    rows: Sequence[JudgedRow], kind: WeaknessKind, words: Mapping[bool, str]
) -> tuple[WeaknessFinding, ...]:
    """The rows of a table of verdicts as findings, numbered in order; `words` are the progress codes for met and not met."""
    return tuple(
        WeaknessFinding(
            kind=kind,
            number=number,
            quote=row.quote,
            responsible=row.responsible,
            progress=None if row.is_met is None else words[row.is_met],
            progress_quote=row.verdict,
        )
        for number, row in enumerate(rows, 1)
    )
