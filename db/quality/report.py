"""An evaluation as text for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from db.quality.figures import Change, FigureKey, add_up, changes, theme_figures
from db.quality.run import Evaluation
from db.quality.tally import Tally

_GROUPS = {
    "field": "Fields",
    "items": "Items",
    "events": "Events",
    "targets": "Targets",
    "forbidden": "Texts that must not be extracted",
    "themes": "Themes (the model was trained on these documents: see `sendkb train-themes` for new ones)",
}
_MOST_NOTES = 60


def as_json(evaluation: Evaluation, before: Mapping[FigureKey, Tally]) -> dict[str, Any]:
    """The evaluation as plain data: figures, themes' micro and macro F1, gains, losses, mistakes, problems."""
    figures = add_up(evaluation.scores)
    themes = theme_figures(figures)
    gains, losses = changes(before, figures)
    return {
        "documents": evaluation.documents,
        "figures": [
            {
                "doc_type": doc_type,
                "group": group,
                "name": name,
                "right": tally.right,
                "surplus": tally.surplus,
                "missed": tally.missed,
                "precision": tally.precision,
                "recall": tally.recall,
                "f1": tally.f1,
            }
            for (doc_type, group, name), tally in figures.items()
        ],
        "themes": {"micro_f1": themes.micro, "macro_f1": themes.macro},
        "gains": [_change(change) for change in gains],
        "losses": [_change(change) for change in losses],
        "mistakes": [
            {"document": score.document, "group": score.group, "name": score.name, "note": score.note}
            for score in evaluation.scores
            if score.note
        ],
        "problems": list(evaluation.problems),
    }


def as_text(evaluation: Evaluation, before: Mapping[FigureKey, Tally], *, with_mistakes: bool) -> Iterator[str]:
    """The evaluation as lines: a table per group, the themes' micro and macro F1, gains and losses, mistakes."""
    figures = add_up(evaluation.scores)
    yield f"{evaluation.documents} documents"
    for group, heading in _GROUPS.items():
        rows = [(key, tally) for key, tally in figures.items() if key[1] == group]
        if not rows:
            continue
        yield ""
        yield f"{heading:<54}{'right':>7}{'surplus':>9}{'missed':>8}{'precision':>11}{'recall':>8}{'F1':>7}"
        for (doc_type, _, name), tally in rows:
            yield _row(f"{doc_type:<20} {name}", tally)
        if len(rows) > 1:
            yield _row("together", sum((tally for _, tally in rows), Tally()))
    themes = theme_figures(figures)
    if themes.micro is not None:
        yield f"themes: micro-F1 {_share(themes.micro)}, macro-F1 {_share(themes.macro)}"
    gains, losses = changes(before, figures)
    for title, moved in (("Gains", gains), ("Losses", losses)):
        if moved:
            yield ""
            yield f"{title} against the committed figures"
            yield from (f"  {' / '.join(c.key)}: {_share(c.before)} → {_share(c.after)}" for c in moved)
    if with_mistakes:
        notes = [score for score in evaluation.scores if score.note]
        if notes:
            yield ""
            yield f"Mistakes ({len(notes)})"
            yield from (f"  {s.document}: {s.group} {s.name}: {s.note}" for s in notes[:_MOST_NOTES])
            if len(notes) > _MOST_NOTES:
                yield f"  ... and {len(notes) - _MOST_NOTES} more: see --json"


def _row(label: str, tally: Tally) -> str:
    return (
        f"{label:<54}{tally.right:>7}{tally.surplus:>9}{tally.missed:>8}"
        f"{_share(tally.precision):>11}{_share(tally.recall):>8}{_share(tally.f1):>7}"
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _change(change: Change) -> dict[str, Any]:
    return {
        "doc_type": change.key[0],
        "group": change.key[1],
        "name": change.key[2],
        "before": change.before,
        "after": change.after,
    }
