"""The dump by which two builds are compared: it shows a changed finding, and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.dump import dump


def make(path: Path, rows: list[tuple[str, str, str]]) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE actions (action_id TEXT PRIMARY KEY, text TEXT, retrieved_at TEXT)")
        connection.executemany("INSERT INTO actions VALUES (?, ?, ?)", rows)
        connection.execute("CREATE TABLE build_info (key TEXT, value TEXT)")
        connection.execute("INSERT INTO build_info VALUES ('built_at', ?)", (path.name,))
        connection.execute("CREATE VIRTUAL TABLE actions_fts USING fts5(text)")
    return path


def test_order_and_times_do_not_show_and_a_word_does(tmp_path: Path) -> None:
    first = make(
        tmp_path / "one.db", [("a1", "Recruit a therapist", "2026-01-01"), ("a2", "Train staff", "2026-01-01")]
    )
    second = make(
        tmp_path / "two.db", [("a2", "Train staff", "2026-02-02"), ("a1", "Recruit a therapist", "2026-02-02")]
    )
    third = make(
        tmp_path / "three.db", [("a1", "Recruit therapists", "2026-01-01"), ("a2", "Train staff", "2026-01-01")]
    )
    assert list(dump(first)) == list(dump(second))
    assert set(dump(first)) - set(dump(third)) == {'actions {"action_id": "a1", "text": "Recruit a therapist"}'}


def test_a_missing_database_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        list(dump(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()
