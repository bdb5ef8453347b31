"""What the theme model sees of a text: its words and terms, those of its first sentence apart, and which rules hold.

Training and tagging read texts by the same function, so that a weight means the same in both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

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
class Seen:
    """A text's features: `words`, as often as they stand in it, are weighed by how rare they are; `shape` has its weights
    already."""

    words: Sequence[str]
    shape: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sights:
    """The features of a text's words and terms, as often as they stand in it; `places` are the words' tokens and the terms'
    hits."""

    features: list[str]
    places: list[int | Hit]

    def span(self, number: int) -> tuple[int, int]:
        """The tokens [start, end) of the feature of that number."""
        place = self.places[number]
        return (place.start, place.end) if isinstance(place, Hit) else (place, place + 1)


class WordFeatures(dict[int, tuple[str, ...]]):
    """What a word is seen as anywhere and in the first sentence, by its number; nothing where it says nothing of its own.

    Words are numbered by whoever reads texts, and `words` gives them in lower case: each is looked at once.
    """

    def __init__(self, words: Callable[[int], str]) -> None:
        super().__init__()
        self._words = words
        self.ends_of_sentence: set[int] = set()

    def __missing__(self, number: int) -> tuple[str, ...]:
        word = self._words(number)
        if word in _ENDS_OF_SENTENCE:
            self.ends_of_sentence.add(number)
        says = word[:1].isalnum() and word not in _NOTHING_OF_ITS_OWN
        names = self[number] = ("w:" + word[:_STEM], "f:" + word[:_STEM]) if says else ()
        return names


class TermFeatures(dict[int, tuple[tuple[str, str], ...]]):
    """What each term of a hit's bits is seen as anywhere and in the first sentence; `bits` has those of each term."""

    def __init__(self, bits: Mapping[str, int]) -> None:
        super().__init__()
        self._bits = bits

    def __missing__(self, bits: int) -> tuple[tuple[str, str], ...]:
        names = self[bits] = tuple(("t:" + name, "tf:" + name) for name, bit in self._bits.items() if bits & bit)
        return names


def find_sights(words: Sequence[int], hits: Sequence[Hit], of_words: WordFeatures, of_terms: TermFeatures) -> Sights:
    """Every word and every term met, in the order of each; `words` are the numbers that `of_words` knows them by.

    "w:" and "t:" stand for a word and a term anywhere, "f:" and "tf:" for one in the first sentence, which says what a
    passage is about.
    """
    names = list(map(of_words.__getitem__, words))  # all are looked at before the first sentence's end is asked for
    closing = of_words.ends_of_sentence
    first = next((place for place, word in enumerate(words) if word in closing), len(words))
    features: list[str] = []
    places: list[int | Hit] = []
    for place, pair in enumerate(names[:first]):
        if pair:
            features += pair
            places += (place, place)
    later = [place for place in range(first, len(words)) if names[place]]
    features += [names[place][0] for place in later]
    places += later
    for hit in hits:
        for pair in of_terms[hit.bits]:
            seen = pair if hit.start < first else pair[:1]
            features += seen
            places += [hit] * len(seen)
    return Sights(features, places)


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
