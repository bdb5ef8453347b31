"""What is to be tagged: a text and which kind of item it is, since each kind speaks of its themes in its own way."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ItemKind(StrEnum):
    """How an item speaks: what areas are asked to do, what a report tells is weak, what it praises, what areas do."""

    ASKED = "asked"  # priority actions, areas for improvement, significant weaknesses
    TOLD = "told"
    STRENGTH = "strength"
    ACTION = "action"


class Untagged(NamedTuple):
    """An item's text and kind."""

    text: str
    kind: ItemKind = ItemKind.ASKED
