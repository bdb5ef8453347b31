"""Phrases met in a text: a trie over token numbers in which the longest phrase wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Hit(NamedTuple):
    """A phrase met at tokens [start, end). `bits` has the bits of everything the phrase stands for set."""

    bits: int
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    bits: int = 0
    following: dict[int, _Node] = field(default_factory=dict)


class PhraseTrie:
    """Phrases by their tokens, each with a mask of bits; tokens are any integers, such as spaCy's hashes.

    spaCy's own PhraseMatcher finds the same places, but it takes a document per phrase, which made loading the
    vocabulary cost more than tagging the items of thirty reports.
    """

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, tokens: Iterable[int], bits: int) -> None:
        """Let a phrase stand for `bits`, beside what it stands for already."""
        node = self._root
        for token in tokens:
            following = node.following.get(token)
            if following is None:
                following = node.following[token] = _Node()
            node = following
        node.bits |= bits

    def find(self, tokens: Sequence[int]) -> list[Hit]:
        """The phrases of a text in order of place, without those that stand inside a longer one
        ("health" in "school health team")."""
        hits: list[Hit] = []
        covered, length = 0, len(tokens)
        first = self._root.following
        for start in [place for place, token in enumerate(tokens) if token in first]:
            node: _Node | None = first[tokens[start]]
            bits, end = 0, start
            position = start + 1
            while node:
                if node.bits:
                    bits, end = node.bits, position
                if position == length or not node.following:
                    break
                node = node.following.get(tokens[position])
                position += 1
            if bits and end > covered:
                hits.append(Hit(bits, start, end))
                covered = end
        return hits
