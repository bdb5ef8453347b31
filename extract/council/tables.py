"""Tables of council papers that set the inspection's weaknesses beside what was done about each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.council.weakness_names import number_of
from extract.language.phrases import phrases
from extract.model.document import BULLET_GLYPHS, Block, Cell, Document, Kind, Quote, squash
from extract.model.findings import ActionFinding, WeaknessFinding

_BULLET = re.compile(rf"^[{BULLET_GLYPHS}\-–o]\s+|^\(?\d{{1,2}}[.)]\s+")
_NUMBER = re.compile(r"\s*\(?\d{1,2}[.):]\s+(?=\S)")
DONE = "done"


@dataclass(frozen=True, slots=True)
class WeaknessTable:
    """A table's column of weaknesses, each once and in order, and the actions beside them with their numbers."""

    heading: str
    weaknesses: tuple[Quote, ...]
    actions: tuple[ActionFinding, ...]
    table: int

    def actions_for(self, weaknesses: Sequence[WeaknessFinding]) -> Iterator[ActionFinding]:
        """The actions with the numbers of the document's own list, None where a row names none of its weaknesses.

        Tables often give the weaknesses short names, or only some of them.
        """
        numbers = [number_of(quote.text, weaknesses) for quote in self.weaknesses]
        for action in self.actions:
            row = (action.weakness_number or 0) - 1
            yield replace(action, weakness_number=numbers[row])


def find_weakness_tables(document: Document, blocks: Sequence[Block]) -> tuple[WeaknessTable, ...]:
    """The tables with a column headed "Area of weakness" or the like."""
    tables: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind is Kind.ROW and block.table is not None:
            tables.setdefault(block.table, []).append(block)
    return tuple(found for rows in tables.values() if (found := _read(document, rows)) is not None)


def said_and_done(document: Document, blocks: Sequence[Block]) -> Iterator[Quote]:
    """The cells of the second column of "You said | We did" tables."""
    words = phrases("council")
    columns: dict[int | None, int] = {}
    for block in blocks:
        if block.kind is not Kind.ROW:
            continue
        heads = {cell.column: squash(cell.text) for cell in block.cells}
        done = [column for column, text in heads.items() if words["we_did"].match(text)]
        if done and any(words["you_said"].match(text) for text in heads.values()):
            columns[block.table] = done[0]
        elif block.table in columns:
            for cell in block.cells:
                if cell.column == columns[block.table] and len(cell.text) > 10:
                    yield from _lines(document, block, cell)


def _read(document: Document, rows: Sequence[Block]) -> WeaknessTable | None:
    words = phrases("council")
    head = rows[0]
    column = next((cell for cell in head.cells if words["weakness_column"].match(squash(cell.text))), None)
    if column is None:
        return None
    beside = {
        cell.column: DONE if words["done_column"].search(cell.text) else None
        for cell in head.cells
        if words["action_column"].match(squash(cell.text))
    }
    weaknesses: list[Quote] = []
    actions: list[ActionFinding] = []
    for row in rows[1:]:
        for cell in row.cells:
            if cell.column == column.column and len(cell.text) > 3 and not words["weakness_column"].match(cell.text):
                weaknesses.append(_without_number(document, row, cell))
            elif cell.column in beside and len(cell.text) > 10 and weaknesses:
                actions += [
                    ActionFinding(quote, weakness_number=len(weaknesses), status=beside[cell.column])
                    for quote in _lines(document, row, cell)
                ]
    if len(weaknesses) < 2:
        return None
    return WeaknessTable(squash(column.text), tuple(weaknesses), tuple(actions), rows[0].table or 0)


def _without_number(document: Document, row: Block, cell: Cell) -> Quote:
    number = _NUMBER.match(cell.text)
    return document.quote(row.page, cell.char_start + (number.end() if number else 0), cell.char_end)


def _lines(document: Document, block: Block, cell: Cell) -> Iterator[Quote]:
    """The bullets of a cell, each a quote; the whole cell where it has none."""
    lines = cell.text.split("\n")
    if sum(_BULLET.match(line) is not None for line in lines) < 2:
        yield document.quote_cell(block, cell)
        return
    at = cell.char_start
    for line in lines:
        if found := _BULLET.match(line):
            yield document.quote(block.page, at + found.end(), at + len(line))
        at += len(line) + 1
