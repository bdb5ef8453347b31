"""Rows of a plan's tables to actions: headers, banners, merged cells, repeated headers, cells with bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.model.document import Block, Document, squash
from extract.plans.columns import Columns, Role, is_other_table, read_header, read_second_header
from extract.plans.content import columns_of, fits, guess_columns
from extract.plans.grid import Held, grid_of
from extract.plans.groups import GroupTracker
from extract.plans.rows import MeasureRow, PlanRow
from extract.plans.table_rows import TableRow, actions_of_row, measures_of_row

_MAX_BANNER = 400
# Titles of the whole table and of its part may stand above the header.
_ROWS_BEFORE_HEADER = 3


@dataclass
class _Place:
    """Where the reading of one table stands: its columns, its merged cells, the weakness of the rows."""

    columns: Columns | None
    held: dict[int, tuple[Held, int]] = field(default_factory=dict)
    weakness: int | None = None
    header: Block | None = None  # the row right above, where it is a header
    is_skipped: bool = False  # a table of risks or versions


class TableReader:
    """Reads a plan's tables one after the other; a table without a header goes on with the columns of the one before.

    `rows` and `measures` grow as they are found; `unknown` holds the headers of columns that neither their words nor
    what stands under them explains.
    """

    def __init__(self, document: Document, tracker: GroupTracker) -> None:
        self._document = document
        self._tracker = tracker
        self._columns: Columns | None = None
        self.rows: list[PlanRow] = []
        self.measures: list[MeasureRow] = []
        self.unknown: dict[str, None] = {}

    def read(self, rows: Sequence[Block]) -> None:
        """Take in the rows of one table."""
        rows, titles = self._without_titles(rows)
        headed = next((i for i, row in enumerate(rows) if read_header(row)), None)
        has_header = headed is not None and headed <= _ROWS_BEFORE_HEADER
        if not has_header and rows and is_other_table(rows[0]):
            return
        place = _Place(None if has_header else self._columns_without_header(rows))
        for row, title in zip(rows, ["", *titles], strict=False):
            if title:
                self._tracker.see(title)
                place.weakness = None
            if not self._is_header(row, rows, place) and not place.is_skipped:
                self._read_row(row, place)
        if place.columns and place.columns.is_plan:
            self._columns = place.columns
        if titles and titles[-1]:
            self._tracker.see(titles[-1])

    def _columns_without_header(self, rows: Sequence[Block]) -> Columns | None:
        return self._columns if self._columns and fits(self._columns, rows) else guess_columns(rows)

    def _is_header(self, row: Block, rows: Sequence[Block], place: _Place) -> bool:
        """Whether a row is a header, a second one under it included; `place` then has its columns."""
        above, place.header = place.header, None
        second = read_second_header(above, row, place.columns) if above and place.columns else None
        if second is not None:
            place.columns = second
            return True
        header = read_header(row)
        if header is not None:
            place.header, place.held = row, {}
            place.columns, unknown = columns_of(header, rows)
            place.is_skipped = is_other_table(row) and not (header.is_plan and not _has_risk(row))
            if place.columns.is_certain and not place.is_skipped and header.is_plan:
                self.unknown |= dict.fromkeys(unknown)
            return True
        if is_other_table(row) and row.is_header:
            place.is_skipped = True
        return False

    def _read_row(self, row: Block, place: _Place) -> None:
        grid = grid_of(row, place.held)
        if self._is_banner(row, place.columns):
            self._tracker.see(row.text)
            place.weakness = None
            return
        if place.columns is None:
            return
        place.weakness = self._weakness(grid, place.columns, place.weakness)
        weakness = place.weakness if place.weakness is not None else self._tracker.current
        found = TableRow(row, grid, place.columns, weakness)
        if place.columns.is_plan:
            self.rows.extend(actions_of_row(self._document, found))
        elif place.columns.is_measures:
            self.measures.extend(measures_of_row(self._document, found))

    def _without_titles(self, rows: Sequence[Block]) -> tuple[list[Block], list[str]]:
        """The rows without titles of groups that a reader took for the last line of the cell above, and those titles:
        in a table without rules "Weakness 2" stands below the first column's text like more of it."""
        kept, titles = [], []
        for row in rows:
            title, cells = "", []
            for cell in row.cells:
                text, _, last = cell.text.rpartition("\n")
                if text.strip() and not title and self._tracker.names_group(last.strip()):
                    title = last.strip()
                    cells.append(replace(cell, text=text, char_end=cell.char_start + len(text)))
                else:
                    cells.append(cell)
            kept.append(replace(row, cells=tuple(cells)) if title else row)
            titles.append(title)
        return kept, titles

    def _is_banner(self, row: Block, columns: Columns | None) -> bool:
        """Whether a row is a title over the rows below: one cell across the table, or one that names a group."""
        filled = [cell for cell in row.cells if squash(cell.text)]
        if len(filled) != 1 or len(filled[0].text) > _MAX_BANNER:
            return False
        cell = filled[0]
        width = max(c.column + c.col_span for c in row.cells)
        if width > 1 and cell.col_span * 2 > width:
            return True
        if columns is None:
            return True
        wide = max((*columns.headers, *columns.roles, 0)) + 1
        names_group = self._tracker.names_group(squash(cell.text))
        if cell.column == columns.first(Role.ACTION) and cell.col_span == 1 and len(row.cells) > 1:
            return names_group
        return wide > 2 and (len(row.cells) == 1 or names_group or cell.column == 0)

    def _weakness(self, grid: dict[int, Held], columns: Columns, before: int | None) -> int | None:
        """The weakness of the row's own column; an empty cell keeps the one above."""
        for role in (Role.WEAKNESS, Role.GROUP, Role.OUTCOME):
            column = columns.first(role)
            held = grid.get(column) if column is not None else None
            if held is None or not held.text:
                continue
            if role is Role.WEAKNESS:
                return self._tracker.in_column(held.text, columns.headers.get(column or 0, ""))
            number = self._tracker.number_of(held.text)
            if number is not None:
                return number
            if role is Role.GROUP:
                return None
        return before if columns.first(Role.WEAKNESS) is not None else None


def _has_risk(row: Block) -> bool:
    return any(re.search(r"\brisk|mitigat|likelihood", cell.text, re.IGNORECASE) for cell in row.cells)
