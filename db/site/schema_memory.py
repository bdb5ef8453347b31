"""A database that never changes while it is served: what its schema is like is asked of SQLite once.

Datasette asks for columns, keys and full-text tables anew for every page, each in a thread of its own: hundreds of times for
the page of the database, more than all else that the page does.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from datasette.database import Database

# What Datasette asks of the schema alone, by name of the method.
_ASKED = (
    "foreign_keys_for_table",
    "fts_table",
    "get_all_foreign_keys",
    "get_table_definition",
    "get_view_definition",
    "hidden_table_names",
    "label_column_for_table",
    "primary_keys",
    "table_column_details",
    "table_columns",
    "table_exists",
    "table_names",
    "view_names",
)


def open_unchanging(datasette: Any, path: Path) -> Any:
    """The database of a file that is swapped whole and never written to, for Datasette to serve."""
    database = Database(datasette, path=str(path), is_mutable=False)
    for name in _ASKED:
        setattr(database, name, remember(getattr(database, name)))
    return database


def remember(ask: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The same question, asked once for the same arguments; every asker has a copy of the answer, which some write to."""
    known: dict[tuple[Any, ...], Any] = {}

    async def answer(*asked: Any, **named: Any) -> Any:
        key = (*asked, *sorted(named.items()))
        if key not in known:
            known[key] = await ask(*asked, **named)
        return deepcopy(known[key])

    return answer
