"""A database is published only where its counts hold and something in it is new."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.building.build import build, database_path
from db.check.publishing import judge
from sendkb import main
from tests.support.made import write_report


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    build(folder, starter=False)
    return folder


def change(database: Path, sql: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(sql)
        connection.commit()


def test_built_again_is_the_same_and_passes(data: Path, tmp_path: Path) -> None:
    before = shutil.copy(database_path(data), tmp_path / "published.db")
    build(data, starter=False)
    verdict = judge(database_path(data), Path(before))
    assert verdict.passed
    assert not verdict.changed
    assert {figure.expected for figure in verdict.figures} >= {149, 82, 436}


def test_first_database_is_news(data: Path, tmp_path: Path) -> None:
    assert judge(database_path(data)).changed
    assert judge(database_path(data), tmp_path / "none.db").changed


def test_a_new_report_is_a_change(data: Path, tmp_path: Path) -> None:
    published = Path(shutil.copy(database_path(data), tmp_path / "published.db"))
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    runner = CliRunner()
    runner.invoke(main, ["--data", str(folder), "ingest", str(write_report(tmp_path))], catch_exceptions=False)
    runner.invoke(main, ["--data", str(folder), "build", "--no-starter"], catch_exceptions=False)
    assert judge(database_path(folder), published).changed


def test_wrong_count_is_told_and_not_passed(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    change(database_path(folder), "UPDATE published_figures SET expected = 150 WHERE figure_id = '2016_inspected'")
    result = CliRunner().invoke(main, ["--data", str(folder), "reconcile", "--json"])
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["passed"] is False
    assert [figure["found"] for figure in told["figures"] if not figure["passed"]] == [149]
    assert "Areas inspected, 2016 to August 2022: 149, published 150" in result.stderr


def test_reconcile_prints_every_figure(data: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(data), "reconcile", "--published", str(database_path(data))])
    assert result.exit_code == 0
    assert "pass  Significant weaknesses: 436" in result.stdout
    assert "nothing has changed since" in result.stdout
