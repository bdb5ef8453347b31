"""What every search needs and no search changes, read once for as long as a database is served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from db.site.reading import Reader, make_reader
from db.site.searching.facets import FacetIndex, read_facets
from db.site.wording import format_date

_NAMES = """
SELECT area_id, name FROM areas
UNION ALL SELECT body_id, name FROM bodies
UNION ALL SELECT theme_id, label FROM themes
"""
_INSPECTIONS = """
SELECT i.inspection_id, a.name, coalesce(i.start_date, i.published) FROM inspections i
JOIN areas a ON a.area_id = i.area_id
"""
_LATEST = """
SELECT a.area_id, coalesce(k.known, 'nothing') FROM areas a
LEFT JOIN inspection_known k ON k.area_id = a.area_id AND k.newest = 1 WHERE a.status = 'current' ORDER BY a.name
"""


@dataclass(frozen=True)
class Known:
    """The filters' index, the names of areas, bodies, themes and inspections by id, the labels of themes alone, and the
    areas' names in order. `latest` says by present area whether anything is known of its latest full inspection.
    """

    index: FacetIndex
    names: dict[str, str]
    themes: dict[str, str]
    areas: tuple[str, ...]
    latest: dict[str, bool]


_KNOWN: WeakKeyDictionary[Any, Known] = WeakKeyDictionary()


async def read_known(datasette: Any) -> Known:
    """What is known of the database that `datasette` serves, which never changes under it."""
    known = _KNOWN.get(datasette)
    if known is None:
        known = _KNOWN[datasette] = await _read(make_reader(datasette))
    return known


async def _read(read: Reader) -> Known:
    names = {row[0]: row[1] for row in await read(_NAMES)}
    for inspection_id, area, date in await read(_INSPECTIONS):
        names[inspection_id] = f"{area}, {format_date(date)}" if date else area
    themes = {row[0]: row[1] for row in await read("SELECT theme_id, label FROM themes ORDER BY label")}
    areas = await read("SELECT name FROM areas ORDER BY name")
    latest = {row[0]: row[1] != "nothing" for row in await read(_LATEST)}
    return Known(await read_facets(read), names, themes, tuple(row[0] for row in areas), latest)
