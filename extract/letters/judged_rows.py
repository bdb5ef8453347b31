"""Weaknesses as rows of a table: the area, the responsible bodies, the verdict where a column gives it.

Monitoring reports set areas for priority action so; some revisit letters sum up their verdicts in such a table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.language.bodies import split_bodies
from extract.language.phrases import phrases
from extract.model.document import Block, Cell, Document, Kind, Quote

_BODIES = re.compile(r"\bresponsib", re.IGNORECASE)
_AREAS = re.compile(
    r"\bpriority action|\barea\b.*\baction|\bareas? of (?:\w+ )?weakness|\bsignificant weakness", re.IGNORECASE
)
_BODY_NAME = re.compile(
    r"\b(?:council|icb|integrated care board|nhs|trust|partnership|authority|leaders)\b", re.IGNORECASE
)
_WORD = re.compile(
    r"(?P<no>\bineffective\b|\bnot effective\b|\binsufficient\b|\bnot sufficient\b)|(?P<yes>\beffective\b|\bsufficient\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:effective action|sufficient progress)\b", re.IGNORECASE)
_ANSWER = re.compile(r"(?:(?P<yes>yes)|(?P<no>no|not yet))\b", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?=\S)")
_SHORTEST = 12  # characters of an area: a shorter cell is its number
_LONGEST_LEAD_IN = 160  # of a line that announces the table: longer text only speaks of such areas
_LONGEST_HEAD = 60  # of a column: a longer cell words an area
_LONGEST_VERDICT = 200  # one sentence: longer text tells more than the verdict
_LONGEST_BARE_VERDICT = 40  # "Ineffective action": in longer text the word alone may be said of something else


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One area for priority action or significant weakness; `is_met` and `verdict` are None where the table does not judge."""

    quote: Quote
    responsible: tuple[str, ...]
    is_met: bool | None = None
    verdict: Quote | None = None


def read_rows(document: Document) -> tuple[JudgedRow, ...]:
    """The rows of every table headed as a table of such areas (or that follows such a heading)."""
    tables: dict[int | None, list[Block]] = {}
    named: dict[int | None, None] = {}
    is_named = False
    for block in document.blocks:
        if block.kind is not Kind.ROW:
            is_named = bool(_AREAS.search(block.text)) and len(block.text) < _LONGEST_LEAD_IN
            continue
        # A box with one cell after such a table is one more of its areas, set apart by text.
        is_box = bool(named) and len(block.cells) == 1
        if block.table not in tables and (is_named or is_box or _AREAS.search(block.text)):
            named[block.table] = None
        tables.setdefault(block.table, []).append(block)
    return tuple(row for table in named for row in _read_table(document, tables[table]))


def _read_table(document: Document, rows: Sequence[Block]) -> list[JudgedRow]:
    found = []
    column: int | None = None
    asked: int | None = None  # the column of answers to "Effective action taken?"
    for row in rows:
        cells = [cell for cell in row.cells if cell.text]
        if row.is_header or not cells or _is_head(cells):
            column = _area_column(cells) if column is None else column
            asked = next((cell.column for cell in cells if _ASKS.search(cell.text)), asked)
            continue
        # A column of findings may be longer than the areas it is about; without a header the longest cell is the area.
        named = next((cell for cell in cells if cell.column == column and len(cell.text) >= _SHORTEST), None)
        text = named or max(cells, key=lambda cell: len(cell.text))
        others = [cell for cell in cells if cell is not text]
        judged = next((cell for cell in others if _judge(cell, asked) is not None), None)
        bodies = next((cell for cell in others if cell is not judged and _BODY_NAME.search(cell.text)), None)
        found.append(
            JudgedRow(
                _without_number(document, row, text),
                split_bodies(bodies.text) if bodies else (),
                _judge(judged, asked) if judged else None,
                document.quote_cell(row, judged) if judged else None,
            )
        )
    return found


def _area_column(cells: Sequence[Cell]) -> int | None:
    """The column that a header row names as the areas'; None where no cell or more than one does."""
    columns = [cell.column for cell in cells if _AREAS.search(cell.text) and not _BODIES.search(cell.text)]
    return columns[0] if len(columns) == 1 and len(cells) > 1 else None


def _without_number(document: Document, row: Block, cell: Cell) -> Quote:
    offset = document.page_offset(row.page)
    number = _NUMBER.match(document.text, offset + cell.char_start, offset + cell.char_end)
    return document.quote(row.page, number.end() - offset if number else cell.char_start, cell.char_end)


def _is_head(cells: Sequence[Cell]) -> bool:
    if any(len(cell.text) >= _LONGEST_HEAD for cell in cells):
        return False
    return any(_BODIES.search(cell.text) or _AREAS.search(cell.text) for cell in cells)


def _judge(cell: Cell, asked: int | None) -> bool | None:
    """A cell's verdict; "Yes" and "No" are one only in the column that asks for it."""
    answer = _ANSWER.match(cell.text) if cell.column == asked else None
    return answer["yes"] is not None if answer else _verdict(cell.text)


def _verdict(text: str) -> bool | None:
    """A cell's verdict: "Effective action", "Insufficient", or a sentence that says one."""
    if len(text) > _LONGEST_VERDICT:
        return None
    words = phrases("letters")
    sentence = words["verdict_action"].search(text) or words["verdict_progress"].search(text)
    match = sentence or (_WORD.search(text) if len(text) < _LONGEST_BARE_VERDICT else None)
    return None if match is None else match["no"] is None
