"""Prints what a database holds, so that two builds can be compared with `diff`.

    python -m tests.support.dump data/send.db > before

One line a row: the table's name and the row as JSON, sorted. Left out is what changes from build to build though no
document does: `build_info`, `changes`, the full-text index, SQLite's own tables, and when and whence a thing was fetched.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_LEFT_OUT_TABLES = frozenset({"build_info", "changes"})
_LEFT_OUT_COLUMNS = frozenset({"at", "built_at", "retrieved_at", "modified", "source_url", "path"})


def dump(database: Path) -> Iterator[str]:
    """The lines, in an order that depends on nothing but what they say. Raises `sqlite3.Error` for no database."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            if table in _LEFT_OUT_TABLES or table.startswith("sqlite_") or "_fts" in table:
                continue
            yield from sorted(f"{table} {row}" for row in _rows(connection, table))


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    columns = [column for column, *_ in cursor.description]
    for row in cursor:
        kept = {name: value for name, value in zip(columns, row, strict=True) if name not in _LEFT_OUT_COLUMNS}
        yield json.dumps(kept, ensure_ascii=False, sort_keys=True, default=bytes.hex)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("say which database: python -m tests.support.dump data/send.db")
    sys.stdout.writelines(f"{line}\n" for line in dump(Path(sys.argv[1])))
