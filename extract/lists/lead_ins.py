"""Sentences of a lead-in."""

from __future__ import annotations

from extract.language.phrases import phrases
from extract.language.sentences import split_sentences


def refers_back(text: str) -> bool:
    """Whether a text ends with a sentence that only points to what stands before it ("They are:")."""
    return phrases("council")["refers_back"].match(split_sentences(text, at_semicolons=True)[-1]) is not None


def last_sentences(text: str) -> str:
    """The last sentence of a text, with the one before it where it only refers back ("These were:")."""
    sentences = split_sentences(text, at_semicolons=True)
    return " ".join(sentences[-2:]) if phrases("council")["refers_back"].match(sentences[-1]) else sentences[-1]
