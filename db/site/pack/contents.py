"""What a benchmark pack holds, read from the same comparison, index and measures as the other pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median
from typing import Any

from db.facts.inspections import OUTCOME_LABELS
from db.site.comparing.common import CommonTheme, Counting, find_common
from db.site.comparing.lines import HeatLine, draw_lines, read_inspections
from db.site.searching.facets import TO_ACT_ON, numbers_of
from db.site.searching.known import Known

# Of each theme the area was told to act on so many peers' findings of a sort are quoted; the workbook has all of them.
QUOTED = 3
_FOLLOW_UPS = "SELECT inspection_id, kind, start_date, published, outcome FROM follow_ups"
_TIMELINESS = """
SELECT area_id, year, value, numerator, denominator FROM measures
WHERE measure_id = 'ehc_plans_within_20_weeks' AND year = (
  SELECT max(year) FROM measures WHERE measure_id = 'ehc_plans_within_20_weeks')
"""
SORTS = (
    ("told", "told", {"kind": (TO_ACT_ON,)}),
    ("praised", "praised", {"kind": ("strength",)}),
    ("promised", "said they would do", {"kind": ("action",)}),
)


@dataclass(frozen=True)
class PeerTimeliness:
    """EHC plans issued within 20 weeks in one year, in per cent; None where none is published."""

    year: int
    own: float | None
    peers: tuple[dict[str, Any], ...]
    peers_median: float | None
    england: float | None


@dataclass(frozen=True)
class ThemeSection:
    """A theme the area was told to act on, and the numbers of the peers' findings on it that are quoted, by sort."""

    common: CommonTheme
    quoted: Mapping[str, tuple[int, ...]]
    held: Mapping[str, int]


@dataclass(frozen=True)
class Pack:
    """The whole pack. `lines` begin with the area itself; numbers are of the search index."""

    lines: tuple[HeatLine, ...]
    standing: tuple[dict[str, Any], ...]
    common: tuple[CommonTheme, ...]
    own: tuple[int, ...]
    peers: Mapping[str, tuple[int, ...]]
    sections: tuple[ThemeSection, ...]
    timeliness: PeerTimeliness | None


def read_pack(connection: sqlite3.Connection, known: Known, area_ids: Sequence[str], peers: str | None) -> Pack:
    """The pack of the first area beside the others and its peers, by their latest full inspections."""
    lines = draw_lines(
        connection, known.index, list(known.themes), area_ids, peers=peers, show="weaknesses", which="latest"
    )
    own, others = lines[0], [line for line in lines[1:] if line.area_id != lines[0].area_id]
    common: list[CommonTheme] = []
    if own.inspection_id and own.knowledge.known in {"all", "part"}:
        current = {row[0] for row in connection.execute("SELECT area_id FROM areas WHERE status = 'current'")}
        counting = Counting(known.index, read_inspections(connection), "weaknesses")
        near = [line.area_id for line in others]
        common = find_common(counting, own, near, {*current, *near} - {own.area_id})
    peers_found = {
        name: _numbers(known, [line.inspection_id for line in others if line.inspection_id], chosen)
        for name, _, chosen in SORTS
    }
    return Pack(
        tuple(lines),
        tuple(_standing(connection, lines)),
        tuple(common),
        _numbers(known, [own.inspection_id or ""], {"kind": (TO_ACT_ON,)}),
        peers_found,
        tuple(_section(known, each, peers_found) for each in common if each.items),
        _timeliness(connection, known, own, others),
    )


def _numbers(known: Known, inspections: Sequence[str], chosen: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
    return tuple(numbers_of(known.index.select({"inspection": tuple(inspections), **chosen})))


def _section(known: Known, theme: CommonTheme, peers: Mapping[str, tuple[int, ...]]) -> ThemeSection:
    on = set(numbers_of(known.index.masks["theme"].get(theme.theme_id, 0)))
    found = {name: tuple(number for number in numbers if number in on) for name, numbers in peers.items()}
    return ThemeSection(
        theme,
        {name: tuple(islice(numbers, QUOTED)) for name, numbers in found.items()},
        {name: len(numbers) for name, numbers in found.items()},
    )


def _standing(connection: sqlite3.Connection, lines: Sequence[HeatLine]) -> list[dict[str, Any]]:
    """Where each area stands: outcome, how much of it is known, and the verdict when inspectors came back."""
    follow_ups = {row[0]: row for row in connection.execute(_FOLLOW_UPS)}
    rows = []
    for line in lines:
        followed = follow_ups.get(line.inspection_id)
        rows.append(
            {
                "area_id": line.area_id,
                "area": line.area,
                "why_here": "asked for" if line.is_chosen else line.relation,
                "inspected": line.inspected,
                "framework": {"2016": "2016–22", "2023": "since 2023"}.get(line.framework or ""),
                "outcome": OUTCOME_LABELS.get(line.outcome or ""),
                "items_known": line.knowledge.items,
                "out_of": line.knowledge.out_of,
                "known": line.knowledge.words,
                "followed_up": followed[2] or followed[3] if followed else None,
                "follow_up": _follow_up(line, followed),
                "source_url": line.source_url,
            }
        )
    return rows


def _follow_up(line: HeatLine, followed: tuple[Any, ...] | None) -> str:
    """What inspectors found when they came back, that they have not, or that nothing made them."""
    if followed is not None:
        return OUTCOME_LABELS.get(followed[4] or "", "were back, outcome not known")
    if line.plan_required is None:
        return "not known"
    return "not back yet, as far as known" if line.plan_required else "no plan was required, so no return was due"


def _timeliness(
    connection: sqlite3.Connection, known: Known, own: HeatLine, others: Sequence[HeatLine]
) -> PeerTimeliness | None:
    rows = {row[0]: row for row in connection.execute(_TIMELINESS)}
    if not rows:
        return None
    year = next(iter(rows.values()))[1]
    peers = [
        {"area_id": line.area_id, "area": known.names[line.area_id], "percent": rows[line.area_id][2],
         "in_time": rows[line.area_id][3], "of_plans_issued": rows[line.area_id][4], "year": year}
        for line in [own, *others]
        if line.area_id in rows
    ]  # fmt: skip
    values = [row["percent"] for row in peers if row["area_id"] != own.area_id and row["percent"] is not None]
    return PeerTimeliness(
        year,
        rows[own.area_id][2] if own.area_id in rows else None,
        tuple(peers),
        round(median(values), 1) if values else None,
        rows[None][2] if None in rows else None,
    )
