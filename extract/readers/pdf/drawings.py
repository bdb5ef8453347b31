"""What is drawn on a page besides text: straight rules and filled areas."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pypdfium2 import raw

from extract.readers.pdf.asking import (
    draw_mode,
    fill_colour,
    form_object,
    form_objects,
    handle,
    object_bounds,
    object_kind,
    page_object,
    page_objects,
    path_segments,
    stroke_colour,
)

# A drawn path thinner than this (points) is a rule, not a filled area. Word draws borders 0.5 pt wide.
MAX_RULE_WIDTH = 2.5
# A rule shorter than this is an ornament or the corner piece of a border; corners are implied by their neighbours.
MIN_RULE_LENGTH = 3.0
# A list's bullet that a browser draws is as wide as high within the last of these, and so large (points).
_MARK = (1.5, 7.0)
_SQUARE = 0.8
# It has its text's colour: dark. A rating's dot is bright.
_DARK = 0x80


class DrawnLine(NamedTuple):
    """A drawn straight line: `at` is its y (horizontal) or x (vertical), `start`..`end` its reach on the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area and its colour as six lower-case hex digits."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str


@dataclass(frozen=True, slots=True)
class Drawings:
    """A page's straight rules, filled areas, small dark marks (drawn bullets among them), and how much of it pictures
    cover, in square points. `is_bare` says that there is neither picture nor shading."""

    horizontal: tuple[DrawnLine, ...]
    vertical: tuple[DrawnLine, ...]
    fills: tuple[Fill, ...]
    marks: tuple[Fill, ...]
    pictures: float
    paths: int
    is_bare: bool


def drawings(page: raw.FPDF_PAGE) -> Drawings:
    """All that is drawn on a page besides text."""
    horizontal: list[DrawnLine] = []
    vertical: list[DrawnLine] = []
    fills: list[Fill] = []
    marks: list[Fill] = []
    pictures, paths, is_bare = 0.0, 0, True
    corners = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = corners
    places = [ctypes.byref(corner) for corner in corners]
    for item, kind in _objects(page, page_objects, page_object):
        if not object_bounds(item, *places):
            continue
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if kind != raw.FPDF_PAGEOBJ_PATH:
            is_bare = False
        if kind == raw.FPDF_PAGEOBJ_SHADING:
            continue
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += (x1 - x0) * (y1 - y0)
            continue
        paths += 1
        if _is_mark(x1 - x0, y1 - y0) and (colour := _mark_colour(item)):
            marks.append(Fill(x0, y0, x1, y1, colour))
        if y1 - y0 <= MAX_RULE_WIDTH:
            if x1 - x0 >= MIN_RULE_LENGTH:
                horizontal.append(DrawnLine((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= MAX_RULE_WIDTH:
            if y1 - y0 >= MIN_RULE_LENGTH:
                vertical.append(DrawnLine((x0 + x1) / 2, y0, y1))
        else:
            if _is_stroked_box(item):
                horizontal += [DrawnLine(y0, x0, x1), DrawnLine(y1, x0, x1)]
                vertical += [DrawnLine(x0, y0, y1), DrawnLine(x1, y0, y1)]
            colour = _fill_colour(item)
            if colour is not None:
                fills.append(Fill(x0, y0, x1, y1, colour))
    return Drawings(tuple(horizontal), tuple(vertical), tuple(fills), tuple(marks), pictures, paths, is_bare)


def _is_mark(width: float, height: float) -> bool:
    """Whether a path is as small and as square as a bullet."""
    smallest, largest = _MARK
    return smallest <= width <= largest and abs(width - height) < _SQUARE


def _mark_colour(path: ctypes.c_void_p) -> str | None:
    """The colour of a mark, filled (a disc) or only outlined (a circle); None where it is bright or not drawn."""
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    draw_mode(path, ctypes.byref(fill_mode), ctypes.byref(stroke))
    ask = fill_colour if fill_mode.value else stroke_colour
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not (fill_mode.value or stroke.value) or not ask(path, *map(ctypes.byref, (red, green, blue, alpha))):
        return None
    parts = (red.value, green.value, blue.value)
    return "".join(f"{part:02x}" for part in parts) if max(parts) < _DARK else None


_DRAWN = frozenset({raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING})


def _objects(
    parent: object, count: Callable[..., int], get: Callable[..., int | None]
) -> Iterator[tuple[ctypes.c_void_p, int]]:
    """All paths, pictures and shadings, those inside form objects too (some exporters wrap the whole page in one)."""
    form = raw.FPDF_PAGEOBJ_FORM  # looked up once: a page has hundreds of objects, most of them text
    for index in range(count(parent)):
        item = get(parent, index)
        kind = object_kind(item)
        if kind in _DRAWN:
            yield handle(item), kind
        elif kind == form:
            yield from _objects(handle(item), form_objects, form_object)


def _is_stroked_box(path: ctypes.c_void_p) -> bool:
    """Whether the path is an outlined rectangle (four or five points, stroke on)."""
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    draw_mode(path, ctypes.byref(fill_mode), ctypes.byref(stroke))
    return bool(stroke.value) and path_segments(path) in (4, 5)


def _fill_colour(path: ctypes.c_void_p) -> str | None:
    """The fill colour as hex, None where the path is not filled or is white."""
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    draw_mode(path, ctypes.byref(fill_mode), ctypes.byref(stroke))
    if not fill_mode.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not fill_colour(path, *map(ctypes.byref, (red, green, blue, alpha))):
        return None
    colour = f"{red.value:02x}{green.value:02x}{blue.value:02x}"
    return None if colour == "ffffff" else colour
