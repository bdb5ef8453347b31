"""Sentences of a lead-in."""

from __future__ import annotations

import re

from extract.phrases import phrases

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])")


def last_sentences(text: str) -> str:
    """The last sentence of a text, with the one before it where it only refers back ("These were:")."""
    sentences = _SENTENCE_END.split(text)
    return " ".join(sentences[-2:]) if phrases("council")["refers_back"].match(sentences[-1]) else sentences[-1]
