"""Running headers, footers and page numbers: found by standing in the same place with the same words on several pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.model.document import squash
from extract.readers.pdf.layout import body_size
from extract.readers.pdf.page import Line, PageGeometry

# Footers and headers live in these shares of the page's height. Text may come close, so place alone decides nothing.
_TOP_BAND = 0.10
_BOTTOM_BAND = 0.12
# How far (points) the same footer may stand higher or lower on another page.
_SAME_PLACE = 14.0
# Footers are set this much (points) smaller than the text, or more.
_SMALLER = 0.9
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–|]?\s*\d{1,3}\s*(?:(?:of|/)\s*\d{1,3})?\s*[-–|]?", re.IGNORECASE)


def without_furniture(pages: Sequence[PageGeometry]) -> list[PageGeometry]:
    """The pages without running headers, footers and page numbers.

    A line is furniture where it stands in the top or bottom band and its words, digits aside, stand in the same place of
    another page; where it is a bare page number in a band; or where it begins or ends with its own page's number in type
    smaller than the text, together with the lines of that type beside it (a letter's second page may be its only one with
    a footer). Page one often has no footer; a footer whose wording differs from the others stays.
    What stands as often on the body of the pages is text that repeats there ("RAG: Amber", a cell's "2021"), no furniture.
    """
    places: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    sizes: Counter[float] = Counter()
    banded_texts: Counter[str] = Counter()
    inner_texts: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
            band = _band(line, page)
            (banded_texts if band else inner_texts)[line.text] += 1
            if band:
                places[band, _key(line.text)].append((page.number, _distance(line, page, band)))
    text_size = body_size(sizes)

    def is_furniture(line: Line, page: PageGeometry) -> bool:
        band = _band(line, page)
        if band is None:
            return False
        if _PAGE_NUMBER.fullmatch(line.text):
            return not _runs_on(line, page)
        if inner_texts[line.text] >= banded_texts[line.text]:
            return False
        here = _distance(line, page, band)
        return any(
            number != page.number and abs(distance - here) <= _SAME_PLACE
            for number, distance in places[band, _key(line.text)]
        )

    cleaned = []
    for page in pages:
        banded = [line for line in page.lines if _band(line, page)]
        own = _numbered_footer(banded, page.number, text_size)
        gone = [line for line in banded if line in own or is_furniture(line, page)]
        if page.gapped or page.vertical:
            # A cell that repeats ("Green") stands level with the rest of its row.
            stay = [line for line in page.lines if line not in gone]
            gone = [line for line in gone if not any(abs(line.y - other.y) < 1 for other in stay)]
        lines = tuple(line for line in page.lines if line not in gone)
        cleaned.append(replace(page, lines=lines))
    return cleaned


def _numbered_footer(banded: Sequence[Line], number: int, text_size: float) -> list[Line]:
    """The lines of a footer or header in small type that carries its page's number, among those of the page's bands."""
    small = [line for line in banded if line.size < text_size - _SMALLER]
    numbered = [line for line in small if number > 1 and _carries(line.text, number)]
    return [line for line in small if any(abs(line.y - other.y) <= _SAME_PLACE for other in numbered)]


def _runs_on(line: Line, page: PageGeometry) -> bool:
    """Whether a text goes on right behind the line: a day whose raised ending stands for a line of its own ("1", "st May")."""
    return any(
        other is not line and abs(other.x0 - line.x1) < 0.35 * line.size and abs(other.y - line.y) < 0.6 * line.size
        for other in page.lines
    )


def _carries(text: str, number: int) -> bool:
    words = text.split()
    printed = _DIGITS.search(text) if _PAGE_NUMBER.fullmatch(text) else None  # "Page 2 of 5"
    return str(number) in (words[0], words[-1], printed.group() if printed else "")


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
