"""Answers `/quality`: what a reader may rely on first, and last the figures of documents the rules were written on."""

from __future__ import annotations

from typing import Any

from db.quality import theme_figures
from db.quality.figures import COMMITTED
from db.quality.held_out import HeldOut, load_held_out
from db.quality.tally import Tally
from db.quality.theme_figures import RULES_SEEN, GroupFigures, SavedFigures
from db.quality.theme_labels import ItemGroup
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.quality.figures import Quality, read_quality
from db.site.wording import in_words
from extract.theming.taxonomy import THEMES

_UNSEEN = (
    "documents", "kind", "what", "items", "right", "surplus", "missed", "precision", "recall", "f1", "two_readers_f1",
    "measured", "note",
)  # fmt: skip
_LEFT_OUT = (
    "items_of", "items", "areas", "f1", "mean_of_themes_f1", "counted_precision", "rules_alone_f1", "two_readers_f1", "note",
)  # fmt: skip
# The groups of which every theme's figure is shown: those in a report's own words.
_BY_THEME = (ItemGroup.ASKED, ItemGroup.TOLD, ItemGroup.STRENGTH)
_THEMES = (
    "theme",
    "two_readers_f1",
    *(f"{group}_f1" for group in _BY_THEME),
    "at_hand_right",
    "at_hand_surplus",
    "at_hand_missed",
    "at_hand_f1",
    "theme_id",
)
_TOGETHER = ("group", "right", "surplus", "missed")
_SEEN = ("group", "document_type", "what", "right", "surplus", "missed", "precision", "recall", "f1")
# Groups of items as people call them, in the order in which they are shown.
_GROUPS = {
    ItemGroup.ASKED: "Priority actions and areas for improvement of reports",
    ItemGroup.TOLD: "Weaknesses told in a report's text",
    ItemGroup.STRENGTH: "Strengths told in a report's text",
    ItemGroup.PARAPHRASED_WEAKNESS: "Our paraphrases of significant weaknesses",
    ItemGroup.PARAPHRASED_ASK: "Our paraphrases of priority actions and areas for improvement",
    ItemGroup.PARAPHRASED_ACTION: "Our paraphrases of actions",
    ItemGroup.PARAPHRASED_STRENGTH: "Our paraphrases of strengths",
}
_FLATTERED = "the rules were written with these at hand: expect less of new ones"
_NOTES = (
    "Precision is the share of what was found that is right, recall the share of what is there that was found, F1 their "
    "harmonic mean; all are shares from 0 to 1. An empty cell was not measured.",
    "“At hand” are documents that were looked at while rules were written: what they reach is an upper bound for others.",
)


async def show_quality(datasette: Any, request: Any) -> Any:
    """The page; its CSV are the figures of unseen documents."""
    held_out, seen = load_held_out(), read_quality(COMMITTED)
    left_out = theme_figures.load_figures(theme_figures.COMMITTED)
    unseen = _unseen(held_out)
    tables = (
        Table("unseen", "On documents nobody had tuned for", _UNSEEN, unseen),
        Table("left_out", "Themes of areas left out of training", _LEFT_OUT, _left_out(left_out)),
        Table("themes", "Themes", _THEMES, _themes(held_out, seen, left_out)),
        Table("at_hand", "On documents at hand", _SEEN, _seen(seen) if seen else []),
        Table("at_hand_together", "On documents at hand, by group", _TOGETHER, _together(seen) if seen else []),
    )
    facts = {
        "documents_at_hand": seen.documents if seen else None,
        "measured_at_hand": seen.measured if seen else None,
        "themes_at_hand_micro_f1": _rounded(seen.theme_micro) if seen else None,
        "themes_at_hand_macro_f1": _rounded(seen.theme_macro) if seen else None,
    }
    notes = (
        *_NOTES,
        f"Two readers: {held_out.readers_about}",
        *(f"{each.title}: {each.about}" for each in held_out.sets),
    )
    answer = Answer("quality", "How well documents are read", tables, facts=facts, notes=notes)
    context = {"sets": held_out.sets, "readers_about": held_out.readers_about, "quality": seen, "left_out": left_out}
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


def _left_out(saved: SavedFigures | None) -> list[dict[str, Any]]:
    return [
        {
            "items_of": words, "items": each.items, "areas": each.areas, "f1": _rounded(each.micro),
            "mean_of_themes_f1": _rounded(each.macro), "counted_precision": _rounded(each.counted.precision),
            "rules_alone_f1": _rounded(each.rules_micro), "two_readers_f1": _rounded(each.readers),
            "note": _FLATTERED if group in RULES_SEEN else None,
        }
        for group, words in _GROUPS.items()
        for each in _figures_of(saved, group)
    ]  # fmt: skip


def _figures_of(saved: SavedFigures | None, group: ItemGroup) -> list[GroupFigures]:
    return [each for each in saved.groups if each.group is group] if saved else []


def _themes(held_out: HeldOut, seen: Quality | None, left_out: SavedFigures | None) -> list[dict[str, Any]]:
    groups = seen.groups if seen else ()
    tallies = {each.name: each.tally for group in groups if group.heading == "Themes" for each in group.figures}
    rows = []
    for theme in sorted(THEMES, key=lambda each: each.label):
        tally = tallies.get(theme.label)
        rows.append(
            {
                "theme": theme.label, "theme_id": theme.theme_id,
                "two_readers_f1": _rounded(held_out.readers.get(theme.theme_id)),
                **{f"{group}_f1": _theme_f1(left_out, group, theme.theme_id) for group in _BY_THEME},
                "at_hand_right": tally.right if tally else None, "at_hand_surplus": tally.surplus if tally else None,
                "at_hand_missed": tally.missed if tally else None, "at_hand_f1": _rounded(tally.f1) if tally else None,
            }
        )  # fmt: skip
    return rows


def _theme_f1(saved: SavedFigures | None, group: ItemGroup, theme_id: str) -> float | None:
    tallies = [each.tagger.get(theme_id, Tally()) for each in _figures_of(saved, group)]
    return _rounded(tallies[0].f1) if tallies else None


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


def _together(seen: Quality) -> list[dict[str, Any]]:
    return [
        {
            "group": group.heading,
            "right": group.together.right,
            "surplus": group.together.surplus,
            "missed": group.together.missed,
        }
        for group in seen.groups
        if group.heading != "Themes"
    ]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
