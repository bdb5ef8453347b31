"""Rows of tables without drawn rules: which lines of text are one row."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

# (text, x0, y0, x1, y1) in points from the bottom left: a piece of a line that no wide gap interrupts.
TextBox = tuple[str, float, float, float, float]
Rows = tuple[tuple[tuple[int, ...], ...], ...]

# A step between lines over this many times the usual one begins a new row.
_ROW_STEP = 1.25
# Where rows are neither numbered nor parted, a line begins one that fills this many columns, the first among them.
_LEAST_FILLED = 3
# An action's number: "1.1", "W2.3", "A12".
_REF = re.compile(r"\(?[A-Za-z]{0,4}\s?\d{1,3}(?:[.\-/]\d{1,3}|[a-z])*[.)]?")


@dataclass(frozen=True, slots=True)
class VisualLine:
    """Boxes that stand on one line, left to right, by number."""

    boxes: tuple[int, ...]
    y: float
    height: float


def height_of(box: TextBox) -> float:
    """A box's height in points."""
    return max(box[4] - box[2], 1.0)


def is_row_number(text: str) -> bool:
    """Whether a cell holds nothing but a row's number ("1.1", "W2.3", "A12")."""
    return _REF.fullmatch(text) is not None


def part_rows(boxes: Sequence[TextBox], lines: Sequence[VisualLine], columns: Mapping[int, int], width: int) -> Rows:
    """Lines to rows of `width` cells: at wider steps where they part rows well, else at new numbers in the first column.

    Steps part rows well where no row gets two numbers. Where all steps are alike and nothing is numbered, a line with
    text in the first column and two others begins a row; if that cuts sentences, it is no table but columns of running
    text, and there are no rows. `columns` is the column of each box.
    """
    numbered = [_is_number(boxes, line, columns) for line in lines]
    is_numbered = sum(numbered) >= max(2, len(lines) // 8)
    wide = _wide_steps(lines, _leading(lines, columns))
    if sum(wide) > 1 and not (is_numbered and _has_two(wide, numbered)):
        begins = wide
    elif is_numbered:
        begins = numbered
    else:
        begins = [_fills_a_row({columns[i] for i in line.boxes}) for line in lines]
        rows = _rows(lines, begins, columns, width)
        return () if _cuts_sentences(boxes, rows) else rows
    return _rows(lines, begins, columns, width)


def _wide_steps(lines: Sequence[VisualLine], leading: float) -> list[bool]:
    """Whether each line stands further from the one before than wrapped text does; the first line does."""
    return [not place or lines[place - 1].y - line.y > _ROW_STEP * leading for place, line in enumerate(lines)]


def _fills_a_row(filled: Collection[int]) -> bool:
    return 0 in filled and len(filled) >= _LEAST_FILLED


def _rows(lines: Sequence[VisualLine], begins: Sequence[bool], columns: Mapping[int, int], width: int) -> Rows:
    """The lines put together to rows, a new one at each line that begins one."""
    rows: list[list[list[int]]] = []
    for line, is_new in zip(lines, begins, strict=True):
        if is_new or not rows:
            rows.append([[] for _ in range(width)])
        for index in line.boxes:
            rows[-1][columns[index]].append(index)
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)


def _leading(lines: Sequence[VisualLine], columns: Mapping[int, int]) -> float:
    """The least step between two lines of one column: what wrapped text shows inside a cell."""
    last: dict[int, float] = {}
    steps: list[float] = []
    for line in lines:
        for index in line.boxes:
            column = columns[index]
            if column in last and last[column] - line.y > 0.5 * line.height:
                steps.append(last[column] - line.y)
            last[column] = line.y
    return min(steps, default=0.0)


def _has_two(wide: Sequence[bool], numbered: Sequence[bool]) -> bool:
    """Whether a row parted by wide steps would hold two numbers."""
    count = 0
    for begins, has_number in zip(wide, numbered, strict=True):
        count = has_number + (0 if begins else count)
        if count > 1:
            return True
    return False


def _is_number(boxes: Sequence[TextBox], line: VisualLine, columns: Mapping[int, int]) -> bool:
    first = line.boxes[0]
    return columns[first] == 0 and is_row_number(boxes[first][0].strip()) and len(line.boxes) > 1


def _cuts_sentences(boxes: Sequence[TextBox], rows: Sequence[Sequence[Sequence[int]]]) -> bool:
    starts = [boxes[cell[0]][0].lstrip()[:1] for row in rows for cell in row if cell]
    return sum(start.islower() for start in starts) > 0.4 * len(starts)
