"""Which findings of other areas are most like a finding, and what they share.

Two findings are alike by the themes they share and by the words they share, rare ones counting more (inverse document
frequency, cosine). Half the score is themes, half words: texts about the same things in other words come near, and
among those of one theme the same wording comes first. One theme alone makes nobody alike: half of all findings share one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log, sqrt
from typing import Any

import numpy as np

from db.sqlite.row import Row

# To be raised whenever the same findings would give other rows.
SIMILARITY = 1
# Of two findings that share half of what they are about.
LEAST = 0.3
# How many are kept: of the same sort, of each other sort, and beyond those among neighbours, in the region, and followed
# by progress, so that these filters have something to show.
SAME_SORT, OTHER_SORT, EACH_FILTER = 8, 3, 2
# A text's most telling words are enough to find it by.
_WORDS = 14
# A word in more than this share of texts tells nothing of what they are about ("children", "and").
_COMMONEST = 0.08
_SHOWN_WORDS = 5


@dataclass(frozen=True)
class Alike:
    """A finding as it is compared: `item` is its sort, `worked` whether progress followed, `stems` its words."""

    item_id: str
    item: str
    area_id: str
    region: str
    neighbours: frozenset[str]
    worked: bool
    themes: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True)
class _Vectors:
    """For each item its features with weights (a unit vector), and for each feature the items that have it."""

    own: list[dict[str, float]]
    items: dict[str, Any]
    weights: dict[str, Any]


def find_alike(items: Sequence[Alike], labels: Mapping[str, str], shown: Mapping[str, str]) -> Iterator[Row]:
    """Rows of `similar_items`, those of an item together, the most alike first. Never of the same area.

    `labels` name themes, `shown` says how a stem is written.
    """
    themes = _weigh([item.themes for item in items], most=len(labels), commonest=1.0)
    words = _weigh([item.stems for item in items], most=_WORDS, commonest=_COMMONEST)
    choosing = _Choosing.of(items)
    for number, item in enumerate(items):
        scores = np.zeros(len(items))
        common = np.zeros(len(items), dtype=np.int8)
        for vectors in (themes, words):
            for feature, weight in vectors.own[number].items():
                scores[vectors.items[feature]] += 0.5 * weight * vectors.weights[feature]
                common[vectors.items[feature]] += 1
        near = np.flatnonzero((scores >= LEAST) & (common > 1) & (choosing.areas != choosing.areas[number]))
        order = near[np.argsort(-scores[near], kind="stable")]
        for other in choosing.choose(number, item, order):
            shares = [
                *(labels[theme] for theme in _shared(themes, number, other)),
                *(shown.get(stem, stem) for stem in islice(_shared(words, number, other), _SHOWN_WORDS)),
            ]
            yield {
                "item_id": item.item_id,
                "other_id": items[other].item_id,
                "score": round(float(scores[other]), 3),
                "shares": ", ".join(shares),
            }


@dataclass(frozen=True)
class _Choosing:
    """What decides which of the near ones are kept, as arrays by item: thousands are near to some."""

    areas: Any
    sorts: Any
    regions: Any
    worked: Any
    sort_names: tuple[str, ...]
    area_numbers: Mapping[str, int]

    @staticmethod
    def of(items: Sequence[Alike]) -> _Choosing:
        areas = {name: number for number, name in enumerate(sorted({item.area_id for item in items}))}
        sorts = tuple(sorted({item.item for item in items}))
        regions = {name: number for number, name in enumerate(sorted({item.region for item in items}))}
        return _Choosing(
            np.array([areas[item.area_id] for item in items]),
            np.array([sorts.index(item.item) for item in items]),
            np.array([regions[item.region] for item in items]),
            np.array([item.worked for item in items]),
            sorts,
            areas,
        )

    def choose(self, number: int, item: Alike, order: Any) -> list[int]:
        """Those kept of the ones that are near, in their order (the most alike first)."""
        kept = np.zeros(len(order), dtype=bool)
        neighbours = [self.area_numbers[area] for area in item.neighbours if area in self.area_numbers]
        wanted = [
            np.isin(self.areas[order], neighbours),
            self.regions[order] == self.regions[number],
            self.worked[order],
        ]
        for sort, name in enumerate(self.sort_names):
            of_sort = self.sorts[order] == sort
            kept[np.flatnonzero(of_sort)[: SAME_SORT if name == item.item else OTHER_SORT]] = True
            for reason in wanted:
                kept[np.flatnonzero(of_sort & reason)[:EACH_FILTER]] = True
        return [int(each) for each in order[kept]]


def _shared(vectors: _Vectors, one: int, other: int) -> list[str]:
    """Features of both, those that count most for the score first."""
    here, there = vectors.own[one], vectors.own[other]
    return sorted(here.keys() & there.keys(), key=lambda feature: (-here[feature] * there[feature], feature))


def _weigh(features: Sequence[frozenset[str]], *, most: int, commonest: float) -> _Vectors:
    """Unit vectors of the items' rarest features, and the same by feature."""
    counts = Counter(feature for own in features for feature in own)
    # In a small collection every word is in a large share of texts: six are no crowd.
    limit = max(6.0, commonest * len(features))
    weight = {
        # A half more, so that a theme that every item has still has some weight.
        feature: log((len(features) + 0.5) / count) + 0.1
        for feature, count in counts.items()
        if 1 < count <= limit
    }
    own = [_unit(sorted(each & weight.keys(), key=lambda f: (-weight[f], f))[:most], weight) for each in features]
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, vector in enumerate(own):
        for feature, value in vector.items():
            postings.setdefault(feature, []).append((number, value))
    return _Vectors(
        own,
        {feature: np.array([number for number, _ in rows], dtype=np.int64) for feature, rows in postings.items()},
        {feature: np.array([value for _, value in rows]) for feature, rows in postings.items()},
    )


def _unit(features: Iterable[str], weight: Mapping[str, float]) -> dict[str, float]:
    vector = {feature: weight[feature] for feature in features}
    length = sqrt(sum(value * value for value in vector.values()))
    return {feature: value / length for feature, value in vector.items()} if length else {}
