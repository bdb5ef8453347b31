"""Words for people: codes, column names, dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from extract.model.doc_types import DocType

_MONTHS = calendar.month_abbr
_CAPITALS = {"wsoa": "WSoA", "dfe": "DfE", "url": "address", "ehc": "EHC", "percent": "per cent", "england": "England",
             "narrative": "told in the text"}  # fmt: skip
_HEADINGS = {
    "outcome_label": "Outcome",
    "follow_up_outcome": "Outcome then",
    "outcome_2016_22": "Outcome 2016–22",
    "area_percent": "Area, per cent",
    "mean_of_region": "Mean of region",
    "is_met": "Met",
    "is_best": "Shown",
    "is_verified": "Checked",
    "number": "No.",
    "label": "What",
    "what": "Kind",
    "basis": "Known from",
    "what_is_counted": "What",
    "plan_state": "Plan",
    "progress_state": "Progress",
    "doc_type": "Type",
    "doc_type_confidence": "Sureness of the type, 0 to 1",
    "confidence": "Sureness, 0 to 1",
    "text_origin": "Whose words",
    "text_source": "Read from",
    "char_start": "Begins at character",
    "char_end": "Ends before character",
    "sha256": "Check sum (SHA-256)",
    "media_type": "File type",
    "page_count": "Pages",
    "gss_code": "ONS code",
    "la_code": "DfE code",
    "ods_code": "NHS code",
    "ofsted_urn": "Ofsted’s number",
    "ofsted_url": "Ofsted’s page",
    "la_type": "Kind of authority",
    "population_0_25": "Residents aged 0 to 25",
    "latitude": "Latitude, degrees",
    "longitude": "Longitude, degrees",
    "valid_from": "From",
    "valid_to": "To",
    "at": "When",
    "found_at": "Found",
    "retrieved_at": "Fetched",
    "next_monitoring_months": "Monitoring after, months",
    "next_full_years": "Next full inspection after, years",
    "slipped_days": "Later by, days",
    "seq": "Place in the document",
    "follows_id": "Follows",
    "shown_for": "Shown for",
    "item_table": "What it is",
    "url": "Address",
}
# Words that come before or after a figure of a unit.
_UNITS = {"percent": "{}%", "pounds": "£{}", "weeks": "{} weeks", "days": "{} days"}
_LARGE = ((1_000_000, " million"),)
# The comparisons of Datasette's filters that people are offered; others still work in an address.
FILTER_WORDS = {
    "exact": "is",
    "not": "is not",
    "contains": "contains",
    "startswith": "begins with",
    "endswith": "ends with",
    "gt": "is more than",
    "gte": "is at least",
    "lt": "is less than",
    "lte": "is at most",
    "in": "is one of (commas between)",
    "isblank": "is not known",
    "notblank": "is known",
}
_COMPARISONS = {
    " != ": " is not ", " = ": " is ", " is null": " is not known", " is not null": " is known", " is blank": " is not known",
    " is not blank": " is known",
}  # fmt: skip
# "where kind = "full" sorted by start_date descending"
_QUOTED = re.compile(r'"([a-z0-9_]+)"')


def in_words(code: str) -> str:
    """A code or column name as words: "not_sufficient" is "not sufficient"."""
    return " ".join(_CAPITALS.get(word, word) for word in code.split("_"))


def as_heading(column: str) -> str:
    """A column name as a heading: "deadline_text" is "Deadline text", "area_id" is "Area"."""
    words = in_words(column.removesuffix("_id") if column != "id" else column)
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


def describe_choice(description: str, columns: Iterable[str]) -> str:
    """Datasette's sentence on which rows are shown and how they are sorted, with columns and codes in words."""
    names = {name: as_heading(name) for name in sorted(columns, key=len, reverse=True)}
    if names:
        pattern = re.compile(rf"(?<![\w\"])(?:{'|'.join(map(re.escape, names))})(?![\w\"])")
        description = pattern.sub(lambda match: _lower(names[match[0]]), description)
    description = _QUOTED.sub(lambda match: f"“{in_words(match[1])}”", description)
    for sign, words in _COMPARISONS.items():
        description = description.replace(sign, words)
    return description


def _lower(heading: str) -> str:
    """A heading within a sentence: names written in capitals keep them."""
    return heading if heading[:2].isupper() else heading[:1].lower() + heading[1:]


def format_moment(value: str) -> str:
    """An ISO moment as people write it: "26 Nov 2026, 07:28"; a day alone without an hour."""
    day, _, time = value.partition("T")
    return f"{format_date(day)}, {time[:5]}" if len(time) >= 5 else format_date(day)


def format_figure(value: float, unit: str | None) -> str:
    """A figure with its unit: "£2 million", "60%", "1,000 places"."""
    for size, word in _LARGE:
        if unit == "pounds" and abs(value) >= size and value % (size / 10) == 0:
            return _UNITS["pounds"].format(f"{value / size:g}{word}")
    number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
    return _UNITS.get(unit or "", f"{{}} {unit.replace('_', ' ')}" if unit else "{}").format(number)
