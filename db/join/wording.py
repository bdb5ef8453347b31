"""How alike two wordings of one weakness are, and which items of two lists are the same item."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Two items share at least this part of the shorter one's words when one is a version of the other.
ALIKE = 0.6
# Fewer words than this prove nothing.
_FEWEST = 3
_WORD = re.compile(r"[^\W_]+")
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "not",
        "of",
        "on",
        "or",
        "so",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "too",
        "was",
        "were",
        "which",
        "who",
        "with",
        "within",
        "across",
        "children",
        "young",
        "people",
        "send",
        "area",
        "local",
        "areas",
        "services",
    ]
)


def words(text: str) -> frozenset[str]:
    """The words of a wording that tell it from another, in lower case."""
    return frozenset(_WORD.findall(text.lower())) - _COMMON


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """The part of the shorter wording's words that the longer one has too, from 0 to 1."""
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter >= _FEWEST else float(first == second and shorter > 0)


def align(known: Sequence[str], other: Sequence[str]) -> list[int | None]:
    """For each item of `other` the index of the same item in `known`, or None.

    Wording decides where it can. What is left over is joined in order where both lists are equally long: they are then
    the same list in other words, since the order of the bullets is the only numbering such a list has.
    """
    known_words, other_words = [words(text) for text in known], [words(text) for text in other]
    scores = sorted(
        (
            (likeness(there, here), -abs(i - j), i, j)
            for i, there in enumerate(known_words)
            for j, here in enumerate(other_words)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for score, _, i, j in scores:
        if score < ALIKE:
            break
        if j not in found and i not in found.values():
            found[j] = i
    if len(known) == len(other):
        left_known = [i for i in range(len(known)) if i not in found.values()]
        left_other = [j for j in range(len(other)) if j not in found]
        found.update(zip(left_other, left_known, strict=True))
    return [found.get(j) for j in range(len(other))]
