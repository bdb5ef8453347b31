"""Answers `/areas/<slug>`: everything here about one area, as a page and as files."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote, unquote

from db.errors import UnknownAreaError
from db.reference.areas import find_area_id
from db.site.answers.answer import Answer, Table
from db.site.answers.not_found import answer_not_found
from db.site.answers.respond import respond
from db.site.area import ahead, holdings, inspections, neighbours, promised, timeliness, told
from db.site.area.summary import summarise
from db.site.charts.time_strip import draw_strip
from db.site.fields import explain_unknown_area
from db.site.reading import make_reader
from db.site.searching.known import read_known

_AREA = "SELECT * FROM areas WHERE area_id = :area"
_RELATIVES = """
SELECT 'made from' AS relation, a.area_id, a.name, l.effective_date FROM area_lineage l
JOIN areas a ON a.area_id = l.predecessor_id WHERE l.successor_id = :area
UNION ALL
SELECT 'became', a.area_id, a.name, l.effective_date FROM area_lineage l
JOIN areas a ON a.area_id = l.successor_id WHERE l.predecessor_id = :area ORDER BY 3
"""
_BODIES = """
SELECT b.body_id, b.name, b.kind FROM area_bodies ab JOIN bodies b ON b.body_id = ab.body_id
WHERE ab.area_id = :area AND b.valid_to IS NULL ORDER BY b.kind <> 'council', b.kind, b.name
"""


async def show_area(datasette: Any, request: Any) -> Any:
    """The page of an area; another of its names or codes leads to it, an unknown one is told with what may be meant."""
    from datasette import Response

    name = unquote(request.url_vars["area"])
    extension = request.url_vars.get("extension")
    known = await read_known(datasette)
    try:
        area_id = find_area_id(name)
    except UnknownAreaError:
        return await answer_not_found(datasette, request, explain_unknown_area(name, known.areas))
    if area_id != name:
        ending = f".{extension}" if extension else ""
        return Response.redirect(datasette.urls.path(f"/areas/{quote(area_id)}{ending}"))
    read = make_reader(datasette)
    rows = await read(_AREA, {"area": area_id})
    if not rows:
        return await answer_not_found(datasette, request, f"This database holds nothing about {name}: build it again.")
    answer, context = await _read_page(datasette, dict(rows[0]))
    return await respond(datasette, request, "area", answer, context)


async def _read_page(datasette: Any, area: dict[str, Any]) -> tuple[Answer, dict[str, Any]]:
    read, known, today = make_reader(datasette), await read_known(datasette), date.today()
    area_id, values = area["area_id"], {"area": area["area_id"]}
    history = await inspections.read_inspections(read, area_id)
    latest = inspections.latest_full(history)
    findings = await told.read_told(read, known.index, known.themes, area_id)
    actions = await promised.read_actions(read, area_id, today)
    targets = await promised.read_targets(read, area_id, today)
    due = await ahead.read_due(read, area_id)
    timeline = await ahead.read_timeline(read, area_id, due)
    near = await neighbours.read_neighbours(read, known.index, known.themes, area_id, latest)
    own_days = [each.row["start_date"] for each in history if each.is_own and each.row["start_date"]]
    in_time = await timeliness.read_timeliness(read, area_id, area["name"], own_days)
    documents = await holdings.read_documents(read, area_id)
    missing = holdings.find_missing(history)
    lines = summarise(latest, timeline, due, near.standing)
    tables = (
        Table("inspections", "Inspections", inspections.COLUMNS, inspections.as_rows(history)),
        Table("findings", "What it was told", told.COLUMNS, findings),
        Table("actions", "Actions", promised.ACTION_COLUMNS, actions),
        Table("pledges", "Pledges", promised.TARGET_COLUMNS, targets),
        Table("deadlines", "What is due", ahead.DUE_COLUMNS, due),
        Table("timeline", "Timeline", ahead.COLUMNS, timeline),
        Table("ehc_plans_in_time", "EHC plans in time", timeliness.COLUMNS, in_time.rows),
        Table("neighbours", "Areas most like it", neighbours.COLUMNS, near.rows),
        Table("documents", "Documents held", holdings.COLUMNS, documents),
        Table("missing", "Documents missing", holdings.MISSING_COLUMNS, missing),
    )
    full = [each for each in history if each.is_own and each.is_full]
    context = {
        "area": area,
        "relatives": await read(_RELATIVES, values),
        "bodies": await read(_BODIES, values),
        "summary": lines,
        "history": history,
        "latest": latest,
        "told": [(each, told.group_told(findings, each.row["inspection_id"])) for each in full],
        "chart": in_time.chart,
        "strip": draw_strip(ahead.as_events(timeline), today),
        "standing": near.standing,
    }
    facts = {line.question: line.answer for line in lines}
    return Answer(f"area-{area_id}", area["name"], tables, {"Area": area["name"]}, facts, _NOTES), context


_NOTES = (
    "Texts marked paraphrase in text_origin are in our words; all others are quotations.",
    "What has not been read here may still have been told: the column known says how much of an inspection is held.",
)
