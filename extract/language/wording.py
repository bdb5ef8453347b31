"""How alike two wordings are, and which items of two lists are the same item.

A weakness or an action is told again and again: in the letter, in the plan, at the revisit, in a committee's table, each
time a little shorter or in another order. What makes two wordings one are the words that carry meaning. Three questions
are asked of them, each with a measure of its own:

- is one a version of the other? `likeness`;
- is it so although one is a sentence and the other a paragraph? `likeness_by_length`;
- does this short name mean that text? `share_named`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# Two items share at least this part of the shorter one's words when one is a version of the other: a plan or a revisit
# changes a third of a weakness's words ("too many children wait too long" for "long waits").
ALIKE = 0.6
# Between two lists that are known to be of the same few things, less is enough: the likest pairs are taken first.
ALIKE_IN_ONE_LIST = 0.4
# A paraphrase of a paraphrase keeps most of its words.
SAME_ACTION = 0.75
# A heading over actions may be about anything; one that means a weakness has nearly all its words in it.
NAMED_BY_HEADING = 0.8
# The likest of several has to lead the second by this much; else either could be meant.
CLEAR_LEAD = 0.15
# Fewer words than this prove nothing where nothing else speaks for it.
FEWEST = 3
# No list of the same few things is longer; of longer ones only so many are compared, each with each.
_LONGEST_LIST = 300
# A text this many times as long as another is no version of it, even where it holds all its words.
_LONGEST_RATIO = 2.5

_WORD = re.compile(r"[^\W_]+")
# Words of grammar, and those that every weakness of the field has.
_COMMON = frozenset([
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "do", "does", "enough", "for", "from", "has", "have", "in",
    "is", "it", "its", "not", "of", "on", "or", "so", "that", "the", "their", "them", "they", "this", "to", "too", "was",
    "well", "were", "which", "who", "with", "within", "across",
    "action", "area", "child", "children", "local", "people", "priority", "progress", "s", "send", "service", "significant",
    "weakness", "weaknesses", "young",
])  # fmt: skip


# One text is compared with many, one after the other.
@lru_cache(maxsize=2048)
def content_words(text: str) -> frozenset[str]:
    """The words that tell one wording from another, in lower case and in the singular as far as an "s" goes."""
    return frozenset(
        word for each in _WORD.findall(text.lower()) if not _COMMON & {each, word := each.rstrip("s")} and word
    )


def likeness(first: frozenset[str], second: frozenset[str], *, fewest: int = FEWEST) -> float:
    """The part of the shorter wording's words that the longer one has too, from 0 to 1.

    With less than `fewest` words in the shorter one only equal wordings are alike.
    """
    shorter = min(len(first), len(second))
    if shorter < fewest:
        return float(first == second and shorter > 0)
    return len(first & second) / shorter


def likeness_by_length(first: frozenset[str], second: frozenset[str]) -> float:
    """The same, lowered where one is much the longer: a long text has some words of every short one."""
    longer = max(len(first), len(second))
    if not longer:
        return 0.0
    return min(likeness(first, second, fewest=1), _LONGEST_RATIO * len(first & second) / longer)


def share_named(name: frozenset[str], text: frozenset[str]) -> float:
    """The part of a name's words that a text has, from 0 to 1; 0 for a name without words."""
    return len(name & text) / len(name) if name else 0.0


def pair_wordings(first: Sequence[str], second: Sequence[str]) -> dict[int, int]:
    """Which text of `first` each text of `second` repeats: {position in second: position in first}, each used once.

    For two lists that are known to be of the same things; what is less than `ALIKE_IN_ONE_LIST` stays without a partner.
    """
    return _pairs(first, second, least=ALIKE_IN_ONE_LIST, fewest=1)


def align(known: Sequence[str], other: Sequence[str]) -> list[int | None]:
    """For each item of `other` the index of the same item in `known`, or None.

    Wording decides where it can. What is left over is joined in order where both lists are equally long: they are then
    the same list in other words, since the order of the bullets is the only numbering such a list has.
    """
    found = _pairs(known, other, least=ALIKE, fewest=FEWEST)
    if len(known) == len(other):
        left_known = [i for i in range(len(known)) if i not in found.values()]
        left_other = [j for j in range(len(other)) if j not in found]
        found.update(zip(left_other, left_known, strict=True))
    return [found.get(j) for j in range(len(other))]


def _pairs(first: Sequence[str], second: Sequence[str], *, least: float, fewest: int) -> dict[int, int]:
    """The likest pairs first, of equal ones those that stand at the same place of both lists."""
    one, two = ([content_words(text) for text in texts[:_LONGEST_LIST]] for texts in (first, second))
    ranked = sorted(
        ((likeness(a, b, fewest=fewest), -abs(i - j), i, j) for i, a in enumerate(one) for j, b in enumerate(two)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, _, i, j in ranked:
        if score >= least and j not in pairs and i not in pairs.values():
            pairs[j] = i
    return dict(sorted(pairs.items()))
