"""Creates the tables, indexes and views of an empty database."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database

SCRIPTS = ("schema.sql", "register.sql", "plans.sql", "changes.sql", "views.sql")


def create_schema(db: Database) -> None:
    """Create everything `db/*.sql` describes; the database must be empty."""
    for script in SCRIPTS:
        db.conn.executescript((files("db") / script).read_text("utf-8"))
