"""Pages set in two columns of running text: their lines in the order of reading, column after column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.readers.markers import is_lone_glyph
from extract.readers.pdf.lines import Line

# The gutter lies in this part of the text's width, and is at least so wide (sizes of type).
_GUTTER_PLACE = (0.3, 0.7)
_MIDDLE = (0.4, 0.6)
_GUTTER = 0.7
# A column has so many lines at least, most of which fill this share of its width, with so many characters: else it is a
# list of names, or labels beside their values.
_LINES = 4
_FILLED = 0.6
_CHARACTERS = 18
# Both columns stand beside each other over this share of the lower one's height.
_BESIDE = 0.5
# Places of a gutter are tried this far apart (points).
_STEP = 4.0
# A line reaches over a place where it begins and ends this far (points) from it.
_OVER = 1.0


@dataclass(frozen=True, slots=True)
class _Band:
    """A stretch of a page: lines that no line over the gutter parts, by the side they stand on."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TextRegion:
    """Lines that are read one after the other; `is_column` says that others stand beside them."""

    lines: tuple[Line, ...]
    is_column: bool


def reading_order(lines: Sequence[Line]) -> list[TextRegion]:
    """The page's lines as regions in the order of reading; one region where the page is not set in columns.

    A region is what stands over both columns, or one column down to the next such line.
    """
    if not _may_have_columns(lines):
        return [TextRegion(tuple(lines), False)]
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    first, last = (left + share * (right - left) for share in _GUTTER_PLACE)
    places = [first + _STEP * step for step in range(int((last - first) / _STEP) + 1)]
    held = {place: sum(len(band.left) + len(band.right) for band in _bands(lines, place)) for place in places}
    most = max(held.values())
    if most == 0:
        return [TextRegion(tuple(lines), False)]
    # Of a wide gutter's places the middle one parts best.
    best = [place for place, count in held.items() if count == most]
    return _regions(lines, _bands(lines, best[len(best) // 2]))


def _may_have_columns(lines: Sequence[Line]) -> bool:
    """Whether several lines begin right of the middle and several end left of it: a page of prose is passed at once."""
    if len(lines) < 2 * _LINES:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    low, high = (left + share * (right - left) for share in _MIDDLE)
    on_right = sum(line.x0 > low and len(line.text) >= _CHARACTERS for line in lines)
    return on_right >= _LINES and sum(line.x1 < high for line in lines) >= _LINES


def _bands(lines: Sequence[Line], place: float) -> list[_Band]:
    """The stretches of the page that are set in two columns with a gutter at a place."""
    bands: list[_Band] = []
    run: list[Line] = []
    for line in [*sorted(lines, key=lambda line: -line.y), None]:
        if line is not None and not line.x0 + _OVER < place < line.x1 - _OVER:
            run.append(line)
            continue
        band = _Band(
            tuple(line for line in run if line.x1 <= place + _OVER),
            tuple(line for line in run if line.x0 >= place - _OVER),
        )
        if _is_set_in_columns(band):
            bands.append(band)
        run = []
    return bands


def _is_set_in_columns(band: _Band) -> bool:
    if not (_is_running_text(band.left) and _is_running_text(band.right)):
        return False
    size = median(line.size for line in band.left)
    if min(line.x0 for line in band.right) - max(line.x1 for line in band.left) < _GUTTER * size:
        return False
    heights = [(side[0].y, side[-1].y) for side in (band.left, band.right)]
    shared = min(top for top, _ in heights) - max(foot for _, foot in heights)
    return shared >= _BESIDE * min(top - foot for top, foot in heights)


def _is_running_text(side: Sequence[Line]) -> bool:
    side = [line for line in side if not is_lone_glyph(line.text)]
    if len(side) < _LINES:
        return False
    width = max(line.x1 for line in side) - min(line.x0 for line in side)
    filled = median(line.x1 - line.x0 for line in side) >= _FILLED * width
    return filled and median(len(line.text) for line in side) >= _CHARACTERS


def _regions(lines: Sequence[Line], bands: Sequence[_Band]) -> list[TextRegion]:
    """What stands over, between and under the bands, and each band's columns, from the top down."""
    regions: list[TextRegion] = []
    rest = list(lines)
    for band in bands:
        inside = {id(line) for line in (*band.left, *band.right)}
        top = max(band.left[0].y, band.right[0].y)
        above = [line for line in rest if id(line) not in inside and line.y > top]
        taken = inside | {id(line) for line in above}
        rest = [line for line in rest if id(line) not in taken]
        regions.append(TextRegion(_in_order(above, lines), is_column=False))
        regions += [TextRegion(_in_order(side, lines), is_column=True) for side in (band.left, band.right)]
    regions.append(TextRegion(_in_order(rest, lines), is_column=False))
    return [region for region in regions if region.lines]


def _in_order(region: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    """A region's lines in the file's order where that goes down the page, else from the top down."""
    wanted = {id(line) for line in region}
    filed = [line for line in lines if id(line) in wanted]
    goes_down = all(after.y <= before.y + 0.6 * before.size for before, after in pairwise(filed))
    return tuple(filed if goes_down else sorted(filed, key=lambda line: (-line.y, line.x0)))
