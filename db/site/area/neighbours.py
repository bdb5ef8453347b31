"""The ten areas most like an area: their latest full inspection, what they share with it, and what is unusual here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from db.facts.inspections import OUTCOME_LABELS
from db.site.area.inspections import Inspection
from db.site.comparing.knowledge import Knowledge, know_told
from db.site.reading import Reader
from db.site.searching.facets import TO_ACT_ON, FacetIndex

COLUMNS = (
    "neighbour_id", "neighbour", "rank", "closeness", "region", "inspected", "framework", "outcome", "known", "shared_themes",
)  # fmt: skip
_NEIGHBOURS = """
SELECT n.rank, n.closeness, n.neighbour_id, a.name AS neighbour, a.region, k.inspection_id, k.framework, k.inspected,
  k.outcome, k.items, k.priority_actions, k.out_of, k.known, k.document_id, k.plan_required
FROM statistical_neighbours n JOIN areas a ON a.area_id = n.neighbour_id
LEFT JOIN inspection_known k ON k.area_id = n.neighbour_id AND k.newest = 1
WHERE n.area_id = :area ORDER BY n.rank
"""
FRAMEWORKS = {"2016": "2016–22", "2023": "since 2023"}
_WHEN = {"2016": "in 2016–22", "2023": "since 2023"}


@dataclass(frozen=True)
class Neighbours:
    """`rows` are as the page's table; `standing` says in one sentence how the area stands beside them."""

    rows: tuple[dict[str, Any], ...]
    standing: str


async def read_neighbours(
    read: Reader, index: FacetIndex, themes: Mapping[str, str], area_id: str, own: Inspection | None
) -> Neighbours:
    """The area's neighbours; `own` is the area's own latest full inspection, None without one."""
    own_knowledge = own.knowledge if own else None
    own_themes = _themes_of(index, themes, own.row["inspection_id"]) if own else []
    rows = []
    for row in await read(_NEIGHBOURS, {"area": area_id}):
        knowledge = know_told(dict(row)) if row["inspection_id"] else None
        theirs = _themes_of(index, themes, row["inspection_id"]) if row["inspection_id"] else []
        # None: the items of either are not known, so that nothing can be said.
        shared = [theme for theme in own_themes if theme in theirs] if _have_items(own_knowledge, knowledge) else None
        rows.append(
            {
                **dict(row),
                "framework": FRAMEWORKS.get(row["framework"]),
                "framework_code": row["framework"],
                "outcome": OUTCOME_LABELS.get(row["outcome"]),
                "known": knowledge.words if knowledge else "no full inspection is known",
                "shared_themes": None if shared is None else [themes[theme] for theme in shared],
                "shared": None
                if shared is None
                else [(themes[theme], _items_address(row["inspection_id"], theme)) for theme in shared],
                "shares_none": "none" if _are_complete(own_knowledge, knowledge) else "none of those known",
            }
        )
    return Neighbours(tuple(rows), tell_standing(rows, own.row if own else None))


def _have_items(*known: Knowledge | None) -> bool:
    return all(each is not None and each.items is not None for each in known)


def _are_complete(*known: Knowledge | None) -> bool:
    return all(each is not None and each.is_complete for each in known)


def tell_standing(rows: Sequence[Mapping[str, Any]], own: Mapping[str, Any] | None) -> str:
    """How many neighbours have which outcome under the framework of the area's own latest inspection; no order of merit."""
    if not rows:
        return "The Department for Education’s model has no neighbours for this area."
    if own is None:
        return f"Nothing to compare: no full inspection of this area is known; {len(rows)} areas are most like it."
    when, other = (_WHEN[own["framework"]], _WHEN["2023" if own["framework"] == "2016" else "2016"])
    same = [row for row in rows if row["framework_code"] == own["framework"]]
    if not same:
        return f"None of the {len(rows)} areas most like it had its latest full inspection {when}, as it had; the scales differ."
    counts = Counter(row["outcome"] for row in same)
    told = ", ".join(_count_outcome(count, outcome) for outcome, count in counts.most_common())
    left = sum(1 for row in rows if row["framework_code"] not in (None, own["framework"]))
    rest = f" The other {left} had theirs {other}, on another scale." if left else ""
    return f"Of the {len(rows)} areas most like it, {len(same)} had their latest full inspection {when}, as it had: {told}.{rest}"


def _count_outcome(count: int, outcome: str | None) -> str:
    told = outcome[:1].lower() + outcome[1:] if outcome else "outcome not known"
    return f"{told} ({count})"


def _themes_of(index: FacetIndex, themes: Mapping[str, str], inspection_id: str) -> list[str]:
    held = index.select({"inspection": (inspection_id,), "kind": (TO_ACT_ON,)})
    return [theme for theme in themes if index.masks["theme"].get(theme, 0) & held]


def _items_address(inspection_id: str, theme: str) -> str:
    return f"/search?{urlencode({'inspection': inspection_id, 'theme': theme, 'kind': TO_ACT_ON})}"
