"""Rejoining what a page break cut: paragraphs, bullets, tables and table rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model.document import Kind, squash
from extract.readers.pdf.layout import TextPiece, ends_sentence, join_text

# Words that refer to the sentence before, which a new row of a table has not.
_REFERS_BACK = re.compile(
    r"(?:they|these|this|those|it|such|in addition|additionally|furthermore|moreover|however|for example|also|as a result)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
# The rest of a body's name, cut between its words ("NHS Sussex Integrated" | "Care Board").
_NAME_TAIL = re.compile(
    r"(?:(?:integrated )?care (?:board|system)|(?:[a-z]+ )?(?:board|council|trust|partnership)|icb)\b", re.I
)
# A deadline begins small and is whole: "by Easter".
_WHEN = re.compile(r"(?:by|within|from|until|before|end of|early|mid|late|on-?going|termly|monthly|quarterly)\b")
# Columns of one table on two pages stand at the same places, give or take this (points).
_SAME_COLUMN = 4.0
# An action's number: "1.1", "W2.3", "A12".
_NUMBER = re.compile(r"\(?[A-Za-z]{0,4}\s?\d{1,3}(?:[.\-/]\d{1,3}|[a-z])*[.)]?")


@dataclass(frozen=True, slots=True)
class CellPieces:
    """A table's cell as the blocks inside it, with its place in the grid."""

    pieces: tuple[TextPiece, ...]
    column: int
    col_span: int = 1
    row_span: int = 1
    fill: str | None = None

    @property
    def text(self) -> str:
        """The cell's text, a line feed between its blocks."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TablePieces:
    """A table: page it begins on, columns' x positions, rows of cells (empty rows left out)."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[tuple[CellPieces, ...], ...]
    row_pages: tuple[int, ...]


PagePiece = TextPiece | TablePieces


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
    if last.kind is Kind.BULLET and first.x0 > last.x0 + 3 and abs(first.x0 - last.text_x0) < 6:
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


def row_continues(table: TablePieces, first: Sequence[CellPieces]) -> bool:
    """Whether a page's first row is the rest of the last row of the page before.

    The text column decides: a text that stopped without a full stop, or at a colon or semicolon, goes on. Where it
    stopped at a full stop the row goes on if it refers back ("They should also ..."), if its items are numbered and the
    new page begins without a number, if some column that was filled is
    empty now, since a new row fills the columns that its table fills, or if a narrow column's text is the rest of the
    words above it (a body's name cut in two).
    """
    last = table.rows[-1]
    if len(table.rows) == 1 and _is_bold(last) and not _is_bold(first):
        return False  # the head alone stood at the foot of the page
    before = {cell.column: cell.text for cell in last}
    after = {cell.column: cell.text for cell in first}
    if set(before) != set(after):
        return False
    lower = {cell.column for row in table.rows[:-1] for cell in row if cell.text[:1].islower()}
    if len(before) > 2 and _is_new_row(before, after, lower):
        return False
    text_column = max(
        before, key=lambda column: sum(len(c.text) for row in table.rows for c in row if c.column == column)
    )
    others = [column for column in before if column != text_column]
    known = {squash(cell.text) for row in table.rows for cell in row if cell.column != text_column}
    if others and all(after[column] and squash(after[column]) in known for column in others):
        return False  # whole names again: a row of its own, whatever the last one ended with
    if before[text_column] and after[text_column]:
        stopped = before[text_column].rstrip()
        if not ends_sentence(stopped) or stopped.endswith((":", ";", ",")) or after[text_column][:1].islower():
            return True
        if _REFERS_BACK.match(after[text_column]) or (
            _NUMBERED.match(stopped) and not _NUMBERED.match(after[text_column])
        ):
            return True
    if any(before[column] and not after[column] for column in before):
        return True
    return any(
        squash(f"{before[column]} {after[column]}") in known
        or (squash(after[column]) not in known and _NAME_TAIL.match(after[column]))
        or after[column][:1].islower()
        for column in others
        if before[column] and after[column]
    )


def _is_new_row(before: Mapping[int, str], after: Mapping[int, str], lower: Collection[int]) -> bool:
    """Whether a plan's table begins a row, whatever its texts end with: plans rarely close them with a full stop.

    A new number in the first column begins one; where rows have no numbers, a row does that fills every column that the
    last one filled, none of them with the rest of a sentence. A small letter tells that rest, unless texts of its column
    begin so (`lower`: "by Easter", "termly").
    """
    first = min(before)
    if _NUMBER.fullmatch(after[first]) and _NUMBER.fullmatch(before[first]):
        return after[first] != before[first]
    if any(before[column] and not after[column] for column in before):
        return False
    tails = (text for column, text in after.items() if column not in lower and not _WHEN.match(text))
    return not any(text[:1].islower() for text in tails) and not any(
        text.rstrip().endswith((",", ":", " and", " of", " the", " to", " for", "-")) for text in before.values()
    )


def _is_bold(row: Sequence[CellPieces]) -> bool:
    return all(piece.is_bold for cell in row for piece in cell.pieces)


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
