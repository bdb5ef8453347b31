"""What people type into a search box as a full-text query that SQLite accepts, and marking the words it found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from db.site.reading import Reader

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
# Signs that stand around found words; no text holds them.
_OPEN, _CLOSE = "\x02", "\x03"
_FOUND = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>|&[#\w]+;)")
# Where a query with words looks; the text is the index's first column.
_INDEXES = {"search_weaknesses": "weaknesses_fts", "actions_by_theme": "actions_fts"}


def to_match(words: str) -> str:
    """All words in any order, and what stands in quotation marks as a phrase; signs mean nothing else.

    Text without a word gives a query that finds nothing. Quotation marks that were not closed reach to the end.
    """
    parts = [" ".join((phrase or word).split()) for phrase, word in _PART.findall(words.replace("\0", " "))]
    return " ".join(f'"{part}"' for part in parts if part) or '""'


async def find_forms(read: Reader, query: str, words: str) -> frozenset[str]:
    """The forms in which the words were found, in lower case ("assess" finds "assessments"); none where `query`, a query
    of metadata.yml, looks for no words.
    """
    if query not in _INDEXES or not words.strip():
        return frozenset()
    index = _INDEXES[query]
    sql = f"SELECT highlight({index}, 0, :open, :close) FROM {index} WHERE {index} MATCH :words"
    rows = await read(sql, {"open": _OPEN, "close": _CLOSE, "words": to_match(words)})
    return frozenset(form.lower() for row in rows for form in _FOUND.findall(row[0]))


def mark_forms(html: Markup, forms: Iterable[str]) -> Markup:
    """The text with these forms marked where they are whole words; tags and entities stay as they are."""
    wanted = sorted(forms, key=len, reverse=True)
    if not wanted:
        return html
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE)
    pieces = _TAG.split(str(html))
    # Every second piece is a tag or an entity.
    marked = [piece if place % 2 else pattern.sub(r"<mark>\1</mark>", piece) for place, piece in enumerate(pieces)]
    return Markup("".join(marked))
