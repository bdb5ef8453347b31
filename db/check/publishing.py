"""Whether a database may take the place of the published one: its counts must be Ofsted's, and something must be new."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db.sqlite.connect import open_readonly

# When something was built or noted says nothing about what is in it; `changes` is made of both.
_LEFT_OUT_TABLES = frozenset({"build_info", "changes"})
_LEFT_OUT_COLUMNS = frozenset({"at", "problem_id"})


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure and what the database holds."""

    figure_id: str
    label: str
    expected: int
    found: int | None
    passed: bool


@dataclass(frozen=True)
class PublishingVerdict:
    """`passed` where every figure is as published; `changed` where the content is not that of the published database."""

    figures: tuple[PublishedFigure, ...]
    changed: bool

    @property
    def passed(self) -> bool:
        """Whether all figures hold; a database without any has not been compared with anything."""
        return bool(self.figures) and all(figure.passed for figure in self.figures)


def judge(database: Path, published: Path | None = None) -> PublishingVerdict:
    """Compare a database with the published figures, and with the database published before, if there is one."""
    with closing(open_readonly(database)) as connection:
        rows = connection.execute("SELECT figure_id, label, expected, found, result FROM reconciliation ORDER BY 1")
        figures = tuple(
            PublishedFigure(name, label, expected, found, result == "pass")
            for name, label, expected, found, result in rows
        )
        content = fingerprint(connection)
    if published is None or not published.exists():
        return PublishingVerdict(figures, changed=True)
    with closing(open_readonly(published)) as connection:
        return PublishingVerdict(figures, changed=fingerprint(connection) != content)


def fingerprint(connection: sqlite3.Connection) -> str:
    """A hash of everything that a reader could see, whenever it was built and in whatever order it was written."""
    digest = hashlib.sha256()
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    ).fetchall()
    for (table,) in tables:
        if table in _LEFT_OUT_TABLES:
            continue
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _LEFT_OUT_COLUMNS]
        columns = ", ".join(names)
        digest.update(f"\n{table} {columns}\n".encode())
        for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY {columns}"):
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
