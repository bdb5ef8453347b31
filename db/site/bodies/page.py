"""Answers `/bodies/<slug>`: a body, those it came from, its areas, and what it was named for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote, urlencode

from db.reference.bodies import find_body
from db.site.answers.answer import Answer, Table
from db.site.answers.not_found import answer_not_found
from db.site.answers.respond import respond
from db.site.bodies.listing import KINDS
from db.site.england.standing import COLUMNS as STANDING
from db.site.england.standing import read_standing
from db.site.reading import make_reader
from db.site.searching.facets import TO_ACT_ON, FacetIndex
from db.site.searching.known import Known, read_known
from db.site.searching.labels import KINDS as FINDINGS

# Findings on the page; the files hold all.
MOST = 100
_BODY = "SELECT * FROM bodies WHERE body_id = :body"
_NAMES = "SELECT alias FROM body_aliases WHERE body_id = :body ORDER BY alias"
_LINE = """
SELECT relation, related_id, related, kind, valid_from, valid_to FROM body_history
WHERE body_id = :body AND relation <> 'own' ORDER BY relation, valid_from DESC, related
"""
_AREAS = "SELECT area_id FROM area_bodies WHERE body_id = :body"
# What it, or a body that it came from, had to do with; what is known only from the areas it served comes last.
_TOLD = """
SELECT w.weakness_id AS item_id, w.area_id, a.name AS area, s.inspected, w.kind AS kind_id, w.text, w.text_origin,
  b.basis, h.related AS as_body, w.document_id, w.page, s.source_url
FROM body_history h JOIN body_weaknesses b ON b.body_id = h.related_id JOIN weaknesses w ON w.weakness_id = b.weakness_id
JOIN search_items s ON s.item_id = w.weakness_id JOIN areas a ON a.area_id = w.area_id
WHERE h.body_id = :body AND h.relation IN ('own', 'predecessor') AND w.kind <> 'narrative'
GROUP BY w.weakness_id
ORDER BY min(CASE b.basis WHEN 'named with the weakness' THEN 1 WHEN 'named by the inspection' THEN 2 ELSE 3 END),
  s.inspected DESC, w.weakness_id
"""
_TOLD_COLUMNS = (
    "area_id", "area", "inspected", "kind", "text", "text_origin", "basis", "as_body", "page", "source_url", "item_id",
)  # fmt: skip


async def show_body(datasette: Any, request: Any) -> Any:
    """The page of a body; another of its names leads to it."""
    from datasette import Response

    read, name = make_reader(datasette), unquote(request.url_vars["body"])
    rows = await read(_BODY, {"body": name})
    if not rows:
        found = find_body(name)
        if found:
            extension = request.url_vars.get("extension")
            return Response.redirect(
                datasette.urls.path(f"/bodies/{quote(found)}" + (f".{extension}" if extension else ""))
            )
        return await answer_not_found(
            datasette,
            request,
            f"No body is called “{name}” here: choose one from the list of bodies, or search for its area.",
        )
    known, body = await read_known(datasette), dict(rows[0])
    values = {"body": body["body_id"]}
    served = {row["area_id"] for row in await read(_AREAS, values)}
    standing = [row for row in await read_standing(read) if row["area_id"] in served]
    told = [{**dict(row), "kind": FINDINGS[row["kind_id"]]} for row in await read(_TOLD, values)]
    line = await read(_LINE, values)
    themes = count_themes(known, [row["area_id"] for row in standing])
    actions = known.index.select({"body": (body["body_id"],), "kind": ("action",)}).bit_count()
    facts = {
        "Kind": KINDS[body["kind"]],
        "From": body["valid_from"],
        "To": body["valid_to"],
        "Areas": len(standing),
        "Told to act on, with its name or for its areas": len(told),
        "Actions that name it": actions,
    }
    answer = Answer(
        f"body-{body['body_id']}",
        body["name"],
        (
            Table("areas", "Its areas", STANDING, standing),
            Table("told", "What it was named for", _TOLD_COLUMNS, told),
            Table("themes", "Themes of its areas", ("theme", "items", "areas", "of_areas_known"), themes),
            Table(
                "line",
                "Before and after",
                ("relation", "related", "valid_from", "valid_to"),
                [dict(row) for row in line],
            ),
        ),
        facts=facts,
        notes=(
            "Where no document names the bodies, those of the area on the day of the inspection are given, and the basis says so.",
        ),
    )
    context = {
        "body": body,
        "names": [row["alias"] for row in await read(_NAMES, values)],
        "line": line,
        "told": told[:MOST],
        "actions": actions,
        "actions_address": f"/search?{urlencode({'body': body['body_id'], 'kind': 'action'})}",
        "is_present": body["valid_to"] is None,
    }
    return await respond(datasette, request, "body", answer, context)


def count_themes(known: Known, area_ids: Sequence[str]) -> list[dict[str, Any]]:
    """How often these areas were told to act on each theme, in how many of those of which anything is known."""
    index: FacetIndex = known.index
    held = index.select({"area": tuple(area_ids), "kind": (TO_ACT_ON,)})
    read = len(index.counts("area", held))
    rows = []
    for theme, count in sorted(index.counts("theme", held).items(), key=lambda each: (-each[1], each[0])):
        areas = index.counts("area", held & index.masks["theme"][theme])
        asked = urlencode({"area": list(area_ids), "theme": theme, "kind": TO_ACT_ON}, doseq=True)
        rows.append(
            {"theme_id": theme, "theme": known.themes[theme], "items": count, "areas": len(areas), "of_areas_known": read,
             "address": f"/search?{asked}"}
        )  # fmt: skip
    return rows
