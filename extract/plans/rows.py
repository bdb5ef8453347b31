"""One action of a plan as read, before its dates, owners and links are settled; and the parting of bulleted cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model.document import BULLET_GLYPHS, Block, Cell, Document, Quote, squash
from extract.plans.status import NO_STATUS, Status

_GLYPH = re.compile(rf"(?:^|\n)[ \t]*(?:[{BULLET_GLYPHS}]|[-–o](?=\s))[ \t]*|[ \t]+[{BULLET_GLYPHS}](?=\s)[ \t]*")
_NUMBERED = re.compile(r"(?:^|\n)[ \t]*\(?(?:\d{1,2}|[a-z])[.)][ \t]+")
_LEADING_REF = re.compile(
    r"\s*(?P<ref>(?:[A-Z]{1,4}\s?)?\d{1,2}(?:\.\d{1,3}){1,3}[a-z]?|[A-Z]{1,4}\d{1,3}[a-z]?|\d{1,2}[A-Za-z](?=[.):]))[.):]?\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An action with what its row or section says of it. Texts are as printed, None where the plan gives none.

    `weakness` is the number its group or column names; `measure_quote` is where the measure stands; `targets` are the
    cells of columns of targets, each with its header; `order` is the place in the document.
    """

    quote: Quote
    order: int
    ref: str | None = None
    weakness: int | None = None
    owner: str | None = None
    deadline: str | None = None
    measure: str | None = None
    measure_quote: Quote | None = None
    baseline: str | None = None
    targets: tuple[tuple[str, str], ...] = ()
    status: Status = NO_STATUS
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A row of a table of measures: no action, but a target. `header` is the target column's ("Target July 2021")."""

    quote: Quote
    measure: str
    baseline: str
    target: str
    header: str
    weakness: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a cell: its span within the cell's text."""

    start: int
    end: int


def bullet_parts(text: str) -> list[Part]:
    """The items of a text that is nothing but a list of two bullets or more; empty for other text.

    A lead-in before the bullets makes the whole one item, since the bullets say how it is done.
    """
    for pattern in (_GLYPH, _NUMBERED):
        marks = list(pattern.finditer(text))
        if len(marks) < 2 or text[: marks[0].start()].strip():
            continue
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        parts = [Part(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
        return [part for part in parts if text[part.start : part.end].strip()]
    return []


def one_of(text: str | None, index: int, size: int) -> str | None:
    """The part of a neighbouring cell that goes with item `index` of `size`: its own bullet or line, else all of it."""
    if not text:
        return None
    parts = [text[p.start : p.end] for p in bullet_parts(text)] or [line for line in text.split("\n") if line.strip()]
    return squash(parts[index]) if len(parts) == size else text


def actions_of_cell(document: Document, block: Block, cell: Cell) -> Iterator[tuple[Quote, str | None]]:
    """The actions in a cell, each with the number it begins with; a bulleted cell holds several."""
    whole = Part(0, len(cell.text))
    for part in bullet_parts(cell.text) or [whole]:
        start = cell.char_start + part.start
        end = cell.char_start + part.end
        ref, start = leading_ref(cell.text[part.start : part.end], start)
        quote = document.quote(block.page, start, end)
        quote = without_glyph(document, quote)
        if len(quote.text) > 2:
            yield quote, ref


def leading_ref(text: str, start: int) -> tuple[str | None, int]:
    """The reference a text begins with ("1.1 Set up ...") and where the rest begins; the year "2020" is none."""
    match = _LEADING_REF.match(text)
    return (match["ref"].replace(" ", ""), start + match.end()) if match else (None, start)


def tidy_ref(text: str) -> str:
    """A reference as one word, though a narrow column broke it: "ASW1." over "1"."""
    return re.sub(r"(?<=[.\-/])\s+(?=\d)", "", squash(text)).strip(" .):")


def without_glyph(document: Document, quote: Quote) -> Quote:
    """A quote without the bullet's glyph it begins with."""
    match = re.match(rf"(?:[{BULLET_GLYPHS}]|[-–](?=\s))\s*", quote.text)
    if not match:
        return quote
    return document.quote(quote.page, quote.char_start + match.end(), quote.char_end)
