"""What was measured on documents that nobody had looked at while rules were written: the figures to rely on.

They come from readings outside the repository, once each, so that they are kept as data (held_out.json) and never computed
anew: a document that has been measured on and mended for is no longer unseen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from db.quality.tally import Tally

HELD_OUT = Path(__file__).parent / "held_out.json"


@dataclass(frozen=True, slots=True)
class HeldOutFigure:
    """What was reached on one sort of thing; shares are from 0 to 1, None where they were not measured.

    `readers` is the F1 that two careful readers reach with each other, `items` how many things were looked at.
    """

    kind: str
    what: str
    items: int | None = None
    right: int | None = None
    surplus: int | None = None
    missed: int | None = None
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    readers: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeldOutSet:
    """Figures of one set of documents; `measured` is an ISO date or month."""

    set_id: str
    title: str
    about: str
    measured: str
    figures: tuple[HeldOutFigure, ...]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """All sets, and what two readers reach with each other per theme (F1), over how many items."""

    sets: tuple[HeldOutSet, ...]
    readers: dict[str, float]
    readers_about: str


def load_held_out(path: Path = HELD_OUT) -> HeldOut:
    """The figures kept; what follows from the counts given is filled in."""
    content = json.loads(path.read_text("utf-8"))
    sets = tuple(
        HeldOutSet(
            each["set_id"], each["title"], each["about"], each["measured"],
            tuple(_complete(HeldOutFigure(**figure)) for figure in each["figures"]),
        )
        for each in content["sets"]
    )  # fmt: skip
    readers = content["readers"]
    # What both readers chose was found by both; what one chose, missed by the other.
    agreed = {row["theme_id"]: Tally(row["both"], 0, row["one"]).f1 or 0.0 for row in readers["themes"]}
    return HeldOut(sets, agreed, readers["about"])


def _complete(figure: HeldOutFigure) -> HeldOutFigure:
    if figure.right is None or figure.missed is None:
        return figure
    tally = Tally(figure.right, figure.surplus or 0, figure.missed)
    known = {name: getattr(figure, name) for name in HeldOutFigure.__slots__}
    known["recall"] = tally.recall
    if figure.surplus is not None:
        known |= {"precision": tally.precision, "f1": tally.f1}
    return HeldOutFigure(**known)
