"""Which weakness a short name means, where a paper's tables and headings call them by names of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model.findings import WeaknessFinding

_EMPTY_WORDS = frozenset({"and", "the", "for", "with", "area", "weaknes", "priority", "action", "progress"})


def number_of(name: str, weaknesses: Sequence[WeaknessFinding], *, least: float = 0.6) -> int | None:
    """The number of the one weakness whose title and text hold at least the share `least` of the name's words.

    None where no weakness does, or where two do equally.
    """
    words = _words(name)
    if not words:
        return None
    shares = [
        (len(words & _words(f"{weakness.title or ''} {weakness.quote.text}")) / len(words), weakness.number)
        for weakness in weaknesses
    ]
    best, number = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    is_alone = [share for share, _ in shares].count(best) == 1
    return number if best >= least and is_alone else None


def _words(text: str) -> set[str]:
    """Words that carry meaning, in the singular as far as an "s" goes."""
    return {word.rstrip("s") for word in re.findall(r"[^\W\d]+", text.lower()) if len(word) > 2} - _EMPTY_WORDS
