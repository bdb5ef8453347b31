"""Tables without drawn rules, from where their text stands: columns are what wide gaps part on line after line.

Three columns are the least; two columns of running text are a page's layout and no table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import BULLET_GLYPHS

# (text, x0, y0, x1, y1) in points from the bottom left: a piece of a line that no wide gap interrupts.
TextBox = tuple[str, float, float, float, float]

# Left edges closer than this (points) are one column's.
_SAME_EDGE = 4.0
# A column's edge may be crossed by this share of the lines at most (a long word, a rounded box).
_CROSSED = 0.1
# A step between lines over this many times the usual one begins a new row.
_ROW_STEP = 1.25
_REF = re.compile(r"\(?[A-Za-z]{0,4}\s?\d{1,3}(?:[.\-/]\d{1,3}|[a-z])*[.)]?")
_GLYPHS = frozenset(BULLET_GLYPHS + "-–o")


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table found: the left edge of each column and the right edge of the last; each row's cells as box numbers."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class _VisualLine:
    """Boxes that stand on one line, left to right."""

    boxes: tuple[int, ...]
    y: float
    height: float


def group_columns(boxes: Sequence[TextBox], known: Sequence[float] | None = None) -> list[ColumnTable]:
    """The tables of a page, from the top down; `known` are the edges of the table that the page before ended with.

    A table has at least three columns and two lines that fill three of them; one that goes on from the page before may
    be a single line. Boxes outside every table are in none.
    """
    lines = _visual_lines(boxes)
    starts = _column_starts(boxes, lines)
    tables = _tables(boxes, lines, starts, least=2) if len(starts) >= 3 else []
    if not tables and known is not None:
        tables = _tables(boxes, lines, list(known[:-1]), least=1)
    return tables


def _visual_lines(boxes: Sequence[TextBox]) -> list[_VisualLine]:
    lines: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: -boxes[i][2]):
        if lines and abs(boxes[lines[-1][0]][2] - boxes[index][2]) < 0.4 * _height(boxes[index]):
            lines[-1].append(index)
        else:
            lines.append([index])
    return [
        _VisualLine(
            tuple(sorted(line, key=lambda i: boxes[i][1])), boxes[line[0]][2], max(_height(boxes[i]) for i in line)
        )
        for line in lines
    ]


def _height(box: TextBox) -> float:
    return max(box[4] - box[2], 1.0)


def _column_starts(boxes: Sequence[TextBox], lines: Sequence[_VisualLine]) -> list[float]:
    """Left edges at which boxes begin on two lines or more and which hardly any box of a gapped line crosses."""
    gapped = [line for line in lines if len(line.boxes) > 1]
    edges: list[list[float]] = []
    for x in sorted(boxes[i][1] for line in gapped for i in _without_glyphs(boxes, line)):
        if edges and x - edges[-1][-1] <= _SAME_EDGE:
            edges[-1].append(x)
        else:
            edges.append([x])
    starts: list[float] = []
    for group in edges:
        start = min(group)
        crossing = sum(
            any(boxes[i][1] < start - _SAME_EDGE and boxes[i][3] > start for i in line.boxes) for line in gapped
        )
        if len(group) >= 2 and crossing <= _CROSSED * len(gapped):
            starts.append(start)
    return starts


def _without_glyphs(boxes: Sequence[TextBox], line: _VisualLine) -> list[int]:
    """The boxes of a line without those that only go on after a bullet's glyph."""
    kept = list(line.boxes[:1])
    for before, index in pairwise(line.boxes):
        if boxes[before][0].strip() not in _GLYPHS:
            kept.append(index)
    return kept


def _tables(
    boxes: Sequence[TextBox], lines: Sequence[_VisualLine], starts: Sequence[float], *, least: int
) -> list[ColumnTable]:
    regions: list[list[_VisualLine]] = [[]]
    for line in lines:
        before = regions[-1][-1] if regions[-1] else None
        if not _fits(boxes, line, starts):
            regions.append([])
            continue
        if before and (before.y - line.y > 5 * line.height or line.height > 1.2 * before.height):
            regions.append([])
        regions[-1].append(line)
    tables: list[ColumnTable] = []
    for region in regions:
        full = [line for line in region if len({_column(boxes[i], starts) for i in line.boxes}) >= 3]
        if len(full) >= least:
            first = region.index(full[0])
            body = region[first:]
            right = max(boxes[i][3] for line in body for i in line.boxes)
            tables.append(ColumnTable((*starts, right), _rows(boxes, body, starts)))
    return tables


def _fits(boxes: Sequence[TextBox], line: _VisualLine, starts: Sequence[float]) -> bool:
    """Whether every box of the line stays inside its column."""
    for index in line.boxes:
        if boxes[index][1] < starts[0] - _SAME_EDGE:
            return False
        column = _column(boxes[index], starts)
        if column + 1 < len(starts) and boxes[index][3] > starts[column + 1] - 0.5:
            return False
    return True


def _column(box: TextBox, starts: Sequence[float]) -> int:
    return max((i for i, start in enumerate(starts) if start <= box[1] + _SAME_EDGE), default=0)


def _rows(
    boxes: Sequence[TextBox], lines: Sequence[_VisualLine], starts: Sequence[float]
) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Lines to rows: at wider steps where they part rows well, else where the first column holds a new number.

    Steps part rows well where none has two numbers. Where all steps are alike and nothing is numbered, a line with text
    in the first column and two others begins a row.
    """
    numbered = [_is_number(boxes, line, starts) for line in lines]
    is_numbered = sum(numbered) >= max(2, len(lines) // 8)
    leading = _leading(boxes, lines, starts)
    wide = [
        not number or before.y - line.y > _ROW_STEP * leading for number, (before, line) in enumerate(_pairs(lines))
    ]
    rows: list[list[list[int]]] = []
    by_steps = sum(wide) > 1 and not (is_numbered and _has_two(wide, numbered))
    for number, line in enumerate(lines):
        filled = {_column(boxes[i], starts) for i in line.boxes}
        if by_steps:
            begins = wide[number]
        elif is_numbered:
            begins = numbered[number] or number == 0
        else:
            begins = number == 0 or (0 in filled and len(filled) >= 3)
        if begins:
            rows.append([[] for _ in starts])
        for index in line.boxes:
            rows[-1][_column(boxes[index], starts)].append(index)
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)


def _pairs(lines: Sequence[_VisualLine]) -> list[tuple[_VisualLine, _VisualLine]]:
    """Each line with the one before; the first with itself."""
    return [(lines[max(0, number - 1)], line) for number, line in enumerate(lines)]


def _leading(boxes: Sequence[TextBox], lines: Sequence[_VisualLine], starts: Sequence[float]) -> float:
    """The least step between two lines of one column: what wrapped text shows inside a cell."""
    last: dict[int, float] = {}
    steps: list[float] = []
    for line in lines:
        for index in line.boxes:
            column = _column(boxes[index], starts)
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


def _is_number(boxes: Sequence[TextBox], line: _VisualLine, starts: Sequence[float]) -> bool:
    first = boxes[line.boxes[0]]
    return _column(first, starts) == 0 and bool(_REF.fullmatch(first[0].strip())) and len(line.boxes) > 1
