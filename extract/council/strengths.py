"""What inspectors praised, as council pages and papers list it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.council.list_items import ANNOUNCES, items_of, pieces_of_list
from extract.language.phrases import phrases
from extract.lists.lead_ins import last_sentences
from extract.lists.pieces import Piece
from extract.model.document import Document, Kind
from extract.model.findings import StrengthFinding


def find_strengths(document: Document, pieces: Sequence[Piece]) -> Iterator[StrengthFinding]:
    """The items of lists that a lead-in or heading says inspectors praised; the section is the heading above."""
    words = phrases("council")
    section: str | None = None
    for i, piece in enumerate(pieces[:-1]):
        if piece.kind is Kind.HEADING:
            section = piece.text
        lead_in = last_sentences(piece.text)
        is_open = piece.kind is Kind.HEADING or ANNOUNCES.search(piece.text)
        if pieces[i + 1].kind is not Kind.BULLET or not is_open or piece.kind is Kind.BULLET:
            continue
        near = " ".join(other.text for other in pieces[max(0, i - 3) : i + 1])
        if words["strength_lead_in"].search(lead_in) and words["list_context"].search(near):
            for item in items_of(pieces_of_list(pieces[i + 1 :]), None):
                yield StrengthFinding(section, item.quote(document))
