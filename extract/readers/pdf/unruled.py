"""Tables without rules as the reader's own tables: the page's gapped lines, grouped by column, made cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.readers.pdf.cells import CELL_PADDING, CellPieces, TablePieces
from extract.readers.pdf.columns import ColumnTable, group_columns
from extract.readers.pdf.layout import Measure, find_pieces
from extract.readers.pdf.lines import Line
from extract.readers.pdf.page import PageGeometry


@dataclass(frozen=True)
class UnruledTable:
    """A table found, the first of its characters in the file, and all of them, so that its lines are not read twice."""

    pieces: TablePieces
    first_char: int
    characters: frozenset[int]


def cut_lines(page: PageGeometry) -> list[Line]:
    """The page's lines cut at wide gaps, without those that were taken out of it (running headers)."""
    kept = [range(line.first_char, line.last_char + 1) for line in page.lines]
    return [line for line in page.gapped if any(line.first_char in span for span in kept)]


def unruled_tables(page: PageGeometry, gauge: Measure, known: Sequence[float] | None) -> list[UnruledTable]:
    """The page's tables that no rules part; `known` are the column edges of one that the page before ended with.

    Lines that were taken out of the page (running headers) are in no table.
    """
    if not page.gapped:
        return []
    lines = cut_lines(page)
    boxes = [(line.text, line.x0, line.y, line.x1, line.y + line.size) for line in lines]
    return [_made(table, lines, page, gauge) for table in group_columns(boxes, known)]


def _made(table: ColumnTable, lines: Sequence[Line], page: PageGeometry, gauge: Measure) -> UnruledTable:
    """A table that was found among the page's gapped lines, with the blocks of each cell."""
    rows = tuple(
        tuple(
            CellPieces(
                tuple(
                    find_pieces(
                        [lines[index] for index in indexes],
                        page.number,
                        gauge,
                        width=(table.edges[column], table.edges[column + 1] - CELL_PADDING),
                        narrow=True,
                    )
                ),
                column,
            )
            for column, indexes in enumerate(row)
        )
        for row in table.rows
    )
    used = [lines[index] for row in table.rows for cell in row for index in cell]
    characters = frozenset(number for line in used for number in range(line.first_char, line.last_char + 1))
    pieces = TablePieces(page.number, table.edges, rows, tuple(page.number for _ in rows))
    return UnruledTable(pieces, min(characters), characters)
