"""The parameters of a query as form fields: lists to choose from come from the database, so nobody has to know a code."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.errors import UnknownAreaError
from db.facts.inspections import OUTCOME_LABELS
from db.reference.areas import find_area_id
from db.site.reading import Reader
from db.site.wording import as_heading

AREA_PARAMETERS = {"area", "neighbours_of"}


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """A form field: `kind` is select, list (free text with suggestions), search, date or text."""

    name: str
    kind: str
    label: str
    value: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""


# Parameter: kind of field, label, hint, and the query that gives its options as value and label.
_KINDS = (
    "SELECT kind, CASE kind WHEN 'significant_weakness' THEN 'Significant weakness (2016–22)' "
    "WHEN 'priority_action' THEN 'Area for priority action (since 2023)' "
    "WHEN 'area_for_improvement' THEN 'Area for improvement (since 2023)' ELSE 'Told in the report''s text' END "
    "FROM (SELECT DISTINCT kind FROM weaknesses) ORDER BY kind = 'narrative', kind DESC"
)
_AREAS = "SELECT name, name FROM areas ORDER BY name"
_SPECS: dict[str, tuple[str, str, str, str]] = {
    "area": ("list", "Area", "Start typing a name, for instance Norfolk", _AREAS),
    "neighbours_of": (
        "list",
        "Statistical neighbours of",
        "An area: only the ten areas most like it are shown",
        _AREAS,
    ),
    "words": ("search", "Words", "All of them must occur, in any form; use quotation marks for a phrase", ""),
    "theme": ("select", "Theme", "", "SELECT theme_id, label FROM themes ORDER BY label"),
    "kind": ("select", "Kind", "", _KINDS),
    "region": ("select", "Region", "", "SELECT DISTINCT region, region FROM areas ORDER BY region"),
    "framework": (
        "select",
        "Inspected",
        "",
        "SELECT '2016', '2016–22' UNION ALL SELECT '2023', 'since 2023'",
    ),
    "outcome": (
        "select",
        "Outcome",
        "",
        "SELECT DISTINCT outcome, outcome FROM inspections WHERE kind = 'full' ORDER BY framework DESC, outcome",
    ),
    "progress": (
        "select",
        "Progress when inspectors came back",
        "",
        "SELECT DISTINCT progress, replace(progress, '_', ' ') FROM weaknesses WHERE progress IS NOT NULL",
    ),
    "state": ("select", "What is known", "", "SELECT DISTINCT state, state FROM plan_register ORDER BY state"),
    "body": (
        "list",
        "Body",
        "Any part of its name, for instance Integrated Care Board",
        "SELECT DISTINCT b.value, b.value FROM weaknesses w, json_each(w.responsible) b ORDER BY b.value",
    ),
    "from_date": ("date", "From", "Today where it is left empty", ""),
}


async def make_fields(read: Reader, values: Mapping[str, Any]) -> list[Field]:
    """A field for each parameter, with the value it has now and, where that is no area, what may have been meant."""
    return [await _make_field(read, name, str(value or "").strip()) for name, value in values.items()]


async def _make_field(read: Reader, name: str, value: str) -> Field:
    kind, label, hint, sql = _SPECS.get(name, ("text", as_heading(name), "", ""))
    rows = await read(sql) if sql else []
    options = tuple(Option(row[0], OUTCOME_LABELS.get(row[1], row[1])) for row in rows if row[0] is not None)
    error = ""
    if name in AREA_PARAMETERS and value:
        error = explain_unknown_area(value, [option.label for option in options])
    return Field(name, kind, label, value, hint, options, error)


def explain_unknown_area(value: str, names: Sequence[str]) -> str:
    """Nothing where an area goes by this name, else a sentence with the closest names."""
    try:
        find_area_id(value)
    except UnknownAreaError:
        by_lower_case = {name.lower(): name for name in names}
        near = [
            by_lower_case[name] for name in difflib.get_close_matches(value.lower(), by_lower_case, n=4, cutoff=0.6)
        ]
        begun = [name for name in names if name.lower().startswith(value.lower()[:4])]
        close = list(dict.fromkeys([*near, *begun]))[:5]
        hint = f"Did you mean {' or '.join(close)}?" if close else "Choose one from the list of areas on the home page."
        return f"No area is called “{value}”. {hint}"
    return ""
