"""The record of a run on disk: what a damaged one is told as."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from scrape.errors import SettingsError, SourceError, StoreError
from scrape.journal import (
    PROGRESS_NAME,
    RECORD_NAME,
    Departure,
    Journal,
    Lead,
    Problem,
    Report,
    RunRecord,
    load_record,
)
from scrape.settings import load_settings
from scrape.sources import load_added
from sendkb import main

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
DAMAGES = [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"key": 1}', b'{"started": "2026", "reports": {"a": 7}}']


def test_record_and_progress_come_back_as_they_were(tmp_path: Path) -> None:
    problem = Problem("norfolk", "https://a.test/x", "gone", "a.test/x: no longer there", NOW.isoformat())
    report = Report(
        "norfolk",
        {"new": 2},
        [problem],
        {"A label": 3},
        [Departure("https://a.test/x", "404", NOW.isoformat())],
        1,
        2,
        {"a.test": 4},
        [Lead("https://a.test/plan", "norfolk", "found by search", 0.9)],
        ["a note"],
    )
    Journal(tmp_path, "key", NOW).enter(report)
    again = Journal(tmp_path, "key", NOW)
    assert again.reports == {"norfolk": report}
    record = RunRecord(NOW.isoformat(), NOW.isoformat(), {"new": 2}, (problem,), (problem,), ("a note",), False)
    again.close(record, is_partial=False)
    assert load_record(tmp_path) == record
    assert not (tmp_path / PROGRESS_NAME).exists()


def test_areas_left_keep_the_journal_open(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "key", NOW)
    for name in ("norfolk", "essex"):
        journal.enter(Report(name))
    journal.close(RunRecord("", "", {}, ()), is_partial=False, left={"essex"})
    assert set(Journal(tmp_path, "key", NOW).reports) == {"norfolk"}
    assert Journal(tmp_path, "key", NOW + timedelta(days=3)).reports == {}


def test_partial_run_keeps_the_problems_of_other_areas(tmp_path: Path) -> None:
    def problem(area: str) -> Problem:
        return Problem(area, "https://a.test", "gone", area, "")

    Journal(tmp_path, "all", NOW).close(RunRecord("", "", {}, (problem("norfolk"), problem("essex"))), is_partial=False)
    journal = Journal(tmp_path, "one", NOW)
    journal.enter(Report("essex"))
    journal.close(RunRecord("", "", {}, ()), is_partial=True)
    record = load_record(tmp_path)
    assert record is not None
    assert [each.message for each in record.problems] == ["norfolk"]


@pytest.mark.parametrize("content", DAMAGES)
def test_damaged_record_is_one_line_that_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    for name in (RECORD_NAME, PROGRESS_NAME):
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match=r"update\.json is damaged \(.+\): remove it") as caught:
        load_record(tmp_path)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match=r"update-progress\.json is damaged \(.+\): remove it, and the update begins"):
        Journal(tmp_path, "key", NOW)


def test_settings_and_sources_that_are_not_utf8_are_told_so(tmp_path: Path) -> None:
    (tmp_path / "update.toml").write_bytes('contact = "café"'.encode("latin-1"))
    with pytest.raises(SettingsError, match=r"update\.toml is not UTF-8"):
        load_settings(tmp_path, {})
    (tmp_path / "sources.csv").write_bytes("area_id,url\ncafé,https://a.test".encode("latin-1"))
    with pytest.raises(SourceError, match=r"sources\.csv is not UTF-8"):
        load_added(tmp_path)


def test_command_says_it_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDKB_CONTACT", "tests@example.org")
    (tmp_path / PROGRESS_NAME).write_bytes(b"{")
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "update"])
    assert result.stderr.startswith("sendkb: ")
    assert "update-progress.json is damaged" in result.stderr
    assert result.stderr.count("\n") == 1
