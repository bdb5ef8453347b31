"""Lines read off a picture have sizes of type that a heading can be told by, though boxes tell them only roughly."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.model.ocr import PageImage, ReadWord
from extract.readers.pdf.lines import Line
from extract.readers.pdf.page import PageGeometry
from extract.readers.pdf.reader import read_pdf
from extract.readers.pdf.scans import read_scan
from extract.readers.pdf.unread import needs_ocr
from tests.support.scans import scanned

PAGE = PageGeometry(1, 595, 842, (), (), (), ())
USUAL = 45


def sizes_read(*heights: int) -> list[float]:
    """The sizes of lines of one word each, whose boxes have these heights in pixels."""
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(PAGE.width, PAGE.height)

    def recognise(image: PageImage) -> list[ReadWord]:
        return [ReadWord("plans", 100, 100 * n, 300, 100 * n + height, n) for n, height in enumerate(heights)]

    return [line.size for line in read_scan(pdf, PAGE, recognise).lines]


@pytest.mark.parametrize("height", [USUAL - 12, USUAL - 1, USUAL + 1, USUAL + 12])
def test_a_box_a_little_higher_or_lower_is_of_the_usual_size(height: int) -> None:
    usual, other, *_ = sizes_read(USUAL, height, USUAL, USUAL, USUAL)
    assert other == usual


@pytest.mark.parametrize("height", [USUAL - 20, USUAL + 20])
def test_a_box_much_higher_or_lower_has_its_own_size(height: int) -> None:
    usual, other, *_ = sizes_read(USUAL, height, USUAL, USUAL, USUAL)
    assert other == pytest.approx(usual * height / USUAL)


def test_a_page_off_which_nothing_is_read_stays_as_it_was() -> None:
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(PAGE.width, PAGE.height)
    assert read_scan(pdf, PAGE, lambda _: ()) is PAGE


def test_what_is_read_off_the_pages_is_the_document_without_the_head_that_runs_over_all_of_them() -> None:
    bodies = ["Waits are long in the north.", "Plans are late in most years.", "Families are heard each term."]
    asked = iter(bodies)

    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 60, 470, 700, fill=1)

    def recognise(image: PageImage) -> list[ReadWord]:
        lines = [(100, "Exshire County Council"), (1500, next(asked))]
        return [
            ReadWord(word, 250 + 200 * at, top, 420 + 200 * at, top + USUAL, line)
            for line, (top, text) in enumerate(lines)
            for at, word in enumerate(text.split())
        ]

    document = read_pdf(scanned(draw, draw, draw, text_first=False), recognise=recognise)
    assert [block.text for block in document.blocks] == bodies
    assert document.ocr_pages == (1, 2, 3)


LINE = Line("Waits are long.", 60, 300, 400, 10, False, 0, 14)


@pytest.mark.parametrize(
    ("page", "needs"),
    [
        (PAGE, False),
        (replace(PAGE, pictures=0.9), True),
        (replace(PAGE, paths=500), True),
        (replace(PAGE, unknown=3), True),
        (replace(PAGE, lines=(LINE,), pictures=0.9), False),
        (replace(PAGE, lines=(LINE,), unknown=3), False),
    ],
    ids=["blank", "picture", "drawn letters", "unknown letters", "text over a picture", "text"],
)
def test_only_a_page_that_shows_text_and_holds_none_is_read_off_its_picture(page: PageGeometry, needs: bool) -> None:
    assert needs_ocr(page) is needs
