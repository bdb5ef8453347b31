"""Documents' stored text out of the database, so that a row's words can be held against it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True)
class TextSpan:
    """Where words stand: a page from 1, and a span counted from the start of that page's text."""

    page: int
    char_start: int
    char_end: int


@dataclass(frozen=True)
class StoredText:
    """One document's text, its pages joined by line feeds, and where each page begins in it."""

    text: str
    starts: tuple[int, ...]

    def holds(self, place: TextSpan, words: str) -> bool:
        """Whether exactly these words stand there, white space made single spaces."""
        if not (1 <= place.page <= len(self.starts) and 0 <= place.char_start <= place.char_end):
            return False
        offset = self.starts[place.page - 1]
        stored = self.text[offset + place.char_start : offset + place.char_end]
        return stored.split() == words.split()

    def find(self, words: str, *, page: int | None = None) -> TextSpan | None:
        """Where the words first stand, on `page` where that is given; white space aside."""
        if not words.split():
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        begin, end = 0, len(self.text)
        if page is not None:
            if not 1 <= page <= len(self.starts):
                return None
            begin = self.starts[page - 1]
            end = self.starts[page] if page < len(self.starts) else end
        found = pattern.search(self.text, begin)
        if found is None or found.start() >= end:
            return None
        at = bisect_right(self.starts, found.start())
        offset = self.starts[at - 1]
        return TextSpan(at, found.start() - offset, found.end() - offset)


def stored_text(db: Database, document_id: str) -> StoredText | None:
    """The document's text, None where nothing was read of it."""
    pages: dict[int, list[str]] = {}
    for page, text in db.conn.execute(
        "SELECT page, text FROM passages WHERE document_id = ? ORDER BY seq", (document_id,)
    ):
        pages.setdefault(page, []).append(text)
    if not pages:
        return None
    (count,) = db.conn.execute("SELECT page_count FROM documents WHERE document_id = ?", (document_id,)).fetchone()
    starts, parts, at = [], [], 0
    for page in range(1, (count or max(pages)) + 1):
        starts.append(at)
        parts.append("\n".join(pages.get(page, ())))
        at += len(parts[-1]) + 1
    return StoredText("\n".join(parts), tuple(starts))
