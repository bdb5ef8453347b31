"""Running headers, footers and page numbers: found by standing in the same place with the same words on several pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.document import squash
from extract.readers.pdf.page import Line, PageGeometry

# Footers and headers live in these shares of the page's height. Text may come close, so place alone decides nothing.
_TOP_BAND = 0.10
_BOTTOM_BAND = 0.12
# How far (points) the same footer may stand higher or lower on another page.
_SAME_PLACE = 14.0
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–|]?\s*\d{1,3}\s*(?:(?:of|/)\s*\d{1,3})?\s*[-–|]?", re.IGNORECASE)


def without_furniture(pages: Sequence[PageGeometry]) -> list[PageGeometry]:
    """The pages without running headers, footers and page numbers.

    A line is furniture where it stands in the top or bottom band and its words, digits aside, stand in the same place of
    another page; or where it is a bare page number in a band. A footer whose wording differs from the others of its
    report (page one often has none) stays, and so does a line that only one page has.
    """
    places: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            band = _band(line, page)
            if band:
                places[band, _key(line.text)].append((page.number, _distance(line, page, band)))

    def is_furniture(line: Line, page: PageGeometry) -> bool:
        band = _band(line, page)
        if band is None:
            return False
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        here = _distance(line, page, band)
        return any(
            number != page.number and abs(distance - here) <= _SAME_PLACE
            for number, distance in places[band, _key(line.text)]
        )

    return [replace(page, lines=tuple(line for line in page.lines if not is_furniture(line, page))) for page in pages]


def _key(text: str) -> str:
    return _DIGITS.sub("#", squash(text).casefold())


def _band(line: Line, page: PageGeometry) -> str | None:
    if line.y >= page.height * (1 - _TOP_BAND):
        return "top"
    if line.y <= page.height * _BOTTOM_BAND:
        return "bottom"
    return None


def _distance(line: Line, page: PageGeometry, band: str) -> float:
    """How far the line stands from its edge of the page."""
    return page.height - line.y if band == "top" else line.y
