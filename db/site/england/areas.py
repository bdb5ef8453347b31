"""Answers `/areas`: every area with its latest full inspection, as a map, a table and files."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from db.errors import UnknownAreaError
from db.reference.areas import find_area_id
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.charts.tile_map import draw_tiles
from db.site.england.standing import (
    COLUMNS,
    THEME_COLUMNS,
    add_theme,
    count_states,
    outcome_states,
    read_standing,
    theme_states,
)
from db.site.fields import make_fields
from db.site.reading import make_reader
from db.site.searching.known import read_known

_ABOLISHED = "SELECT area_id, name FROM areas WHERE status <> 'current' ORDER BY name"
_NOTES = (
    "Each area stands by its latest full inspection, whether its report was read here or not.",
    "Outcomes of 2016 to 2022 and since 2023 are two scales; they are not ranks of one.",
)


async def show_areas(datasette: Any, request: Any) -> Any:
    """The list of areas, by outcome or `?theme=`, of England or `?region=`; `?area=` leads to an area's own page."""
    from datasette import Response

    if name := (request.args.get("area") or "").strip():
        return Response.redirect(datasette.urls.path(f"/areas/{_slug(name)}"))
    read, known = make_reader(datasette), await read_known(datasette)
    asked = {name: (request.args.get(name) or "").strip() for name in ("theme", "region")}
    theme = asked["theme"] if asked["theme"] in known.themes else None
    rows = await read_standing(read)
    names = {row["area_id"]: row["area"] for row in rows}
    regions = sorted({row["region"] for row in rows})
    region = asked["region"] if asked["region"] in regions else None
    problem = ""
    if asked["theme"] and not theme:
        problem = f"No theme is called “{asked['theme']}”: choose one from the list."
    elif asked["region"] and not region:
        problem = f"No region is called “{asked['region']}”: choose one from the list."
    rows = [row for row in rows if region in {None, row["region"]}]
    if theme:
        rows = add_theme(rows, known.index, theme)
    legend = count_states(rows, theme)
    answer = Answer(
        "areas",
        f"Areas by theme: {known.themes[theme]}" if theme else "Areas by outcome",
        (
            Table("areas", "Areas", THEME_COLUMNS if theme else COLUMNS, rows),
            Table("counts", "How many", ("meaning", "areas"), legend),
        ),
        {"Theme": known.themes[theme] if theme else "all", "Region": region or "England"},
        {"areas": len(rows)},
        _NOTES,
    )
    context = {
        "map": draw_tiles(names, theme_states(rows) if theme else outcome_states(rows)),
        "legend": legend,
        "theme": theme,
        "theme_label": known.themes.get(theme or ""),
        "region": region,
        "abolished": await read(_ABOLISHED),
        "form": await make_fields(read, {"theme": theme or "", "region": region or ""}),
    }
    return await respond(datasette, request, "areas", answer, {**context, "problem": problem}, problem=problem)


def _slug(name: str) -> str:
    """The area's id where one goes by the name, else the name itself, whose page says what may be meant."""
    try:
        return quote(find_area_id(name))
    except UnknownAreaError:
        return quote(name, safe="")
