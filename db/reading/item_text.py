"""The text and kind of one finding, looked up in a built database."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from db.errors import NoItemError
from db.sqlite.connect import open_readonly
from extract.theming.items import ItemKind, Untagged

# Of each table: its key, and the kind of item a row is.
_TABLES = (
    ("weaknesses", "weakness_id", f"iif(kind = 'narrative', '{ItemKind.TOLD}', '{ItemKind.ASKED}')"),
    ("strengths", "strength_id", f"'{ItemKind.STRENGTH}'"),
    ("actions", "action_id", f"'{ItemKind.ACTION}'"),
)


def read_item(database: Path, item_id: str) -> Untagged:
    """The text and kind of the weakness, strength or action with an id.

    Raises `NoItemError` where there is none and `NoDatabaseError` where there is no database that can be read.
    """
    with closing(open_readonly(database)) as db:
        for table, key, kind in _TABLES:
            row = db.execute(f"SELECT text, {kind} FROM {table} WHERE {key} = ?", (item_id,)).fetchone()
            if row is not None:
                return Untagged(str(row[0]), ItemKind(row[1]))
    raise NoItemError(f"no weakness, strength or action has the id {item_id}: take one from the site, or use --text")
