"""Joins the names of responsible bodies, as documents print them, to the bodies of the register.

A name that only says the kind ("the CCG", "Council") is that of the area's own where the area had one such body then. What
remains unknown stays a name without a body; one that looks like a body's becomes a problem.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from db.reference.bodies import Body, bodies_of_areas, find_bodies_in, find_body
from db.sqlite.row import Row

# A name with none of these words tells of people or kinds of provider ("school and college leaders"), not of a body.
_BODY_WORD = re.compile(r"\b(?:council|borough|authority|icb|ccg|nhs|care board|commissioning group|trust)\b", re.I)
# A kind of body named without its own name, as owners of actions often are: at the start, in a list, after "the".
_ALONE = r"(?:^|[,;/(&:]\s*|\b(?:and|the|with|by)\s+)"
_KINDS = {
    "council": re.compile(rf"{_ALONE}(?P<kind>council|local authority|LA)\b", re.I),
    "icb": re.compile(rf"{_ALONE}(?P<kind>ICB|integrated care board)\b", re.I),
    "ccg": re.compile(rf"{_ALONE}(?P<kind>CCG|clinical commissioning group)\b", re.I),
}
# A plan of unknown date is written within a year of its inspection; a body that went in that year may be either.
_PLAN_DAYS = 365


@dataclass
class BodyLinks:
    """Rows of the three join tables, and the names that look like a body's but are none's, with how often."""

    weaknesses: list[Row] = field(default_factory=list)
    inspections: list[Row] = field(default_factory=list)
    actions: list[Row] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)


def link_bodies(
    inspections: Iterable[Row], weaknesses: Iterable[Row], actions: Iterable[Row], written: Mapping[str, str | None]
) -> BodyLinks:
    """The bodies that rows name. `written` gives a document's day of publication (ISO), for names that changed hands."""
    links = BodyLinks()
    days: dict[str, str | None] = {}
    for row in inspections:
        day = days[row["inspection_id"]] = row["start_date"] or row["published"]
        names = [row["local_authority"], *json.loads(row["health_bodies"] or "[]")]
        found = _find_named(names, row["area_id"], day, links)
        links.inspections += [{"inspection_id": row["inspection_id"], **each} for each in found]
    for row in weaknesses:
        day = days.get(row["inspection_id"])
        found = _find_named(json.loads(row["responsible"] or "[]"), row["area_id"], day, links)
        links.weaknesses += [{"weakness_id": row["weakness_id"], **each} for each in found]
    for row in actions:
        if row["owner"]:
            inspected = days.get(row["inspection_id"] or "")
            known = written.get(row["document_id"] or "")
            found = _find_owners(row["owner"], row["area_id"], _days_of_plan(known, inspected))
            links.actions += [{"action_id": row["action_id"], **each} for each in found]
    return links


def unknown_body_problems(links: BodyLinks) -> list[Row]:
    """One row of `problems` (without `at`) for each name of an area that looks like a body's and is not known."""
    return [
        {
            "area_id": area_id,
            "stage": "link",
            "error": "unknown_body",
            "message": f"{name!r}, named {count} time(s), is no known body's name: add it to db/reference/bodies.csv, "
            "or to body_aliases.csv where it is another name of one",
        }
        for (area_id, name), count in sorted(links.unknown.items())
    ]


def _find_named(names: Iterable[str | None], area_id: str, day: str | None, links: BodyLinks) -> list[Row]:
    found: dict[str, str] = {}
    for name in names:
        if not name:
            continue
        body_id = find_body(name, day) or find_body(f"{name} council", day) or _own(area_id, name, day)
        if body_id is not None:
            found.setdefault(body_id, name)
        elif _BODY_WORD.search(name):
            links.unknown[area_id, name] += 1
    return [{"body_id": body_id, "named": name} for body_id, name in found.items()]


def _days_of_plan(published: str | None, inspected: str | None) -> tuple[str, ...]:
    """The day a plan was published, else the first and last day on which it may have been; none where nothing is known."""
    if published or not inspected:
        return (published,) if published else ()
    if len(inspected) < 10:
        return (inspected,)
    return inspected, (date.fromisoformat(inspected) + timedelta(_PLAN_DAYS)).isoformat()


def _find_owners(text: str, area_id: str, days: tuple[str, ...]) -> list[Row]:
    named = {find_bodies_in(text, day) for day in days} or {find_bodies_in(text)}
    found = dict(next(iter(named))) if len(named) == 1 else {}
    bodies = bodies_of_areas().get(area_id, ())
    kinds = {body.kind for body in bodies if body.body_id in found}
    for kind, pattern in _KINDS.items():
        match = pattern.search(text)
        own = None if match is None or kind in kinds else _sole(area_id, kind, days)
        if match is not None and own is not None:
            found.setdefault(own.body_id, match["kind"])
    for body in bodies:
        initials = "".join(word[0] for word in body.name.split() if word[0].isupper())
        if body.kind == "council" and len(initials) > 2 and re.search(rf"\b{initials}\b", text):
            found.setdefault(body.body_id, initials)
    return [{"body_id": body_id, "named": name} for body_id, name in found.items()]


def _own(area_id: str, name: str, day: str | None) -> str | None:
    """The area's own body where a name says no more than its kind ("the local authority")."""
    for kind, pattern in _KINDS.items():
        body = _sole(area_id, kind, (day,) if day else ()) if pattern.fullmatch(name.strip()) else None
        if body is not None:
            return body.body_id
    return None


def _sole(area_id: str, kind: str, days: tuple[str, ...]) -> Body | None:
    """The one body of a kind that an area had on all of the days (ever, where there are none); None if several."""
    own = [body for body in bodies_of_areas().get(area_id, ()) if body.kind == kind]
    there = [body for body in own if not days or any(body.existed(day) for day in days)]
    return there[0] if len(there) == 1 and all(there[0].existed(day) for day in days) else None
