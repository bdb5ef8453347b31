"""Answers `/bodies`: every body with its areas and how often documents name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from db.reference.bodies import find_body
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.reading import make_reader

KINDS = {
    "icb": "Integrated care board (ICB)",
    "council": "Council",
    "trust": "NHS trust",
    "ccg": "Clinical commissioning group (CCG, to June 2022)",
    "other": "Other body",
}
# Above their lists.
HEADINGS = {
    "icb": "Integrated care boards (ICBs)",
    "council": "Councils",
    "trust": "NHS trusts",
    "ccg": "Clinical commissioning groups (CCGs, to June 2022)",
    "other": "Other bodies",
}
COLUMNS = (
    "body_id",
    "name",
    "kind",
    "from",
    "to",
    "areas",
    "weaknesses_naming_it",
    "inspections_naming_it",
    "actions_naming_it",
)
_BODIES = """
SELECT b.body_id, b.name, b.kind AS kind_id, b.valid_from AS "from", b.valid_to AS "to",
  (SELECT group_concat(name, '; ') FROM (SELECT a.name FROM area_bodies ab JOIN areas a ON a.area_id = ab.area_id
     WHERE ab.body_id = b.body_id ORDER BY a.name)) AS areas,
  (SELECT count(*) FROM weakness_bodies w WHERE w.body_id = b.body_id) AS weaknesses_naming_it,
  (SELECT count(*) FROM inspection_bodies i WHERE i.body_id = b.body_id) AS inspections_naming_it,
  (SELECT count(*) FROM action_bodies x WHERE x.body_id = b.body_id) AS actions_naming_it
FROM bodies b ORDER BY b.name
"""


async def show_bodies(datasette: Any, request: Any) -> Any:
    """The list; `?body=` leads to the body of that name, present ones before those they came from."""
    from datasette import Response

    if name := (request.args.get("body") or "").strip():
        return Response.redirect(datasette.urls.path(f"/bodies/{quote(find_body(name) or name, safe='')}"))
    rows = [{**dict(row), "kind": KINDS[row["kind_id"]]} for row in await make_reader(datasette)(_BODIES)]
    groups = [
        (kind, label, is_past, [row for row in rows if row["kind_id"] == kind and (row["to"] is not None) is is_past])
        for kind, label in KINDS.items()
        for is_past in (False, True)
    ]
    answer = Answer(
        "bodies",
        "Responsible bodies",
        (
            Table("bodies", "Bodies", COLUMNS, rows, {"body_id": "Body’s code here"}),
            Table("kinds", "How many", ("kind", "still_there", "bodies"), _count_kinds(groups)),
        ),
        facts={"bodies": len(rows)},
        notes=("A body that no document names may be responsible all the same: not all documents have been read.",),
    )
    return await respond(
        datasette, request, "bodies", answer, {"groups": [group for group in groups if group[3]], "headings": HEADINGS}
    )


def _count_kinds(groups: Sequence[tuple[str, str, bool, Sequence[Mapping[str, Any]]]]) -> list[dict[str, Any]]:
    return [
        {"kind": label, "still_there": not is_past, "bodies": len(rows)} for _, label, is_past, rows in groups if rows
    ]
