"""What may have been meant by words that were not found, and the words that begin with a beginning."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from db.search.query import MOST_FORMS, WordQuery
from db.site.reading import Reader

# A word that stands in one text only may be misspelt itself.
_LEAST = 2
_CLOSE = 0.75
_BEGINNING = "SELECT word FROM search_words WHERE word >= :start AND word < :start || char(0x10ffff) ORDER BY items DESC LIMIT :most"
_NEAR = (
    "SELECT word FROM search_words WHERE items >= :least AND length(word) BETWEEN :short AND :long ORDER BY items DESC"
)


async def find_forms_of(read: Reader, query: WordQuery) -> dict[str, list[str]]:
    """For each beginning in the query the words that begin so, those in most findings first."""
    return {
        start: [row[0] for row in await read(_BEGINNING, {"start": start, "most": MOST_FORMS})]
        for start in query.prefixes
    }


async def suggest(read: Reader, words: Sequence[str]) -> dict[str, str]:
    """For each word of which no finding has a form a word close to it, where there is one."""
    found = {}
    for word in words:
        lower = word.lower()
        if not lower.isalpha() or len(lower) < 4:
            continue
        if await read(
            "SELECT 1 FROM search_items_fts WHERE search_items_fts MATCH :word LIMIT 1", {"word": f'"{lower}"'}
        ):
            continue
        rows = await read(_NEAR, {"least": _LEAST, "short": len(lower) - 2, "long": len(lower) + 2})
        near = difflib.get_close_matches(lower, [row[0] for row in rows], n=1, cutoff=_CLOSE)
        if near:
            found[word] = near[0]
    return found
