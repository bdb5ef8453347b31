"""Lines read off a picture have sizes of type that a heading can be told by, though boxes tell them only roughly."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from extract.model.ocr import PageImage, ReadWord
from extract.readers.pdf.page import PageGeometry
from extract.readers.pdf.scans import read_scan

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
