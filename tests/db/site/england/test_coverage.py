"""The home page's line on what is in here: the starter and the one command that fetches the rest, later what came."""

import asyncio
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from db.building.build import build, database_path
from db.site.england.coverage import Coverage, read_coverage
from db.site.serve import make_datasette
from scrape.local import ingest_paths
from scrape.store import Store
from tests.support.made import write_report
from tests.support.site_db import build_site_database


def coverage_of(database: Path) -> Coverage:
    with closing(sqlite3.connect(database)) as connection:

        async def read(sql: str, values: Mapping[str, Any] | None = None) -> list[Any]:
            return connection.execute(sql, dict(values or {})).fetchall()

        return asyncio.run(read_coverage(read))


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("starter")).path


def test_the_starter_is_worth_opening_on_day_one(starter: Path) -> None:
    coverage = coverage_of(starter)
    assert coverage.areas == 153
    assert coverage.with_weakness >= 88
    assert coverage.inspected_since_2023 == 96
    assert coverage.with_findings_since_2023 >= 39
    assert coverage.with_strengths >= 30
    assert coverage.is_starter


def test_whoever_was_told_of_no_weakness_is_known_to_have_been(starter: Path) -> None:
    with closing(sqlite3.connect(starter)) as connection:
        told_none = connection.execute(
            "SELECT count(*), sum(significant_weaknesses = 0) FROM inspections WHERE outcome = 'no_wsoa'"
        ).fetchone()
    assert told_none == (67, 67)


def test_what_is_only_told_in_our_words_is_nowhere_called_read(starter: Path) -> None:
    with closing(sqlite3.connect(starter)) as connection:
        plan = connection.execute("SELECT state FROM plan_register WHERE inspection_id = 'norfolk-2020-03'").fetchone()
        held = connection.execute("SELECT count(*) FROM what_is_here WHERE state = 'read'").fetchone()
    assert (plan, held) == (("known in part, in our words",), (0,))
    datasette = make_datasette(starter)
    asyncio.run(datasette.invoke_startup())
    page = BeautifulSoup(asyncio.run(datasette.client.get("/areas/norfolk")).text, "lxml")
    inspections = page.select("table")[0].get_text(" ")
    assert "letter in our words" in inspections
    assert "read here" not in inspections
    actions = asyncio.run(datasette.client.get("/compare.json?area=norfolk&with=&show=actions")).json()
    assert actions["facts"]["rows_of_which_all_is_known"] == 0


def test_after_documents_came_the_line_counts_them(tmp_path: Path) -> None:
    list(ingest_paths(Store(tmp_path / "store"), [write_report(tmp_path)]))
    build(tmp_path, starter=False)
    coverage = coverage_of(database_path(tmp_path))
    assert not coverage.is_starter
    assert (coverage.read, coverage.added) == (1, 1)
    assert coverage.official > 400


def notice_of(database: Path) -> Tag:
    datasette = make_datasette(database)
    asyncio.run(datasette.invoke_startup())
    page = BeautifulSoup(asyncio.run(datasette.client.get("/")).text, "lxml")
    notice = page.select_one("main .notice")
    assert notice is not None
    assert notice.select_one('a[href="/send/what_is_here?state__not=read"]')
    return notice


def test_the_first_run_says_what_the_starter_is_and_the_one_command(starter: Path) -> None:
    notice, coverage = notice_of(starter), coverage_of(starter)
    told = " ".join(notice.get_text().split())
    assert f"weaknesses of {coverage.with_weakness}, findings of {coverage.with_findings_since_2023} of the 96" in told
    assert f"strengths of {coverage.with_strengths}." in told
    assert [code.get_text() for code in notice.select("code")] == ["sendkb update"]


def test_later_the_page_says_what_came(tmp_path: Path) -> None:
    notice = notice_of(build_site_database(tmp_path))
    told = " ".join(notice.get_text().split())
    assert told.startswith("1 of ")
    assert "have been read" in told
    assert "1 document was added. " in told
    assert not notice.select("code")
