"""The items of a list of weaknesses as council documents print it, mended where a converter damaged it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.language.phrases import phrases
from extract.lists.items import Item, gather_items
from extract.lists.pieces import Piece
from extract.lists.repair import mend
from extract.model.document import Kind

ANNOUNCES = re.compile(r":\W*$")
_INNER_DASH = re.compile(r" - (?=[a-z])")
_LOWEST = 9  # headings without a level
_LETTERS = 4


def pieces_of_list(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces after a lead-in that can be its list: without notes among the items, and nothing from the next
    numbered paragraph or the next list's lead-in on."""
    aside = phrases("council")["aside"]
    kept: list[Piece] = []
    for piece in pieces:
        if kept and _ends(kept[0], piece):
            break
        if piece.kind is Kind.ROW or not aside.match(piece.text):
            kept.append(piece)
    return kept


def _ends(first: Piece, piece: Piece) -> bool:
    """Whether a piece cannot belong to the list that `first` begins: it is numbered or ranked higher, or begins another."""
    if piece.kind is Kind.HEADING and first.kind is Kind.HEADING:
        return (piece.level or _LOWEST) < (first.level or _LOWEST)
    if piece.kind is Kind.PARAGRAPH and ANNOUNCES.search(piece.text) and len(piece.text.split()) > 12:
        return True
    if piece.level > first.level:
        return False
    rank, other = _rank(first.marker), _rank(piece.marker)
    return other is not None and other != rank and (rank is None or other < rank)


def _rank(marker: str) -> int | None:
    """How deep a number stands in a paper's own numbering: "3" 1, "3.2" 2, "3.2.1" 3, "a)" and "ii." 4; None for others."""
    numbers = re.findall(r"\d+", marker)
    if re.search(r"\d\.\d", marker):
        return len(numbers)
    if re.search(r"\b[a-z]{1,4}[.)]", marker):
        return _LETTERS
    return None if not numbers or marker.startswith("(") else 1


def items_of(pieces: Sequence[Piece], stated: int | None) -> tuple[Item, ...]:
    """The items by their marks; where those give another number than stated, every bullet an item if that fits."""
    if not pieces:
        return ()
    gathered, _ = gather_items(pieces)
    items = mend(gathered, stated)
    if len(items) == 1 and len(parts := _cut_at_dashes(items[0])) > 1:
        return parts
    if len(items) == stated:
        return items
    if stated is not None and len(items) > stated and all(item.title for item in items):
        return items[:stated]  # a heading of the next section looks like one more title
    run: list[Piece] = []
    for piece in pieces:
        if piece.kind is not Kind.BULLET:
            break
        run.append(piece)
    # Converters move single items of a list in or out.
    flat = mend([Item((piece,)) for piece in run], stated)
    if len(flat) == stated:
        return flat
    if not run and pieces[0].kind is Kind.PARAGRAPH and stated is not None:
        return _paragraphs(pieces, stated) or items
    return items


def _cut_at_dashes(item: Item) -> tuple[Item, ...]:
    """The items that a converter ran into one bullet: "- late plans - poor oversight"."""
    piece = item.pieces[0]
    if len(item.pieces) > 1 or not piece.marker.startswith("-"):
        return (item,)
    cuts = [match.span() for match in _INNER_DASH.finditer(piece.text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(piece.text)]
    # White space in a piece's text is single, so offsets hold only where the stored text is so too.
    if len(piece.text) != piece.end - piece.start:
        return (item,)
    return tuple(
        Item((replace(piece, text=piece.text[start:end], start=piece.start + start, end=piece.start + end),))
        for start, end in zip(starts, ends, strict=True)
    )


def _paragraphs(pieces: Sequence[Piece], stated: int) -> tuple[Item, ...]:
    """As many paragraphs as stated, where a list lost its marks and every item is short or ends as items do."""
    run = pieces[:stated]
    is_list = len(run) == stated and all(
        piece.kind is Kind.PARAGRAPH and (len(piece.text) < 160 or piece.text.endswith(";")) for piece in run
    )
    return tuple(Item((piece,), is_sure=False) for piece in run) if is_list else ()
