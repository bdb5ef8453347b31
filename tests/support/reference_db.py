"""A database of the reference facts alone, for tests to read from or to copy."""

import sqlite3
from functools import cache

from sqlite_utils import Database

from db.facts.load import load_facts
from db.sqlite.schema import create_schema


@cache
def reference_db() -> Database:
    """The reference facts, loaded once; not to be written to."""
    db = Database(memory=True)
    create_schema(db)
    load_facts(db)
    return db


def copy_of_reference_db() -> Database:
    """A copy of the reference facts that a test may change."""
    copy = sqlite3.connect(":memory:")
    reference_db().conn.backup(copy)
    return Database(copy)
