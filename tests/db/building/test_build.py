import json
import sqlite3
from contextlib import closing

import pytest

from db.building.build import build, database_path
from db.errors import BuildRunningError, DiskError
from db.reading.extracting import read_bytes
from db.reading.messages import extracted_json
from db.sqlite.build_lock import build_lock
from scrape.local import ingest_paths
from scrape.store import Store
from tests.support.hostile import HOSTILE
from tests.support.made import write_report


def ask(data_dir, sql, *parameters):
    with closing(sqlite3.connect(database_path(data_dir))) as connection:
        return connection.execute(sql, parameters).fetchall()


@pytest.fixture
def data_dir(tmp_path):
    folder = tmp_path / "data"
    list(ingest_paths(Store(folder / "store"), [write_report(tmp_path)]))
    return folder


def test_a_stored_report_becomes_rows_with_quote_page_and_source(data_dir):
    report = build(data_dir, starter=False)
    assert report.failures == ()
    assert (report.counts["documents"], report.from_cache) == (1, 0)
    rows = ask(
        data_dir, "SELECT weakness_id, text, page, text_origin FROM weaknesses WHERE document_id IS NOT NULL ORDER BY 1"
    )
    assert rows[0] == (
        "rutland-2024-11-i1",
        "Leaders should shorten the time that children wait for an autism assessment.",
        1,
        "official",
    )
    assert [row[0] for row in rows] == ["rutland-2024-11-i1", "rutland-2024-11-i2", "rutland-2024-11-n1"]
    assert ask(
        data_dir, "SELECT start_date, outcome, basis FROM inspections WHERE inspection_id = 'rutland-2024-11'"
    ) == [("2024-11-04", "inconsistent", "document")]
    themes = ask(data_dir, "SELECT theme_id FROM weakness_themes WHERE weakness_id = 'rutland-2024-11-i1'")
    assert ("neurodevelopmental",) in themes
    events = ask(data_dir, "SELECT event, basis FROM timeline WHERE inspection_id = 'rutland-2024-11' ORDER BY date")
    assert events[0] == ("inspection_start", "stated")


def test_statutory_dates_are_computed_and_say_so(tmp_path):
    build(tmp_path, starter=False)
    assert ask(tmp_path, "SELECT count(*) FROM timeline WHERE basis = 'computed' AND label NOT LIKE '%computed%'") == [
        (0,)
    ]
    assert ask(tmp_path, "SELECT count(*) > 50 FROM timeline WHERE basis = 'computed'") == [(1,)]


def test_reference_facts_are_there_without_any_document(tmp_path):
    report = build(tmp_path, starter=False)
    assert report.counts["documents"] == 0
    assert ask(tmp_path, "SELECT count(*) FROM inspections WHERE framework = '2016' AND kind = 'full'") == [(149,)]


