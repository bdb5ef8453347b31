"""What of a PDF cannot be read, page by page, in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from extract.model.document import ReadingProblem
from extract.readers.pdf.page import PageGeometry
from extract.readers.words import reading_words

# A page without text is a picture where pictures cover this share of it, or so many shapes are drawn on it (letters made
# outlines); else it is blank.
_COVERED = 0.25
_DRAWN = 200
# A page of at least so many words without one of the commonest is in no language.
_WORDS = 60
_WORD = re.compile(r"[A-Za-z]{1,20}")

# What helps: said wherever a page could not be read.
OCR = "find a version with text, or install tesseract for OCR (Debian: apt install tesseract-ocr) and build again"
FONT = "their font does not say which letters its shapes are"


def reading_problems(pages: Sequence[PageGeometry], ocr_pages: Collection[int] = ()) -> tuple[ReadingProblem, ...]:
    """The problems of a file some of whose pages can be read; `pages` are without running headers and footers,
    `ocr_pages` the numbers of those that were read off their pictures."""
    found = (
        (
            lambda page: page.number in ocr_pages,
            "read_by_ocr",
            "{} and read by OCR, which mistakes letters: compare its rows with the picture before you rely on them",
            ("was a picture", "were pictures"),
        ),
        (
            _is_picture,
            "pages_without_text",
            f"{{}} without text (scanned, or letters drawn as shapes) and not read: {OCR}",
            ("is a picture", "are pictures"),
        ),
        (
            lambda page: page.unknown > 0 and page.number not in ocr_pages,
            "unknown_letters",
            f"{{}} not read, since {FONT}: {OCR}",
            ("has text that was", "have text that was"),
        ),
        (
            is_nonsense,
            "false_letters",
            f"{{}} in no language, since {FONT}: {OCR}",
            ("reads as text", "read as text"),
        ),
    )
    problems = []
    for applies, error, message, (singular, plural) in found:
        numbers = _numbers(pages, applies)
        if numbers:
            told = f"page {numbers[0]} {singular}" if len(numbers) == 1 else f"pages {_ranges(numbers)} {plural}"
            problems.append(ReadingProblem(error, message.format(told)))
    return tuple(problems)


def is_nonsense(page: PageGeometry) -> bool:
    """Whether a page full of words has none of the commonest: its font gives other letters than it shows."""
    common = reading_words().common
    # Nearly every page tells by its first lines.
    if not all(common.isdisjoint(line.text.split()) for line in page.lines):
        return False
    words = _WORD.findall(" ".join(line.text for line in page.lines))
    return len(words) >= _WORDS and common.isdisjoint(word.casefold() for word in words)


def _is_picture(page: PageGeometry) -> bool:
    return not page.lines and not page.unknown and (page.pictures > _COVERED or page.paths > _DRAWN)


def needs_ocr(page: PageGeometry) -> bool:
    """Whether a page shows text that its file does not hold."""
    return not page.lines and (page.unknown > 0 or _is_picture(page))


def _numbers(pages: Sequence[PageGeometry], applies: Callable[[PageGeometry], bool]) -> list[int]:
    return [page.number for page in pages if applies(page)]


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in rising order as people write them: "2 to 5, 7 and 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [
        str(first) if first == last else f"{first} to {last}" if last - first > 1 else f"{first}, {last}"
        for first, last in runs
    ]
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else told[0].replace(", ", " and ")
