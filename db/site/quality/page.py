"""Answers `/quality`: what a reader may rely on first, and last the figures of documents the rules were written on."""

from __future__ import annotations

from typing import Any

from db.quality.figures import COMMITTED
from db.quality.held_out import HeldOut, load_held_out
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.quality.figures import Quality, read_quality
from db.site.wording import in_words
from extract.theming.taxonomy import THEMES

_UNSEEN = (
    "documents", "kind", "what", "items", "right", "surplus", "missed", "precision", "recall", "f1", "two_readers_f1",
    "measured", "note",
)  # fmt: skip
_THEMES = ("theme", "two_readers_f1", "at_hand_right", "at_hand_surplus", "at_hand_missed", "at_hand_f1", "theme_id")
_SEEN = ("group", "document_type", "what", "right", "surplus", "missed", "precision", "recall", "f1")
_NOTES = (
    "Precision is the share of what was found that is right, recall the share of what is there that was found, F1 their "
    "harmonic mean; all are shares from 0 to 1. An empty cell was not measured.",
    "“At hand” are documents that were looked at while rules were written: what they reach is an upper bound for others.",
)


async def show_quality(datasette: Any, request: Any) -> Any:
    """The page; its CSV are the figures of unseen documents."""
    held_out, seen = load_held_out(), read_quality(COMMITTED)
    unseen = _unseen(held_out)
    tables = (
        Table("unseen", "On documents nobody had tuned for", _UNSEEN, unseen),
        Table("themes", "Themes", _THEMES, _themes(held_out, seen)),
        Table("at_hand", "On documents at hand", _SEEN, _seen(seen) if seen else []),
    )
    facts = {
        "documents_at_hand": seen.documents if seen else None,
        "measured_at_hand": seen.measured if seen else None,
        "themes_at_hand_micro_f1": _rounded(seen.theme_micro) if seen else None,
        "themes_at_hand_macro_f1": _rounded(seen.theme_macro) if seen else None,
    }
    answer = Answer("quality", "How well documents are read", tables, facts=facts, notes=_NOTES)
    context = {"sets": held_out.sets, "readers_about": held_out.readers_about, "quality": seen}
    return await respond(datasette, request, "quality", answer, context)


def _unseen(held_out: HeldOut) -> list[dict[str, Any]]:
    return [
        {
            "documents": each.title, "set_id": each.set_id, "kind": figure.kind, "what": figure.what, "items": figure.items,
            "right": figure.right, "surplus": figure.surplus, "missed": figure.missed, "precision": _rounded(figure.precision),
            "recall": _rounded(figure.recall), "f1": _rounded(figure.f1), "two_readers_f1": figure.readers,
            "measured": each.measured, "note": figure.note,
        }
        for each in held_out.sets
        for figure in each.figures
    ]  # fmt: skip


def _themes(held_out: HeldOut, seen: Quality | None) -> list[dict[str, Any]]:
    groups = seen.groups if seen else ()
    tallies = {each.name: each.tally for group in groups if group.heading == "Themes" for each in group.figures}
    rows = []
    for theme in sorted(THEMES, key=lambda each: each.label):
        tally = tallies.get(theme.label)
        rows.append(
            {
                "theme": theme.label, "theme_id": theme.theme_id,
                "two_readers_f1": _rounded(held_out.readers.get(theme.theme_id)),
                "at_hand_right": tally.right if tally else None, "at_hand_surplus": tally.surplus if tally else None,
                "at_hand_missed": tally.missed if tally else None, "at_hand_f1": _rounded(tally.f1) if tally else None,
            }
        )  # fmt: skip
    return rows


def _seen(seen: Quality) -> list[dict[str, Any]]:
    return [
        {
            "group": group.heading, "document_type": in_words(each.doc_type), "what": in_words(each.name),
            "right": each.tally.right, "surplus": each.tally.surplus, "missed": each.tally.missed,
            "precision": _rounded(each.tally.precision), "recall": _rounded(each.tally.recall), "f1": _rounded(each.tally.f1),
        }
        for group in seen.groups
        if group.heading != "Themes"
        for each in group.figures
    ]  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
