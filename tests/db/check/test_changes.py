"""What is new: exactly the rows that a new report brings, and nothing when nothing is new."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.building import build as building
from db.building.build import build, database_path
from scrape.journal import Journal, Problem, Report, RunRecord
from scrape.store import DocumentMeta, Gone, Store
from tests.support.made import REPORT

URL = "https://files.example/report"
EARLY, LATE = "2025-01-10T09:00:00+00:00", "2025-02-10T09:00:00+00:00"


def changes(data_dir: Path, where: str = "1") -> list[dict[str, Any]]:
    with closing(sqlite3.connect(database_path(data_dir))) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(f"SELECT * FROM changes WHERE {where} ORDER BY change_id")
        return [dict(row) for row in rows]


def summary(rows: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(row["item_table"], row["change"], row["item_id"]) for row in rows}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    build(tmp_path, starter=False)
    assert changes(tmp_path) == []
    return tmp_path


def add_report(data: Path, text: str = REPORT, at: str = EARLY) -> str:
    meta = DocumentMeta("rutland.html", source_url=URL, title="The report", retrieved_at=at)
    return Store(data / "store").add(text.encode(), meta).document_id


def test_new_report_changes_exactly_its_own_rows(data: Path) -> None:
    document_id = add_report(data)
    build(data, starter=False)
    rows = changes(data)
    assert {row["area_id"] for row in rows if row["item_table"] != "documents"} == {"rutland"}
    assert {row["cause"] for row in rows} == {"source"}
    assert summary([row for row in rows if row["item_table"] != "timeline"]) == {
        ("documents", "added", document_id),
        ("inspections", "added", "rutland-2024-11"),
        ("weaknesses", "added", "rutland-2024-11-i1"),
        ("weaknesses", "added", "rutland-2024-11-i2"),
        ("weaknesses", "added", "rutland-2024-11-n1"),
        ("strengths", "added", "rutland-2024-11-s1"),
        ("strengths", "added", "rutland-2024-11-s2"),
    }
    assert rows[0]["at"] == EARLY
    assert rows[0]["source_url"] == URL


def test_build_with_nothing_new_adds_nothing_and_forgets_nothing(data: Path) -> None:
    add_report(data)
    build(data, starter=False)
    before = changes(data)
    build(data, starter=False)
    assert changes(data) == before


def test_changed_document_says_what_it_replaced_and_what_rows_were_before(data: Path) -> None:
    old_id = add_report(data)
    build(data, starter=False)
    new_id = add_report(data, REPORT.replace("written up within four weeks", "written up within two weeks"), LATE)
    build(data, starter=False)
    rows = changes(data, f"at >= '{LATE}' AND item_table <> 'timeline'")
    (document,) = (row for row in rows if row["item_table"] == "documents")
    assert (document["change"], document["item_id"]) == ("changed", new_id)
    assert json.loads(document["before"]) == {"document_id": old_id}
    (weakness,) = (row for row in rows if row["item_table"] == "weaknesses" and row["change"] == "changed")
    assert weakness["item_id"] == "rutland-2024-11-i2"
    assert not [row for row in rows if row["item_table"] == "strengths" and row["change"] == "changed"]
    assert "two weeks" in weakness["title"]
    assert "four weeks" in json.loads(weakness["before"])["text"]


def test_document_that_has_gone_is_a_change_but_its_rows_stay(data: Path) -> None:
    document_id = add_report(data)
    build(data, starter=False)
    Store(data / "store").mark_gone(URL, Gone("404", LATE))
    build(data, starter=False)
    (gone,) = changes(data, "change = 'gone'")
    assert (gone["item_table"], gone["item_id"], gone["at"]) == ("documents", document_id, LATE)
    assert json.loads(gone["before"]) == {"reason": "404"}


def test_rows_that_a_newer_program_reads_otherwise_are_told_apart(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_report(data)
    build(data, starter=False)
    with closing(sqlite3.connect(database_path(data))) as connection:
        connection.execute("UPDATE weaknesses SET text = 'read otherwise' WHERE weakness_id = 'rutland-2024-11-i1'")
        connection.commit()
    monkeypatch.setattr(building, "extractor_version", lambda: "newer")
    build(data, starter=False)
    (row,) = changes(data, "item_id = 'rutland-2024-11-i1' AND change = 'changed'")
    assert row["cause"] == "program"


def test_problems_of_the_last_update_are_listed(data: Path) -> None:
    now = datetime(2025, 1, 10, tzinfo=UTC)
    journal = Journal(data, "", now)
    problem = Problem("rutland", URL, "refused", f"{URL}: refused (403): open it.", EARLY)
    journal.enter(Report("rutland", {"failed": 1}, [problem]))
    small = Problem("rutland", f"{URL}/page", "no_links", f"{URL}/page: leads to no document: look.", EARLY)
    journal.close(RunRecord(EARLY, EARLY, {"failed": 1}, (problem,), warnings=(small,)), is_partial=False)
    build(data, starter=False)
    with closing(sqlite3.connect(database_path(data))) as connection:
        rows = connection.execute(
            "SELECT area_id, path, stage, error, at FROM problems WHERE stage = 'fetch'"
        ).fetchall()
    assert rows == [
        ("rutland", URL, "fetch", "refused", EARLY),
        ("rutland", f"{URL}/page", "fetch", "no_links", EARLY),
    ]
