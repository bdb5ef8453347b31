"""Opens a built database for reading."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from db.errors import NoDatabaseError


def open_readonly(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises `NoDatabaseError` where nothing has been built."""
    if not path.exists():
        raise NoDatabaseError(f"there is no database at {path}: run sendkb build first")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
