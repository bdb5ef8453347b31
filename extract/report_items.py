"""The items of a list or of a table's text column, as quotes: nested bullets and closing paragraphs belong to their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.document import Block, Cell, Document, Kind, Quote

_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]?\s")
_ENDS_OPEN = (":", ";", ",")
_ENDS = (".", "?", "!", "”", "’", ")", *_ENDS_OPEN)


def list_items(document: Document, blocks: Sequence[Block]) -> list[Quote]:
    """The items of a run of paragraphs and bullets.

    Outermost bullets begin items. Deeper bullets, paragraphs indented like list text, bullets after an item that ends
    with a colon and lower-case continuations belong to the item before. Where there is no bullet every paragraph is an
    item.
    """
    return [document.quote_blocks(group) for group in group_items(blocks)]


def group_items(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks of each item; see `list_items`."""
    blocks = [block for block in blocks if block.kind in (Kind.BULLET, Kind.PARAGRAPH)]
    has_bullets = any(block.kind is Kind.BULLET for block in blocks)
    groups: list[list[Block]] = []
    lead_in_open = False
    for block in blocks:
        if groups and _belongs(groups[-1], block, has_bullets=has_bullets, lead_in_open=lead_in_open):
            groups[-1].append(block)
        else:
            groups.append([block])
        # "... should: • one; • two; and • three." keeps its bullets, whatever their glyph and indent.
        if block.text.rstrip().endswith(":"):
            lead_in_open = True
        elif block.text.rstrip().endswith((".", "!", "?")):
            lead_in_open = False
    return groups


def _belongs(group: list[Block], block: Block, *, has_bullets: bool, lead_in_open: bool) -> bool:
    last = group[-1].text.rstrip()
    if block.kind is Kind.BULLET:
        if lead_in_open and not _same_numbering(group[0], block):
            return True
        return block.level > 0 and block.level > group[0].level
    if not last.endswith(_ENDS) or block.text[:1].islower() or last.endswith(_ENDS_OPEN):
        return True
    return has_bullets and block.level > 0


def _same_numbering(first: Block, block: Block) -> bool:
    """Whether two bullets are both numbered in one style: "2." after "1." is a new item even after a colon."""
    return bool(_NUMBERED.match(first.text)) and bool(_NUMBERED.match(block.text)) and first.level == block.level


def cell_items(document: Document, block: Block, cell: Cell) -> Iterator[Quote]:
    """The items of one table cell: one, unless its paragraphs are numbered from 1 on (a whole list set in one box)."""
    starts = list(_numbered_starts(cell.text))
    if len(starts) < 2:
        quote = document.quote_cell(block, cell)
        if starts:  # a single item that carries its number
            offset = _NUMBERED.match(cell.text)
            shift = offset.end() if offset else 0
            quote = document.quote(block.page, cell.char_start + shift, cell.char_end)
        yield quote
        return
    ends = [start for start, _ in starts[1:]] + [len(cell.text)]
    for (_, body), end in zip(starts, ends, strict=True):
        yield document.quote(block.page, cell.char_start + body, cell.char_start + end)


def _numbered_starts(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of lines numbered 1, 2, 3, ... in order, with where their words begin."""
    at, expected = 0, 1
    for line in text.split("\n"):
        match = re.match(r"\(?(\d{1,2})[.)]\s*", line)
        if match and int(match[1]) == expected:
            yield at, at + match.end()
            expected += 1
        at += len(line) + 1
