"""Items with the themes that people gave them: what the theme model is trained on and measured by."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from db.facts.themes import TABLES, item_kind
from db.quality.errors import GoldError
from db.quality.gold import load_gold
from db.reference.areas import load_area_names
from db.reference.tables import read_table, required
from extract.theming.items import ItemKind, Untagged
from extract.theming.taxonomy import THEMES

_REPORT_NUMBER = re.compile(r"^\d+-")
_IDS = frozenset(theme.theme_id for theme in THEMES)


class ItemGroup(StrEnum):
    """Which items are measured together: what reports say in their own words, and our paraphrases."""

    TOLD = "told"
    STRENGTH = "strength"
    ASKED = "asked"
    PARAPHRASED_WEAKNESS = "paraphrased_weakness"
    PARAPHRASED_ASK = "paraphrased_ask"
    PARAPHRASED_ACTION = "paraphrased_action"
    PARAPHRASED_STRENGTH = "paraphrased_strength"


_REPORT_KINDS = {
    ItemGroup.TOLD: ItemKind.TOLD,
    ItemGroup.STRENGTH: ItemKind.STRENGTH,
    ItemGroup.ASKED: ItemKind.ASKED,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item and its themes; `either` is what one of two readings chose. `group` and `area_id` are None for items we
    invented: they are of no area, only trained on and never measured by."""

    item: Untagged
    themes: frozenset[str]
    either: frozenset[str] = frozenset()
    group: ItemGroup | None = None
    area_id: str | None = None


def read_labels(paths: Sequence[Path]) -> list[Labelled]:
    """All labelled items: those of `paths`, the paraphrases of the reference facts, and the items we invented.

    A path is a JSON list of {report, kind (narrative or strength), text, themes, either} or a folder of gold files, of
    which the priority actions and areas for improvement with themes are taken. Raises `GoldError` naming the file that
    is neither, or the theme that there is not.
    """
    found = [each for path in paths for each in (_gold_items(path) if path.is_dir() else _told_items(path))]
    found += [*_paraphrases(), *_invented()]
    for each in found:
        if unknown := (each.themes | each.either) - _IDS:
            raise GoldError(
                f"no theme is called {min(unknown)}: {each.item.text[:60]!r}; themes.yml names those there are"
            )
    return found


def _told_items(path: Path) -> Iterator[Labelled]:
    groups = {"narrative": ItemGroup.TOLD, "strength": ItemGroup.STRENGTH}
    try:
        for row in json.loads(path.read_text("utf-8")):
            group = groups[row["kind"]]
            yield Labelled(
                Untagged(row["text"], _REPORT_KINDS[group]),
                frozenset(row["themes"]),
                frozenset(row["either"]),
                group,
                _REPORT_NUMBER.sub("", row["report"]),
            )
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise GoldError(f"{path.name} is no list of labelled items ({type(error).__name__}: {error})") from error


def _gold_items(folder: Path) -> Iterator[Labelled]:
    area_ids = {area.name: area.area_id for area in load_area_names()}
    for path in sorted(folder.rglob("*.json")):
        gold = load_gold(path)
        for kind in ("priority_action", "area_for_improvement"):
            for item in gold.weaknesses.get(kind, ()):
                if item.text is not None and item.themes is not None and gold.area in area_ids:
                    untagged = Untagged(item.text, ItemKind.ASKED)
                    yield Labelled(untagged, item.themes, item.themes_either, ItemGroup.ASKED, area_ids[gold.area])


def _paraphrases() -> Iterator[Labelled]:
    either = {row["text"]: frozenset(row["either"].split()) for row in _label_rows("paraphrases_either.csv")}
    for table in TABLES:
        for row in read_table(table):
            if row["themes"]:
                text, kind = required(row, "text"), item_kind(table, row)
                group = _paraphrase_group(table, kind)
                themes = frozenset(row["themes"].split())
                yield Labelled(Untagged(text, kind), themes, either.get(text, frozenset()), group, row["area_id"])


def _paraphrase_group(table: str, kind: ItemKind) -> ItemGroup:
    if table == "starter_weaknesses":
        return ItemGroup.PARAPHRASED_WEAKNESS
    if kind is ItemKind.ACTION:
        return ItemGroup.PARAPHRASED_ACTION
    return ItemGroup.PARAPHRASED_STRENGTH if kind is ItemKind.STRENGTH else ItemGroup.PARAPHRASED_ASK


def _invented() -> Iterator[Labelled]:
    for row in _label_rows("own_items.csv"):
        yield Labelled(Untagged(row["text"], ItemKind(row["kind"])), frozenset(row["themes"].split()))


def _label_rows(name: str) -> list[dict[str, str]]:
    text = (files("db.quality") / "labels" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
