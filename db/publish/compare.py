"""Areas beside each other: how many items of each theme they were told, out of how many, over how many inspections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from db.errors import DatabaseError
from db.reference.areas import find_area_ids
from db.sqlite.row import Row
from extract.theming.taxonomy import THEMES

WITH = ("neighbours", "region", "icb", "england")
# What an inspection asks an area to act on; narrative weaknesses and strengths are counted beside it.
TO_ACT_ON = ("significant_weakness", "priority_action", "area_for_improvement")
COUNTED = (*TO_ACT_ON, "narrative", "strength", "action")
_COLUMNS = {
    "significant_weakness": "significant_weaknesses",
    "priority_action": "priority_actions",
    "area_for_improvement": "areas_for_improvement",
    "narrative": "narrative_weaknesses",
    "strength": "strengths",
    "action": "actions",
}
# Peers of the areas in {marks}, with what they have to do with them.
_PEERS = {
    "region": """
        SELECT area_id, 'same region' AS relation FROM areas WHERE status = 'current' AND region IN
        (SELECT region FROM areas WHERE area_id IN ({marks})) ORDER BY name""",
    "icb": """
        SELECT other.area_id, 'same ICB: ' || min(b.name) AS relation
        FROM area_bodies own JOIN bodies b ON b.body_id = own.body_id AND b.kind = 'icb' AND b.valid_to IS NULL
        JOIN area_bodies other ON other.body_id = own.body_id
        JOIN areas a ON a.area_id = other.area_id AND a.status = 'current'
        WHERE own.area_id IN ({marks}) GROUP BY other.area_id ORDER BY a.name""",
    "england": "SELECT area_id, 'England' AS relation FROM areas WHERE status = 'current' ORDER BY name",
}


class UnknownThemeError(DatabaseError):
    """A theme that is not in the taxonomy."""


def find_theme_id(name: str) -> str:
    """The id of a theme told by id or label. Raises `UnknownThemeError` that lists the ids."""
    wanted = name.strip().lower()
    for theme in THEMES:
        if wanted in (theme.theme_id, theme.theme_id.replace("-", " "), theme.label.lower()):
            return theme.theme_id
    raise UnknownThemeError(f"no theme is called {name!r}: choose from {', '.join(t.theme_id for t in THEMES)}")


def compared_areas(db: Database, area_ids: Sequence[str], peers: str | None = None) -> list[Row]:
    """The areas of a comparison: those asked for, then their statistical neighbours, the rest of their regions, the areas
    of the integrated care boards (ICBs) they belong to now, or all others.

    Rows have area_id, area, region and relation ("chosen", "neighbour 3 of Norfolk (very close)", "same region", "same ICB:
    NHS Norfolk and Suffolk Integrated Care Board", "England").
    """
    marks = ", ".join("?" * len(area_ids))
    names = {row["area_id"]: row for row in _query(db, "SELECT area_id, name AS area, region FROM areas")}
    found = {area_id: {**names[area_id], "relation": "chosen"} for area_id in area_ids}
    if peers == "neighbours":
        for row in _query(
            db,
            f"SELECT * FROM statistical_neighbours WHERE area_id IN ({marks}) ORDER BY rank, area_id",
            area_ids,
        ):
            relation = f"neighbour {row['rank']} of {names[row['area_id']]['area']} ({row['closeness'].lower()})"
            known = found.setdefault(row["neighbour_id"], {**names[row["neighbour_id"]], "relation": ""})
            if known["relation"] != "chosen":
                known["relation"] = "; ".join(filter(None, (known["relation"], relation)))
    elif peers in _PEERS:
        for row in _query(db, _PEERS[peers].format(marks=marks), area_ids if "{marks}" in _PEERS[peers] else ()):
            found.setdefault(row["area_id"], {**names[row["area_id"]], "relation": row["relation"]})
    return list(found.values())


def compare(db: Database, names: Iterable[str], *, theme: str | None = None, peers: str | None = None) -> list[Row]:
    """One row an area and theme: counts by kind, `to_act_on` of `all_to_act_on` items, and `inspections_read`.

    `inspections_read` counts the inspections whose items are known; where it is 0 the zeros beside it mean "not known", and
    `known` says what is known all the same ("2022: told no significant weakness").
    An item with several themes counts in each. `peers` is one of `WITH` or None. Raises `UnknownAreaError`
    and `UnknownThemeError`.
    """
    area_ids = find_area_ids(names)
    theme_ids = [find_theme_id(theme)] if theme else [t.theme_id for t in THEMES]
    labels = {t.theme_id: t.label for t in THEMES}
    areas = compared_areas(db, area_ids, peers)
    ids = [area["area_id"] for area in areas]
    counts = _counts(db, ids)
    totals, known = _totals(db, ids), _known(db, ids)
    rows = []
    for area in areas:
        total, inspections = totals.get(area["area_id"], (0, 0))
        for theme_id in theme_ids:
            by_kind = {kind: counts.get((area["area_id"], theme_id, kind), 0) for kind in COUNTED}
            rows.append(
                {
                    **area,
                    "theme_id": theme_id,
                    "theme": labels[theme_id],
                    "to_act_on": sum(by_kind[kind] for kind in TO_ACT_ON),
                    "all_to_act_on": total,
                    "inspections_read": inspections,
                    "known": known.get(area["area_id"]),
                    **{_COLUMNS[kind]: count for kind, count in by_kind.items()},
                }
            )
    return rows


def summarise(rows: Iterable[Row]) -> list[Row]:
    """What a comparison shows, one row a theme: in how many of the areas with anything read the theme was raised.

    Themes raised in most areas come first; `raised_in` names those areas.
    """
    themes: dict[str, Row] = {}
    for row in rows:
        theme = themes.setdefault(
            row["theme_id"],
            {"theme_id": row["theme_id"], "theme": row["theme"], "areas_raised": 0, "areas_read": 0, "raised_in": []},
        )
        theme["areas_read"] += row["inspections_read"] > 0
        if row["to_act_on"]:
            theme["areas_raised"] += 1
            theme["raised_in"].append(row["area"])
    return sorted(themes.values(), key=lambda theme: -theme["areas_raised"])


def _counts(db: Database, area_ids: Sequence[str]) -> dict[tuple[str, str, str], int]:
    marks = ", ".join("?" * len(area_ids))
    return {
        (row["area_id"], row["theme_id"], row["kind"]): row["items"]
        for row in _query(
            db,
            "SELECT area_id, theme_id, kind, sum(items) AS items FROM area_theme_counts "
            f"WHERE area_id IN ({marks}) GROUP BY area_id, theme_id, kind",
            area_ids,
        )
    }


def _totals(db: Database, area_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Items to act on, and inspections they come from, by area."""
    marks, kinds = ", ".join("?" * len(area_ids)), ", ".join(f"'{kind}'" for kind in TO_ACT_ON)
    return {
        row["area_id"]: (row["items"], row["inspections"])
        for row in _query(
            db,
            "SELECT area_id, count(*) AS items, count(DISTINCT inspection_id) AS inspections FROM weaknesses "
            f"WHERE kind IN ({kinds}) AND area_id IN ({marks}) GROUP BY area_id",
            area_ids,
        )
    }


def _known(db: Database, area_ids: Sequence[str]) -> dict[str, str]:
    """What is known of each area's full inspections, by year, whether their letters and reports are here or not."""
    marks = ", ".join("?" * len(area_ids))
    found: dict[str, list[str]] = {}
    for row in _query(
        db,
        "SELECT area_id, substr(coalesce(inspected, published), 1, 4) AS year, known FROM what_is_here "
        "WHERE what IN ('inspection letter', 'inspection report') AND known IS NOT NULL "
        f"AND area_id IN ({marks}) ORDER BY year",
        area_ids,
    ):
        found.setdefault(row["area_id"], []).append(f"{row['year']}: {row['known']}")
    return {area_id: "; ".join(told) for area_id, told in found.items()}


def _query(db: Database, sql: str, parameters: Sequence[str] = ()) -> list[Row]:
    return list(db.query(sql, tuple(parameters)))
