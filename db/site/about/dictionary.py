"""The data dictionary: every table and view with its columns, from the schema itself and the descriptions beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TABLES = """
SELECT name, type FROM pragma_table_list
WHERE schema = 'main' AND type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name
"""
_TYPES = {"TEXT": "text", "INTEGER": "whole number", "REAL": "number"}


@dataclass(frozen=True)
class Column:
    """A column: `type` in words, empty for a view's computed ones; `key` says what it identifies or refers to."""

    name: str
    type: str
    key: str
    meaning: str


@dataclass(frozen=True)
class Described:
    """A table or view with what it holds."""

    name: str
    title: str
    description: str
    is_view: bool
    columns: tuple[Column, ...]


def describe_tables(connection: sqlite3.Connection, texts: Mapping[str, Mapping[str, Any]]) -> list[Described]:
    """Every table that `texts` (metadata.yml) describes by a title, with what the schema says of its columns; tables first."""
    return [
        _describe(connection, name, kind == "view", texts[name])
        for name, kind in connection.execute(_TABLES)
        if "title" in texts.get(name, ())
    ]


def _describe(connection: sqlite3.Connection, name: str, is_view: bool, texts: Mapping[str, Any]) -> Described:
    refers = {
        column: f"refers to {other}"
        for _, _, other, column, *_ in connection.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,))
    }
    columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?)", (name,)).fetchall()
    of_key = [column for column, _, place in columns if place]
    meanings = texts.get("columns", {})
    return Described(
        name,
        texts["title"],
        texts.get("description", ""),
        is_view,
        tuple(
            Column(column, _TYPES.get(kind, ""), _key(column, of_key, refers.get(column)), meanings.get(column, ""))
            for column, kind, _ in columns
        ),
    )


def _key(column: str, of_key: list[str], refers: str | None) -> str:
    identifies = "" if column not in of_key else "identifies the row" if len(of_key) == 1 else "part of the row's key"
    return "; ".join(each for each in (identifies, refers) if each)
