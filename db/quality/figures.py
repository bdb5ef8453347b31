"""Scores added up: per document type, field, item kind and theme; and compared with the last committed figures."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.quality.score import Score
from db.quality.tally import Tally

# The figures of the last committed state, so that every change shows its effect.
COMMITTED = Path(__file__).parent / "figures.json"
FigureKey = tuple[str, str, str]  # document type, group, name


def add_up(scores: Iterable[Score]) -> dict[FigureKey, Tally]:
    """Tallies per document type, group and name; themes are added up over all document types under "all"."""
    figures: dict[FigureKey, Tally] = defaultdict(Tally)
    for score in scores:
        doc_type = "all" if score.group == "themes" else score.doc_type
        figures[doc_type, score.group, score.name] += score.tally
    return dict(sorted(figures.items()))


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """Over all themes: F1 of all decisions together (micro) and mean of the themes' own F1 (macro)."""

    micro: float | None
    macro: float | None


def theme_figures(figures: Mapping[FigureKey, Tally]) -> ThemeFigures:
    """Micro and macro F1 of the themes; themes that no gold item has count in micro only."""
    tallies = [tally for (_, group, _), tally in figures.items() if group == "themes"]
    asked = [tally.f1 or 0.0 for tally in tallies if tally.right + tally.missed]
    return ThemeFigures(sum(tallies, Tally()).f1, sum(asked) / len(asked) if asked else None)


@dataclass(frozen=True, slots=True)
class Change:
    """A measure whose F1 differs from the last committed figures."""

    key: FigureKey
    before: float | None
    after: float | None


def changes(before: Mapping[FigureKey, Tally], after: Mapping[FigureKey, Tally]) -> tuple[list[Change], list[Change]]:
    """Gains and losses in F1, the largest first; a measure that only one side has is neither."""
    both = [Change(key, before[key].f1, after[key].f1) for key in after if key in before]
    moved = [c for c in both if c.before is not None and c.after is not None and abs(c.after - c.before) > 1e-9]
    moved.sort(key=lambda c: -abs((c.after or 0) - (c.before or 0)))
    return (
        [c for c in moved if (c.after or 0) > (c.before or 0)],
        [c for c in moved if (c.after or 0) < (c.before or 0)],
    )


def load_figures(path: Path) -> dict[FigureKey, Tally]:
    """Figures saved by `save_figures`; empty where none were saved yet."""
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))["figures"]
    return {
        (row["doc_type"], row["group"], row["name"]): Tally(row["right"], row["surplus"], row["missed"]) for row in rows
    }


def save_figures(path: Path, figures: Mapping[FigureKey, Tally], *, documents: int, measured: str) -> None:
    """Write figures where the next evaluation (and the site's quality page) finds them; `measured` is an ISO date."""
    rows = [
        {
            "doc_type": key[0],
            "group": key[1],
            "name": key[2],
            "right": t.right,
            "surplus": t.surplus,
            "missed": t.missed,
        }
        for key, t in sorted(figures.items())
    ]
    lines = ",\n".join("  " + json.dumps(row) for row in rows)
    path.write_text(
        f'{{"documents": {documents}, "measured": "{measured}", "figures": [\n{lines}\n]}}\n', encoding="utf-8"
    )
