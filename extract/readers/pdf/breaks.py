"""Rejoining what a page break cut: paragraphs, bullets, tables and table rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model.document import Kind, squash
from extract.readers.pdf.cells import CellPieces, PagePiece, TablePieces
from extract.readers.pdf.layout import TextPiece, ends_sentence, join_text
from extract.readers.pdf.row_breaks import row_continues

# Columns of one table on two pages stand at the same places, give or take this (points).
_SAME_COLUMN = 4.0
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

    A bullet goes on where the new page starts at its text's indent; other text where it stopped without a full stop.
    """
    if Kind.HEADING in (last.kind, first.kind) or first.marker:
        return False
    if last.kind is Kind.BULLET and first.x0 > last.x0 + _INDENTED and abs(first.x0 - last.text_x0) < _SAME_INDENT:
        return True
    return not ends_sentence(last.text)


def join_pieces(last: TextPiece, first: TextPiece) -> TextPiece:
    """Two halves of one block."""
    return replace(last, text=join_text(last.text, first.text))


def join_tables(last: TablePieces, first: TablePieces) -> TablePieces:
    """A table and its continuation: a repeated header row is left out, a row cut by the break made whole."""
    rows, pages = list(first.rows), list(first.row_pages)
    if len(rows) > 1 and len(last.rows) > 1 and _row_text(rows[0]) == _row_text(last.rows[0]):
        rows, pages = rows[1:], pages[1:]
    joined = list(last.rows)
    if rows and row_continues(last, rows[0]):
        joined[-1] = _join_rows(joined[-1], rows[0])
        rows, pages = rows[1:], pages[1:]
    return replace(last, rows=(*joined, *rows), row_pages=(*last.row_pages, *pages))


def _join_rows(last: Sequence[CellPieces], first: Sequence[CellPieces]) -> tuple[CellPieces, ...]:
    more = {cell.column: cell for cell in first}
    return tuple(replace(cell, pieces=_join_cell(cell.pieces, more[cell.column].pieces)) for cell in last)


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
