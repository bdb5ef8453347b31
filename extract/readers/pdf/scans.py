"""Pages of a PDF that are pictures: their text from a program that reads letters off pictures (OCR), where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

import pypdfium2 as pdfium

from extract.model.ocr import PageImage, ReadWord, Recogniser
from extract.readers.pdf.lines import Line
from extract.readers.pdf.page import PageGeometry

# Letters of ten points are well read from here on; more makes the picture large and slow.
_DPI = 300
_POINTS = 72 / _DPI
# A word's box is this many times the height of its type where it has letters with and without tails, and its foot stands so
# much lower than the line's (sizes of type).
_BOX = 0.95
_TAIL = 0.2
# Sizes that differ by less than this share of the page's usual one are that one: boxes tell them roughly.
_ROUGH = 0.3
# Words of a line further apart than this many sizes of type are of different columns.
_APART = 1.5


def read_scan(pdf: pdfium.PdfDocument, page: PageGeometry, recognise: Recogniser) -> PageGeometry:
    """The page with the lines that were read off its picture; as it was where none were."""
    words = recognise(_picture(pdf, page.number - 1))
    if not words:
        return page
    sizes = [(word.bottom - word.top) * _POINTS * _BOX for word in words]
    usual = median(sizes)
    height = pdf[page.number - 1].get_height()
    lines = tuple(_lines(words, usual, height))
    return replace(
        page,
        width=pdf[page.number - 1].get_width(),
        height=height,
        lines=lines,
        gapped=lines,
        horizontal=(),
        vertical=(),
        fills=(),
    )


def _picture(pdf: pdfium.PdfDocument, index: int) -> PageImage:
    bitmap = pdf[index].render(scale=1 / _POINTS, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    rows = (data[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
    return PageImage(bitmap.width, bitmap.height, b"".join(rows), _DPI)


def _lines(words: Sequence[ReadWord], usual: float, height: float) -> Iterator[Line]:
    number = 0
    for _, run in groupby(words, key=lambda word: word.line):
        for piece in _pieces(list(run), usual):
            tallest = max(word.bottom - word.top for word in piece) * _POINTS * _BOX
            size = usual if abs(tallest - usual) <= _ROUGH * usual else tallest
            foot = height - median(word.bottom for word in piece) * _POINTS + _TAIL * size
            text = " ".join(word.text for word in piece)
            last = number + len(text) - 1
            yield Line(text, piece[0].left * _POINTS, piece[-1].right * _POINTS, foot, size, False, number, last)
            number = last + 1


def _pieces(words: list[ReadWord], usual: float) -> Iterator[list[ReadWord]]:
    start = 0
    for at, (before, word) in enumerate(pairwise(words), start=1):
        if (word.left - before.right) * _POINTS > _APART * usual:
            yield words[start:at]
            start = at
    yield words[start:]
