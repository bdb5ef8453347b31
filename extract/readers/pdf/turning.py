"""Pages whose text is set sideways or upside down, turned so that it stands upright; tilted text is no text of a page.

A page turned in its file (/Rotate) has its text drawn sideways in the page's own coordinates; a table set sideways on an
upright page has too. Both are told from the direction of the text alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.readers.pdf.drawings import DrawnLine, Fill

_QUARTER = math.pi / 2
# Text this far (radians, about 9 degrees) from upright, sideways and upside down is a stamp or a watermark; a scanned
# page lies askew by less.
_TILTED = 0.15


@dataclass(frozen=True, slots=True)
class Turn:
    """The quarter turns, against the clock, that a page's text stands turned by; width and height as the page is stored."""

    quarters: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page once its text stands upright."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of an area once the page is turned back."""
        match self.quarters:
            case 1:
                return y0, self.width - x1, y1, self.width - x0
            case 2:
                return self.width - x1, self.height - y1, self.width - x0, self.height - y0
            case 3:
                return self.height - y1, x0, self.height - y0, x1
            case _:
                return x0, y0, x1, y1

    def rules(
        self, horizontal: Iterable[DrawnLine], vertical: Iterable[DrawnLine]
    ) -> tuple[tuple[DrawnLine, ...], tuple[DrawnLine, ...]]:
        """Horizontal and vertical rules once the page is turned back: a quarter turn makes the ones the others."""
        areas = [
            *(self.box(rule.start, rule.at, rule.end, rule.at) for rule in horizontal),
            *(self.box(rule.at, rule.start, rule.at, rule.end) for rule in vertical),
        ]
        return (
            tuple(DrawnLine(y0, x0, x1) for x0, y0, x1, y1 in areas if y0 == y1),
            tuple(DrawnLine(x0, y0, y1) for x0, y0, x1, y1 in areas if y0 != y1),
        )

    def fills(self, fills: Iterable[Fill]) -> tuple[Fill, ...]:
        """Filled areas once the page is turned back."""
        return tuple(Fill(*self.box(fill.x0, fill.y0, fill.x1, fill.y1), fill.colour) for fill in fills)


def quarters(angle: float) -> int:
    """The quarter turns against the clock of text at pdfium's angle, which is counted with the clock, in radians."""
    return round(-angle / _QUARTER) % 4


def is_tilted(angle: float) -> bool:
    """Whether text stands neither upright nor sideways nor upside down."""
    return abs(angle - round(angle / _QUARTER) * _QUARTER) > _TILTED


def usual_quarters(angles: Iterable[float]) -> int:
    """The turn of most of a page's lines, from the angles of some; tilted ones have no say."""
    angles = list(angles)
    if not any(angles):
        return 0
    counts = Counter(quarters(angle) for angle in angles if not is_tilted(angle))
    return counts.most_common(1)[0][0] if counts else 0
