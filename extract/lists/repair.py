"""Mending lists that a converter damaged: a bullet of two lines made into two bullets.

A number stated by the document decides between readings; without one only what is certainly a rest is joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.language.phrases import phrases
from extract.lists.items import Item, is_unfinished

_FULL_LINE = 60
# What has more items is no list of findings: each item is weighed against all the others, which would take for ever.
_LONGEST_LIST = 200
_AND_AT_END = re.compile(r"\s(?:and|or)$", re.IGNORECASE)
_REST_OF_A_LINE = 3  # words that a wrapped line leaves to the next
_WORDS_OF_AN_ITEM = 6  # a list whose middle item is shorter lists labels, of which three words may be one
_MOST_OTHERS = 0.6  # share of the other items that begin or end as items do


def mend(items: Sequence[Item], stated: int | None) -> tuple[Item, ...]:
    """The items with split ones joined; of the possible readings the one with `stated` items, if any has.

    Those of a list of more than 200 stay as they are.
    """
    plain = tuple(items)
    if len(plain) > _LONGEST_LIST:
        return plain
    readings = (
        _joined(plain, _is_rest),
        plain,
        _joined(plain, lambda run, i: _is_rest(run, i) or _begins_with_and(run, i)),
    )
    return next((reading for reading in readings if len(reading) == stated), readings[0])


def _joined(items: Sequence[Item], is_rest: Callable[[Sequence[Item], int], bool]) -> tuple[Item, ...]:
    result: list[Item] = []
    for i, item in enumerate(items):
        if result and item.title is None and is_rest(items, i):
            before = result.pop()
            result.append(Item(before.pieces + item.pieces, before.title, before.is_sure and item.is_sure))
        else:
            result.append(item)
    return tuple(result)


def _is_rest(items: Sequence[Item], i: int) -> bool:
    """Whether item `i` is certainly the rest of the one before it."""
    before, text = items[i - 1].text, items[i].text
    if before.endswith((";", ".", ":")):
        return False
    is_lower = text[:1].islower()
    if is_lower and phrases("letters")["mid_start"].match(text):
        return True
    if _AND_AT_END.search(before) and i == len(items) - 1:  # the list's own "and" before its last item
        return False
    if is_unfinished(before):
        return True
    others = [item.text for j, item in enumerate(items) if j not in (i - 1, len(items) - 1)]
    if not is_lower or len(others) < 2:
        return False
    # A wrapped line leaves a full line before it and a word or three of its own.
    if len(before) >= _FULL_LINE and len(text.split()) <= _REST_OF_A_LINE and not text.endswith((";", ",")):
        lengths = sorted(len(other.split()) for other in others if other != text)
        if lengths and lengths[len(lengths) // 2] > _WORDS_OF_AN_ITEM:
            return True
    has_ends = sum(other.endswith((";", ".")) for other in others) / len(others)
    if _begins_with_and(items, i):  # an item of its own in many lists, unless all others are closed
        return has_ends == 1
    has_capitals = sum(other[:1].isupper() for other in others) / len(others)
    return max(has_ends, has_capitals) > _MOST_OTHERS


def _begins_with_and(items: Sequence[Item], i: int) -> bool:
    return items[i].text.lower().startswith("and ")
