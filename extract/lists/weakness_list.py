"""The list of significant weaknesses (or areas for priority action) wherever a document repeats it.

The inspection letter has one fixed lead-in; notices, slides and pages use many. A list is what follows a lead-in at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.language.counts import parse_count
from extract.language.phrases import phrases
from extract.lists.items import Item, gather_items
from extract.lists.lead_ins import refers_back
from extract.lists.pieces import Piece, pieces_of
from extract.lists.repair import mend
from extract.model.document import Document, Kind
from extract.model.findings import ProblemFinding, WeaknessFinding, WeaknessKind


@dataclass(frozen=True, slots=True)
class WeaknessList:
    """A list found: its lead-in, its items in order, the number the document states, and how sure the finding is.

    `first` and `last` are the positions of the lead-in and of the last piece among the document's pieces.
    """

    lead_in: Piece
    items: tuple[Item, ...]
    stated: int | None
    is_fixed_lead_in: bool
    first: int
    last: int


def find_weakness_list(document: Document, pieces: Sequence[Piece] | None = None) -> WeaknessList | None:
    """The document's list of weaknesses; None where it has none.

    The letter's own lead-in beats any other; then the longest list does, the first of equals (slides show one twice).
    """
    pieces = pieces_of(document) if pieces is None else pieces
    found = [listed for i in range(len(pieces)) if (listed := _list_after(document, pieces, i)) is not None]
    if not found:
        return None
    fixed = [listed for listed in found if listed.is_fixed_lead_in]
    return max(fixed or found, key=lambda listed: len(listed.items))


def find_stated_count(text: str) -> int | None:
    """The number of weaknesses a text states ("three areas of significant weakness"); None where it states none."""
    counts = (parse_count(match["count"]) for match in phrases("letters")["stated_count"].finditer(text))
    return next((count for count in counts if count), None)


def weaknesses_of(
    document: Document, listed: WeaknessList, kind: WeaknessKind, responsible: tuple[str, ...] = ()
) -> tuple[WeaknessFinding, ...]:
    """The list's items as findings, numbered in order from 1."""
    return tuple(
        WeaknessFinding(
            kind=kind,
            number=number,
            quote=item.quote(document),
            responsible=responsible,
            title=item.title.text.rstrip(":") if item.title else None,
            confidence=_confidence(listed, item),
        )
        for number, item in enumerate(listed.items, 1)
    )


def check_count(listed: WeaknessList) -> tuple[ProblemFinding, ...]:
    """A problem where the document states another number of weaknesses than its list has."""
    found = len(listed.items)
    if listed.stated is None or listed.stated == found:
        return ()
    message = f"{found} weaknesses found in the list but the document states {listed.stated}: read the list against it"
    return (ProblemFinding("extract", "count_mismatch", message),)


def _confidence(listed: WeaknessList, item: Item) -> float:
    if listed.stated is not None and listed.stated != len(listed.items):
        return 0.6
    if not item.is_sure:
        return 0.6
    return 1.0 if listed.is_fixed_lead_in or listed.stated is not None else 0.9


def _list_after(document: Document, pieces: Sequence[Piece], i: int) -> WeaknessList | None:
    """The list whose lead-in ends at piece `i`, if that is a lead-in and a list follows."""
    lead_in = pieces[i]
    if lead_in.kind is Kind.ROW or (
        lead_in.kind is Kind.BULLET and i + 1 < len(pieces) and lead_in.level >= pieces[i + 1].level
    ):
        return None
    words = phrases("letters")
    # A converter may cut the lead-in's lines into blocks, so the words before it count with it.
    before = " ".join(piece.text for piece in pieces[max(0, i - 2) : i] if piece.kind is Kind.PARAGRAPH)
    whole = f"{before} {lead_in.text}".strip()
    is_fixed = bool(words["lead_in_letter"].search(lead_in.text)) or (
        bool(words["lead_in_letter"].search(whole)) and not words["lead_in_letter"].search(before)
    )
    is_lead_in = any(words[name].search(lead_in.text) for name in ("lead_in", "lead_in_cut"))
    is_count_before = refers_back(lead_in.text) and find_stated_count(whole) is not None
    if not (is_fixed or is_lead_in or is_count_before):
        return None
    following = pieces[i + 1 :]
    if not following or not (
        is_fixed or lead_in.text.endswith(":") or following[0].kind is Kind.BULLET or following[0].marker
    ):
        return None
    stated = find_stated_count(lead_in.text) or find_stated_count(document.text)
    gathered, taken = gather_items(following)
    items = mend(gathered, stated)
    if not items or (len(items) < 2 and not is_fixed and stated != 1):
        return None
    return WeaknessList(lead_in, items, stated, is_fixed, i, i + taken)
