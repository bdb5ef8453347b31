"""Pairing extracted items with gold items, by shared words or by how they begin and end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from extract.model.document import squash

# Two texts are one item where this share of their words is common (the project's rule for "matched").
SAME_TEXT = 0.9
_WORD = re.compile(r"\w+")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-"})
_EDGE = " \t\n.,;:\"'*•-"


def overlap(first: str, second: str) -> float:
    """Share of words two texts have in common, from 0 to 1 (twice the common words over all words)."""
    a, b = Counter(_WORD.findall(first.casefold())), Counter(_WORD.findall(second.casefold()))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def begins(text: str, start: str) -> bool:
    """Whether a text begins with given words, letter case, typography and leading punctuation aside."""
    return _plain(text).startswith(_plain(start))


def ends(text: str, end: str) -> bool:
    """Whether a text ends with given words, letter case, typography and closing punctuation aside."""
    return _plain(text).endswith(_plain(end))


def _plain(text: str) -> str:
    return squash(text.translate(_STRAIGHT)).casefold().strip(_EDGE)


def pair(found: Sequence[str], wanted: Sequence[Callable[[str], float]]) -> list[int | None]:
    """For each wanted item the index of the found text that scores best and at least `SAME_TEXT`, each used once."""
    free = set(range(len(found)))
    pairs: list[int | None] = []
    for score in wanted:
        best = max(free, key=lambda index: score(found[index]), default=None)
        if best is None or score(found[best]) < SAME_TEXT:
            pairs.append(None)
        else:
            pairs.append(best)
            free.discard(best)
    return pairs
