"""Whether a build would change anything: every input counts, nothing that a build writes does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.building.build import build, database_path
from db.building.inputs import built_from, describe_inputs
from db.reading.ocr import recogniser
from scrape.local import ingest_paths
from scrape.store import Store
from sendkb import main
from tests.support.made import write_report


def test_a_build_of_the_same_need_not_be_made(tmp_path: Path) -> None:
    build(tmp_path, starter=False)
    known = built_from(database_path(tmp_path))
    assert known is not None
    assert known.failures == ()
    assert known.inputs == describe_inputs(tmp_path, starter=False)
    assert known.inputs != describe_inputs(tmp_path, starter=True)


def test_whatever_a_build_reads_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, starter=False)
    before = built_from(database_path(tmp_path)).inputs
    (tmp_path / "corrections.csv").write_text("id,column,value,reason\n", "utf-8")
    corrected = describe_inputs(tmp_path, starter=False)
    assert corrected != before
    list(ingest_paths(Store(tmp_path / "store"), [write_report(tmp_path / "..")]))
    assert (stored := describe_inputs(tmp_path, starter=False)) not in {before, corrected}
    monkeypatch.setenv("SENDKB_MAX_PAGES", "12")
    limited = describe_inputs(tmp_path, starter=False)
    monkeypatch.setattr("db.building.inputs.recogniser", lambda: recogniser() is None or None)
    assert len({stored, limited, describe_inputs(tmp_path, starter=False)}) == 3


def test_a_file_of_our_own_that_was_touched_counts(tmp_path: Path) -> None:
    facts = Path(__file__).parents[3] / "db" / "reference" / "bodies.csv"
    before, told = describe_inputs(tmp_path, starter=True), facts.stat()
    try:
        os.utime(facts, ns=(told.st_atime_ns, told.st_mtime_ns + 1_000_000_000))
        assert describe_inputs(tmp_path, starter=True) != before
    finally:
        os.utime(facts, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert describe_inputs(tmp_path, starter=True) == before


def test_nothing_is_done_where_there_is_no_database_or_a_damaged_one(tmp_path: Path) -> None:
    assert built_from(database_path(tmp_path)) is None
    build(tmp_path, starter=False)
    database_path(tmp_path).write_bytes(b"no database")
    assert built_from(database_path(tmp_path)) is None


def store_one(folder: Path, name: str, content: bytes) -> None:
    path = folder.parent / name
    path.write_bytes(content)
    list(ingest_paths(Store(folder / "store"), [path]))


def test_what_could_not_be_read_and_never_will_be_is_told_again_and_not_tried_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store_one(data, "empty.pdf", b"")
    failures = build(data, starter=False).failures
    assert len(failures) == 1
    assert built_from(database_path(data)).failures == failures
    result = CliRunner().invoke(main, ["--data", str(data), "build", "--no-starter"])
    assert result.exit_code == 1
    assert "nothing has changed" in result.output
    assert failures[0] in result.stderr


def test_what_may_be_read_the_next_time_is_tried_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store_one(data, "note.txt", b"A note that names no place.")
    raw = next((data / "store" / "raw").rglob("??/*"))
    raw.rename(raw.with_name("elsewhere"))
    assert build(data, starter=False).failures
    assert built_from(database_path(data)) is None


def test_a_log_in_the_data_folder_changes_nothing(tmp_path: Path) -> None:
    before = describe_inputs(tmp_path, starter=False)
    (tmp_path / "build.log").write_text("{}\n", "utf-8")
    assert describe_inputs(tmp_path, starter=False) == before


def test_the_command_says_that_nothing_has_changed_and_builds_anew_when_asked(tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["--data", str(tmp_path), "build", "--no-starter", *arguments])
        assert result.exit_code == 0
        return result.output

    assert "built " in run()
    assert "nothing has changed since" in run()
    assert "built " in run("--anew")
    assert "nothing has changed since" in run()


def test_asking_does_not_load_what_building_needs(tmp_path: Path) -> None:
    code = "import sys, db.building.inputs; sys.exit('spacy' in sys.modules or 'datasette' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[3]).returncode == 0
