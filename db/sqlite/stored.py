"""Views whose rows are worked out once, at the build, and then only read.

The database does not change once it is built. A view that counts or compares a whole table for every page of the site is
made one that reads its rows from a table of its own; its name, its columns and its order stay what they were.
"""

from __future__ import annotations

from sqlite_utils import Database

# What such a table's name begins with: it is shown and given away nowhere, the view is.
PREFIX = "stored_"
# Those that cost most, each after those that it reads. None of them asks what day it is.
VIEWS = (
    "counted_themes",
    "body_weaknesses",
    "follow_ups",
    "plan_register",
    "inspection_known",
    "what_followed",
    "what_is_here",
    "plan_slippage",
    "area_theme_counts",
)
TABLES = tuple(f"{PREFIX}{view}" for view in VIEWS)
_INDEXES = {
    "counted_themes": ("item_id", "theme_id"),
    "body_weaknesses": ("body_id", "weakness_id"),
    "follow_ups": ("inspection_id",),
    "plan_register": ("inspection_id", "area_id"),
    "inspection_known": ("area_id", "inspection_id"),
    "what_followed": ("area_id", "weakness_id"),
    "what_is_here": ("area_id",),
    "plan_slippage": ("area_id",),
    "area_theme_counts": ("area_id", "theme_id"),
}


def store_views(db: Database) -> None:
    """Work out the rows of `VIEWS`; to be called when nothing that they read will change any more."""
    with db.atomic():
        for view in VIEWS:
            table = f"{PREFIX}{view}"
            db.conn.execute(f"CREATE TABLE {table} AS SELECT * FROM {view}")
            for column in _INDEXES[view]:
                db.conn.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
            db.conn.execute(f"DROP VIEW {view}")
            db.conn.execute(f"CREATE VIEW {view} AS SELECT * FROM {table}")
