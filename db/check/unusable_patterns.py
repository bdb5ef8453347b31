"""Whether patterns cost findings their themes: each document says so in a row, the build once."""

from __future__ import annotations

from sqlite_utils import Database


def unusable_patterns(db: Database) -> list[str]:
    """What is wrong with patterns of themes and what it cost, each once however many documents it touches."""
    rows = db.execute("SELECT DISTINCT message FROM problems WHERE error = 'bad_pattern' ORDER BY message")
    return [str(message) for (message,) in rows]
