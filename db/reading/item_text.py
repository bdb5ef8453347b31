"""The text of one finding, looked up in a built database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from db.errors import NoItemError
from db.sqlite.connect import open_readonly

_TABLES = (("weaknesses", "weakness_id"), ("strengths", "strength_id"), ("actions", "action_id"))


def read_item_text(database: Path, item_id: str) -> str:
    """The text of the weakness, strength or action with an id.

    Raises `NoItemError` where there is none and `NoDatabaseError` where there is no database that can be read.
    """
    with closing(open_readonly(database)) as db:
        for table, key in _TABLES:
            row = db.execute(f"SELECT text FROM {table} WHERE {key} = ?", (item_id,)).fetchone()
            if row is not None:
                return str(row[0])
    raise NoItemError(f"no weakness, strength or action has the id {item_id}: take one from the site, or use --text")
