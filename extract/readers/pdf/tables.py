"""Tables from drawn rules: cells are the rectangles that the rules part, merged cells included.

Word draws every cell's border as its own thin rectangle, so rules come in short pieces that meet; other programs draw
long lines or outlined boxes. Both end up as a grid whose neighbouring fields are one cell where no rule parts them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.readers.pdf.drawings import DrawnLine, Fill
from extract.readers.pdf.lines import Line
from extract.readers.pdf.page import PageGeometry

# A cell has two edges each way.
_EDGES = 2
# Pieces of one rule stand off its line by at most this (points).
_SAME_RULE = 1.5
# Ends of rules closer than this (points) meet.
_TOUCH = 3.0
# A rule must cover this share of a field's side to part it from its neighbour.
_COVER = 0.6
# Upright rules that end this far past the last rule across have a line of text between them.
_OPEN_ROW = 8.0
# A cell narrower or lower than this is the double line of a border, not a cell.
_MIN_SIDE = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A cell's rectangle and its place in the grid."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class BoxTable:
    """A ruled table of one page: its outer rectangle, the x positions of its columns, its cells top to bottom."""

    x0: float
    y0: float
    x1: float
    y1: float
    columns: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside the table."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell a point lies in."""
        for box in self.boxes:
            if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1:
                return box
        return None


def ruled_tables(page: PageGeometry) -> list[BoxTable]:
    """The page's ruled tables, from the top down. A rule that meets no other (a footer's line) makes no table."""
    horizontal = _joined(page.horizontal)
    vertical = _joined(page.vertical)
    tables = [
        table
        for rows, columns in _components(horizontal, vertical)
        if len(rows) >= _EDGES and len(columns) >= _EDGES and (table := _table(rows, columns)) is not None
    ]
    return sorted(tables, key=lambda table: -table.y1)


def cell_lines(table: BoxTable, lines: Iterable[Line]) -> dict[Box, list[Line]]:
    """The table's lines by cell, in the file's order."""
    found: dict[Box, list[Line]] = {box: [] for box in table.boxes}
    for line in lines:
        box = table.box_at(*middle(line))
        if box is not None:
            found[box].append(line)
    return found


def middle(line: Line) -> tuple[float, float]:
    """A point safely inside the line: its centre, a third of its size above its foot."""
    return (line.x0 + line.x1) / 2, line.y + line.size / 3


def fill_of(box: Box, fills: Sequence[Fill]) -> str | None:
    """The colour of the last area drawn over the cell's whole middle; None where it is white or unfilled."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    width, height = box.x1 - box.x0, box.y1 - box.y0
    for fill in reversed(fills):
        covers = (fill.x1 - fill.x0) >= 0.7 * width and (fill.y1 - fill.y0) >= 0.7 * height
        if covers and fill.x0 <= x <= fill.x1 and fill.y0 <= y <= fill.y1:
            return fill.colour
    return None


def _joined(rules: Sequence[DrawnLine]) -> list[DrawnLine]:
    """Rules with pieces that lie on one line and touch made one."""
    joined: list[DrawnLine] = []
    for rule in sorted(rules, key=lambda r: (round(r.at), r.start)):
        # Rounding may part two pieces of one line over a half: look back over the few lines that are near.
        for index in range(len(joined) - 1, max(-1, len(joined) - 6), -1):
            other = joined[index]
            if (
                abs(other.at - rule.at) <= _SAME_RULE
                and rule.start <= other.end + _TOUCH
                and rule.end >= other.start - _TOUCH
            ):
                joined[index] = DrawnLine(other.at, min(other.start, rule.start), max(other.end, rule.end))
                break
        else:
            joined.append(rule)
    return joined


def _components(
    horizontal: list[DrawnLine], vertical: list[DrawnLine]
) -> list[tuple[list[DrawnLine], list[DrawnLine]]]:
    """Groups of rules that cross or touch each other."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, row in enumerate(horizontal):
        for j, column in enumerate(vertical, start=len(horizontal)):
            if (
                row.start - _TOUCH <= column.at <= row.end + _TOUCH
                and column.start - _TOUCH <= row.at <= column.end + _TOUCH
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[DrawnLine], list[DrawnLine]]] = {}
    for i in range(len(parent)):
        rows, columns = groups.setdefault(root(i), ([], []))
        if i < len(horizontal):
            rows.append(horizontal[i])
        else:
            columns.append(vertical[i - len(horizontal)])
    return list(groups.values())


def _positions(rules: Sequence[DrawnLine]) -> list[float]:
    """Distinct places of rules; double lines count once."""
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _MIN_SIDE:
            places.append(at)
    return places


def _open_ends(rows: Sequence[DrawnLine], columns: Sequence[DrawnLine]) -> list[DrawnLine]:
    """The missing rules of a row that a page break left open: three upright rules or more end level with each other,
    past the last rule across."""
    found: list[DrawnLine] = []
    for ends, last, way in (
        ([rule.start for rule in columns], min(rule.at for rule in rows), -1),
        ([rule.end for rule in columns], max(rule.at for rule in rows), 1),
    ):
        past = [end for end in ends if (end - last) * way > _OPEN_ROW]
        if past and sum(abs(end - past[0]) <= _TOUCH for end in past) >= max(3, len(_positions(columns)) - 1):
            found.append(DrawnLine(past[0], min(rule.at for rule in columns), max(rule.at for rule in columns)))
    return found


def _table(rows: list[DrawnLine], columns: list[DrawnLine]) -> BoxTable | None:
    rows = [*rows, *_open_ends(rows, columns)]
    xs, ys = _positions(columns), _positions(rows)
    if len(xs) < _EDGES or len(ys) < _EDGES:
        return None
    ys.reverse()  # from the top down
    height, width = len(ys) - 1, len(xs) - 1
    wall_right = _walls(columns, xs, ys, across=False)
    wall_below = _walls(rows, ys, xs, across=True)
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for r in range(height):
        for c in range(width):
            if (r, c) in taken:
                continue
            col_span = 1
            while c + col_span < width and (r, c + col_span) not in taken and not wall_right[r][c + col_span]:
                col_span += 1
            row_span = 1
            while r + row_span < height and not any(wall_below[r + row_span][k] for k in range(c, c + col_span)):
                row_span += 1
            taken.update((i, k) for i in range(r, r + row_span) for k in range(c, c + col_span))
            boxes.append(Box(xs[c], ys[r + row_span], xs[c + col_span], ys[r], r, c, row_span, col_span))
    return BoxTable(xs[0], ys[-1], xs[-1], ys[0], tuple(xs), tuple(boxes))


def _walls(rules: list[DrawnLine], places: list[float], others: list[float], *, across: bool) -> list[list[bool]]:
    """Which sides of the grid's fields are drawn.

    For vertical rules (`across` false): `[row][k]` says whether the rule at column edge k stands beside that row. For
    horizontal ones: `[k][column]` whether the rule at row edge k stands over that column.
    """
    fields = len(others) - 1
    ordered = sorted(places)
    drawn = [[False] * fields for _ in places]
    for rule in rules:
        k = max(0, bisect_right(ordered, rule.at + 0.01) - 1)
        index = k if ordered == places else len(places) - 1 - k
        for f in range(fields):
            low, high = sorted((others[f], others[f + 1]))
            overlap = min(rule.end, high) - max(rule.start, low)
            if overlap >= _COVER * (high - low):
                drawn[index][f] = True
    if across:
        return drawn
    return [[drawn[k][f] for k in range(len(places))] for f in range(fields)]
