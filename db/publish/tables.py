"""The tables that are given away, and under which licence."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


@dataclass(frozen=True)
class ExportTable:
    """A table or view with its columns (name and SQLite type) and keys."""

    name: str
    columns: tuple[tuple[str, str], ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[str, str, str], ...] = ()  # column, other table, its column


def public_tables(connection: sqlite3.Connection) -> list[ExportTable]:
    """Every table but SQLite's own, those that only serve searching and the stored rows of views, in order of name."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%\\_fts' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'stored\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [_describe_table(connection, name) for (name,) in names.fetchall()]


def _describe_table(connection: sqlite3.Connection, name: str) -> ExportTable:
    columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    return ExportTable(
        name,
        tuple((column[1], column[2]) for column in columns),
        tuple(column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5]),
        tuple(sorted((key[3], key[2], key[4]) for key in keys)),
    )


def rows_of(connection: sqlite3.Connection, table: ExportTable) -> sqlite3.Cursor:
    """The table's rows in the order in which they were written."""
    return connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')
