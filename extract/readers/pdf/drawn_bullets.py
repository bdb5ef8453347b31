"""Bullets that are drawn and not set: a browser's PDF has a small disc, circle or square before every item of a list.

Each becomes a line with a glyph of its own, as in files whose bullets stand apart from their words.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.markers import split_marker
from extract.readers.pdf.drawings import Fill
from extract.readers.pdf.lines import Line

# A bullet stands left of its words by no more than so many sizes of the type, is no larger than this share of it, and has
# its middle between these heights over the words' foot.
_REACH = 2.2
_LARGEST = 0.6
_LEVEL = (0.0, 0.8)
_GLYPH = "•"


def with_drawn_bullets(lines: Sequence[Line], marks: Sequence[Fill]) -> list[Line]:
    """`lines` with a glyph before each that a mark is drawn for; the marks of other things (boxes, dots) change nothing."""
    found: dict[int, Fill] = {}
    for mark in marks:
        index = _words_of(mark, lines)
        if index is not None and split_marker(lines[index].text) is None:
            found[index] = mark
    if not found:
        return list(lines)
    shown: list[Line] = []
    for index, line in enumerate(lines):
        if index in found:
            mark = found[index]
            shown.append(line._replace(text=_GLYPH, x0=mark.x0, x1=mark.x1, last_char=line.first_char))
        shown.append(line)
    return shown


def _words_of(mark: Fill, lines: Sequence[Line]) -> int | None:
    """Which line a mark is the bullet of: the nearest right of it and level with it."""
    middle = (mark.y0 + mark.y1) / 2
    low, high = _LEVEL
    near = [
        (line.x0, index)
        for index, line in enumerate(lines)
        if 0 < line.x0 - mark.x1 < _REACH * line.size
        and line.y + low * line.size < middle < line.y + high * line.size
        and mark.y1 - mark.y0 < _LARGEST * line.size
    ]
    return min(near)[1] if near else None
