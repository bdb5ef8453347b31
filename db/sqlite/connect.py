"""Opens a built database for reading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.errors import NoDatabaseError


def open_readonly(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises `NoDatabaseError` where nothing has been built, or what is there is none."""
    if not path.exists():
        raise NoDatabaseError(f"there is no database at {path}: run sendkb build first")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA schema_version")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise NoDatabaseError(f"{path} cannot be read ({error}): run sendkb build to make it anew") from None
    return connection


def is_sound(path: Path) -> bool:
    """Whether there is a database that can be read from end to end."""
    try:
        with closing(open_readonly(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except (NoDatabaseError, sqlite3.DatabaseError):
        return False


@contextmanager
def connected(path: Path) -> Iterator[Database]:
    """The database for reading, closed at the end. Raises `NoDatabaseError` where nothing has been built."""
    with closing(open_readonly(path)) as connection:
        yield Database(connection, recursive_triggers=False)
