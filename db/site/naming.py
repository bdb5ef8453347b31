"""What rows are called: ids are readable and say area, month, kind and number, and people are told so in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from db.reference.areas import load_area_names
from db.reference.bodies import load_bodies
from db.site.wording import format_date, in_words
from extract.theming.taxonomy import THEMES

# norfolk-2020-03-w1, norfolk-2022-11-revisit, tameside-a3
_ID = re.compile(
    r"(?P<area>[a-z]+(?:-[a-z]+)*?)(?:-(?P<month>(?:19|20)\d\d-\d\d)(?:-(?P<follow_up>revisit|monitoring))?)?"
    r"(?:-(?P<kind>[wpinsatf])(?P<number>\d+))?"
)
# norfolk-2020-03-02-inspection-start, wigan-2027-07-full-inspection-expected
_EVENT = re.compile(
    r"(?P<area>[a-z]+(?:-[a-z]+)*?)-(?P<day>(?:19|20)\d\d(?:-\d\d){0,2})-(?P<event>[a-z]+(?:-[a-z]+)+)(?:-\d+)?"
)
_KINDS = {
    "w": "significant weakness",
    "p": "priority action",
    "i": "area for improvement",
    "n": "weakness told in the text",
    "s": "strength",
    "a": "action",
    "t": "pledge",
    "f": "request",
}
_INSPECTIONS = {None: "inspection", "revisit": "revisit", "monitoring": "monitoring inspection"}
# Ids, codes and days in a text made by the build.
_IN_TEXT = re.compile(r"\b[a-z]+(?:-[a-z]+)*-(?:19|20)\d\d-\d\d(?:-[a-z0-9]+)*\b")
_DAY_IN_TEXT = re.compile(r"(?<![\d/.-])(?:19|20)\d\d-\d\d(?:-\d\d)?(?![\d-])")
_CODE_IN_TEXT = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")


@cache
def area_names() -> dict[str, str]:
    """Every area's name by its id."""
    return {area.area_id: area.name for area in load_area_names()}


@cache
def body_names() -> dict[str, str]:
    """Every registered body's name by its id."""
    return {body.body_id: body.name for body in load_bodies()}


@cache
def theme_labels() -> dict[str, str]:
    """Every theme's label by its id."""
    return {theme.theme_id: theme.label for theme in THEMES}


def name_row(row_id: str, *, with_area: bool = False) -> str | None:
    """A finding, inspection or event in words: "significant weakness 1 of Mar 2020", "revisit of Nov 2022", "inspection
    start, 2 Mar 2020"; None for other ids.
    """
    match = _ID.fullmatch(row_id) or _EVENT.fullmatch(row_id)
    area = area_names().get(match["area"]) if match else None
    if match is None or area is None:
        return None
    words = _name_event(match) if match.re is _EVENT else _name_finding(match)
    return f"{area}: {words}" if with_area and words else words


def _name_finding(match: re.Match[str]) -> str | None:
    of = f" of {format_date(match['month'])}" if match["month"] else ""
    if match["kind"]:
        return f"{_KINDS[match['kind']]} {match['number']}{of}"
    return f"{_INSPECTIONS[match['follow_up']]}{of}" if of else None


def _name_event(match: re.Match[str]) -> str:
    return f"{in_words(match['event'].replace('-', '_'))}, {format_date(match['day'])}"


def tell_plainly(text: str) -> str:
    """A text that the build made, with ids, days and codes in words; one read from a document must be left as it is."""
    text = _IN_TEXT.sub(lambda match: name_row(match[0], with_area=True) or match[0], text)
    text = tell_days(text)
    return _CODE_IN_TEXT.sub(lambda match: in_words(match[0]), text)


# Columns that say what a row is, the first that it has.
_NAMING = ("title", "name", "label", "term", "alias", "word", "measure")
_LONGEST = 120


def name_whole_row(keys: Sequence[str], cells: Mapping[str, Any], title: str) -> str:
    """A heading for a row's own page: what its key says, or a column that names it, or the table and its number.

    `cells` are the row's values as shown, without markup; `title` is the table's.
    """
    named = [name_row(key, with_area=True) or theme_labels().get(key) or body_names().get(key) for key in keys]
    if all(named):
        return " – ".join(filter(None, named))
    for column in _NAMING:
        words = cells.get(column)
        if words:
            area = cells.get("area_id")
            head = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
            return f"{area}: {head}" if area and column != "name" else head
    return (
        f"{title}, {' '.join(keys)}"
        if all(key.isdigit() for key in keys)
        else f"A row of {title[:1].lower()}{title[1:]}"
    )


def tell_days(text: str) -> str:
    """A text with ISO days in it as people write them."""
    return _DAY_IN_TEXT.sub(lambda match: format_date(match[0]), text)
