"""A document's stored text by pages, with one quotation marked, and no more of it at once than a page should weigh."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

# Characters of text on one page of the site.
MOST_AT_ONCE = 120_000


@dataclass(frozen=True)
class Span:
    """A quotation: characters of the text that begins with `page` and runs on over later pages."""

    page: int
    start: int
    end: int


@dataclass(frozen=True)
class MarkedPassage:
    """A passage as HTML; `kind` is heading, paragraph, bullet or row."""

    kind: str
    html: Markup


@dataclass(frozen=True)
class TextPage:
    """A page of the document."""

    number: int
    passages: tuple[MarkedPassage, ...]


def mark_pages(rows: Sequence[Mapping[str, Any]], span: Span | None) -> list[TextPage]:
    """The pages that `rows` (page, kind, text in their order) make, with the words of the span marked.

    Where a span begins and ends is the law of extract/model/document.py: a page's passages joined by line ends, followed
    by those of the next pages.
    """
    marked = list(_mark_passages(rows, span))
    return [
        TextPage(number, tuple(passage for _, passage in group))
        for number, group in groupby(marked, key=lambda each: each[0])
    ]


def _mark_passages(rows: Sequence[Mapping[str, Any]], span: Span | None) -> Iterator[tuple[int, MarkedPassage]]:
    at = 0
    is_first = True
    for row in rows:
        text = str(row["text"])
        html = Markup("{}").format(text)
        if span is not None and row["page"] >= span.page:
            start, end = max(span.start - at, 0), min(span.end - at, len(text))
            at += len(text) + 1
            if start < end:
                anchor = Markup(' id="quote"') if is_first else Markup("")
                is_first = False
                html = Markup("{}<mark{}>{}</mark>{}").format(text[:start], anchor, text[start:end], text[end:])
        yield row["page"], MarkedPassage(row["kind"], html)


def choose_pages(lengths: Mapping[int, int], wanted: int | None) -> tuple[list[int], int | None, int | None]:
    """Which pages are shown together with `wanted` (None: from the first), and where those before and after them begin.

    `lengths` are the characters of every page. Pages are cut into the same parts whichever is wanted, so that the parts
    follow on from each other.
    """
    parts: list[list[int]] = []
    room = 0
    for number in sorted(lengths):
        if not parts or room < lengths[number]:
            parts.append([])
            room = MOST_AT_ONCE
        parts[-1].append(number)
        room -= lengths[number]
    if not parts:
        return [], None, None
    place = next(
        (i for i, part in enumerate(parts) if wanted is not None and wanted <= part[-1]), 0 if wanted is None else -1
    )
    place %= len(parts)
    before = parts[place - 1][0] if place else None
    after = parts[place + 1][0] if place + 1 < len(parts) else None
    return parts[place], before, after
