"""Tables of a Word document as rows over a grid."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from docx.oxml.ns import qn
from lxml import etree

from extract.model.document import Cell, Draft, Kind
from extract.readers.whole_number import whole_number

# A frame that sets things side by side has at most this many cells a row.
_SIDE_BY_SIDE = 2


def rows(table: etree._Element, number: int, cell_text: Callable[[etree._Element], str]) -> Iterator[Draft]:
    """The rows of a table.

    A cell merged downwards stands once, in its first row, with its `row_span`; a cell merged across has its
    `col_span`. A row is a header row where Word repeats it on every page.
    """
    grid = [(row, list(_cells(row))) for row in _rows(table) if not _is_hidden(row)]
    for index, (row, cells) in enumerate(grid):
        drawn = []
        for column, span, cell in cells:
            if _merge(cell) == "continue":
                continue
            below = _rows_below(grid, index, column) if _merge(cell) == "restart" else 0
            drawn.append(Cell(cell_text(cell), column, span, below + 1, _fill(cell)))
        if any(cell.text for cell in drawn):
            is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            yield Draft(Kind.ROW, "", cells=tuple(drawn), table=number, is_header=is_header)


def is_frame(table: etree._Element) -> bool:
    """Whether a table only frames what stands in it: it has one cell, or tables inside hold most of its words and its rows
    have two cells at most (a page laid out side by side)."""
    cells = [len(list(_cells(row))) for row in _rows(table)]
    if sum(cells) == 1:
        return True
    inner = [each for each in table.iter(qn("w:tbl")) if each is not table and _table_around(each) is table]
    return bool(inner) and max(cells) <= _SIDE_BY_SIDE and 2 * sum(map(_length, inner)) > _length(table)


def own_cells(table: etree._Element) -> Iterator[etree._Element]:
    """The cells of a table without those of tables inside, row by row."""
    for row in _rows(table):
        for _, _, cell in _cells(row):
            yield cell


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in table.iter(qn("w:tr")) if _table_around(row) is table)


def _length(node: etree._Element) -> int:
    return sum(len(text.text or "") for text in node.iter(qn("w:t")))


def _is_hidden(row: etree._Element) -> bool:
    """Whether a row is hidden, or deleted in tracked changes."""
    properties = row.find(qn("w:trPr"))
    return properties is not None and any(properties.find(qn(name)) is not None for name in ("w:hidden", "w:del"))


def _table_around(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors(qn("w:tbl")), None)


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Column, columns spanned and element of each cell of a row."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    column = max(0, whole_number(before.get(qn("w:val")), 0)) if before is not None else 0
    for cell in row.iter(qn("w:tc")):
        if next(cell.iterancestors(qn("w:tr"))) is not row:
            continue  # of a table within a cell
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = max(1, whole_number(span.get(qn("w:val")), 1)) if span is not None else 1
        yield column, width, cell
        column += width


def _merge(cell: etree._Element) -> str | None:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return None if merge is None else str(merge.get(qn("w:val"), "continue"))


def _rows_below(
    grid: list[tuple[etree._Element, list[tuple[int, int, etree._Element]]]], index: int, column: int
) -> int:
    count = 0
    for _, cells in grid[index + 1 :]:
        if not any(at == column and _merge(cell) == "continue" for at, _, cell in cells):
            break
        count += 1
    return count


def _fill(cell: etree._Element) -> str | None:
    shading = cell.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    value = str(shading.get(qn("w:fill"), "")) if shading is not None else ""
    return value.lower() if re.fullmatch(r"[0-9a-fA-F]{6}", value) else None
