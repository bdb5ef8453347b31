"""Creates the tables and views of an empty database, and its indexes when it is full."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database

SCRIPTS = (
    "schema.sql",
    "register.sql",
    "plans.sql",
    "bodies.sql",
    "changes.sql",
    "views.sql",
    "holdings.sql",
    "search.sql",
)


def create_schema(db: Database) -> None:
    """Create every table and view that `db/*.sql` describes; the database must be empty."""
    for script in SCRIPTS:
        _run(db, script)


def create_indexes(db: Database) -> None:
    """Create the indexes that views and pages need, once the rows are in."""
    _run(db, "indexes.sql")


def _run(db: Database, script: str) -> None:
    db.conn.executescript((files("db") / script).read_text("utf-8"))
