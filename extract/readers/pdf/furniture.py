"""Running headers, footers and page numbers: found by standing in the same place with the same words on several pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extract.model.document import squash
from extract.readers.pdf.layout import body_size
from extract.readers.pdf.lines import Line
from extract.readers.pdf.page import PageGeometry

# Footers and headers live in these shares of the page's height. Text may come close, so place alone decides nothing.
_TOP_BAND = 0.10
_BOTTOM_BAND = 0.12
# How far (points) the same footer may stand higher or lower on another page.
_SAME_PLACE = 14.0
# Footers are set this much (points) smaller than the text, or more.
_SMALLER = 0.9
# Feet of lines closer than this (points) are level.
_LEVEL = 1.0
_DIGITS = re.compile(r"\d+")
# The mark of an agenda's item: it heads the paper whose first page it stands on, and runs over the pages after.
_ITEM_MARK = re.compile(r"(?:agenda\s+)?item\b.{0,12}\d{1,2}[a-z]?\W*", re.IGNORECASE)
# What is counted by parts of a document, and never by its pages.
_PART = re.compile(r"\b(?:appendix|annex|enclosure|section|part|weakness|priority|area)\W*#", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–|]?\s*\d{1,3}\s*(?:(?:of|/)\s*\d{1,3})?\s*[-–|]?", re.IGNORECASE)


def without_furniture(pages: Sequence[PageGeometry]) -> list[PageGeometry]:
    """The pages without running headers, footers and page numbers.

    A line is furniture where it stands in the top or bottom band and its words, with the same numbers or numbers that count
    the pages, stand in the same place of another page; where it is a bare page number in a band; or where it begins or ends with its own page's number in type
    smaller than the text, together with the lines of that type beside it (a letter's second page may be its only one with
    a footer). Page one often has no footer; a footer whose wording differs from the others stays.
    What stands as often on the body of the pages is text that repeats there ("RAG: Amber", a cell's "2021"), no furniture.
    """
    seen = _Repeats(pages)
    return [_cleaned(page, seen) for page in pages]


class _Repeats:
    """What stands in the bands of all pages, and how often, there and between them."""

    def __init__(self, pages: Sequence[PageGeometry]) -> None:
        self._places: dict[tuple[str, str], list[tuple[int, float, tuple[int, ...]]]] = defaultdict(list)
        self._banded: Counter[str] = Counter()
        self._inner: Counter[str] = Counter()
        sizes: Counter[float] = Counter()
        for page in pages:
            for line in page.lines:
                sizes[line.size] += len(line.text)
                if band := _band(line, page):
                    self._banded[line.text] += 1
                    place = (page.number, _distance(line, page, band), _numbers(line.text))
                    self._places[band, _key(line.text)].append(place)
                else:
                    self._inner[line.text] += 1
        self.text_size = body_size(sizes)

    def has(self, line: Line, page: PageGeometry, band: str) -> bool:
        """Whether a line of a band is furniture."""
        if _PAGE_NUMBER.fullmatch(line.text):
            return not _runs_on(line, page)
        if self._inner[line.text] >= self._banded[line.text]:
            return False
        here, own, key = _distance(line, page, band), _numbers(line.text), _key(line.text)
        if _ITEM_MARK.fullmatch(line.text):
            before = page.number - 1
            return any((number, others) == (before, own) for number, _, others in self._places[band, key])
        counts_parts = _PART.search(key) is not None
        return any(
            number != page.number
            and abs(distance - here) <= _SAME_PLACE
            and (others == own if counts_parts else _count_pages(own, others, number - page.number))
            for number, distance, others in self._places[band, key]
        )


def _cleaned(page: PageGeometry, seen: _Repeats) -> PageGeometry:
    """One page without its furniture."""
    banded = [(line, band) for line in page.lines if (band := _band(line, page))]
    own = _numbered_footer([line for line, _ in banded], page.number, seen.text_size)
    gone = [line for line, band in banded if line in own or seen.has(line, page, band)]
    if page.gapped or page.vertical:
        gone = _but_cells(gone, page)
    return replace(page, lines=tuple(line for line in page.lines if line not in gone)) if gone else page


def _but_cells(gone: Sequence[Line], page: PageGeometry) -> list[Line]:
    """Furniture without cells that repeat ("Green"): those stand level with the rest of their row."""
    stay = [line for line in page.lines if line not in gone] if gone else []
    return [line for line in gone if not any(abs(line.y - other.y) < _LEVEL for other in stay)]


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


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, _DIGITS.findall(text)))


def _count_pages(own: tuple[int, ...], others: tuple[int, ...], apart: int) -> bool:
    """Whether the numbers of two lines alike are the same or count the pages between them.

    "Item 6" and "Item 7" on the first pages of two papers count papers: such a line is a heading.
    """
    return all(other - number in (0, apart) for number, other in zip(own, others, strict=True))


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
