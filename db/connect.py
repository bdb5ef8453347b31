"""Opens a built database for reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.errors import NoDatabaseError


def open_readonly(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises `NoDatabaseError` where nothing has been built."""
    if not path.exists():
        raise NoDatabaseError(f"there is no database at {path}: run sendkb build first")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


@contextmanager
def connected(path: Path) -> Iterator[Database]:
    """The database for reading, closed at the end. Raises `NoDatabaseError` where nothing has been built."""
    with closing(open_readonly(path)) as connection:
        yield Database(connection, recursive_triggers=False)
