"""Holds the tables that people edit against their forms (forms.yml), so that a slip is told by file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import yaml

from db.errors import BadFactsError
from db.reference.tables import FactRow, read_table, required
from extract.theming.taxonomy import THEMES

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The words of a starter row are told of an address, or of a paper without one.
_NEED_A_SOURCE = ("starter_actions", "starter_events")
_DATE = re.compile(r"\d{4}(?:-\d{2})?")


def check_tables() -> None:
    """Raise `BadFactsError` for the first row of an edited table that is not as forms.yml says; the number of others too."""
    faults = [fault for table in _forms() for fault in find_faults(table, read_table(table))]
    if faults:
        more = f" ({len(faults) - 1} more like it)" if len(faults) > 1 else ""
        raise BadFactsError(f"{faults[0]}{more}: mend the row in db/reference, and build again")


def find_faults(table: str, rows: Sequence[FactRow]) -> Iterator[str]:
    """What is wrong with the rows of a table, one line each: file, line, column and what is expected."""
    form = _forms()[table]
    columns = {name: told for name, told in form.items() if name != "key"}
    seen: dict[tuple[str | None, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        where = f"{table}.csv, row {line}"
        if row.keys() != columns.keys():
            odd = ", ".join(str(name) for name in sorted(map(str, row.keys() ^ columns.keys())))
            yield f"{where}: the columns {odd} are missing or unknown"
            return
        for column, told in columns.items():
            fault = _fault(str(told), row[column])
            if fault:
                yield f"{where}: {column} {fault}"
        if table in _NEED_A_SOURCE and not (row["source_url"] or row["source_title"]):
            yield f"{where}: neither source_url nor source_title says where it is from"
        key = tuple(row[column] for column in form["key"])
        if key in seen:
            yield f"{where}: says the same as row {seen[key]}"
        seen.setdefault(key, line)


def _fault(told: str, value: str | None) -> str | None:
    """What is wrong with one value, None where nothing is."""
    form = told.removeprefix("needed ")
    if value is None:
        return "is empty" if told != form else None
    check = _CHECKS.get(form)
    if check is not None:
        return None if check(value) else f"is {value!r}, no {_NAMES.get(form, form)}"
    words = form.split("|")
    return None if value in words else f"is {value!r}, none of {', '.join(words)}"


@cache
def _forms() -> Mapping[str, Mapping[str, str | list[str]]]:
    loaded: Mapping[str, Mapping[str, str | list[str]]] = yaml.load(
        (files("db") / "reference" / "forms.yml").read_text("utf-8"), _LOADER
    )
    return loaded


@cache
def _ids(table: str, column: str) -> frozenset[str]:
    return frozenset(required(record, column) for record in read_table(table))


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_decimal(value: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", value) is not None


def _is_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in value


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "text": lambda value: value == value.strip(),
    "area": lambda value: value in _ids("areas", "area_id"),
    "body": lambda value: value in _ids("bodies", "body_id"),
    "day": _is_day,
    "date": lambda value: _is_day(value) or _DATE.fullmatch(value) is not None,
    "number": str.isdecimal,
    "decimal": _is_decimal,
    "url": _is_address,
    "themes": lambda value: set(value.split()) <= {theme.theme_id for theme in THEMES},
}
_NAMES = {
    "text": "text without blanks at its ends",
    "area": "known area_id",
    "body": "known body_id",
    "day": "day as YYYY-MM-DD",
    "date": "date as YYYY, YYYY-MM or YYYY-MM-DD",
    "url": "web address",
    "themes": "list of known themes with spaces between",
}
