"""Candidates for plans: kept once, judged by a person, then watched; shown in the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scrape.candidates import ACCEPTED, FILE_NAME, REJECTED, judge_candidate, load_candidates, note_leads
from scrape.errors import SourceError
from scrape.journal import Lead
from scrape.sources import load_added
from sendkb import main

PLAN = "https://www.madeup.gov.uk/send/priority-action-plan"
ITEM = "https://democracy.madeup.gov.uk/ieListDocuments.aspx?CId=1&MId=2#AI9001"


def lead(url: str = PLAN, score: float = 0.9, why: str = "in a site map") -> Lead:
    return Lead(url, "norfolk", why, score)


def test_lead_is_kept_once_and_a_judgement_stands(tmp_path: Path) -> None:
    assert note_leads(tmp_path, [lead(score=0.5), lead(ITEM, 0.7)], "2026-02-02", watched=()) == 2
    assert note_leads(tmp_path, [lead(score=0.9, why="committee search")], "2026-03-02", watched=()) == 0
    first, second = load_candidates(tmp_path)
    assert (first.url, first.score, first.why, first.found_at) == (PLAN, 0.9, "committee search", "2026-02-02")
    assert second.url == ITEM
    judge_candidate(tmp_path, PLAN, REJECTED)
    note_leads(tmp_path, [lead(score=1.0)], "2026-04-02", watched=())
    assert next(each.status for each in load_candidates(tmp_path) if each.url == PLAN) == REJECTED


def test_what_is_watched_is_no_candidate(tmp_path: Path) -> None:
    assert note_leads(tmp_path, [lead()], "2026-02-02", watched={PLAN}) == 0
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize("content", [b"url\n", b"\xff", b"url,area_id,why,score,found_at,status\nx,,y,high,,open\n"])
def test_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content + b"https://a.test,,,,\n")
    with pytest.raises(SourceError, match=r"candidates\.csv is damaged .*mend it or remove it"):
        load_candidates(tmp_path)


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), *arguments], catch_exceptions=False)


def test_person_lists_accepts_and_rejects(tmp_path: Path) -> None:
    note_leads(tmp_path, [lead(), lead(ITEM, 0.7), lead("https://a.test/other", 0.7)], "2026-02-02", watched=())
    listed = run(tmp_path, "candidates", "list", "--area", "Norfolk").stdout.splitlines()
    assert listed[0] == f"0.9\tnorfolk\t{PLAN}\tin a site map"
    assert len(listed) == 3
    assert "the next update fetches it" in run(tmp_path, "candidates", "accept", ITEM).stdout
    assert run(tmp_path, "candidates", "reject", "https://a.test/other").exit_code == 0
    assert len(run(tmp_path, "candidates", "list").stdout.splitlines()) == 1
    assert ACCEPTED in run(tmp_path, "candidates", "list", "--all").stdout
    (source,) = load_added(tmp_path)
    assert (source.url, source.area_id, source.doc_type) == (ITEM, "norfolk", "priority_action_plan")
    wrong = run(tmp_path, "candidates", "accept", "https://nobody.test/x")
    assert wrong.exit_code == 1
    assert "sendkb candidates list shows them" in wrong.stderr


def test_database_shows_them(tmp_path: Path) -> None:
    note_leads(tmp_path, [lead(), Lead("https://a.test/x", "nowhere", "linked", 0.3)], "2026-02-02", watched=())
    assert run(tmp_path, "build", "--no-starter").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "send.db")) as connection:
        rows = connection.execute("SELECT url, area_id, score, status FROM candidates ORDER BY score DESC").fetchall()
    assert rows == [(PLAN, "norfolk", 0.9, "open"), ("https://a.test/x", None, 0.3, "open")]