def test_every_reference_is_to_a_row_that_is_there(data_dir):
    build(data_dir, starter=False)
    assert ask(data_dir, "PRAGMA foreign_key_check") == []
    assert ask(data_dir, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("weaknesses", "waited autism"),
        ("strengths", "nursery"),
        ("passages", "approximately"),
        ("actions", "recruiting"),
    ],
)
def test_full_text_finds_words_in_any_form(data_dir, table, words):
    build(data_dir, starter=False)
    assert ask(data_dir, f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH ?", words)[0][0] > 0


def test_a_rebuild_takes_unchanged_documents_from_the_cache_and_gives_the_same_rows(data_dir):
    def dump():
        with closing(sqlite3.connect(database_path(data_dir))) as connection:
            volatile = ('INSERT INTO "problems"', 'INSERT INTO "build_info"')
            return [line for line in connection.iterdump() if not line.startswith(volatile)]

    build(data_dir, starter=False)
    first = dump()
    report = build(data_dir, starter=False)
    assert report.from_cache == 1
    assert dump() == first


def test_several_workers_give_the_same_database(data_dir, tmp_path):
    for number in range(3):
        path = tmp_path / f"paper-{number}.txt"
        path.write_text(f"Paper {number} about nothing in particular.", encoding="utf-8")
        list(ingest_paths(Store(data_dir / "store"), [path]))
    alone = build(data_dir, starter=False).counts
    together = build(data_dir, starter=False, workers=2)
    assert together.counts == alone


def test_files_that_cannot_be_read_are_kept_listed_and_stop_nothing(data_dir, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "error.pdf").write_text("<!doctype html><html><body><h1>Not found</h1></body></html>", encoding="utf-8")
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    names = ["empty.pdf", "error.pdf", "cut.pdf"]
    list(ingest_paths(Store(data_dir / "store"), [tmp_path / name for name in names]))
    report = build(data_dir, starter=False)
    assert len(report.failures) == 3
    assert ask(data_dir, "SELECT file_name, status FROM documents ORDER BY 1") == [
        ("cut.pdf", "problem"), ("empty.pdf", "problem"), ("error.pdf", "problem"), ("rutland-report.html", "ok"),
    ]  # fmt: skip
    told = ask(data_dir, "SELECT path, stage, message FROM problems WHERE document_id IS NOT NULL AND stage = 'read'")
    assert sorted(path for path, _, _ in told) == sorted(names)
    assert all(message for _, _, message in told)
    assert report.counts["weaknesses"] > 3


def test_a_document_damaged_in_the_store_stops_nothing(data_dir):
    raw = next((data_dir / "store" / "raw").rglob("??/*"))
    raw.write_bytes(b"other")
    report = build(data_dir, starter=False)
    assert "damaged" in report.failures[0]
    assert ask(data_dir, "SELECT status FROM documents") == [("problem",)]


def test_corrections_are_applied_at_every_build(data_dir):
    (data_dir / "corrections.csv").write_text(
        'id,column,value,reason\nrutland-2024-11-i1,responsible,"[""The board""]",minutes of the board\nnothing-w1,text,x,y\n',
        encoding="utf-8",
    )
    for _ in range(2):
        report = build(data_dir, starter=False)
        assert len(report.failures) == 1
        assert ask(
            data_dir, "SELECT responsible, review_status FROM weaknesses WHERE weakness_id = 'rutland-2024-11-i1'"
        ) == [(json.dumps(["The board"]), "reviewed")]


def test_two_builds_in_one_folder_do_not_meet(data_dir):
    with build_lock(data_dir), pytest.raises(BuildRunningError):
        build(data_dir, starter=False)
    assert not database_path(data_dir).exists()


def test_a_person_who_names_area_and_type_is_believed(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("A note that names no place.", encoding="utf-8")
    list(ingest_paths(Store(tmp_path / "store"), [path], area_id="essex", doc_type="news"))
    build(tmp_path, starter=False)
    assert ask(tmp_path, "SELECT area_id, doc_type, text_origin FROM documents") == [("essex", "news", "secondary")]


def test_a_document_that_breaks_a_rule_costs_its_own_findings_only(data_dir, tmp_path, monkeypatch):
    def break_down(document, context):
        raise KeyError("no such section")

    def read_here(_process, job):
        return extracted_json().dump_json(read_bytes(job.content, job.meta, job.context))

    path = tmp_path / "note.txt"
    path.write_text("A note that names no place.", encoding="utf-8")
    list(ingest_paths(Store(data_dir / "store"), [path]))
    build(data_dir, starter=False)
    path.write_text("Another note that names no place.", encoding="utf-8")
    list(ingest_paths(Store(data_dir / "store"), [path]))
    with monkeypatch.context() as patch:
        patch.setattr("extract.pipeline.extract_findings", break_down)
        patch.setattr("db.reading.process.ReadingProcess.read", read_here)
        report = build(data_dir, starter=False)
    assert len(report.failures) == 1
    assert "report this file" in report.failures[0]
    assert ask(data_dir, "SELECT count(*) FROM weaknesses WHERE document_id IS NOT NULL") == [(3,)]
    assert ask(data_dir, "SELECT text FROM passages WHERE text LIKE 'Another%'") != []
    # It is not remembered: the next version of the rules, or the next run, may well read it.
    assert build(data_dir, starter=False).failures == ()


@pytest.mark.parametrize("content", [b"garbage", b"SQLite format 3\x00 and then nothing of the kind" * 50])
def test_a_damaged_database_is_made_anew(tmp_path, content):
    database_path(tmp_path).write_bytes(content)
    build(tmp_path, starter=False)
    assert ask(tmp_path, "SELECT count(*) FROM areas") == [(156,)]


def test_a_full_disk_leaves_the_previous_database_and_says_so(data_dir, monkeypatch):
    build(data_dir, starter=False)
    before = database_path(data_dir).read_bytes()

    def fill_up(db):
        db.conn.execute("PRAGMA max_page_count = 1")
        db.conn.execute("CREATE TABLE more (content)")
        db.conn.execute("INSERT INTO more VALUES (zeroblob(10000000))")

    monkeypatch.setattr("db.building.build.create_fulltext", fill_up)
    with pytest.raises(DiskError, match="check space"):
        build(data_dir, starter=False)
    assert database_path(data_dir).read_bytes() == before
    assert not list(data_dir.glob(".new-*"))


def test_a_hostile_document_is_listed_and_not_read_again_under_the_same_limits(data_dir, tmp_path, monkeypatch):
    path = tmp_path / "deep.html"
    path.write_bytes(HOSTILE["deep-lists.html"]())
    list(ingest_paths(Store(data_dir / "store"), [path]))
    for from_cache in (0, 2):
        report = build(data_dir, starter=False)
        assert (len(report.failures), report.from_cache) == (1, from_cache)
        assert "SENDKB_MAX_NESTING" in report.failures[0]
        assert ask(data_dir, "SELECT count(*) FROM weaknesses WHERE document_id IS NOT NULL") == [(3,)]
        assert ask(data_dir, "SELECT error FROM problems WHERE path = 'deep.html'") == [("over_limit",)]
    monkeypatch.setenv("SENDKB_MAX_NESTING", "100")
    assert build(data_dir, starter=False).from_cache == 1
