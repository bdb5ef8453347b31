"""Marking the words that a search has found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from db.search.query import parse_words, to_match
from db.site.reading import Reader

# Signs that stand around found words; no text holds them.
_OPEN, _CLOSE = "\x02", "\x03"
_FOUND = re.compile(f"{_OPEN}(.*?){_CLOSE}", re.DOTALL)
_TAG = re.compile(r"(<[^>]*>|&[#\w]+;)")
# Where a query with words looks; the text is the index's first column.
_INDEXES = {"search_weaknesses": "weaknesses_fts", "actions_by_theme": "actions_fts"}


async def find_forms(read: Reader, query: str, words: str) -> frozenset[str]:
    """The forms in which the words were found, in lower case ("assess" finds "assessments"); none where `query`, a query
    of metadata.yml, looks for no words.
    """
    if query not in _INDEXES or not words.strip():
        return frozenset()
    index = _INDEXES[query]
    sql = f"SELECT highlight({index}, 0, :open, :close) FROM {index} WHERE {index} MATCH :words"
    rows = await read(sql, {"open": _OPEN, "close": _CLOSE, "words": to_match(parse_words(words))})
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
