"""Areas: their rows, every name they go by, and finding one by a name somebody typed."""

from __future__ import annotations

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

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

# Publishers of source pages whose host is the area's own.
_OWN_PUBLISHER = re.compile(
    r"\b(?:council|local offer|achieving for children|together for children)\b(?! via)", re.IGNORECASE
)
# Hosts on which anybody's pages stand.
_SHARED_HOSTS = frozenset({
    "achievingforchildren.org.uk", "content.govdelivery.com", "gov.uk", "kr.afcinfo.org.uk", "mynewsdesk.com",
    "richmondandwandsworth.gov.uk", "search3.openobjects.com",
})  # fmt: skip


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
    aliases, hosts = _aliases("text"), _hosts()
    councils, health = _bodies()
    return tuple(
        AreaName(
            area_id,
            required(record, "name"),
            aliases.get(area_id, ()),
            council=councils.get(area_id),
            hosts=hosts.get(area_id, ()),
            bodies=health.get(area_id, ()),
            codes=tuple(code for column in ("gss_code", "la_code", "ofsted_urn") if (code := record[column])),
        )
        for record in read_table("areas")
        if (area_id := required(record, "area_id"))
    )


def _hosts() -> dict[str, tuple[str, ...]]:
    """Every council's own hosts: its domain, and those of its pages that we know, where no other area has pages there."""
    areas_of: dict[str, set[str]] = defaultdict(set)
    for record in read_table("areas"):
        if record["domain"]:
            areas_of[record["domain"].lower()].add(required(record, "area_id"))
    for record in read_table("source_pages"):
        host = (urlsplit(record["url"] or "").hostname or "").removeprefix("www.")
        if host and _OWN_PUBLISHER.search(record["publisher"] or ""):
            areas_of[host].add(required(record, "area_id"))
    found: dict[str, list[str]] = defaultdict(list)
    for host, area_ids in areas_of.items():
        parents = {area for domain, areas in areas_of.items() if host.endswith(f".{domain}") for area in areas}
        if len(area_ids) == 1 and parents <= area_ids and host not in _SHARED_HOSTS:
            found[next(iter(area_ids))].append(host)
    return {area_id: tuple(sorted(hosts)) for area_id, hosts in found.items()}


def _bodies() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Every area's council by its name, and the names of the health bodies that serve this area alone."""
    bodies = {record["body_id"]: record for record in read_table("bodies")}
    names = {required(record, "area_id"): required(record, "name") for record in read_table("areas")}
    areas_of: dict[str | None, list[str]] = defaultdict(list)
    for record in read_table("area_bodies"):
        areas_of[record["body_id"]].append(required(record, "area_id"))
    councils: dict[str, str] = {}
    health: dict[str, list[str]] = defaultdict(list)
    for body_id, area_ids in areas_of.items():
        body = bodies.get(body_id)
        if body is None or len(area_ids) != 1:
            continue
        if body["kind"] == "council":
            councils[area_ids[0]] = required(body, "name")
        elif names[area_ids[0]] not in required(body, "name"):
            health[area_ids[0]].append(required(body, "name"))
    return councils, {area_id: tuple(names) for area_id, names in health.items()}


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
