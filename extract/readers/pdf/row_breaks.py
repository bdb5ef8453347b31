"""Whether the first row of a page is the rest of the last row of the page before: one rule a function."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.model.document import squash
from extract.readers.pdf.cells import CellPieces, TablePieces
from extract.readers.pdf.column_rows import is_row_number
from extract.readers.pdf.layout import ends_sentence
from extract.readers.words import reading_words

_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
# What a cell ends with that goes on: in any column of a plan, and in the column of running text.
_OPEN_ENDS = (",", ":", " and", " of", " the", " to", " for", "-")
_LIST_ENDS = (":", ";", ",")
# Two columns are a label and its text, as in letters; from three on a table may be a plan, whose rows are short.
_LABELLED = 2
# The columns that may hold a row's number.
_NUMBER_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class _Cut:
    """The rows on both sides of a page break as texts by column; both have the same columns.

    `text_column` is the one with most words in the whole table; `known` are the texts of all others (owners, dates).
    """

    before: Mapping[int, str]
    after: Mapping[int, str]
    text_column: int
    known: frozenset[str]

    @property
    def others(self) -> list[int]:
        return [column for column in self.before if column != self.text_column]


def row_continues(table: TablePieces, first: Sequence[CellPieces]) -> bool:
    """Whether a page's first row is the rest of the last row of the page before.

    Rules that say no come first; a row that none of the others knows is a row of its own.
    """
    cut = _cut(table, first)
    if cut is None or _is_head_alone(table, first) or _is_plan_row(table, cut) or _holds_whole_names(cut):
        return False
    return _text_goes_on(cut) or _leaves_a_column_empty(cut) or any(_name_goes_on(cut, at) for at in cut.others)


def _cut(table: TablePieces, first: Sequence[CellPieces]) -> _Cut | None:
    """The cut; None where the two rows do not have the same columns."""
    before = {cell.column: cell.text for cell in table.rows[-1]}
    after = {cell.column: cell.text for cell in first}
    if set(before) != set(after):
        return None
    sizes = dict.fromkeys(before, 0)
    for row in table.rows:
        for cell in row:
            if cell.column in sizes:
                sizes[cell.column] += len(cell.text)
    text_column = max(sizes, key=lambda column: sizes[column])
    known = frozenset(squash(cell.text) for row in table.rows for cell in row if cell.column != text_column)
    return _Cut(before, after, text_column, known)


def _is_head_alone(table: TablePieces, first: Sequence[CellPieces]) -> bool:
    """Whether the table's head alone stood at the foot of the page."""
    return len(table.rows) == 1 and _is_bold(table.rows[0]) and not _is_bold(first)


def _is_bold(row: Sequence[CellPieces]) -> bool:
    return all(piece.is_bold for cell in row for piece in cell.pieces)


def _is_plan_row(table: TablePieces, cut: _Cut) -> bool:
    """Whether a plan's table begins a row, whatever its texts end with: plans rarely close them with a full stop.

    A new number in the first column, or in the second beside an outcome, begins one; where rows have no numbers, a row does that fills every column that the
    last one filled, none of them with the rest of a sentence.
    """
    if len(cut.before) <= _LABELLED:
        return False
    for column in sorted(cut.before)[:_NUMBER_COLUMNS]:
        if is_row_number(cut.after[column]) and is_row_number(cut.before[column]):
            return cut.after[column] != cut.before[column]
    if _leaves_a_column_empty(cut) or any(text.rstrip().endswith(_OPEN_ENDS) for text in cut.before.values()):
        return False
    return not _holds_a_rest(table, cut)


def _holds_a_rest(table: TablePieces, cut: _Cut) -> bool:
    """Whether a text begins with a small letter, unless texts of its column begin so ("by Easter", "termly")."""
    when = reading_words().when
    small = [at for at, text in cut.after.items() if text[:1].islower() and not when.match(text)]
    usual = {cell.column for row in table.rows[:-1] for cell in row if cell.text[:1].islower()} if small else set()
    return any(column not in usual for column in small)


def _holds_whole_names(cut: _Cut) -> bool:
    """Whether every other column holds a text that the table has already: a row of its own, whatever the last one
    ended with."""
    others = cut.others
    return bool(others) and all(cut.after[column] and squash(cut.after[column]) in cut.known for column in others)


def _text_goes_on(cut: _Cut) -> bool:
    """Whether the text column's words go on: they stopped without a full stop, or at a colon or semicolon; the new page
    refers back ("They should also ..."); or the items are numbered and it begins without a number."""
    stopped, after = cut.before[cut.text_column].rstrip(), cut.after[cut.text_column]
    if not stopped or not after:
        return False
    if not ends_sentence(stopped) or stopped.endswith(_LIST_ENDS) or after[:1].islower():
        return True
    is_unnumbered = _NUMBERED.match(stopped) is not None and _NUMBERED.match(after) is None
    return is_unnumbered or reading_words().refers_back.match(after) is not None


def _leaves_a_column_empty(cut: _Cut) -> bool:
    """Whether a column that was filled is empty now: a new row fills the columns that its table fills."""
    return any(text and not cut.after[column] for column, text in cut.before.items())


def _name_goes_on(cut: _Cut, column: int) -> bool:
    """Whether a narrow column's text is the rest of the words above it (a body's name cut in two)."""
    before, after = cut.before[column], cut.after[column]
    if not before or not after:
        return False
    is_tail = squash(after) not in cut.known and reading_words().name_tail.match(after) is not None
    return is_tail or after[:1].islower() or squash(f"{before} {after}") in cut.known
