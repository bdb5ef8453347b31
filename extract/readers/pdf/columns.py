"""Tables without drawn rules, from where their text stands: columns are what gutters part that hardly a line crosses.

Three columns are the least; two columns of running text are a page's layout and no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.model.document import BULLET_GLYPHS
from extract.readers.pdf.column_rows import TextBox, VisualLine, height_of, part_rows

# Two columns of running text are a page's layout.
_LEAST_COLUMNS = 3
# This share of the lines may cross a gutter (a long word, a heading over two columns).
_CROSSED = 0.1
# A gutter is at least this wide (points).
_GUTTER = 3.0
# Text may stand out of its column by this much (points) where a table goes on from the page before.
_SLACK = 2.0
# A table goes on with the columns of the page before where they hold this share of the lines with gaps.
_GOES_ON = 0.8
_GLYPHS = frozenset(BULLET_GLYPHS + "-–o")


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """A table found: its outer edges and, between them, the middles of its gutters; each row's cells as box numbers."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[int, ...], ...], ...]


def group_columns(boxes: Sequence[TextBox], known: Sequence[float] | None = None) -> list[ColumnTable]:
    """The tables of a page, from the top down; `known` are the edges of the table that the page before ended with.

    A table has at least three columns and two lines that fill three of them; one that goes on from the page before may
    be a single line. Boxes outside every table are in none.
    """
    lines = _visual_lines(boxes)
    return (known and _going_on(boxes, lines, known)) or _whole_page(boxes, lines) or _by_stretches(boxes, lines)


def _gapped(lines: Sequence[VisualLine]) -> list[VisualLine]:
    return [line for line in lines if len(line.boxes) > 1]


def _is_table(edges: Sequence[float]) -> bool:
    return len(edges) - 1 >= _LEAST_COLUMNS


def _going_on(boxes: Sequence[TextBox], lines: Sequence[VisualLine], known: Sequence[float]) -> list[ColumnTable]:
    """The tables that go on with the columns of the page before, where those hold most of the lines with gaps."""
    tables = _tables(boxes, lines, known, least=1)
    held = {index for table in tables for row in table.rows for cell in row for index in cell}
    gapped = _gapped(lines)
    return tables if sum(line.boxes[0] in held for line in gapped) >= _GOES_ON * len(gapped) else []


def _whole_page(boxes: Sequence[TextBox], lines: Sequence[VisualLine]) -> list[ColumnTable]:
    """The tables of a page all of whose lines share their columns.

    More lines have fewer gutters in common; where a stretch has fewer columns than the page, it is another table.
    """
    edges = _edges(boxes, _gapped(lines))
    if not _is_table(edges):
        return []
    parts = (_edges(boxes, _gapped(part)) for part in _stretches(lines))
    if any(_is_table(own) and len(own) < len(edges) for own in parts):
        return []
    return _tables(boxes, lines, edges, least=2)


def _by_stretches(boxes: Sequence[TextBox], lines: Sequence[VisualLine]) -> list[ColumnTable]:
    """The tables of a page's stretches, each with columns of its own."""
    found: list[ColumnTable] = []
    for part in _stretches(lines):
        edges = _edges(boxes, _gapped(part))
        if _is_table(edges):
            found += _tables(boxes, part, edges, least=2)
    return found


def _visual_lines(boxes: Sequence[TextBox]) -> list[VisualLine]:
    lines: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: -boxes[i][2]):
        if lines and abs(boxes[lines[-1][0]][2] - boxes[index][2]) < 0.4 * height_of(boxes[index]):
            lines[-1].append(index)
        else:
            lines.append([index])
    return [
        VisualLine(
            tuple(sorted(line, key=lambda i: boxes[i][1])), boxes[line[0]][2], max(height_of(boxes[i]) for i in line)
        )
        for line in lines
    ]


