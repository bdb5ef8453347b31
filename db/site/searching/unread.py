"""Areas among those searched of whose latest full inspection nothing is known here: not found is not told none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.site.reading import Reader
from db.site.searching.asked import Asked

# Reports tell weaknesses and strengths; what an area promised is told elsewhere.
_NOT_TOLD_BY_REPORTS = {"action", "target"}
# Filters by what only a finding that is held can have, or by the inspection it is of.
_OF_THE_READ = {"inspection", "framework", "outcome", "year", "followed", "body"}
_NEIGHBOURS = "SELECT neighbour_id FROM statistical_neighbours WHERE area_id = :value"
_TOLD_NONE = """
SELECT a.name AS area, k.inspected FROM inspection_known k JOIN areas a ON a.area_id = k.area_id
WHERE k.area_id = :value AND k.newest = 1 AND k.known = 'none_told'
"""
_IN_REGION = "SELECT area_id FROM areas WHERE region = :value AND status = 'current'"


@dataclass(frozen=True)
class UnreadAreas:
    """`areas` (ids) of `of` areas searched."""

    areas: tuple[str, ...]
    of: int


async def find_unread(read: Reader, asked: Asked, latest: Mapping[str, bool]) -> UnreadAreas | None:
    """The unread among the areas that the filters leave; None where every report was asked of or none could tell.

    `latest` says by present area whether anything is known of its latest full inspection.
    """
    kinds = asked.chosen.get("kind", ())
    if asked.like or (kinds and set(kinds) <= _NOT_TOLD_BY_REPORTS) or _OF_THE_READ & set(asked.chosen):
        return None
    searched = set(latest)
    for name, sql in (("neighbours_of", _NEIGHBOURS), ("region", _IN_REGION)):
        if name in asked.chosen:
            searched &= {row[0] for value in asked.chosen[name] for row in await read(sql, {"value": value})}
    if "area" in asked.chosen:
        searched &= set(asked.chosen["area"])
    unread = tuple(area for area in latest if area in searched and not latest[area])
    return UnreadAreas(unread, len(searched)) if unread else None


async def read_told_none(read: Reader, asked: Asked) -> list[Any]:
    """Of the areas asked for those whose latest full inspection told no significant weakness: name and day (ISO)."""
    return [row for area in asked.chosen.get("area", ()) for row in await read(_TOLD_NONE, {"value": area})]
