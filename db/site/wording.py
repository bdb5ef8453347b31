"""Words for people: codes, column names, dates."""

from __future__ import annotations

import calendar

from extract.model.doc_types import DocType

_MONTHS = calendar.month_abbr
_CAPITALS = {"wsoa": "WSoA", "dfe": "DfE", "url": "address", "ehc": "EHC", "percent": "per cent"}
_HEADINGS = {
    "outcome_2016_22": "Outcome 2016–22",
    "area_percent": "Area, per cent",
    "mean_of_region": "Mean of region",
    "is_met": "Met",
    "number": "No.",
    "label": "What",
    "what": "Kind",
    "basis": "Known from",
    "what_is_counted": "What",
    "plan_state": "Plan",
    "progress_state": "Progress",
}


def in_words(code: str) -> str:
    """A code or column name as words: "not_sufficient" is "not sufficient"."""
    return " ".join(_CAPITALS.get(word, word) for word in code.split("_"))


def as_heading(column: str) -> str:
    """A column name as a heading: "deadline_text" is "Deadline text"."""
    words = in_words(column)
    return _HEADINGS.get(column) or words[:1].upper() + words[1:]


def format_date(value: str) -> str:
    """An ISO date, cut to what is known of it, as people write it: "2 Mar 2020", "Mar 2020", "2020".

    Anything else is given back as it is.
    """
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return value
    if len(parts) == 1:
        return value
    month = int(parts[1])
    if not 1 <= month <= 12:
        return value
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{_MONTHS[month]} {parts[0]}"


def name_type(doc_type: str) -> str:
    """What a type of document is called: "Inspection report"."""
    label = DocType(doc_type).label
    return label[:1].upper() + label[1:]
