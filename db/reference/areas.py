"""Areas: their rows, every name they go by, and finding one by a name somebody typed."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from db.errors import UnknownAreaError
from db.reference.tables import FactRow, decimal_number, read_table, required, whole_number
from extract.model.context import AreaName

PROVIDER_PAGE = "https://reports.ofsted.gov.uk/provider/44/{urn}"
# Local authorities' provider numbers begin with 80 or, for councils made since 2019, have seven digits. Those given for
# abolished councils are of another register, and a page of theirs would be some school's.
AUTHORITY_URN = re.compile(r"80\d{3}|\d{7}")
_TITLES = re.compile(
    r"\b(the|royal|london|metropolitan|borough|city|county|district|unitary|council|of|local authority|mbc|cc)\b"
)


def area_rows() -> list[dict[str, Any]]:
    """Rows of `areas`."""
    return [_area_row(record) for record in read_table("areas")]


def _area_row(record: FactRow) -> dict[str, Any]:
    urn = required(record, "ofsted_urn")
    successors = record["successor_ids"]
    return {
        **record,
        "population_0_25": whole_number(record["population_0_25"]),
        "latitude": decimal_number(record["latitude"]),
        "longitude": decimal_number(record["longitude"]),
        "ofsted_url": PROVIDER_PAGE.format(urn=urn) if AUTHORITY_URN.fullmatch(urn) else None,
        "successor_ids": json.dumps(successors.split(";")) if successors else None,
    }


@cache
def load_area_names() -> tuple[AreaName, ...]:
    """Every area with the names documents call it by; shorthand fit only for a command line is left out."""
    aliases = _aliases("text")
    return tuple(
        AreaName(area_id, required(record, "name"), aliases.get(area_id, ()))
        for record in read_table("areas")
        if (area_id := required(record, "area_id"))
    )


def _aliases(*uses: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for record in read_table("area_aliases"):
        if record["use"] in uses:
            found.setdefault(required(record, "area_id"), []).append(required(record, "alias"))
    return {area_id: tuple(names) for area_id, names in found.items()}


@cache
def all_area_names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every area's id with its name and all its other names, shorthand included."""
    aliases = _aliases("text", "lookup")
    return tuple((area.area_id, (area.name, *aliases.get(area.area_id, ()))) for area in load_area_names())


@cache
def _known_names() -> Mapping[str, str]:
    """Area ids by name as compared; a name in full goes before one without its titles."""
    names = [(area_id, (area_id, *all_names)) for area_id, all_names in all_area_names()]
    known = {_compared(name): area_id for area_id, all_names in names for name in all_names}
    for area_id, all_names in names:
        for name in all_names:
            known.setdefault(_bare(name), area_id)
    return known


@cache
def _known_codes() -> Mapping[str, str]:
    """Area ids by the codes of the ONS (E10000020), the DfE (926) and Ofsted (80544)."""
    return {
        code.lower(): required(record, "area_id")
        for record in read_table("areas")
        for column in ("gss_code", "la_code", "ofsted_urn")
        if (code := record[column])
    }


def find_area_id(name: str) -> str:
    """The id of the area that goes by `name`: id, name, alias or official code; case, punctuation and "Borough Council" do
    not matter.

    Raises `UnknownAreaError` that lists the closest names.
    """
    known = _known_names()
    code = _known_codes().get(name.strip().lower())
    if code:
        return code
    for form in (_compared(name), _bare(name)):
        if form and form in known:
            return known[form]
    near = difflib.get_close_matches(_compared(name), known, n=12, cutoff=0.6)
    titles = {area.area_id: area.name for area in load_area_names()}
    suggestions = list(dict.fromkeys(titles[known[form]] for form in near))[:4]
    hint = f"did you mean {' or '.join(suggestions)}?" if suggestions else "see the list of areas with `sendkb export`"
    raise UnknownAreaError(f"no area is called {name!r}: {hint}")


def find_area_ids(names: Iterable[str]) -> list[str]:
    """The ids of several areas, each once, in order. Raises `UnknownAreaError` for the first unknown name."""
    return list(dict.fromkeys(find_area_id(name) for name in names))


def _compared(name: str) -> str:
    """A name as it is compared: lower case, `&` as `and`, only letters and single spaces."""
    return re.sub(r"[^a-z]+", " ", name.lower().replace("&", " and ").replace("'", "").replace("’", "")).strip()


def _bare(name: str) -> str:
    """A name without words like Royal, Borough, Council."""
    return " ".join(_TITLES.sub(" ", _compared(name)).split())
