"""Tables of a web page, whatever elements they are made of: table, ARIA roles, styled boxes, definition lists.

Each is found as rows of cells; `html_tables` makes blocks of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bs4.element import Tag

from extract.model.document import squash

# A cell is one element, or several where a definition list has several terms or descriptions together.
CellTags = tuple[Tag, ...]

_CELLS = ["td", "th"]
_ARIA_TABLES = frozenset({"table", "grid", "treegrid"})
_ARIA_CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# Words of the class names that style boxes as rows and cells of a table.
_ROW_WORDS = frozenset({"row", "tr", "tablerow", "trow", "rowgroup"})
_CELL_WORDS = frozenset({"cell", "td", "th", "tablecell", "tcell", "col", "column"})
_HEAD_WORDS = frozenset({"head", "header", "heading", "thead", "th"})
_ROW_STYLE = re.compile(r"display\s*:\s*table-row\b", re.I)
_CELL_STYLE = re.compile(r"display\s*:\s*table-cell\b", re.I)
# Boxes called rows and columns also lay pages out: those of a table are so many beside each other, and short (characters).
_BESIDE = 3
_LONGEST_CELL = 600
# A definition list is a table of labels and values where its terms are as short as labels (words), and it has several.
_LABEL_WORDS = 10
_LABELS = 2
# A table inside a cell of a data table is small: it holds less than this share of the words.
_INNER_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: the element that holds it, its cells, and whether it is a header row."""

    tag: Tag
    cells: tuple[CellTags, ...]
    is_header: bool


def grids(tag: Tag) -> list[list[GridRow]]:
    """The tables that an element is, none where it is no table or only lays a page out.

    A definition list that tells of one thing after the other is one table each.
    """
    if tag.name == "table" and tag.get("role") not in _ARIA_TABLES:
        return [_table_rows(tag)] if _is_data_table(tag) else []
    if tag.get("role") in _ARIA_TABLES:
        rows = list(_aria_rows(tag))
        return [rows] if rows else []
    if tag.name == "dl":
        return list(_definitions(tag))
    rows = _boxes(tag)
    return [rows] if rows else []


def _own(tag: Tag, names: Sequence[str] | Callable[[Tag], bool], around: Callable[[Tag], bool]) -> Iterator[Tag]:
    """The elements inside a tag that stand in no other of its kind (`around`)."""
    for found in tag.find_all(names):
        if found.find_parent(around) is tag:
            yield found


def _table_rows(table: Tag) -> list[GridRow]:
    rows = []
    for row in _own(table, ["tr"], lambda tag: tag.name == "table"):
        cells = row.find_all(_CELLS, recursive=False)
        in_head = row.parent is not None and row.parent.name == "thead"
        is_header = in_head or (bool(cells) and all(cell.name == "th" for cell in cells))
        rows.append(GridRow(row, tuple((cell,) for cell in cells), is_header))
    return rows


def _is_data_table(table: Tag) -> bool:
    """Whether a table holds data and not the page's layout: a row of two cells at least, and no table inside that is more
    than a part of one of three cells beside each other."""
    if table.get("role") in ("presentation", "none"):
        return False
    widest = max((len(row.cells) for row in _table_rows(table)), default=0)
    inner = sum(len(each.get_text()) for each in _own(table, ["table"], lambda tag: tag.name == "table"))
    if inner and (widest < _BESIDE or inner > _INNER_SHARE * len(table.get_text())):
        return False
    return widest > 1


def _aria_rows(table: Tag) -> Iterator[GridRow]:
    def is_table(tag: Tag) -> bool:
        return tag.get("role") in _ARIA_TABLES

    def is_row(tag: Tag) -> bool:
        return tag.get("role") == "row" or (tag.name == "tr" and tag.get("role") is None)

    for row in _own(table, is_row, is_table):
        cells = list(_own(row, lambda tag: tag.get("role") in _ARIA_CELLS or tag.name in _CELLS, is_row))
        is_header = bool(cells) and all(cell.get("role") == "columnheader" or cell.name == "th" for cell in cells)
        yield GridRow(row, tuple((cell,) for cell in cells), is_header)


def _definitions(listing: Tag) -> Iterator[list[GridRow]]:
    """A definition list's pairs as tables of two columns; a term that comes again ("Action 2") begins another."""
    pairs: list[tuple[list[Tag], list[Tag]]] = []
    for tag in _own(listing, ["dt", "dd"], lambda tag: tag.name == "dl"):
        if tag.name == "dt" and (not pairs or pairs[-1][1]):
            pairs.append(([], []))
        if pairs:
            pairs[-1][tag.name == "dd"].append(tag)
    if len(pairs) < _LABELS or not all(map(_is_labelled, pairs)):
        return
    first = _label(pairs[0][0])
    rows: list[GridRow] = []
    for terms, values in pairs:
        if rows and _label(terms) == first:
            yield rows
            rows = []
        rows.append(GridRow(terms[0], (tuple(terms), tuple(values)), is_header=False))
    yield rows


def _is_labelled(pair: tuple[list[Tag], list[Tag]]) -> bool:
    terms, values = pair
    is_label = len(" ".join(term.get_text() for term in terms).split()) <= _LABEL_WORDS
    return is_label and bool(values) and sum(len(value.get_text()) for value in values) <= _LONGEST_CELL


def _label(terms: Sequence[Tag]) -> str:
    """A label without its number, to tell "Action 1.1" and "Action 1.2" for the same."""
    return re.sub(r"[\d.]+", "", squash(" ".join(term.get_text() for term in terms))).casefold()


def _boxes(tag: Tag) -> list[GridRow]:
    """The rows of boxes that are styled as a table; none where their names only lay the page out."""
    rows = [row for row in tag.find_all(True, recursive=False) if _is_row(row)]
    for group in tag.find_all(True, recursive=False):
        rows += [row for row in group.find_all(True, recursive=False) if _is_row(row)]
    if len(rows) <= 1:
        return []
    found: list[GridRow] = []
    for row in rows:
        cells = [cell for cell in row.find_all(True, recursive=False) if cell.get_text(strip=True) or _is_cell(cell)]
        words = _class_words(row).union(*map(_class_words, cells))
        found.append(GridRow(row, tuple((cell,) for cell in cells), not found and not words.isdisjoint(_HEAD_WORDS)))
    is_styled = all(_ROW_STYLE.search(str(row.tag.get("style", ""))) for row in found)
    widths = {len(row.cells) for row in found}
    has_cells = all(_is_cell(cell) for row in found for (cell,) in row.cells)
    short = all(
        len(cell.get_text()) <= _LONGEST_CELL and not cell.find(_HEADINGS) for row in found for (cell,) in row.cells
    )
    is_table = len(widths) == 1 and has_cells and short and max(widths) >= (1 + is_styled if is_styled else _BESIDE)
    return found if is_table else []


def _is_row(tag: Tag) -> bool:
    return _ROW_STYLE.search(str(tag.get("style", ""))) is not None or not _ROW_WORDS.isdisjoint(_class_words(tag))


def _is_cell(tag: Tag) -> bool:
    return _CELL_STYLE.search(str(tag.get("style", ""))) is not None or not _CELL_WORDS.isdisjoint(_class_words(tag))


def _class_words(tag: Tag) -> set[str]:
    names = " ".join(map(str, tag.get_attribute_list("class") if tag.has_attr("class") else ()))
    return set(re.split(r"[\s_-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names).lower()))
