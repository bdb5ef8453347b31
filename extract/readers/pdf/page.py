"""What pdfium says of one page: lines of text with their places, drawn rules and filled areas.

pdfium is asked as little as possible: the page's text in one call, then a few calls per line (boxes of the first and the
last character, size and weight), because a box for every character triples the time. Only a line that a table's vertical
rule crosses is looked at character by character.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.readers.pdf.drawings import DrawnLine, Fill, drawings
from extract.readers.pdf.hyphens import LINE_END

_BOLD_WEIGHT = 600
# Words of one text stand closer than this many times the type's size, justified text included.
_WIDE_GAP = 0.9
# A line is stretched out over columns where its characters are wider on average than this many times the type's size.
_STRETCHED = 0.72
# Shorter lines (characters) are wide by their letters; a stretched one longer than the second is enough of a sign alone.
_SHORT = 7
_SENTENCE = 15
_SIGNS = 2
# pdfium writes no line break after a hyphen that ends a line, only its sign for such a hyphen.
_LINE = re.compile(rf"[^\r\n{LINE_END}]+{LINE_END}?")


class Line(NamedTuple):
    """One line of text: `x0`..`x1` across, `y` the bottom of its first character, in points from the bottom left.

    `size` is the font size of the first character in points; `is_bold` whether first and last character are bold.
    `first_char` and `last_char` are pdfium's character numbers.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    first_char: int
    last_char: int


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """One page as pdfium sees it; `number` counts from 1.

    `gapped` is the page's lines cut at wide gaps, where the page looks as if it held a table without rules; else empty.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    horizontal: tuple[DrawnLine, ...]
    vertical: tuple[DrawnLine, ...]
    fills: tuple[Fill, ...]
    gapped: tuple[Line, ...] = ()


def page_geometry(document: pdfium.PdfDocument, index: int) -> PageGeometry:
    """Read page `index` (from 0). A line that runs over a vertical rule is cut there, so that no line has two cells."""
    with _loaded(document, index) as (page, text_page):
        width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        horizontal, vertical, fills = drawings(page)
        boxes = _CharBoxes(text_page)
        lines: list[Line] = []
        for line in _lines(boxes):
            crossing = [
                rule.at
                for rule in vertical
                if rule.start <= line.y + line.size / 2 <= rule.end and line.x0 + 1 < rule.at < line.x1 - 1
            ]
            lines.extend(_split_line(boxes, line, crossing) if crossing else (line,))
        gapped = () if vertical or not _looks_gapped(lines, height) else tuple(_at_gaps(boxes, lines))
        return PageGeometry(index + 1, width, height, tuple(lines), horizontal, vertical, fills, gapped)


@contextmanager
def _loaded(document: pdfium.PdfDocument, index: int) -> Iterator[tuple[raw.FPDF_PAGE, raw.FPDF_TEXTPAGE]]:
    """A page and its text, opened and closed without the helpers' finalizers, which cost as much as a page's rules."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        raise pdfium.PdfiumError(f"page {index + 1} cannot be loaded")
    try:
        text_page = raw.FPDFText_LoadPage(page)
        if not text_page:
            raise pdfium.PdfiumError(f"the text of page {index + 1} cannot be loaded")
        try:
            yield page, text_page
        finally:
            raw.FPDFText_ClosePage(text_page)
    finally:
        raw.FPDF_ClosePage(page)


