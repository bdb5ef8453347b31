"""The words of the search index: their stems as SQLite makes them, and how people write them."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlite_utils import Database

# What SQLite's unicode61 takes for a word: letters and digits.
_WORD = re.compile(r"[^\W_]+")
# Too short, or a number: neither a subject nor misspelt.
_SHORTEST = 3


@dataclass(frozen=True)
class IndexWords:
    """`stems` by item number; `counts`: in how many items a word as written occurs, lower case; `shown`: the commonest
    way to write a stem.
    """

    stems: dict[int, frozenset[str]]
    counts: dict[str, int]
    shown: dict[str, str]


def read_words(db: Database, texts: Sequence[tuple[int, str]]) -> IndexWords:
    """The words of the items' texts (number and text, in order of number) as `search_items_fts` has indexed them."""
    db.conn.execute("CREATE VIRTUAL TABLE temp.index_words USING fts5vocab(main, search_items_fts, instance)")
    # By item and place; text is the index's first column.
    found = db.conn.execute("SELECT doc, offset, term FROM index_words WHERE col = 'text' ORDER BY doc, offset")
    # Each stem is in memory once, however many texts have it.
    stems = {number: [sys.intern(row[2]) for row in rows] for number, rows in groupby(found, key=lambda row: row[0])}
    db.conn.execute("DROP TABLE temp.index_words")
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for number, text in texts:
        words = [word.lower() for word in _WORD.findall(text)]
        counts.update({word for word in words if len(word) >= _SHORTEST and word.isalpha()})
        own = stems.get(number, [])
        # Where the two readings of what a word is differ, this text teaches nothing about how stems are written.
        for stem, word in zip(own, words, strict=True) if len(own) == len(words) else ():
            forms.setdefault(stem, Counter())[word] += 1
    wanted = {
        number: frozenset(stem for stem in own if len(stem) >= _SHORTEST and stem.isalpha())
        for number, own in stems.items()
    }
    return IndexWords(wanted, dict(counts), {stem: found.most_common(1)[0][0] for stem, found in forms.items()})
