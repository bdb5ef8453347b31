"""Tables of a web page as rows over a grid."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bs4.element import NavigableString, Tag

from extract.model.document import Cell, Draft, Kind, squash
from extract.readers.colours import cell_fill
from extract.readers.html_grids import CellTags, GridRow
from extract.readers.inline import join_ordinals
from extract.readers.visible import visible

_CELLS = frozenset({"td", "th"})
_SPAN = re.compile(r"\s*\+?(\d{1,4})")
_MAX_SPAN = 100
_LINE_TAGS = frozenset(["p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dd", "dt"])


def table_drafts(rows: Sequence[GridRow], number: int) -> Iterator[Draft]:
    """The rows of a table.

    A cell stands in the first column that no cell of a row above spans into.
    """
    taken: dict[int, int] = {}  # column -> rows it is still taken for
    for row in rows:
        cells = _row_cells(row, frozenset(taken))
        taken = {column: rows - 1 for column, rows in taken.items() if rows > 1}
        for cell in cells:
            if cell.row_span > 1:
                taken.update({cell.column + offset: cell.row_span - 1 for offset in range(cell.col_span)})
        if any(cell.text for cell in cells):
            yield Draft(Kind.ROW, "", cells=tuple(cells), table=number, is_header=row.is_header)


def caption(table: Tag) -> str:
    """The words over a table that say what it holds; empty where it has none."""
    return squash(visible(table.caption.get_text())) if table.name == "table" and table.caption else ""


def _row_cells(row: GridRow, taken: Collection[int]) -> list[Cell]:
    """The cells of a row in the columns that no cell above has taken."""
    cells: list[Cell] = []
    column = 0
    for tags in row.cells:
        while column in taken:
            column += 1
        cells.append(_cell(tags, column, row.tag))
        column += cells[-1].col_span
    return cells


def _cell(tags: CellTags, column: int, row: Tag) -> Cell:
    tag = tags[0]
    fill = cell_fill(
        str(tag.get("style", "")), str(tag.get("bgcolor", "")), " ".join(map(str, tag.get_attribute_list("class")))
    ) or cell_fill(str(row.get("style", "")), str(row.get("bgcolor", "")), "")
    text = "\n".join(filter(None, map(cell_text, tags)))
    return Cell(text, column, _span(tag, "colspan") or 1, _row_span(tag, row), fill)


def cell_text(tag: Tag) -> str:
    """A cell's text; its paragraphs, list items and line breaks are lines, list items begin with "•"."""
    parts: list[str] = []
    for node in tag.descendants:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:
                parts.append(re.sub(r"\s+", " ", visible(str(node))))
        elif isinstance(node, Tag) and node.name in _LINE_TAGS:
            parts.append("\n• " if node.name == "li" else "\n")
        elif isinstance(node, Tag) and node.name in _CELLS:  # of a small table within
            parts.append(" ")
    lines = (squash(line) for line in "".join(parts).split("\n"))
    text = "\n".join(line for line in lines if line and line != "•")
    return join_ordinals(text)


def _span(tag: Tag, name: str) -> int:
    """A span as browsers read it: the digits an attribute begins with ("2;" is 2), at most 100; 1 where there are none."""
    digits = _SPAN.match(str(tag.get(name, tag.get(f"aria-{name}", ""))))
    return min(int(digits[1]), _MAX_SPAN) if digits else 1


def _row_span(tag: Tag, row: Tag) -> int:
    """How many rows a cell reaches over, its own included; 0 says: to the end of the group (head, body) of its row."""
    span = _span(tag, "rowspan")
    return span or 1 + min(len(row.find_next_siblings("tr")), _MAX_SPAN)
