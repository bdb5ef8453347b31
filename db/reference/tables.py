"""Reads the project's fact tables, `db/reference/*.csv`; their columns are described in the README beside them."""

from __future__ import annotations

import csv
from importlib.resources import files

FactRow = dict[str, str | None]


def read_table(name: str) -> list[FactRow]:
    """Rows of one reference table, as text; an empty field is None. Codes and dates stay as they are written."""
    text = (files("db") / "reference" / f"{name}.csv").read_text("utf-8")
    return [{column: value or None for column, value in row.items()} for row in csv.DictReader(text.splitlines())]


def required(row: FactRow, column: str) -> str:
    """The value of a column that is never empty; `ValueError` names the row where it is."""
    value = row[column]
    if value is None:
        raise ValueError(f"reference row without {column}: {row}")
    return value


def whole_number(value: str | None) -> int | None:
    """An integer column's value."""
    return None if value is None else int(value)


def decimal_number(value: str | None) -> float | None:
    """A decimal column's value."""
    return None if value is None else float(value)
