"""How often a theme is raised, of the inspections of which everything is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.site.searching.facets import TO_ACT_ON, FacetIndex
from db.site.searching.labels import NO_VERDICT

FRAMEWORKS = ("2023", "2016")
COMPLETE = {"all", "none_told"}
WORKED = ("sufficient", "effective_action")


@dataclass(frozen=True)
class Rate:
    """`raised` of `known` inspections; `told_none` of those were told of no significant weakness at all; of `inspections`
    there were, the others are not, or not wholly, known.
    """

    raised: int
    known: int
    told_none: int
    inspections: int

    @property
    def percent(self) -> int | None:
        """In whole per cent; None where nothing is known."""
        return round(100 * self.raised / self.known) if self.known else None


@dataclass(frozen=True)
class ToldArea:
    """An area whose inspection raised the theme: how many of its items are on it, of how many held."""

    area_id: str
    inspection_id: str
    inspected: str | None
    items: int
    held: int
    is_latest: bool  # the area's latest full inspection


def rate_of(index: FacetIndex, theme: str, inspections: Iterable[Mapping[str, Any]]) -> Rate:
    """How often the theme was raised among these full inspections (rows of the view inspection_known)."""
    every = list(inspections)
    known = [row for row in every if row["known"] in COMPLETE]
    on = index.select({"theme": (theme,), "kind": (TO_ACT_ON,)})
    raised = sum(1 for row in known if on & index.masks["inspection"].get(row["inspection_id"], 0))
    return Rate(raised, len(known), sum(1 for row in known if row["known"] == "none_told"), len(every))


def rates_by_year(
    index: FacetIndex, theme: str, inspections: Sequence[Mapping[str, Any]], framework: str
) -> list[tuple[str, Rate]]:
    """Year and rate under one framework, the latest year first."""
    own = [row for row in inspections if row["framework"] == framework and row["inspected"]]
    years = sorted({row["inspected"][:4] for row in own}, reverse=True)
    return [(year, rate_of(index, theme, (row for row in own if row["inspected"].startswith(year)))) for year in years]


def find_told(
    index: FacetIndex, theme: str, inspections: Iterable[Mapping[str, Any]], framework: str
) -> list[ToldArea]:
    """The areas that were told to act on the theme under a framework, wholly known or not, by name of their id."""
    found = []
    for row in inspections:
        if row["framework"] != framework:
            continue
        held = index.select({"inspection": (row["inspection_id"],), "kind": (TO_ACT_ON,)})
        items = (held & index.masks["theme"].get(theme, 0)).bit_count()
        if items:
            found.append(
                ToldArea(
                    row["area_id"], row["inspection_id"], row["inspected"], items, held.bit_count(), row["newest"] == 1
                )
            )
    return sorted(found, key=lambda told: told.area_id)


def count_sorts(index: FacetIndex, theme: str) -> dict[str, int]:
    """How many findings of each sort are on the theme, and how many of those to act on were followed by progress."""
    counts = {
        name: index.select({"theme": (theme,), "kind": (kind,)}).bit_count()
        for name, kind in (
            ("to_act_on", TO_ACT_ON),
            ("narrative", "narrative"),
            ("strengths", "strength"),
            ("actions", "action"),
        )
    }
    told = index.select({"theme": (theme,), "kind": (TO_ACT_ON,)})
    known = index.masks["followed"]
    counts["followed_by_progress"] = sum((known.get(each, 0) & told).bit_count() for each in WORKED)
    counts["followed_up"] = sum((mask & told).bit_count() for each, mask in known.items() if each not in NO_VERDICT)
    return counts
