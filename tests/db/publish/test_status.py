import json

from db.building.build import build, database_path
from db.publish.status import format_status, read_status
from scrape.local import ingest_paths
from scrape.store import Store
from tests.support.made import write_report


def test_an_empty_folder_says_what_to_do(tmp_path):
    state = read_status(tmp_path, database_path(tmp_path))
    assert (state.stored, state.built_at) == (0, None)
    assert "no database yet: run sendkb build" in format_status(state, tmp_path)


def test_it_tells_what_is_stored_what_failed_and_why(tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    list(ingest_paths(Store(tmp_path / "store"), [write_report(tmp_path), tmp_path / "empty.pdf"]))
    build(tmp_path, starter=False)
    state = read_status(tmp_path, database_path(tmp_path))
    assert (state.stored, state.not_built, state.documents["inspection_report"]) == (2, 0, 1)
    assert [(each.subject, each.stage) for each in state.failures] == [("empty.pdf", "read")]
    text = format_status(state, tmp_path)
    assert "empty.pdf: read, unreadable: the file is empty" in text
    assert "register_start_date" in text
    assert "oxfordshire-2023-07: the start is" not in text
    assert "oxfordshire-2023-07: the start is" in format_status(state, tmp_path, verbose=True)
    assert json.loads(state.as_json())["failures"][0]["subject"] == "empty.pdf"


def test_documents_stored_after_the_build_are_told(tmp_path):
    build(tmp_path, starter=False)
    list(ingest_paths(Store(tmp_path / "store"), [write_report(tmp_path)]))
    state = read_status(tmp_path, database_path(tmp_path))
    assert state.not_built == 1
    assert "run sendkb build" in format_status(state, tmp_path)
