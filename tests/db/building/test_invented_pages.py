"""What invented pages of councils and forums make of the database: events and sources, no inspection, no new list."""

import sqlite3
from contextlib import closing

from db.building.build import build
from scrape.store import DocumentMeta, Store
from tests.support.council_pages import pages
from tests.support.told_pages import told_pages


def test_pages_that_tell_of_inspections_make_and_change_none(tmp_path):
    made = list(pages())
    store = Store(tmp_path / "store")
    with store.writing():
        for page in made:
            store.add(page.html.encode(), DocumentMeta(f"{page.name}.html", source_url=page.url))
    build(tmp_path, starter=False)
    with closing(sqlite3.connect(tmp_path / "send.db")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (60,)
        assert connection.execute("SELECT count(*) FROM inspections WHERE document_id IS NOT NULL").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM inspections WHERE basis <> 'register'").fetchone() == (0,)
        forums = "SELECT count(*) FROM documents WHERE document_id LIKE 'forum-%' AND text_origin = 'secondary'"
        assert connection.execute(forums).fetchone() == (12,)
        events = connection.execute(
            "SELECT DISTINCT area_id, event, date FROM timeline WHERE document_id IS NOT NULL AND basis = 'stated'"
        ).fetchall()
        assert events
        assert set(events) <= {(page.area_id, *event) for page in made for event in page.events}
        lists = connection.execute("SELECT DISTINCT text FROM weaknesses WHERE text_origin = 'secondary'").fetchall()
        assert lists == []


def test_told_pages_make_and_change_no_inspection(tmp_path):
    made = [*told_pages("told"), *told_pages("other"), *told_pages("everyday")]
    store = Store(tmp_path / "store")
    with store.writing():
        for page in made:
            store.add(page.html.encode(), DocumentMeta(f"{page.name}.html", source_url=page.url))
    build(tmp_path, starter=False)
    with closing(sqlite3.connect(tmp_path / "send.db")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (len(made),)
        assert connection.execute("SELECT count(*) FROM inspections WHERE document_id IS NOT NULL").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM inspections WHERE basis <> 'register'").fetchone() == (0,)
        events = connection.execute(
            "SELECT DISTINCT area_id, event, date FROM timeline WHERE document_id IS NOT NULL AND basis = 'stated'"
        ).fetchall()
        assert events
        assert set(events) <= {(page.area_id, *event) for page in made for event in (*page.events, *page.open_events)}
        told = {text for page in made for text in page.weaknesses}
        lists = connection.execute("SELECT DISTINCT text FROM weaknesses WHERE text_origin <> 'paraphrase'").fetchall()
        assert {text for (text,) in lists} <= told
        assert connection.execute("SELECT count(*) FROM weaknesses WHERE text_origin = 'secondary'").fetchone() == (0,)
