"""The items of a list or of a table's text column, as quotes: nested bullets and closing paragraphs belong to their item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.model.document import Block, Cell, Document, Kind, Quote

_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]?\s")
_NUMBER_OF_ITEM = re.compile(r"\(?(\d{1,2})[.)]\s*(?=\D)")
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
    for block in blocks:
        if groups and _belongs(groups[-1], block, has_bullets=has_bullets):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _belongs(group: Sequence[Block], block: Block, *, has_bullets: bool) -> bool:
    last = group[-1].text.rstrip()
    if block.kind is Kind.BULLET:
        return block.level > group[0].level or _is_nested(group, block)
    if not last.endswith(_ENDS) or block.text[:1].islower() or last.endswith(_ENDS_OPEN):
        return True
    if _NUMBERED.match(group[0].text):
        return True  # a numbered item runs to the next number
    return has_bullets and block.level > 0


def _is_nested(group: Sequence[Block], block: Block) -> bool:
    """Whether a bullet with the item's own glyph and indent is one of the points its lead-in announced.

    "... should: ▪ one; ▪ two; and ▪ three." keeps its points. They end at a full stop, or where the points began in lower
    case and this bullet does not.
    """
    leads = [index for index, part in enumerate(group) if part.text.rstrip().endswith(":")]
    if not leads or (_NUMBERED.match(group[0].text) and _NUMBERED.match(block.text)):
        return False
    points = group[leads[-1] + 1 :]
    if not points:
        return True
    last = points[-1].text.rstrip()
    if last.endswith((".", "!", "?")):
        return False
    return block.body[:1].islower() or not points[0].body[:1].islower() or last.endswith((*_ENDS_OPEN, " and", " or"))


def cell_items(document: Document, block: Block, cell: Cell) -> Iterator[Quote]:
    """The items of one table cell: one, unless its paragraphs are numbered in order (a whole list set in one box)."""
    starts = list(_numbered_starts(cell.text))
    if not starts:
        yield document.quote_cell(block, cell)
        return
    ends = [start for start, _ in starts[1:]] + [len(cell.text)]
    for (_, body), end in zip(starts, ends, strict=True):
        yield document.quote(block.page, cell.char_start + body, cell.char_start + end)


def _numbered_starts(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of a cell's paragraphs numbered n, n + 1, ... where the first is numbered, and where their words begin."""
    at = 0
    expected: int | None = None
    for line in text.split("\n"):
        match = _NUMBER_OF_ITEM.match(line)
        if match and (at == 0 or int(match[1]) == expected):
            yield at, at + match.end()
            expected = int(match[1]) + 1
        elif at == 0:
            return
        at += len(line) + 1
