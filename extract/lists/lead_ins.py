"""Sentences of a lead-in."""

from __future__ import annotations

import re

from extract.language.phrases import phrases

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=[A-Z])")


def refers_back(text: str) -> bool:
    """Whether a text ends with a sentence that only points to what stands before it ("They are:")."""
    return phrases("council")["refers_back"].match(_SENTENCE_END.split(text)[-1]) is not None


def last_sentences(text: str) -> str:
    """The last sentence of a text, with the one before it where it only refers back ("These were:")."""
    sentences = _SENTENCE_END.split(text)
    return " ".join(sentences[-2:]) if phrases("council")["refers_back"].match(sentences[-1]) else sentences[-1]