class _CharBoxes:
    """Character lookups on one page, with the C variables allocated once."""

    def __init__(self, text_page: raw.FPDF_TEXTPAGE) -> None:
        self.text_page = text_page
        self._name = ctypes.create_string_buffer(128)
        self.left, self.right, self.bottom, self.top = (ctypes.c_double() for _ in range(4))
        self._refs = tuple(ctypes.byref(v) for v in (self.left, self.right, self.bottom, self.top))

    def text(self) -> str:
        """All text of the page, one code unit per pdfium character."""
        count = raw.FPDFText_CountChars(self.text_page)
        if count <= 0:
            return ""
        buffer = ctypes.create_string_buffer((count + 1) * 2)
        raw.FPDFText_GetText(self.text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw[: count * 2].decode("utf-16-le", errors="replace")
        if len(text) != count or "\x00" in text:
            # Characters outside the basic plane or without a code: ask one by one, so that numbers and text agree.
            codes = (raw.FPDFText_GetUnicode(self.text_page, i) for i in range(count))
            text = "".join(chr(code) if code else " " for code in codes)
        return text

    def locate(self, char: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of a character."""
        raw.FPDFText_GetCharBox(self.text_page, char, *self._refs)
        return self.left.value, self.right.value, self.bottom.value, self.top.value

    def is_bold(self, char: int) -> bool:
        """Whether the character's font is bold, by its weight or, for fonts that state none, its name."""
        weight = raw.FPDFText_GetFontWeight(self.text_page, char)
        if weight > 0:
            return bool(weight >= _BOLD_WEIGHT)
        length = raw.FPDFText_GetFontInfo(self.text_page, char, self._name, len(self._name), None)
        return b"Bold" in self._name.raw[: min(length, len(self._name))]

    def baseline(self, char: int) -> float:
        """The y of the character's origin."""
        raw.FPDFText_GetCharOrigin(self.text_page, char, self._refs[0], self._refs[2])
        return self.bottom.value


def _lines(boxes: _CharBoxes) -> Iterator[Line]:
    """The page's lines in the file's own order, which for Word's exports is reading order cell by cell."""
    for match in _LINE.finditer(boxes.text()):
        text = match.group()
        stripped = text.strip()
        if stripped:
            first = match.start() + len(text) - len(text.lstrip())
            yield _line(boxes, stripped, first)


def _line(boxes: _CharBoxes, text: str, first: int) -> Line:
    last = first + len(text) - 1
    x0 = boxes.locate(first)[0]
    x1 = boxes.locate(last)[1]
    size = raw.FPDFText_GetFontSize(boxes.text_page, first)
    return Line(
        text=text,
        x0=x0,
        x1=x1,
        y=boxes.baseline(first),
        size=size,
        is_bold=boxes.is_bold(first) and boxes.is_bold(last),
        first_char=first,
        last_char=last,
    )


def _looks_gapped(lines: Sequence[Line], height: float) -> bool:
    """Whether text stands beside text, or lines are stretched out: signs of columns that no rule parts.

    One sign in a margin is a footer with its page number at the far edge; a table has one in every row, or at least in
    its header, where the rows fill their columns.
    """
    stretched = [
        line
        for line in lines
        if line.x1 - line.x0 > _STRETCHED * line.size * len(line.text) and len(line.text) > _SHORT
    ]
    beside = sum(
        abs(one.y - two.y) < 0.3 * one.size and two.x0 - one.x1 > _WIDE_GAP * one.size for one, two in pairwise(lines)
    )
    # After a wrapped cell the file goes on with the next cell: up again, and to the right.
    back_up = sum(
        0.5 * one.size < two.y - one.y < 12 * one.size and two.x0 > one.x0 + 5 * one.size
        for one, two in pairwise(lines)
    )
    inside = [line for line in stretched if 0.12 * height < line.y < 0.92 * height and len(line.text) > _SENTENCE]
    return len(stretched) + beside + back_up >= _SIGNS or bool(inside)


def _at_gaps(boxes: _CharBoxes, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines cut wherever two words stand further apart than words of one text do."""
    for line in lines:
        start, right = 0, line.x0
        for offset, character in enumerate(line.text):
            if character.isspace():
                continue
            left, end, _, _ = boxes.locate(line.first_char + offset)
            if left - right > _WIDE_GAP * line.size and offset > start:
                yield _line(boxes, line.text[start:offset].rstrip(), line.first_char + start)
                start = offset
            right = end
        yield _line(boxes, line.text[start:], line.first_char + start) if start else line


def _split_line(boxes: _CharBoxes, line: Line, positions: Sequence[float]) -> Iterator[Line]:
    """`line` cut before the first character that lies right of each position."""
    cuts = sorted(positions)
    start = 0
    for offset, character in enumerate(line.text):
        if not cuts:
            break
        if character.isspace():
            continue
        left, right, _, _ = boxes.locate(line.first_char + offset)
        if (left + right) / 2 > cuts[0]:
            while cuts and (left + right) / 2 > cuts[0]:
                cuts.pop(0)
            piece = line.text[start:offset].rstrip()
            if piece:
                yield _line(boxes, piece, line.first_char + start)
            start = offset
    rest = line.text[start:]
    yield _line(boxes, rest, line.first_char + start) if start else line
