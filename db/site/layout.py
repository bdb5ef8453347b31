"""Which columns of a query's answer are columns on the page; ids, pages and addresses share one, "Where from"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# In the order in which they are shown.
_WHERE_FROM = (
    "page",
    "document_id",
    "source_url",
    "weakness_id",
    "action_id",
    "strength_id",
    "target_id",
    "inspection_id",
)
# Told otherwise: the area's name is a link, a paraphrase is labelled at its text.
_TOLD_OTHERWISE = {"area_id", "neighbour_id", "event_id", "text_origin", "weakness_origin", "action_origin"}


@dataclass(frozen=True)
class Layout:
    """Places of the columns that are shown as such, and of those that tell where a row comes from."""

    shown: tuple[int, ...]
    where_from: tuple[int, ...]


def arrange(columns: Sequence[str]) -> Layout:
    """The layout of an answer with these columns."""
    shown = [place for place, name in enumerate(columns) if name not in {*_WHERE_FROM, *_TOLD_OTHERWISE}]
    return Layout(tuple(shown), tuple(columns.index(name) for name in _WHERE_FROM if name in columns))
