"""Rows of a plan's tables to actions: headers, banners, merged cells, repeated headers, cells with bullets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.model.document import Block, Document, squash
from extract.plans.columns import (
    Columns,
    Role,
    header_role,
    is_other_table,
    read_header,
    read_second_header,
)
from extract.plans.content import fill_unknown, fits, guess_columns, is_ref
from extract.plans.grid import Held, grid_of, text_of, texts_of
from extract.plans.groups import GroupTracker
from extract.plans.owners import is_owner
from extract.plans.rows import MeasureRow, PlanRow, actions_of_cell, bullet_parts, one_of, tidy_ref
from extract.plans.status import StatusCell, read_status
from extract.targets.patterns import find_by

_MAX_BANNER = 400


class TableReader:
    """Reads a plan's tables one after the other; a table without a header goes on with the columns of the one before."""

    def __init__(self, document: Document, tracker: GroupTracker) -> None:
        self._document = document
        self._tracker = tracker
        self._columns: Columns | None = None
        self.rows: list[PlanRow] = []
        self.measures: list[MeasureRow] = []

    def read(self, rows: Sequence[Block]) -> None:
        """Take in the rows of one table."""
        rows, titles = self._without_titles(rows)
        headed = next((i for i, row in enumerate(rows) if read_header(row)), None)
        if headed is None or headed > 3:
            if rows and is_other_table(rows[0]):
                return
            columns = self._columns if self._columns and fits(self._columns, rows) else guess_columns(rows)
        else:
            columns = None
        skipping = False
        held: dict[int, tuple[Held, int]] = {}
        weakness: int | None = None
        above: Block | None = None
        for place, row in enumerate(rows):
            if place and titles[place - 1]:
                self._tracker.see(titles[place - 1])
                weakness = None
            second = read_second_header(above, row, columns) if above and columns else None
            above = None
            if second:
                columns = second
                continue
            header = read_header(row)
            if header:
                above = row
                columns, skipping, held = fill_unknown(_with_detailed_actions(header, rows), rows), False, {}
                skipping = is_other_table(row) and not (header.is_plan and not _has_risk(row))
                continue
            if is_other_table(row) and row.is_header:
                skipping = True
            if skipping:
                continue
            grid = grid_of(row, held)
            if self._is_banner(row, columns):
                self._tracker.see(row.text)
                weakness = None
                continue
            if columns is None:
                continue
            weakness = self._weakness(grid, columns, weakness)
            if columns.is_plan:
                self.rows.extend(self._actions(row, grid, columns, weakness))
            elif columns.is_measures:
                self.measures.extend(self._measures(row, grid, columns, weakness))
        if columns and columns.is_plan:
            self._columns = columns
        if titles and titles[-1]:
            self._tracker.see(titles[-1])

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
                return self._tracker.in_column(held.text)
            number = self._tracker.number_of(held.text)
            if number is not None:
                return number
            if role is Role.GROUP:
                return None
        return before if columns.first(Role.WEAKNESS) is not None else None

    def _actions(self, row: Block, grid: dict[int, Held], columns: Columns, weakness: int | None) -> Iterator[PlanRow]:
        action = next((grid[c] for c in columns.all_of(Role.ACTION) if c in grid and grid[c].text), None)
        if action is None or action.is_carried or is_ref(action.text) or header_role(action.text) is Role.ACTION:
            return
        found = list(actions_of_cell(self._document, action.block, action.cell))
        ref_text = text_of(grid, columns, Role.REF)
        measure = self._measure(grid, columns)
        owner = "\n".join(dict.fromkeys(texts_of(grid, columns, Role.OWNER))) or None
        deadline = text_of(grid, columns, Role.DEADLINE)
        status = read_status(
            [
                StatusCell(columns.headers.get(c, ""), grid[c].cell.text, grid[c].cell.fill)
                for c in columns.all_of(Role.STATUS)
                if c in grid
            ]
        )
        targets = tuple(
            (columns.headers.get(c, ""), grid[c].text)
            for c in columns.all_of(Role.TARGET)
            if c in grid and re.search(r"\d", grid[c].text)
        )
        # Two owners below each other may share two actions; dates or numbers line by line say that each has its own.
        is_listed = bool(owner and bullet_parts(owner)) or any(
            one_of(other, 0, len(found)) != other for other in (deadline, ref_text) if other
        )
        for index, (quote, own_ref) in enumerate(found):
            stated = one_of(deadline, index, len(found))
            if stated is None and columns.first(Role.DEADLINE) is None:
                by = find_by(quote.text, 0)
                stated = by[0] if by else None
            ref = one_of(ref_text, index, len(found)) or own_ref
            yield PlanRow(
                quote=quote,
                order=row.seq,
                ref=tidy_ref(ref) if ref and len(ref) < 20 else own_ref,
                weakness=weakness if weakness is not None else self._tracker.current,
                owner=one_of(owner, index, len(found)) if is_listed else owner,
                deadline=squash(stated) if stated else None,
                measure=measure.text if measure else None,
                measure_quote=self._document.quote_cell(measure.block, measure.cell) if measure else None,
                baseline=text_of(grid, columns, Role.BASELINE),
                targets=targets,
                status=status,
                confidence=1.0 if columns.is_certain else 0.8,
            )

    def _measure(self, grid: dict[int, Held], columns: Columns) -> Held | None:
        for role in (Role.MEASURE, Role.OUTCOME, Role.EVIDENCE):
            for column in columns.all_of(role):
                if column in grid and grid[column].text and not (role is Role.EVIDENCE and is_owner(grid[column].text)):
                    return grid[column]
            if columns.first(role) is not None:
                return None
        return None

    def _measures(
        self, row: Block, grid: dict[int, Held], columns: Columns, weakness: int | None
    ) -> Iterator[MeasureRow]:
        measure = text_of(grid, columns, Role.MEASURE) or text_of(grid, columns, Role.OUTCOME)
        if measure is None:
            return
        for column in columns.all_of(Role.TARGET):
            if column in grid and re.search(r"\d", grid[column].text):
                yield MeasureRow(
                    quote=self._document.quote(row.page, row.char_start, row.char_end),
                    measure=measure,
                    baseline=text_of(grid, columns, Role.BASELINE) or "",
                    target=grid[column].text,
                    header=columns.headers.get(column, ""),
                    weakness=weakness if weakness is not None else self._tracker.current,
                )


def _with_detailed_actions(columns: Columns, rows: Sequence[Block]) -> Columns:
    """Columns in which the finer of two columns of actions holds them ("Action" merged over several "Steps")."""
    several = columns.all_of(Role.ACTION)
    if len(several) < 2:
        return columns
    first, second = several[:2]
    cells = [{cell.column: cell for cell in row.cells} for row in rows]
    own = [squash(row[first].text) for row in cells if first in row and row[first].col_span == 1 and row[first].text]
    if len(own) > 1 and sum(map(is_ref, own)) * 2 > len(own):  # one header over number and text
        return Columns({**columns.roles, first: Role.REF}, columns.headers, columns.is_certain)
    is_merged = any(
        (first in row and row[first].row_span > 1)
        or (second in row and row[second].text and not (first in row and row[first].text))
        for row in cells
    )
    roles = {
        **columns.roles,
        first: Role.GROUP if is_merged else Role.ACTION,
        second: Role.ACTION if is_merged else Role.EVIDENCE,
    }
    return Columns(roles, columns.headers, columns.is_certain)


def _has_risk(row: Block) -> bool:
    return any(re.search(r"\brisk|mitigat|likelihood", cell.text, re.IGNORECASE) for cell in row.cells)
