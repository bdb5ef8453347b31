"""Answers `/timeline`: what was published of late, what is due next, what has passed without a known outcome."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from db.errors import UnknownAreaError
from db.facts.event_names import EVENTS
from db.publish.news import NewsItem, read_published
from db.reference.areas import find_area_id
from db.reference.bodies import find_body
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.area.ahead import word_label
from db.site.fields import make_fields
from db.site.reading import DATABASE, Reader, make_reader

# Rows of each part on the page; the files hold up to so many.
MOST, MOST_IN_FILES = 30, 2000
COLUMNS = ("area_id", "area", "date", "what", "detail", "source_url")
DUE_COLUMNS = ("area_id", "area", "date", "what", "label", "owner", "state", "text_origin", "page", "source_url")
_DUE = "SELECT * FROM deadlines WHERE state = 'due' {areas} ORDER BY date, area, label LIMIT :limit"
_PASSED = "SELECT * FROM deadlines WHERE state = 'passed, outcome not known' {areas} ORDER BY date DESC, area, label LIMIT :limit"
_COUNT = (
    "SELECT state, count(*) FROM deadlines WHERE state IN ('due', 'passed, outcome not known') {areas} GROUP BY state"
)
_IN_REGION = "SELECT area_id FROM areas WHERE region = :value"
_OF_BODY = "SELECT area_id FROM area_bodies WHERE body_id = :value"
_NOTE = "Only dates that documents or tables give, or that follow from them by rule, are here; what has not been read may be due too."


@dataclass(frozen=True)
class Chosen:
    """The areas asked for (None: England), what was asked in words, the form's values, and what was not understood."""

    area_ids: tuple[str, ...] | None
    criteria: Mapping[str, str]
    values: Mapping[str, str]
    error: str = ""


async def show_timeline(datasette: Any, request: Any) -> Any:
    """Of England, of one `?area=`, of a `?region=`, or of the areas of a `?body=`, an integrated care board."""
    read = make_reader(datasette)
    chosen = await _read_chosen(
        read, {name: (request.args.get(name) or "").strip() for name in ("area", "region", "body")}
    )
    most = MOST_IN_FILES if request.url_vars.get("extension") else MOST
    new = await datasette.get_database(DATABASE).execute_fn(
        lambda connection: _read_new(connection, chosen.area_ids, most)
    )
    due = await _read_deadlines(read, _DUE, chosen.area_ids, most)
    passed = await _read_deadlines(read, _PASSED, chosen.area_ids, most)
    areas = _areas(chosen.area_ids)
    counts = {row[0]: row[1] for row in await read(_COUNT.format(areas=areas))}
    facts = {"due": counts.get("due", 0), "passed_outcome_not_known": counts.get("passed, outcome not known", 0)}
    answer = Answer(
        "timeline",
        "What is new and what is due",
        (
            Table("new", "Published", COLUMNS, new),
            Table("due", "Due", DUE_COLUMNS, due),
            Table("passed", "Passed, outcome not known", DUE_COLUMNS, passed),
        ),
        chosen.criteria or {"Areas": "England"},
        facts,
        (_NOTE,),
    )
    fields = {
        field.name: field
        for field in await make_fields(read, {"area": chosen.values["area"], "region": chosen.values["region"]})
    }
    context = {
        "form": fields,
        "body": chosen.values["body"],
        "body_error": chosen.error,
        "most": MOST,
        "icbs": await read("SELECT name FROM bodies WHERE kind = 'icb' AND valid_to IS NULL ORDER BY name"),
        "area_id": chosen.area_ids[0] if chosen.area_ids and chosen.values["area"] else None,
        "feed": f"/feed.atom?{urlencode({'area': chosen.area_ids[0]})}"
        if chosen.area_ids and chosen.values["area"]
        else "/feed.atom",
    }
    problem = fields["area"].error or chosen.error
    return await respond(datasette, request, "timeline", answer, context, problem=problem)


async def _read_chosen(read: Reader, values: Mapping[str, str]) -> Chosen:
    asked: list[set[str]] = []
    criteria: dict[str, str] = {}
    error = ""
    if values["area"]:
        criteria["Area"] = values["area"]
        try:
            area_id = find_area_id(values["area"])
            criteria["Area"] = (await read("SELECT name FROM areas WHERE area_id = :area", {"area": area_id}))[0][0]
            values = {**values, "area": criteria["Area"]}
            asked.append({area_id})
        except UnknownAreaError:
            asked.append(set())
    if values["region"]:
        criteria["Region"] = values["region"]
        asked.append({row[0] for row in await read(_IN_REGION, {"value": values["region"]})})
        error = "" if asked[-1] else f"No region is called “{values['region']}”: choose one from the list."
    if values["body"]:
        body_id = find_body(values["body"])
        criteria["Body"] = values["body"]
        error = error if body_id else f"No body is called “{values['body']}” here."
        asked.append({row[0] for row in await read(_OF_BODY, {"value": body_id})})
    areas = tuple(sorted(set.intersection(*asked))) if asked else None
    return Chosen(areas, criteria, values, error)


def _read_new(connection: sqlite3.Connection, area_ids: Sequence[str] | None, most: int) -> list[dict[str, Any]]:
    items: list[NewsItem] = read_published(connection, today=date.today(), area_ids=area_ids, limit=most)
    return [vars(item) for item in items]


async def _read_deadlines(read: Reader, sql: str, area_ids: Sequence[str] | None, most: int) -> list[dict[str, Any]]:
    rows = await read(sql.format(areas=_areas(area_ids)), {"limit": most})
    return [
        {**dict(row), "what": EVENTS.get(row["what"], row["what"]), "label": word_label(row["label"])} for row in rows
    ]


def _areas(area_ids: Sequence[str] | None) -> str:
    """A condition on the areas; their ids come from the database and hold no quotation marks."""
    return "" if area_ids is None else f"AND area_id IN ({', '.join(repr(area_id) for area_id in area_ids)})"
