"""Reading from the served database."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

DATABASE = "send"

# Runs a query with parameters; rows go by position and by name.
Reader = Callable[..., Awaitable[list[sqlite3.Row]]]


def make_reader(datasette: Any) -> Reader:
    """A reader of the database that `datasette` serves."""

    async def read(sql: str, values: Mapping[str, Any] | None = None) -> list[sqlite3.Row]:
        results = await datasette.get_database(DATABASE).execute(sql, dict(values or {}))
        return list(results.rows)

    return read


async def read_built(read: Reader) -> str | None:
    """The day the database was built (ISO)."""
    rows = await read("SELECT substr(value, 1, 10) FROM build_info WHERE key = 'built_at'")
    return str(rows[0][0]) if rows else None
