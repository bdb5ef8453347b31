"""What exists officially and is not here: the operator's to-do list, from the view `what_is_here`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.sqlite.connect import open_readonly

HERE = "read"
_COLUMNS = ("area_id", "area", "what", "inspected", "published", "state", "known", "url")


@dataclass(frozen=True)
class OfficialDocument:
    """A letter, report or plan that exists, or was required; days are ISO, None where unknown. `state` "read" is here."""

    area_id: str
    area: str
    what: str
    inspected: str | None
    published: str | None
    state: str
    known: str | None
    url: str | None


def read_official(database: Path, area_ids: Sequence[str] = ()) -> list[OfficialDocument]:
    """Every official document of the areas (of all, where none is named), by area and day.

    Raises `NoDatabaseError` where nothing has been built.
    """
    marks = ", ".join("?" * len(area_ids))
    where = f"WHERE area_id IN ({marks})" if area_ids else ""
    sql = f"SELECT {', '.join(_COLUMNS)} FROM what_is_here {where} ORDER BY area, coalesce(inspected, published), what"
    with closing(open_readonly(database)) as connection:
        return [OfficialDocument(*row) for row in connection.execute(sql, area_ids)]


def missing_as_json(documents: Sequence[OfficialDocument]) -> str:
    """Those that are not here, for other programs."""
    return json.dumps([vars(each) for each in documents if each.state != HERE], ensure_ascii=False, indent=2)


def format_missing(documents: Sequence[OfficialDocument]) -> str:
    """Those that are not here, one a line with the address to get it, and how many there are of each state."""
    states = Counter(each.state for each in documents)
    missing = [each for each in documents if each.state != HERE]
    lines = [f"{len(documents)} official documents are known or were required: " + _counts(states)]
    lines += [_line(each) for each in missing]
    if missing:
        lines.append(
            "sendkb update fetches what is still published; a copy of your own: sendkb ingest FILE --area NAME --url ADDRESS"
        )
    return "\n".join(lines)


def _counts(states: Counter[str]) -> str:
    return ", ".join(f"{number} {state}" for state, number in states.most_common()) or "none"


def _line(document: OfficialDocument) -> str:
    day = "day not known"
    if document.published:
        day = f"published {document.published}"
    elif document.inspected:
        day = f"on the inspection of {document.inspected}"
    known = f" ({document.known})" if document.known else ""
    return f"  {document.area}: {document.what}, {day}: {document.state}{known}: {document.url or 'no address known'}"
