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
