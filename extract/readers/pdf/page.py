"""What pdfium says of one page: lines of text with their places, drawn rules and filled areas.

pdfium is asked as little as possible: the page's text in one call, then a few calls per line (boxes of the first and the
last character, size and weight), because a box for every character triples the time. Only a line that a table's vertical
rule crosses is looked at character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.readers.pdf.asking import char_angle
from extract.readers.pdf.contrast import in_sight
from extract.readers.pdf.cutting import at_gaps, has_gutter, looks_gapped, split_line, upright_lines, without_struck
from extract.readers.pdf.drawings import DrawnLine, Fill, drawings
from extract.readers.pdf.drawn_bullets import with_drawn_bullets
from extract.readers.pdf.fields import in_place, typed_lines
from extract.readers.pdf.hyphens import LINE_END
from extract.readers.pdf.lines import CharBoxes, Line, TurnedBoxes
from extract.readers.pdf.turning import Turn, usual_quarters
from extract.readers.pdf.unseen import is_unknown, seen, without_watermarks

# The direction of so many lines tells that of a page.
_ASKED = 6
# A page that pictures cover by more than this share is a scan; its invisible text is what a program read in the picture.
_SCAN = 0.5
# A page of which less than this share can be read says nothing.
_READABLE = 0.3
# pdfium writes no line break after a hyphen that ends a line, only its sign for such a hyphen.
_LINE = re.compile(rf"[^\r\n{LINE_END}]+{LINE_END}?")


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """One page as pdfium sees it, turned so that most of its text stands upright; `number` counts from 1.

    `gapped` is the page's lines cut at wide gaps, where the page looks as if it held a table without rules; else empty.
    `pictures` is the share of the page that pictures cover, `paths` how many shapes are drawn on it, `unknown` how many
    of its lines were left out because their font says no characters.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    horizontal: tuple[DrawnLine, ...]
    vertical: tuple[DrawnLine, ...]
    fills: tuple[Fill, ...]
    gapped: tuple[Line, ...] = ()
    pictures: float = 0.0
    paths: int = 0
    unknown: int = 0


def page_geometry(document: pdfium.PdfDocument, index: int) -> PageGeometry:
    """Read page `index` (from 0) as a person sees it.

    A line that runs over a vertical rule is cut there, so that no line has two cells. Tilted text, watermarks, what is
    invisible or out of the page and what is struck through is left out; what was typed into its fields stands in its place.
    """
    with _loaded(document, index) as (page, text_page):
        drawn = drawings(page)
        boxes = CharBoxes(text_page)
        found = list(_LINE.finditer(boxes.text()))
        turn = _turn(page, boxes, found)
        if turn.quarters:
            boxes = TurnedBoxes(text_page, turn)
        width, height = turn.size
        horizontal, vertical, fills, marks = drawn.horizontal, drawn.vertical, drawn.fills, drawn.marks
        if turn.quarters:
            horizontal, vertical = turn.rules(horizontal, vertical)
            fills, marks = turn.fills(fills), turn.fills(marks)
        is_scan = drawn.pictures > _SCAN * width * height
        upright = without_watermarks(list(upright_lines(boxes, found, is_scan=is_scan)))
        lines = without_struck(boxes, _cut_at_rules(boxes, upright, vertical), horizontal)
        # What has no unknown letter is printable, and nearly every line is.
        known = [
            line
            for line in lines
            if (line.text.isprintable() and "\ufffd" not in line.text) or not is_unknown(line.text)
        ]
        if len(known) < len(lines) and _length(known) < _READABLE * _length(lines):
            known = []  # the few letters that such a font seems to have are others
        shown = in_sight(boxes, seen(known, width, height), fills, is_bare=not is_scan and drawn.is_bare)
        typed = typed_lines(page, turn, raw.FPDFText_CountChars(text_page))
        if typed:
            shown = in_place(shown, typed)
        if marks:
            shown = with_drawn_bullets(shown, marks)
        is_gapped = not vertical and (looks_gapped(shown, height) or has_gutter(boxes, known, width))
        gapped = list(at_gaps(boxes, known)) if is_gapped else []
        return PageGeometry(
            number=index + 1,
            width=width,
            height=height,
            lines=tuple(shown),
            horizontal=horizontal,
            vertical=vertical,
            fills=fills,
            gapped=tuple([*seen(gapped, width, height), *typed] if gapped else ()),
            pictures=drawn.pictures / (width * height),
            paths=drawn.paths,
            unknown=len(lines) - len(known),
        )


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _cut_at_rules(boxes: CharBoxes, lines: Iterable[Line], vertical: Sequence[DrawnLine]) -> list[Line]:
    if not vertical:
        return list(lines)
    cut: list[Line] = []
    for line in lines:
        crossing = [
            rule.at
            for rule in vertical
            if rule.start <= line.y + line.size / 2 <= rule.end and line.x0 + 1 < rule.at < line.x1 - 1
        ]
        cut.extend(split_line(boxes, line, crossing) if crossing else (line,))
    return cut


def _turn(page: raw.FPDF_PAGE, boxes: CharBoxes, found: Sequence[re.Match[str]]) -> Turn:
    """How most of the page's text stands: the angle of a few lines, spread over the page, tells."""
    step = len(found) // _ASKED + 1
    places = (match.start() + len(match[0]) // 2 for match in found[::step])
    turned = usual_quarters(char_angle(boxes.text_page, place) for place in places)
    width, height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
    if raw.FPDFPage_GetRotation(page) % 2:
        width, height = height, width  # pdfium tells the size as shown, and places as stored
    return Turn(turned, width, height)


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
