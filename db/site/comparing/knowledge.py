"""How much is known of what an inspection told, praised or brought about, in words: all, a part, nothing, or none there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Knowledge:
    """`known` is all, part, nothing or none_told; `items` are held of `out_of`, each None where it is not known."""

    known: str
    words: str
    items: int | None
    out_of: int | None

    @property
    def is_complete(self) -> bool:
        """Whether a theme without items was not raised, rather than not known to be."""
        return self.known in {"all", "none_told"}


def know_told(row: Mapping[str, Any]) -> Knowledge:
    """Of what an area was told to act on; `row` is one of the view inspection_known."""
    items, out_of = row["items"], row["out_of"]
    known = row["known"]
    if known == "none_told" and items:
        # Which of the two is right is for a person to say: neither all nor none is known.
        words = f"sources disagree: none by Ofsted’s tables, {items} by a document read here"
        return Knowledge("part", words, items, None)
    if known == "none_told":
        return Knowledge(known, "told no significant weakness", 0, 0)
    if known == "nothing":
        words = f"its {out_of} significant weaknesses are not known here" if out_of else "its report is not read here"
        return Knowledge(known, words, None, out_of)
    if known == "part" and out_of is None:
        if row["framework"] == "2023":
            return Knowledge(known, f"partly known: {tell_items(row)} only", items, None)
        return Knowledge(known, f"{_count(items, 'item')} known, of how many is not known", items, None)
    if known == "part":
        return Knowledge(known, f"{items} of {out_of} known", items, out_of)
    return Knowledge(known, f"all {items} known" if items > 1 else "the only one known", items, items)


def know_strengths(row: Mapping[str, Any], held: int) -> Knowledge:
    """Of what an area was praised for: a report is read, or was paraphrased by us, whole, and nothing else tells it."""
    if row["document_id"] is None:
        if held:
            return Knowledge("all", f"{_count(held, 'strength')} known", held, held)
        return Knowledge("nothing", "its report is not read here", None, None)
    if not held:
        return Knowledge("nothing", "its report is read, no strength was recognised in it", None, None)
    return Knowledge("all", f"{_count(held, 'strength')} read", held, held)


def know_actions(row: Mapping[str, Any], held: int) -> Knowledge:
    """Of what an area said it would do; `plan_state` is the plan register's."""
    if not row["plan_required"]:
        if held:
            return Knowledge("part", f"no plan was required; {_count(held, 'action')} known from elsewhere", held, None)
        if row["plan_required"] is None:
            return Knowledge("nothing", "not known whether a plan was required", None, None)
        return Knowledge("none_told", "no plan was required", 0, 0)
    if row["plan_state"] == "read":
        return Knowledge("all", f"plan read: {_count(held, 'action')}", held, held)
    if held:
        return Knowledge("part", f"{_count(held, 'action')} known from other pages, plan not read", held, None)
    return Knowledge(
        "nothing",
        "a plan is known, not read here" if row["plan_state"] != "no plan found" else "no plan found",
        None,
        None,
    )


def tell_items(row: Mapping[str, Any]) -> str:
    """What is held of what a full inspection told: "2 priority actions and 3 areas for improvement"."""
    if row["framework"] == "2016":
        return _count(row["items"], "significant weakness", "es")
    actions, areas = row["priority_actions"], row["items"] - row["priority_actions"]
    parts = [_count(actions, "priority action")] if actions else []
    if areas:
        parts.append(f"{areas} {'area' if areas == 1 else 'areas'} for improvement")
    return " and ".join(parts)


def _count(number: int, noun: str, plural: str = "s") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}{plural}"
