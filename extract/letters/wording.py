"""Whether two wordings mean one weakness: a later document repeats the list with small changes, or in another order."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    (
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "for",
        "to",
        "in",
        "on",
        "with",
        "by",
        "from",
        "at",
        "is",
        "are",
        "not",
        "that",
    ),
) | frozenset(
    ("this", "their", "its", "children", "young", "people", "send", "area", "local", "weakness", "significant", "s")
)
_ENOUGH = 0.4


def pair_wordings(first: Sequence[str], second: Sequence[str]) -> dict[int, int]:
    """Which text of `first` each text of `second` repeats: {position in second: position in first}, each used once.

    The likeness is the share of content words the shorter text has in common with the other; the likest pairs are taken
    first, and what is less than two fifths alike stays without a partner.
    """
    one, two = [_words(text) for text in first], [_words(text) for text in second]
    ranked = sorted(
        ((_likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(two)), reverse=True
    )
    pairs: dict[int, int] = {}
    for likeness, _, i, j in ranked:
        if likeness >= _ENOUGH and j not in pairs and i not in pairs.values():
            pairs[j] = i
    return dict(sorted(pairs.items()))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(text.lower())) - _COMMON


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))
