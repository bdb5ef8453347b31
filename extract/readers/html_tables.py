"""Tables of a web page as rows over a grid."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bs4.element import NavigableString, Tag

from extract.model.document import Cell, Draft, Kind, squash
from extract.readers.colours import cell_fill
from extract.readers.inline import join_ordinals
from extract.readers.visible import visible

_CELLS = ["td", "th"]
_SPAN = re.compile(r"\s*\+?(\d{1,4})")
_MAX_SPAN = 100
_LINE_TAGS = frozenset(["p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dd", "dt"])


def is_data_table(table: Tag) -> bool:
    """Whether a table holds data and not the page's layout: no table inside, and a row of two cells at least."""
    if table.get("role") in ("presentation", "none") or table.find("table") is not None:
        return False
    return any(len(row.find_all(_CELLS, recursive=False)) > 1 for row in table.find_all("tr"))


def table_drafts(table: Tag, number: int) -> Iterator[Draft]:
    """The rows of a table, its caption before them as a heading.

    A cell stands in the first column that no cell of a row above spans into. A row is a header row where it stands in
    the table's head or all its cells are header cells.
    """
    if table.caption and (caption := squash(visible(table.caption.get_text()))):
        yield Draft(Kind.HEADING, caption)
    taken: dict[int, int] = {}  # column -> rows it is still taken for
    for row in table.find_all("tr"):
        cells = _row_cells(row, frozenset(taken))
        taken = {column: rows - 1 for column, rows in taken.items() if rows > 1}
        for cell in cells:
            if cell.row_span > 1:
                taken.update({cell.column + offset: cell.row_span - 1 for offset in range(cell.col_span)})
        if any(cell.text for cell in cells):
            yield Draft(Kind.ROW, "", cells=tuple(cells), table=number, is_header=_is_header(row))


def _row_cells(row: Tag, taken: Collection[int]) -> list[Cell]:
    """The cells of a row in the columns that no cell above has taken."""
    cells: list[Cell] = []
    column = 0
    for tag in row.find_all(_CELLS, recursive=False):
        while column in taken:
            column += 1
        cells.append(_cell(tag, column, row))
        column += cells[-1].col_span
    return cells


def _is_header(row: Tag) -> bool:
    in_head = row.parent is not None and row.parent.name == "thead"
    return in_head or all(tag.name == "th" for tag in row.find_all(_CELLS, recursive=False))


def _cell(tag: Tag, column: int, row: Tag) -> Cell:
    fill = cell_fill(
        str(tag.get("style", "")), str(tag.get("bgcolor", "")), " ".join(map(str, tag.get_attribute_list("class")))
    ) or cell_fill(str(row.get("style", "")), str(row.get("bgcolor", "")), "")
    return Cell(cell_text(tag), column, _span(tag, "colspan") or 1, _row_span(tag, row), fill)


def cell_text(tag: Tag) -> str:
    """A cell's text; its paragraphs, list items and line breaks are lines, list items begin with "•"."""
    parts: list[str] = []
    for node in tag.descendants:
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:
                parts.append(re.sub(r"\s+", " ", visible(str(node))))
        elif isinstance(node, Tag) and node.name in _LINE_TAGS:
            parts.append("\n• " if node.name == "li" else "\n")
    lines = (squash(line) for line in "".join(parts).split("\n"))
    text = "\n".join(line for line in lines if line and line != "•")
    return join_ordinals(text)


def _span(tag: Tag, name: str) -> int:
    """A span as browsers read it: the digits an attribute begins with ("2;" is 2), at most 100; 1 where there are none."""
    digits = _SPAN.match(str(tag.get(name, "")))
    return min(int(digits[1]), _MAX_SPAN) if digits else 1


def _row_span(tag: Tag, row: Tag) -> int:
    """How many rows a cell reaches over, its own included; 0 says: to the end of the group (head, body) of its row."""
    span = _span(tag, "rowspan")
    return span or 1 + min(len(row.find_next_siblings("tr")), _MAX_SPAN)
