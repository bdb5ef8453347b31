"""What people type into a search box as a full-text query that SQLite accepts."""

from __future__ import annotations

import re

_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')


def to_match(words: str) -> str:
    """All words in any order, and what stands in quotation marks as a phrase; signs mean nothing else.

    Text without a word gives a query that finds nothing. Quotation marks that were not closed reach to the end.
    """
    parts = [" ".join((phrase or word).split()) for phrase, word in _PART.findall(words.replace("\0", " "))]
    return " ".join(f'"{part}"' for part in parts if part) or '""'
