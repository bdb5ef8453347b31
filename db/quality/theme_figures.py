"""How well themes are told, on areas the model was not trained on: cross-validation by area, added up by kind of item.

Every figure of the model here is of items whose area, with all its reports and paraphrases, was left out of training.
The rules are not trained; where they were written on the items measured, the group says so.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.quality.tally import Tally
from db.quality.theme_labels import ItemGroup, Labelled
from db.quality.theme_training import Example, train
from extract.theming.model import decide

COMMITTED = Path(__file__).parent / "theme_figures.json"
# The rules of extract/patterns/theme_rules.yml were written with these at hand, so that their figures flatter.
RULES_SEEN = frozenset({ItemGroup.ASKED})
ByTheme = Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group of items: tallies by theme of the tagger and of the rules alone, and how well two readings agree (F1)."""

    group: ItemGroup
    items: int
    areas: int
    tagger: ByTheme
    rules: ByTheme
    counted: Tally
    readers: float | None

    @property
    def micro(self) -> float | None:
        """F1 over all decisions together."""
        return sum(self.tagger.values(), Tally()).f1

    @property
    def macro(self) -> float | None:
        """Mean of the themes' own F1, over the themes that some item has."""
        return macro_f1(self.tagger)

    @property
    def rules_micro(self) -> float | None:
        """What the rules alone reach."""
        return sum(self.rules.values(), Tally()).f1


def macro_f1(by_theme: ByTheme) -> float | None:
    """Mean of the themes' own F1; themes that no item has do not count."""
    asked = [tally.f1 or 0.0 for tally in by_theme.values() if tally.right + tally.missed]
    return sum(asked) / len(asked) if asked else None


def cross_validate(
    examples: Sequence[Example], parts: int, *, least_counted: float, done: Callable[[object], None] = lambda _: None
) -> list[GroupFigures]:
    """Figures of every group; each area's items are tagged by a model of the other parts' areas and of the items of no area.

    `least_counted` is the confidence from which pages count a theme; `done` is called after each part.
    """
    part_of = _parts([e.labelled.area_id for e in examples if e.labelled.area_id is not None], parts)
    told: list[tuple[Labelled, dict[str, float], frozenset[str]]] = []
    for part in range(parts):
        kept_aside = [e for e in examples if e.labelled.area_id is not None and part_of[e.labelled.area_id] == part]
        areas = {e.labelled.area_id for e in kept_aside}
        model = train([e for e in examples if e.labelled.area_id is None or e.labelled.area_id not in areas])
        told_by_model = model.confidences(model.vectors([example.seen for example in kept_aside]))
        for example, confidences in zip(kept_aside, told_by_model, strict=True):
            chosen = {model.themes[place]: confidences[place] for place in decide(confidences)}
            told.append((example.labelled, chosen, frozenset(theme for _, theme in example.rules)))
        done(part)
    return [
        _group_figures(group, [each for each in told if each[0].group is group], least_counted) for group in ItemGroup
    ]


def _parts(areas: Iterable[str], parts: int) -> dict[str, int]:
    """The part of each area, by chance that is the same every time."""
    ordered = sorted(set(areas), key=lambda area: hashlib.sha256(area.encode()).hexdigest())
    return {area: place % parts for place, area in enumerate(ordered)}


def _group_figures(
    group: ItemGroup, told: Sequence[tuple[Labelled, dict[str, float], frozenset[str]]], least_counted: float
) -> GroupFigures:
    tagger: dict[str, Tally] = defaultdict(Tally)
    rules: dict[str, Tally] = defaultdict(Tally)
    counted = Tally()
    for labelled, chosen, by_rule in told:
        for theme, tally in _tallies(labelled, chosen):
            tagger[theme] += tally
        for theme, tally in _tallies(labelled, by_rule):
            rules[theme] += tally
        sure = [theme for theme, confidence in chosen.items() if confidence >= least_counted]
        counted += sum((tally for _, tally in _tallies(labelled, sure)), Tally())
    return GroupFigures(
        group,
        items=len(told),
        areas=len({labelled.area_id for labelled, _, _ in told}),
        tagger=dict(sorted(tagger.items())),
        rules=dict(sorted(rules.items())),
        counted=counted,
        readers=_agreement([labelled for labelled, _, _ in told]),
    )


def _tallies(labelled: Labelled, found: Iterable[str]) -> Iterable[tuple[str, Tally]]:
    """Per theme; one that only one of two readers chose is neither asked for nor held against us."""
    chosen = frozenset(found)
    for theme in sorted((labelled.themes | chosen) - labelled.either):
        if theme in labelled.themes:
            yield theme, Tally(right=1) if theme in chosen else Tally(missed=1)
        else:
            yield theme, Tally(surplus=1)


def _agreement(labels: Sequence[Labelled]) -> float | None:
    """F1 of one reading against the other; None where what only one of them chose was not kept."""
    both = sum(len(each.themes) for each in labels)
    one = sum(len(each.either) for each in labels)
    return 2 * both / (2 * both + one) if one else None


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How often a rule held in items of a group, and how often its theme was theirs."""

    rule_id: str
    theme_id: str
    group: ItemGroup
    tally: Tally


def rule_figures(examples: Sequence[Example]) -> list[RuleFigures]:
    """Every rule that held in some measured item, group by group, those most often wrong first."""
    found: dict[tuple[str, str, ItemGroup], Tally] = defaultdict(Tally)
    for example in examples:
        labelled = example.labelled
        if labelled.group is None:
            continue
        for rule_id, theme in example.rules:
            if theme not in labelled.either:
                right = theme in labelled.themes
                found[rule_id, theme, labelled.group] += Tally(right=int(right), surplus=int(not right))
    figures = [RuleFigures(*key, tally) for key, tally in found.items()]
    return sorted(figures, key=lambda f: (-f.tally.surplus, f.rule_id, f.group))


def save_figures(path: Path, figures: Sequence[GroupFigures], *, parts: int, measured: str) -> None:
    """Write figures where the site's quality page finds them; `measured` is an ISO date."""
    groups = [
        {
            "group": each.group,
            "items": each.items,
            "areas": each.areas,
            "readers": each.readers and round(each.readers, 4),
            "counted": _numbers(each.counted),
            "tagger": {theme: _numbers(tally) for theme, tally in each.tagger.items()},
            "rules": {theme: _numbers(tally) for theme, tally in each.rules.items()},
        }
        for each in figures
    ]
    lines = ",\n".join("  " + json.dumps(group) for group in groups)
    path.write_text(f'{{"parts": {parts}, "measured": "{measured}", "groups": [\n{lines}\n]}}\n', encoding="utf-8")


def _numbers(tally: Tally) -> list[int]:
    return [tally.right, tally.surplus, tally.missed]


@dataclass(frozen=True, slots=True)
class SavedFigures:
    """Figures as they were saved: when (ISO date), and into how many parts the areas were cut."""

    measured: str
    parts: int
    groups: tuple[GroupFigures, ...]


def load_figures(path: Path) -> SavedFigures | None:
    """Figures saved by `save_figures`; None where none were."""
    if not path.is_file():
        return None
    saved = json.loads(path.read_text(encoding="utf-8"))
    groups = tuple(
        GroupFigures(
            ItemGroup(row["group"]),
            row["items"],
            row["areas"],
            {theme: Tally(*numbers) for theme, numbers in row["tagger"].items()},
            {theme: Tally(*numbers) for theme, numbers in row["rules"].items()},
            Tally(*row["counted"]),
            row["readers"],
        )
        for row in saved["groups"]
    )
    return SavedFigures(saved["measured"], saved["parts"], groups)
