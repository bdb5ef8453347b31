"""Views that are worked out at the build say what they said."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from db.publish.tables import public_tables
from db.sqlite.schema import create_schema
from db.sqlite.stored import TABLES, VIEWS
from tests.support.site_db import build_site_database


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = build_site_database(tmp_path_factory.mktemp("stored"))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.fixture(scope="module")
def described():
    """The views as the schema describes them, by name."""
    with closing(sqlite3.connect(":memory:")) as connection:
        create_schema(Database(connection))
        return dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())


@pytest.mark.parametrize("view", VIEWS)
def test_a_stored_view_holds_what_its_description_asks_for(db, described, view):
    stored = db.execute(f"SELECT * FROM {view}")
    columns = [column[0] for column in stored.description]
    rows = stored.fetchall()
    assert rows or view == "plan_slippage"  # one version of a plan
    db.execute(described[view].replace(f"CREATE VIEW {view}", "CREATE TEMP VIEW asked_anew", 1))
    anew = db.execute("SELECT * FROM asked_anew")
    assert [column[0] for column in anew.description] == columns
    assert sorted(map(repr, anew.fetchall())) == sorted(map(repr, rows))
    db.execute("DROP VIEW asked_anew")


def test_what_asks_for_the_day_is_not_stored(described):
    assert [view for view in VIEWS if "'now'" in described[view]] == []


def test_where_they_are_stored_is_given_away_nowhere(db):
    assert {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} >= set(TABLES)
    assert not {table.name for table in public_tables(db)} & set(TABLES)
