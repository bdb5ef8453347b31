"""The title of a document in words people can read: what the file says of itself, else its own head."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from extract.model.document import Block, Document, Kind, squash
from extract.patterns import load_entries

# A title has at least two words and at most so many; a document's own head stands among so many blocks of its first page.
_MOST_WORDS = 30
_HEAD = 40
# A workbook's title stands alone in a row.
_SHEETS = "spreadsheetml"
_ENDS = re.compile(r"[.;:,]$")
_SITE = re.compile(r"\s(?:[|–—·•»-]|::)\s")


def with_readable_title(document: Document) -> Document:
    """The document under a title that people can read; None where neither the file nor its first page has one.

    A web page's title is that of its window where this holds the page's first heading ("Plan | Marland Council"), else
    the heading. Of other files it is what the file says of itself, unless that is the name of a working file or nothing
    ("untitled"): then the head of the first page. What the window's title ends with after a bar or a dash is the
    site's name, and kept as such.
    """
    given = squash(document.title or "")
    site = None
    if not is_readable(given):
        given = ""
    head = next(_heads(document), None)
    if document.media_type == "text/html":
        first = next(
            (squash(block.text) for block in document.blocks if _is_top(block) and is_readable(block.text)), None
        )
        title = given if first is None or first.casefold() in given.casefold() else first
        site = site_name(given)
    else:
        title = given
    return replace(document, title=title or head, site=site)


def site_name(title: str) -> str | None:
    """What a page's title ends with after a bar, a dash or the like ("Plan | Marland Council"); None without one."""
    parts = _SITE.split(title)
    return parts[-1].strip() or None if len(parts) > 1 else None


def is_readable(title: str) -> bool:
    """Whether a text is a title for people: words, not a working file's name, no head of a part or a page."""
    title = squash(title)
    if not re.search(r"[A-Za-z]{2}", title) or len(title.split()) > _MOST_WORDS:
        return False
    working, parts = _patterns()
    return working.search(title) is None and parts.fullmatch(title) is None


def _heads(document: Document) -> Iterator[str]:
    """What may be the document's head, best first: its highest headings, its first lines, other headings."""
    first = [block for block in document.blocks[:_HEAD] if block.page == document.blocks[0].page]
    opening = [block for block in first if block.kind is not Kind.HEADING][:1]
    if opening and (opening[0].kind is not Kind.PARAGRAPH or _ENDS.search(opening[0].text)):
        opening = []
    if _SHEETS in document.media_type:
        rows = [block for block in first if block.kind is Kind.ROW and len([c for c in block.cells if c.text]) == 1]
        ranked: Sequence[Block] = [*rows, *first[:1]]
    else:
        headings = [block for block in first if block.kind is Kind.HEADING]
        before = opening if opening and first[0] is opening[0] else []
        ranked = [*filter(_is_top, headings), *before, *headings, *opening]
    for block in ranked:
        text = squash(block.text.strip(" |").split("\n")[0])
        if is_readable(text) and (block.kind is Kind.HEADING or len(text.split()) > 1):
            yield text


def _is_top(block: Block) -> bool:
    return block.kind is Kind.HEADING and block.level == 1


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def either(key: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in load_entries("titles", key)), re.I)

    return either("working"), either("parts")
