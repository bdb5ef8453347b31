"""The pages of themes: all of them beside each other, and one of them with who was told, who is praised, what was done."""

from __future__ import annotations

from itertools import islice
from typing import Any

from db.site.answers.answer import Answer, Table
from db.site.answers.not_found import answer_not_found
from db.site.answers.respond import respond
from db.site.reading import Reader, make_reader
from db.site.searching.facets import TO_ACT_ON, numbers_of
from db.site.searching.find import Search
from db.site.searching.known import Known, read_known
from db.site.searching.results import COLUMNS, read_results
from db.site.themes.counts import FRAMEWORKS, WORKED, Rate, ToldArea, count_sorts, find_told, rate_of, rates_by_year

FRAMEWORK_WORDS = {"2016": "2016–22", "2023": "since 2023"}
NOTE = (
    "Counted are full inspections of which everything they told an area to act on is known here. Of 2016–22 these include "
    "areas that were told of no significant weakness at all. A theme counts where the program was sure enough of it (see About), "
    "or where people who read the finding agreed on it."
)
# Each list of findings shows so many; the search page has the rest.
_SHOWN = 6
_THEMES = "SELECT theme_id, label, definition FROM themes ORDER BY label"
_INSPECTIONS = "SELECT * FROM inspection_known"


async def show_themes(datasette: Any, request: Any) -> Any:
    """Every theme with how often it is raised."""
    read, known = make_reader(datasette), await read_known(datasette)
    inspections = [dict(row) for row in await read(_INSPECTIONS)]
    rows = []
    for theme in await read(_THEMES):
        rates = {
            framework: rate_of(known.index, theme["theme_id"], (r for r in inspections if r["framework"] == framework))
            for framework in FRAMEWORKS
        }
        rows.append(
            {**dict(theme), "theme": theme["label"], **_columns(rates), **count_sorts(known.index, theme["theme_id"])}
        )
    columns = ("theme", "definition", *_columns({f: Rate(0, 0, 0, 0) for f in FRAMEWORKS}), *_SORTS, "theme_id")
    answer = Answer("themes", "Themes", (Table("themes", "Themes", columns, rows),), {}, {"themes": len(rows)}, (NOTE,))
    return await respond(datasette, request, "themes", answer, {"rows": rows})


async def show_theme(datasette: Any, request: Any) -> Any:
    """One theme."""
    read, known = make_reader(datasette), await read_known(datasette)
    theme_id = request.url_vars["theme"]
    found = [row for row in await read(_THEMES) if row["theme_id"] == theme_id]
    if not found:
        return await answer_not_found(
            datasette, request, f"No theme is called “{theme_id}”: choose one from the list of themes."
        )
    theme = found[0]
    inspections = [dict(row) for row in await read(_INSPECTIONS)]
    told = {framework: find_told(known.index, theme_id, inspections, framework) for framework in FRAMEWORKS}
    rates = {
        framework: rate_of(known.index, theme_id, (row for row in inspections if row["framework"] == framework))
        for framework in FRAMEWORKS
    }
    years = [
        {"framework": FRAMEWORK_WORDS[framework], "year": year, "framework_id": framework, "rate": rate, **_of(rate)}
        for framework in FRAMEWORKS
        for year, rate in rates_by_year(known.index, theme_id, inspections, framework)
    ]
    lists = [await _read_list(read, known, theme_id, *each) for each in _LISTS]
    counts = count_sorts(known.index, theme_id)
    answer = Answer(
        f"theme-{theme_id}",
        theme["label"],
        (
            Table(
                "areas", "Areas that were told", _TOLD, [_told(known, f, each) for f in FRAMEWORKS for each in told[f]]
            ),
            Table("years", "By year", ("framework", "year", "raised", "known", "told_none", "inspections"), years),
            Table(
                "findings", "The findings shown", ("list", *COLUMNS), [row for each in lists for row in each["rows"]]
            ),
        ),
        {"Theme": theme["label"]},
        {**_columns(rates), **counts, **{f"list_{each['name']}": each["count"] for each in lists}},
        (theme["definition"], NOTE),
    )
    context = {
        "theme": theme, "rates": rates, "years": years, "told": told, "lists": lists, "counts": counts, "names": known.names,
        "areas": known.areas, "framework_words": FRAMEWORK_WORDS, "note": NOTE,
    }  # fmt: skip
    return await respond(datasette, request, "theme", answer, context)


_SORTS = ("to_act_on", "narrative", "strengths", "actions", "followed_by_progress", "followed_up")
_TOLD = (
    "area", "framework", "inspected", "items_on_theme", "of_items_held", "is_latest_inspection", "area_id", "inspection_id",
)  # fmt: skip
# Name, heading, what is chosen, and what an empty list means.
_LISTS: tuple[tuple[str, str, dict[str, tuple[str, ...]], str], ...] = (
    ("praised", "Who is praised for it", {"kind": ("strength",)}, "No strength on this theme has been read yet."),
    (
        "promised",
        "What was promised",
        {"kind": ("action",)},
        "No plan that has been read here holds an action on this theme.",
    ),
    (
        "worked",
        "What was followed by progress",
        {"kind": (TO_ACT_ON,), "followed": WORKED},
        "Of no item on this theme is it known that inspectors found sufficient progress or effective action.",
    ),
    ("told", "What areas were told", {"kind": (TO_ACT_ON,)}, "No area is known to have been told to act on it."),
)


def _columns(rates: dict[str, Rate]) -> dict[str, Any]:
    """A rate of each framework as columns."""
    found: dict[str, Any] = {}
    for framework, rate in rates.items():
        name = "since_2023" if framework == "2023" else "2016_22"
        found |= {f"raised_{name}": rate.raised, f"of_known_{name}": rate.known, f"percent_{name}": rate.percent}
        found |= {f"inspections_{name}": rate.inspections, f"told_none_{name}": rate.told_none}
    return found


def _of(rate: Rate) -> dict[str, int]:
    return {"raised": rate.raised, "known": rate.known, "told_none": rate.told_none, "inspections": rate.inspections}


def _told(known: Known, framework: str, told: ToldArea) -> dict[str, Any]:
    return {
        "area": known.names[told.area_id], "area_id": told.area_id, "framework": FRAMEWORK_WORDS[framework],
        "inspected": told.inspected, "items_on_theme": told.items, "of_items_held": told.held,
        "is_latest_inspection": told.is_latest, "inspection_id": told.inspection_id,
    }  # fmt: skip


async def _read_list(read: Reader, known: Known, theme_id: str, name: str, heading: str, *rest: Any) -> dict[str, Any]:
    """A list's first findings, how many there are, and where the rest is."""
    chosen, empty = rest
    mask = known.index.select({"theme": (theme_id,), **chosen})
    numbers = list(islice(numbers_of(mask), _SHOWN))
    rows = await read_results(read, Search(numbers, mask), numbers, known.themes)
    asked = "&".join(f"{key}={value}" for key, values in {"theme": (theme_id,), **chosen}.items() for value in values)
    return {
        "name": name, "heading": heading, "count": mask.bit_count(), "empty": empty, "address": f"/search?{asked}",
        "rows": [{**row, "list": heading} for row in rows],
    }  # fmt: skip
