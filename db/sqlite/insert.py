"""Rows written in bulk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database


def insert_rows(db: Database, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in one statement; a column that a row does not have is NULL."""
    if not rows:
        return
    columns = list(dict.fromkeys(column for row in rows for column in row))
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    values = ([row.get(column) for column in columns] for row in rows)
    db.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
