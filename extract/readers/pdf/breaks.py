"""Rejoining what a page break cut: paragraphs, bullets, tables and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model.document import Kind, squash
from extract.readers.pdf.cells import CellPieces, PagePiece, TablePieces
from extract.readers.pdf.layout import TextPiece, ends_sentence, join_text
from extract.readers.pdf.row_breaks import row_continues

# Columns of one table on two pages stand at the same places, give or take this (points).
_SAME_COLUMN = 4.0
# The head of a paper in a pack, which begins a page of its own.
_ITEM = re.compile(r"(?:agenda )?item (?:no\.?|number)? ?:? ?\d{1,2}[a-z]?\b", re.IGNORECASE)
# A list item's text on the next page begins right of its marker by more than the first (points), and where the item's
# other lines begin, give or take the second.
_INDENTED = 3.0
_SAME_INDENT = 6.0


def rejoin(pages: Sequence[Sequence[PagePiece]]) -> list[PagePiece]:
    """All items of a document in order, with those that a page break cut made whole, on the page where they begin."""
    joined: list[PagePiece] = []
    for items in pages:
        rest = list(items)
        if joined and rest:
            last, first = joined[-1], rest[0]
            if isinstance(last, TablePieces) and isinstance(first, TablePieces):
                if _same_columns(last, first):
                    joined[-1] = join_tables(last, first)
                    rest = rest[1:]
            elif isinstance(last, TextPiece) and isinstance(first, TextPiece) and continues(last, first):
                joined[-1] = join_pieces(last, first)
                rest = rest[1:]
        joined.extend(rest)
    return joined


def continues(last: TextPiece, first: TextPiece) -> bool:
    """Whether the first block of a page goes on with the last block of the page before.

    A bullet goes on where the new page starts at its text's indent; other text where it stopped without a full stop. A
    capital at another indent than a bullet's words begins something else: items often end without a stop.
    """
    if Kind.HEADING in (last.kind, first.kind) or first.marker or _ITEM.match(first.text):
        return False
    if last.kind is Kind.BULLET and first.x0 > last.x0 + _INDENTED and abs(first.x0 - last.text_x0) < _SAME_INDENT:
        return True
    if last.kind is Kind.BULLET and first.text[:1].isupper() and abs(first.x0 - last.text_x0) >= _SAME_INDENT:
        return False
    return not ends_sentence(last.text)


def join_pieces(last: TextPiece, first: TextPiece) -> TextPiece:
    """Two halves of one block."""
    return replace(last, text=join_text(last.text, first.text))


def join_tables(last: TablePieces, first: TablePieces) -> TablePieces:
    """A table and its continuation: a repeated header row is left out, a row cut by the break made whole, a cell merged
    over the break made one."""
    rows, pages = list(first.rows), list(first.row_pages)
    if len(rows) > 1 and len(last.rows) > 1 and _row_text(rows[0]) == _row_text(last.rows[0]):
        rows, pages = rows[1:], pages[1:]
    joined = list(last.rows)
    if not rows:
        return last
    merged = _merged_over(joined, rows[0])
    rest = tuple(cell for cell in rows[0] if cell.column not in merged)
    whole = tuple(cell for cell in joined[-1] if cell.column not in merged)
    is_cut = row_continues(replace(last, rows=(*joined[:-1], whole)), rest)
    for cell in rows[0]:
        if cell.column in merged:
            _lengthen(joined, merged[cell.column], cell.column, cell.row_span - is_cut)
    if is_cut:
        joined[-1] = _join_rows(joined[-1], rest)
        rows, pages = rows[1:], pages[1:]
    else:
        rows[0] = rest
    return replace(last, rows=(*joined, *rows), row_pages=(*last.row_pages, *pages))


def _merged_over(rows: Sequence[Sequence[CellPieces]], first: Sequence[CellPieces]) -> dict[int, int]:
    """The columns whose merged cell goes on over the break, and the row each begins in.

    Such a cell reaches to the foot of the page and the new page's first row has nothing in its column; one of them at
    least spans rows, else the new row's cell is merely empty.
    """
    merged: dict[int, int] = {}
    for cell in first:
        if cell.text:
            continue
        start = next(
            (at for at in range(len(rows) - 1, -1, -1) if any(c.column == cell.column for c in rows[at])), None
        )
        if start is None:
            continue
        above = next(c for c in rows[start] if c.column == cell.column)
        reaches = start + above.row_span >= len(rows) and above.col_span == cell.col_span
        if reaches and above.text and (above.row_span > 1 or cell.row_span > 1):
            merged[cell.column] = start
    return merged


def _lengthen(rows: list[tuple[CellPieces, ...]], start: int, column: int, more: int) -> None:
    """Let the cell that begins in a row reach `more` rows further down."""
    rows[start] = tuple(
        replace(cell, row_span=cell.row_span + more) if cell.column == column else cell for cell in rows[start]
    )


def _join_rows(last: Sequence[CellPieces], first: Sequence[CellPieces]) -> tuple[CellPieces, ...]:
    more = {cell.column: cell for cell in first}
    return tuple(
        replace(cell, pieces=_join_cell(cell.pieces, more[cell.column].pieces)) if cell.column in more else cell
        for cell in last
    )


def _join_cell(last: tuple[TextPiece, ...], first: tuple[TextPiece, ...]) -> tuple[TextPiece, ...]:
    if not last or not first:
        return last or first
    # Inside a cell the indent of a bullet's text is known only roughly, so a full stop ends its last block.
    if not first[0].marker and not ends_sentence(last[-1].text):
        return (*last[:-1], join_pieces(last[-1], first[0]), *first[1:])
    return (*last, *first)


def _same_columns(last: TablePieces, first: TablePieces) -> bool:
    return len(last.columns) == len(first.columns) and all(
        abs(a - b) <= _SAME_COLUMN for a, b in zip(last.columns, first.columns, strict=True)
    )


def _row_text(row: Iterable[CellPieces]) -> str:
    return squash(" | ".join(cell.text for cell in row))
