"""Blocks cut finer: the units in which letters are read.

A converter may leave several bullets in one block ("weakness: • the lack of ... • poor ..."), or a number before a
paragraph that no reader took for a list. Pieces undo that, and keep their place in the document's stored text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.language.phrases import phrases
from extract.model.document import BULLET_GLYPHS, Block, Document, Kind, Quote, squash

_INLINE = re.compile(rf"(?:^|(?<=\s))(?P<marker>[{BULLET_GLYPHS}])\s*(?=\S)")
# A dash or an "o" is a bullet only where a text begins with it.
_DASH = re.compile(r"(?P<marker>[-–—−]|o(?=\s+\w))\s+(?=\S)")
_NUMBER = re.compile(r"(?P<marker>\(?\d{1,2}[.)]|\(\d{1,2}\)|#\d{1,2}[.)]?)\s+(?=\S)")
_NUMBERED_LINES = re.compile(r"^[ \t]*(?P<marker>\(?(?P<n>\d{1,2})[.)])[ \t]+(?=\S)", re.MULTILINE)
_DASHED_LINES = re.compile(r"^[ \t]*(?P<marker>[-–—])[ \t]+(?=\S)", re.MULTILINE)
# Converters run the sign-off into the last bullet.
_SIGN_OFF = re.compile(r"(?<=\s)(?=Yours\s+(?:sincerely|faithfully)\b)")
_TITLE_LENGTH = 120
_NUMBERED_LINE = re.compile(
    r"(?:page )?\d{1,3}[ |–-]+(?P<after>\D{8,})|(?P<before>\D{8,}?)[ |–-]+(?:page )?\d{1,3}", re.IGNORECASE
)
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
    """The pieces of `blocks` (of the whole document unless given) in order.

    Lone page numbers are left out, and running titles that a text's converter left in it: lines said again and again
    with a number at one end.
    """
    blocks = document.blocks if blocks is None else tuple(blocks)
    running = _running_titles(blocks)
    return tuple(
        piece
        for block in blocks
        if _without_number(block.text) not in running
        for piece in _cut(document, block)
        if not _PAGE_NUMBER.fullmatch(piece.text)
    )


def _running_titles(blocks: Sequence[Block]) -> frozenset[str]:
    counts = Counter(_without_number(block.text) for block in blocks if len(block.text) <= _TITLE_LENGTH)
    return frozenset(title for title, count in counts.items() if title and count > 1)


def _without_number(text: str) -> str:
    """What is left of a short line with a page number at one end; "" for any other, labels such as "Weakness 2" too."""
    if phrases("letters")["item_label"].match(text):
        return ""
    match = _NUMBERED_LINE.fullmatch(squash(text)) if len(text) <= _TITLE_LENGTH else None
    return (match["after"] or match["before"]) if match else ""


def quote_of(document: Document, first: Piece, last: Piece | None = None) -> Quote:
    """The quote from the beginning of one piece to the end of another (or of itself)."""
    return document.quote_at(first.start, (last or first).end)


def quote_part(document: Document, piece: Piece, start: int, end: int) -> Quote:
    """The quote of a part of a piece, by offsets into its `text` (where white space is single)."""
    places = [match.span() for match in re.finditer(r"\S+", document.text[piece.start : piece.end])]
    # Word n of the text is word n of the stored stretch; inside a word offsets agree.
    first = len(piece.text[:start].split()) - (1 if start and not piece.text[start - 1].isspace() else 0)
    last = len(piece.text[:end].split()) - 1
    inside = start - (piece.text.rfind(" ", 0, start) + 1)
    tail = end - (piece.text.rfind(" ", 0, end) + 1)
    if piece.text[start : start + 1] == " ":
        first, inside = first + 1, 0
    return document.quote_at(piece.start + places[first][0] + inside, piece.start + places[last][0] + tail)


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
    if sign_off := _SIGN_OFF.search(text):
        yield from _cut_bullets(whole, text[: sign_off.start()])
        rest = _part(whole, text, sign_off.start(), len(text), "")
        yield replace(rest, kind=Kind.PARAGRAPH, level=0)
    else:
        yield from _cut_bullets(whole, text)


def _cut_bullets(whole: Piece, text: str) -> Iterator[Piece]:
    """The bullets that stand in one text, and what is before the first; a number before a paragraph is its marker."""
    cuts = list(_INLINE.finditer(text)) or _line_marks(text)
    if not cuts:
        # "- 1) Title": the number marks the item, the dash is the converter's.
        number = None if whole.is_numbered else _NUMBER.match(text)
        dash = None if whole.marker else _DASH.match(text)
        if number:
            yield _part(whole, text, number.end(), len(text), number["marker"])
        elif dash:
            yield replace(_part(whole, text, dash.end(), len(text), dash["marker"]), kind=Kind.BULLET)
        else:
            yield _part(whole, text, 0, len(text), whole.marker)
        return
    if text[: cuts[0].start()].strip():
        yield _part(whole, text, 0, cuts[0].start(), whole.marker)
    for i, cut in enumerate(cuts):
        stop = cuts[i + 1].start() if i + 1 < len(cuts) else len(text)
        yield replace(_part(whole, text, cut.end(), stop, cut["marker"]), kind=Kind.BULLET)


def _line_marks(text: str) -> list[re.Match[str]]:
    """Marks of list lines that a page parts only by line ends: numbers from 1 on, or dashes after a line with a colon."""
    numbers = list(_NUMBERED_LINES.finditer(text))
    if len(numbers) > 1 and [int(match["n"]) for match in numbers] == list(range(1, len(numbers) + 1)):
        return numbers
    dashes = list(_DASHED_LINES.finditer(text))
    is_list = len(dashes) > 1 and (not dashes[0].start() or text[: dashes[0].start()].rstrip().endswith(":"))
    return dashes if is_list else []


def _part(whole: Piece, text: str, start: int, stop: int, marker: str) -> Piece:
    part = text[start:stop].rstrip()
    return replace(
        whole,
        text=squash(part),
        start=whole.start + start,
        end=whole.start + start + len(part),
        marker=marker,
    )
