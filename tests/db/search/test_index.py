"""What a build leaves for searching."""

import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database

from db.building.build import build
from db.publish.tables import public_tables
from db.sqlite.schema import create_schema
from tests.support.site_db import build_site_database


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = build_site_database(tmp_path_factory.mktemp("search"))
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_every_finding_is_searched_once(db):
    found = dict(tuple(row) for row in db.execute("SELECT item, count(*) FROM search_items GROUP BY item"))
    for item, table in [
        ("weakness", "weaknesses"),
        ("strength", "strengths"),
        ("action", "actions"),
        ("target", "targets"),
    ]:
        assert found.get(item, 0) == db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0, table


def test_what_followed_agrees_with_the_view_of_what_followed(db):
    says = {
        "sufficient": {"sufficient", "sufficient (overall verdict)"},
        "not_sufficient": {"not sufficient", "not sufficient (overall verdict)"},
        "some_sufficient": {"sufficient in some, which is not read"},
        "effective_action": {"effective action", "effective action (overall verdict)"},
        "not_revisited": {"not yet revisited"},
        "inspected_since": {"not revisited, inspected in full since"},
        "verdict_not_known": {"followed up, verdict not read"},
        None: {"no follow-up due"},
    }
    rows = db.execute(
        "SELECT DISTINCT s.item_id, s.followed, s.followed_basis, v.progress_state FROM search_items s "
        "JOIN what_followed v ON v.weakness_id = s.item_id"
    ).fetchall()
    assert len(rows) > 200
    assert [tuple(row) for row in rows if row["progress_state"] not in says[row["followed"]]] == []
    assert {row["followed_basis"] for row in rows if "overall" in row["progress_state"]} == {"inspection"}


def test_words_and_their_forms_are_known(db):
    words = dict(tuple(row) for row in db.execute("SELECT word, items FROM search_words"))
    assert words["autism"] > 1
    assert "of" not in words
    labels = {row[0] for row in db.execute("SELECT label FROM themes")}
    shares = {row[0] for row in db.execute("SELECT shares FROM similar_items")}
    for label in sorted(labels, key=len, reverse=True):
        shares = {text.replace(label, "") for text in shares}
    shared = {word for text in shares for word in text.split(", ") if word}
    # Stems such as "therapi" are shown as people write them.
    assert len(shared) > 30
    assert sorted(shared - words.keys()) == []


def test_alike_are_findings_of_two_areas(db):
    rows = db.execute(
        "SELECT a.area_id, b.area_id FROM similar_items s JOIN search_items a ON a.item_id = s.item_id "
        "JOIN search_items b ON b.item_id = s.other_id"
    ).fetchall()
    assert len(rows) == db.execute("SELECT count(*) FROM similar_items").fetchone()[0] > 500
    assert [row for row in rows if row[0] == row[1]] == []


def test_what_only_serves_searching_is_not_exported(db):
    names = {table.name for table in public_tables(db)}
    assert "similar_items" in names
    assert not any(name.startswith("search_") for name in names)


def test_what_is_alike_is_taken_from_the_build_before_where_nothing_has_changed(tmp_path, monkeypatch):
    path = build_site_database(tmp_path)
    before = alike_of(path)
    monkeypatch.setattr("db.search.index.find_alike", lambda *_: pytest.fail("found anew"))
    build(tmp_path, starter=False)
    assert alike_of(path) == before
    # Another way to compare makes all of them anew.
    monkeypatch.setattr("db.search.index.SIMILARITY", 0)
    monkeypatch.setattr("db.search.index.find_alike", lambda *_: iter(()))
    build(tmp_path, starter=False)
    assert alike_of(path) == []


def alike_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM similar_items ORDER BY rowid").fetchall()


def test_themes_that_a_model_is_not_sure_of_are_not_counted(db):
    (said,) = db.execute("SELECT value FROM build_info WHERE key = 'least_theme_confidence'").fetchone()
    least = float(said)
    assert 0 < least < 1
    assert db.execute("SELECT count(*) FROM counted_themes").fetchone()[0] == sum(
        db.execute(f"SELECT count(*) FROM {item}_themes WHERE coalesce(confidence, 1) >= ?", (least,)).fetchone()[0]
        for item in ("weakness", "strength", "action")
    )
    with closing(sqlite3.connect(":memory:")) as connection:
        create_schema(Database(connection))
        connection.execute("INSERT INTO build_info (key, value) VALUES ('least_theme_confidence', ?)", (said,))
        for confidence, counted in ((least - 0.01, 0), (least, 1), (None, 1)):
            connection.execute(
                "INSERT OR REPLACE INTO action_themes VALUES ('norfolk-2020-03-a1', 'health', 'words', ?, 'model')",
                (confidence,),
            )
            assert connection.execute("SELECT count(*) FROM counted_themes").fetchone()[0] == counted


def test_counts_by_area_use_the_themes_that_count(db):
    """The stored counts, which comparing and the published files read, are of counted themes only."""
    counted = db.execute(
        "SELECT count(*) FROM counted_themes t WHERE t.item = 'weakness' "
        "AND t.item_id IN (SELECT weakness_id FROM weaknesses JOIN inspections USING (inspection_id))"
    ).fetchone()[0]
    told = "SELECT sum(items) FROM area_theme_counts WHERE kind NOT IN ('strength', 'action')"
    assert db.execute(told).fetchone()[0] == counted > 0
