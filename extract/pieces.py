"""Blocks cut finer: the units in which letters are read.

A converter may leave several bullets in one block ("weakness: • the lack of ... • poor ..."), or a number before a
paragraph that no reader took for a list. Pieces undo that, and keep their place in the document's stored text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.document import BULLET_GLYPHS, Block, Document, Kind, Quote, squash

_INLINE = re.compile(rf"(?:^|(?<=\s))(?P<marker>[{BULLET_GLYPHS}])\s*(?=\S)")
_NUMBER = re.compile(r"(?P<marker>\(?\d{1,2}[.)]|\(\d{1,2}\)|#\d{1,2}[.)]?)\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document's text (`start` to `end`, counted over the whole document) without its marker."""

    kind: Kind
    text: str
    start: int
    end: int
    page: int
    level: int = 0
    marker: str = ""
    is_bold: bool = False
    block: Block | None = None

    @property
    def is_numbered(self) -> bool:
        """Whether the marker is a list number such as "1)" or "(2)"."""
        return any(char.isdigit() for char in self.marker)


def pieces_of(document: Document, blocks: Iterable[Block] | None = None) -> tuple[Piece, ...]:
    """The pieces of `blocks` (of the whole document unless given) in order; lone page numbers are left out."""
    return tuple(
        piece
        for block in (document.blocks if blocks is None else blocks)
        for piece in _cut(document, block)
        if not _PAGE_NUMBER.fullmatch(piece.text)
    )


def quote_of(document: Document, first: Piece, last: Piece | None = None) -> Quote:
    """The quote from the beginning of one piece to the end of another (or of itself)."""
    return document.quote_at(first.start, (last or first).end)


def _cut(document: Document, block: Block) -> Iterator[Piece]:
    offset = document.page_offset(block.page)
    start, end = offset + block.body_start, offset + block.char_end
    whole = Piece(
        block.kind, squash(block.body), start, end, block.page, block.level, block.marker, block.is_bold, block
    )
    if block.kind is Kind.ROW:
        yield whole
        return
    text = document.text[start:end]
    cuts = list(_INLINE.finditer(text))
    if not cuts:
        # "- 1) Title": the number marks the item, the dash is the converter's.
        number = None if whole.is_numbered else _NUMBER.match(text)
        yield _part(whole, text, number.end(), len(text), number["marker"]) if number else whole
        return
    if text[: cuts[0].start()].strip():
        yield _part(whole, text, 0, cuts[0].start(), whole.marker)
    for i, cut in enumerate(cuts):
        stop = cuts[i + 1].start() if i + 1 < len(cuts) else len(text)
        yield replace(_part(whole, text, cut.end(), stop, cut["marker"]), kind=Kind.BULLET)


def _part(whole: Piece, text: str, start: int, stop: int, marker: str) -> Piece:
    part = text[start:stop].rstrip()
    return replace(
        whole,
        text=squash(part),
        start=whole.start + start,
        end=whole.start + start + len(part),
        marker=marker,
    )
