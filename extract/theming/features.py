"""What the theme model sees of a text: its words and terms, those of its first sentence apart, and which rules hold.

Training and tagging read texts by the same function, so that a weight means the same in both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from extract.theming.items import ItemKind
from extract.theming.phrase_trie import Hit

# Letters of a word that count: enough to join "identify" and "identification" without a stemmer.
_STEM = 7
_NOTHING_OF_ITS_OWN = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "to",
        "in",
        "for",
        "is",
        "are",
        "be",
        "that",
        "this",
        "with",
        "their",
        "they",
        "it",
        "on",
        "as",
        "by",
        "at",
        "or",
        "from",
        "has",
        "have",
        "not",
        "which",
        "who",
        "so",
        "can",
        "will",
        "its",
        "these",
        "those",
        "also",
        "when",
        "but",
        "such",
    ]
)
_ENDS_OF_SENTENCE = frozenset(".!?")
# How much rules, kind and length weigh beside the words, whose vector has the length 1. Chosen by cross-validation by
# area: with more the model follows the rules, which were written on what areas are asked and name too much elsewhere.
_OF_RULE, _OF_RULE_IN_KIND, _OF_SHAPE = 0.25, 0.3, 0.3
_LONG = 150  # words; a longer item is no more of a passage than this
_MANY = 5  # rules that hold


@dataclass(frozen=True, slots=True)
class Sight:
    """Where a feature stands: tokens [start, end)."""

    feature: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A text's features: `words` are counted and weighed by how rare they are, `shape` has its weights already."""

    words: Mapping[str, float]
    shape: Mapping[str, float]


def find_places(words: Sequence[str], hits: Sequence[Hit], names: Mapping[int, Sequence[str]]) -> Iterator[Sight]:
    """Every word (lower case) and every term met (`names` gives the ids of terms by bits), in the order of each.

    "w:" and "t:" stand for a word and a term anywhere, "f:" and "tf:" for one in the first sentence, which says what a
    passage is about.
    """
    first = next((place for place, word in enumerate(words) if word in _ENDS_OF_SENTENCE), len(words))
    for place, word in enumerate(words):
        if word[:1].isalnum() and word not in _NOTHING_OF_ITS_OWN:
            yield Sight("w:" + word[:_STEM], place, place + 1)
            if place < first:
                yield Sight("f:" + word[:_STEM], place, place + 1)
    for hit in hits:
        for name in names[hit.bits]:
            yield Sight("t:" + name, hit.start, hit.end)
            if hit.start < first:
                yield Sight("tf:" + name, hit.start, hit.end)


def count_words(places: Iterator[Sight] | Sequence[Sight]) -> dict[str, float]:
    """How often each feature stands in a text, on a scale on which the second time counts for less than the first."""
    return {name: 1 + log(number) for name, number in Counter(place.feature for place in places).items()}


def shape_of(kind: ItemKind, length: int, by_rule: Collection[str]) -> dict[str, float]:
    """The features that are no words: the kind of item, its length in tokens, and the themes of which a rule holds."""
    shape = {
        f"kind:{kind}": _OF_SHAPE,
        "length": _OF_SHAPE * min(length, _LONG) / _LONG,
        "rules": _OF_SHAPE * len(by_rule) / _MANY,
    }
    for theme in by_rule:
        shape[f"rule:{theme}"] = _OF_RULE
        shape[f"rule:{kind}:{theme}"] = _OF_RULE_IN_KIND
    return shape
