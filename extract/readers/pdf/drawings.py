"""What is drawn on a page besides text: straight rules and filled areas."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pypdfium2 import raw

# A drawn path thinner than this (points) is a rule, not a filled area. Word draws borders 0.5 pt wide.
MAX_RULE_WIDTH = 2.5
# A rule shorter than this is an ornament or the corner piece of a border; corners are implied by their neighbours.
MIN_RULE_LENGTH = 3.0


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


def drawings(page: raw.FPDF_PAGE) -> tuple[tuple[DrawnLine, ...], tuple[DrawnLine, ...], tuple[Fill, ...]]:
    """Horizontal rules, vertical rules and filled areas of a page."""
    horizontal: list[DrawnLine] = []
    vertical: list[DrawnLine] = []
    fills: list[Fill] = []
    refs = [ctypes.c_float() for _ in range(4)]
    for path in _paths(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        if not raw.FPDFPageObj_GetBounds(path, *map(ctypes.byref, refs)):
            continue
        x0, y0, x1, y1 = (ref.value for ref in refs)
        if y1 - y0 <= MAX_RULE_WIDTH:
            if x1 - x0 >= MIN_RULE_LENGTH:
                horizontal.append(DrawnLine((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= MAX_RULE_WIDTH:
            if y1 - y0 >= MIN_RULE_LENGTH:
                vertical.append(DrawnLine((x0 + x1) / 2, y0, y1))
        else:
            area = Fill(x0, y0, x1, y1, "")
            if _is_stroked_box(path):
                horizontal += [DrawnLine(y0, x0, x1), DrawnLine(y1, x0, x1)]
                vertical += [DrawnLine(x0, y0, y1), DrawnLine(x1, y0, y1)]
            colour = _fill_colour(path)
            if colour is not None:
                fills.append(replace(area, colour=colour))
    return tuple(horizontal), tuple(vertical), tuple(fills)


def _paths(parent: object, count: object, get: object) -> Iterator[raw.FPDF_PAGEOBJECT]:
    """All path objects, those inside form objects too (some exporters wrap the whole page in one)."""
    # Looked up once: a page has hundreds of objects, most of them text.
    kind_of, path, form = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
    for index in range(count(parent)):  # type: ignore[operator]
        item = get(parent, index)  # type: ignore[operator]
        kind = kind_of(item)
        if kind == path:
            yield item
        elif kind == form:
            yield from _paths(item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)


def _is_stroked_box(path: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether the path is an outlined rectangle (four or five points, stroke on)."""
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill_mode), ctypes.byref(stroke))
    return bool(stroke.value) and raw.FPDFPath_CountSegments(path) in (4, 5)


def _fill_colour(path: raw.FPDF_PAGEOBJECT) -> str | None:
    """The fill colour as hex, None where the path is not filled or is white."""
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill_mode), ctypes.byref(stroke))
    if not fill_mode.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(path, *map(ctypes.byref, (red, green, blue, alpha))):
        return None
    colour = f"{red.value:02x}{green.value:02x}{blue.value:02x}"
    return None if colour == "ffffff" else colour
