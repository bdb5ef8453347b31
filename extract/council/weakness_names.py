"""Which weakness a short name means, where a paper's tables and headings call them by names of their own."""

from __future__ import annotations

from collections.abc import Sequence

from extract.language.wording import ALIKE, content_words, share_named
from extract.model.findings import WeaknessFinding


def number_of(name: str, weaknesses: Sequence[WeaknessFinding], *, least: float = ALIKE) -> int | None:
    """The number of the one weakness whose title and text hold at least the share `least` of the name's words.

    None where no weakness does, or where two do equally.
    """
    words = content_words(name)
    shares = [
        (share_named(words, content_words(f"{weakness.title or ''} {weakness.quote.text}")), weakness.number)
        for weakness in weaknesses
    ]
    best, number = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    is_alone = [share for share, _ in shares].count(best) == 1
    return number if best >= least and is_alone else None