def _edges(boxes: Sequence[TextBox], lines: Sequence[VisualLine]) -> tuple[float, ...]:
    """The outer edges of what the lines hold and the middles of the gutters between."""
    spans = [_spans(boxes, line) for line in lines]
    if not spans:
        return ()
    left = min(start for line in spans for start, _ in line)
    right = max(end for line in spans for _, end in line)
    # Half a point is finer than any gutter.
    places = [left + step / 2 for step in range(int((right - left) * 2) + 1)]
    crossing = [sum(any(start <= x < end for start, end in line) for line in spans) for x in places]
    return (left, *_gutters(places, crossing, int(_CROSSED * len(lines))), right)


def _gutters(places: Sequence[float], crossing: Sequence[int], allowed: int) -> list[float]:
    """The middles of the stretches that at most `allowed` lines cross and that text stands right of."""
    gutters: list[float] = []
    began: int | None = None
    for place, count in enumerate(crossing):
        if count <= allowed and began is None:
            began = place
        elif count > allowed and began is not None:
            if places[place] - places[began] >= _GUTTER:
                gutters.append(_parting(places[began:place], crossing[began:place]))
            began = None
    return gutters


def _parting(places: Sequence[float], crossing: Sequence[int]) -> float:
    """Where a gutter parts its columns: in the middle of its last stretch that fewest lines cross, since a text may fill
    its column to the end while all others stop before."""
    fewest = min(crossing)
    last = max(index for index, count in enumerate(crossing) if count == fewest)
    first = last
    while first > 0 and crossing[first - 1] == fewest:
        first -= 1
    return (places[first] + places[last]) / 2


def _spans(boxes: Sequence[TextBox], line: VisualLine) -> list[tuple[float, float]]:
    """What a line covers; a bullet's glyph and the text after it are one."""
    spans: list[tuple[float, float]] = []
    after_glyph = False
    for index in line.boxes:
        text, x0, _, x1, _ = boxes[index]
        if after_glyph:
            spans[-1] = (spans[-1][0], x1)
        else:
            spans.append((x0, x1))
        after_glyph = text.strip() in _GLYPHS
    return spans


def _stretches(lines: Sequence[VisualLine]) -> list[list[VisualLine]]:
    """The lines parted at larger type and at wide gaps."""
    parts: list[list[VisualLine]] = [[]]
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        is_heading = len(line.boxes) == 1 and before is not None and line.height > 1.1 * before.height
        if is_heading or (before is not None and before.y - line.y > 2.5 * line.height):
            parts.append([])
        parts[-1].append(line)
    return parts if len(parts) > 1 else []


def _tables(
    boxes: Sequence[TextBox], lines: Sequence[VisualLine], edges: Sequence[float], *, least: int
) -> list[ColumnTable]:
    regions: list[list[VisualLine]] = [[]]
    for line in lines:
        before = regions[-1][-1] if regions[-1] else None
        if not _fits(boxes, line, edges):
            regions.append([])
            continue
        if before and (before.y - line.y > 5 * line.height or line.height > 1.2 * before.height):
            regions.append([])
        regions[-1].append(line)
    columns = {index: _column(boxes[index], edges) for line in lines for index in line.boxes}
    tables: list[ColumnTable] = []
    for region in regions:
        full = [line for line in region if len({columns[i] for i in line.boxes}) >= _LEAST_COLUMNS]
        if len(full) >= least:
            body = region[region.index(full[0]) :]
            rows = part_rows(boxes, body, columns, len(edges) - 1)
            if rows:
                tables.append(ColumnTable(tuple(edges), rows))
    return tables


def _fits(boxes: Sequence[TextBox], line: VisualLine, edges: Sequence[float]) -> bool:
    """Whether every box of the line stays inside its column."""
    for index in line.boxes:
        _, x0, _, x1, _ = boxes[index]
        column = _column(boxes[index], edges)
        is_first, is_last = column == 0, column == len(edges) - 2
        if x0 < edges[column] - (20 * _SLACK if is_first else _SLACK):
            return False
        if x1 > edges[column + 1] + (20 * _SLACK if is_last else _SLACK):
            return False
    return True


def _column(box: TextBox, edges: Sequence[float]) -> int:
    middle = (box[1] + box[3]) / 2
    return min(max(bisect_right(edges, middle) - 1, 0), len(edges) - 2)
