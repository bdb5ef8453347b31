"""How common each theme is among peers and in England, and what is unusual about an area beside them.

Only inspections of one framework are counted together, and of each area its latest of that framework: what was asked in 2016
to 2022 is not what has been asked since. Areas of which not all is known are left out, raised or not: to count only what
happens to be known of them would make every theme look common. No order of areas.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.site.comparing.knowledge import Knowledge
from db.site.comparing.lines import SHOW, HeatLine, count_themes, know
from db.site.searching.facets import FacetIndex

# A theme is unusual where an area has it and at most one in five of its peers has, or the other way round where at least
# three in five have; of fewer than five peers known nothing is said.
SELDOM, OFTEN, LEAST_KNOWN = 0.2, 0.6, 5


@dataclass(frozen=True)
class Share:
    """`raised` of `known` areas; `told_none` of those were told none at all."""

    raised: int
    known: int
    told_none: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None where nothing is known."""
        return self.raised / self.known if self.known else None


@dataclass(frozen=True)
class CommonTheme:
    """A theme: the area's own items (None: not known), and how many peers and areas of England have any."""

    theme_id: str
    items: int | None
    peers: Share
    england: Share
    unusual: str | None  # seldom | often: how peers have it whom the area differs from


@dataclass(frozen=True)
class Counting:
    """What counts are made from: the findings, the inspections by area from the newest, and what of them is counted."""

    index: FacetIndex
    inspections: Mapping[str, Sequence[Mapping[str, Any]]]
    show: str


def find_common(
    counting: Counting, own: HeatLine, peers: Collection[str], current: Collection[str]
) -> list[CommonTheme]:
    """Each theme for the inspection `own`, beside `peers` and all `current` areas (ids, the area itself left out)."""
    themes = [cell.theme_id for cell in own.cells]
    found = _read(counting, themes, [area for area in current if area != own.area_id], str(own.framework))
    rows = []
    for cell in own.cells:
        every = _share(found, cell.theme_id, current)
        near = _share(found, cell.theme_id, peers)
        rows.append(CommonTheme(cell.theme_id, cell.items, near, every, _unusual(cell.items, near)))
    return rows


_Read = dict[str, tuple[Mapping[str, int], Knowledge]]


def _read(counting: Counting, themes: Sequence[str], areas: Collection[str], framework: str) -> _Read:
    """For each area inspected under the framework its items by theme, and how much of them is known."""
    found: _Read = {}
    for area in areas:
        row = next((each for each in counting.inspections.get(area, ()) if each["framework"] == framework), None)
        if row is not None:
            counts, held = count_themes(counting.index, themes, row["inspection_id"], SHOW[counting.show])
            knowledge = know(row, held, counting.show)
            # An area that needed no plan promised nothing, which is no measure for those that did.
            if counting.show != "actions" or knowledge.known != "none_told":
                found[area] = (counts, knowledge)
    return found


def _share(found: _Read, theme: str, areas: Collection[str]) -> Share:
    known = [found[area] for area in areas if area in found and found[area][1].is_complete]
    return Share(
        sum(1 for counts, _ in known if counts[theme]),
        len(known),
        sum(1 for _, each in known if each.known == "none_told"),
    )


def _unusual(items: int | None, peers: Share) -> str | None:
    if items is None or peers.value is None or peers.known < LEAST_KNOWN:
        return None
    if items and peers.value <= SELDOM:
        return "seldom"
    return "often" if not items and peers.value >= OFTEN else None
