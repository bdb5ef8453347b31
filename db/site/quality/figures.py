"""How well documents are read, from the figures that `sendkb evaluate --save` keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from db.quality.figures import FigureKey, load_figures, theme_figures
from db.quality.tally import Tally
from extract.theming.taxonomy import THEMES

_HEADINGS = {
    "items": "Items",
    "field": "Fields",
    "events": "Events",
    "targets": "Targets",
    "forbidden": "Texts that must not be taken for findings",
    "themes": "Themes",
}


@dataclass(frozen=True)
class Accuracy:
    """What was measured of one thing; shares are from 0 to 1, None where there was nothing to count."""

    doc_type: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class Group:
    """Figures of one sort, with all of them added up."""

    heading: str
    figures: tuple[Accuracy, ...]

    @property
    def together(self) -> Tally:
        """All figures of the group added up."""
        return sum((figure.tally for figure in self.figures), Tally())


@dataclass(frozen=True)
class Quality:
    """The figures last saved: when (ISO date) and over how many documents; themes' F1 over all and as a mean."""

    measured: str
    documents: int
    groups: tuple[Group, ...]
    theme_micro: float | None
    theme_macro: float | None


def read_quality(path: Path) -> Quality | None:
    """The saved figures, None where none were saved yet."""
    if not path.is_file():
        return None
    about = json.loads(path.read_text("utf-8"))
    figures = load_figures(path)
    themes = theme_figures(figures)
    groups = tuple(Group(heading, found) for group, heading in _HEADINGS.items() if (found := _find(figures, group)))
    return Quality(about["measured"], about["documents"], groups, themes.micro, themes.macro)


def _find(figures: Mapping[FigureKey, Tally], wanted: str) -> tuple[Accuracy, ...]:
    labels = {theme.theme_id: theme.label for theme in THEMES} if wanted == "themes" else {}
    return tuple(
        Accuracy(doc_type, labels.get(name, name), tally)
        for (doc_type, group, name), tally in figures.items()
        if group == wanted
    )
