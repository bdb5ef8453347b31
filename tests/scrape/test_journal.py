"""The record of a run on disk: what a damaged one is told as."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from scrape.errors import SettingsError, SourceError, StoreError
from scrape.journal import PROGRESS_NAME, RECORD_NAME, Journal, Problem, Report, load_record
from scrape.settings import load_settings
from scrape.sources import load_added
from sendkb import main

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
DAMAGES = [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"key": 1}', b'{"started": "2026", "reports": {"a": 7}}']


def test_record_and_progress_come_back_as_they_were(tmp_path: Path) -> None:
    problem = Problem("norfolk", "https://a.test/x", "gone", "a.test/x: no longer there", NOW.isoformat())
    Journal(tmp_path, "key", NOW).enter(Report("norfolk", {"new": 2}, [problem]))
    again = Journal(tmp_path, "key", NOW)
    assert again.reports == {"norfolk": Report("norfolk", {"new": 2}, [problem])}
    closed = again.close(NOW, is_partial=False)
    assert load_record(tmp_path) == closed
    assert closed.problems == (problem,)


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
