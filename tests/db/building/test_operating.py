"""What an operator sees of a build: why it read, how long it took, what it leaves when something is wrong."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.building.build import build, database_path, previous_path
from db.check.whole import check_whole
from db.errors import BrokenBuildError, DiskError
from scrape.local import ingest_paths
from scrape.store import Store
from sendkb import main
from tests.support.made import write_report

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    list(ingest_paths(Store(folder / "store"), [write_report(tmp_path)]))
    return folder


def run(data: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--data", str(data), "build", "--no-starter", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_explain_says_why_each_document_was_read(data: Path) -> None:
    assert "rutland-report.html: read, since it is new" in run(data, "--explain")
    assert "read, since" not in run(data, "--explain", "--anew")
    list(ingest_paths(Store(data / "store"), [data.parent / "files" / "rutland-report.html"], area_id="rutland"))
    assert "rutland-report.html: read, since its area was given or taken back" in run(data, "--explain")
    for entry in (data / "cache").rglob("*.json"):
        if len(entry.stem) == 64:
            entry.write_text("{", "utf-8")
    told = run(data, "--explain", "--anew")
    assert "rutland-report.html: read, since what was remembered of it is gone or damaged" in told


def test_the_log_tells_a_run_in_lines_of_json(data: Path) -> None:
    log = data / "build.jsonl"
    (data.parent / "empty.pdf").write_bytes(b"")
    list(ingest_paths(Store(data / "store"), [data.parent / "empty.pdf"]))
    result = CliRunner().invoke(main, ["--data", str(data), "build", "--no-starter", "--log", str(log)])
    assert result.exit_code == 1
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [lines[0]["event"], lines[-1]["event"]] == ["begin", "end"]
    read = {line["file"]: line for line in lines if line["event"] == "read"}
    assert read["rutland-report.html"]["why"] == "it is new"
    assert read["empty.pdf"]["failure"] == "unreadable"
    stages = [line["stage"] for line in lines if line["event"] == "stage"]
    assert stages == ["read", "facts", "join", "verify", "search", "changes", "check"]
    assert all(line["seconds"] >= 0 for line in lines if line["event"] == "stage")
    assert next(line["message"] for line in lines if line["event"] == "failure").startswith("empty.pdf: ")
    assert (lines[-1]["documents"], lines[-1]["read"], lines[-1]["failures"]) == (2, 2, 1)
    # The next run adds to it.
    CliRunner().invoke(main, ["--data", str(data), "build", "--no-starter", "--log", str(log)])
    assert [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines()][len(lines) :] == ["unchanged"]


def test_the_log_says_why_a_run_stopped(data: Path) -> None:
    (data / "corrections.csv").write_text("nothing of the kind\n", "utf-8")
    result = CliRunner().invoke(main, ["--data", str(data), "build", "--log", str(data / "build.log")])
    assert result.exit_code == 1
    last = json.loads((data / "build.log").read_text("utf-8").splitlines()[-1])
    assert last["event"] == "stopped"
    assert last["error"].startswith("BadCorrectionsError")


def test_the_database_before_is_kept_and_may_be_put_back(data: Path) -> None:
    build(data, starter=False)
    assert not previous_path(data).exists()
    first = database_path(data).read_bytes()
    (data.parent / "note.txt").write_text("A note that names no place.", "utf-8")
    list(ingest_paths(Store(data / "store"), [data.parent / "note.txt"]))
    build(data, starter=False)
    assert previous_path(data).read_bytes() == first
    assert database_path(data).read_bytes() != first
    previous_path(data).replace(database_path(data))
    assert build(data, starter=False).counts["documents"] == 2


def test_a_database_that_does_not_hold_together_takes_no_place(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(data, starter=False)
    before = database_path(data).read_bytes()

    def lose_a_document(db: object, *_: object, **__: object) -> None:
        db.conn.execute("DELETE FROM documents")  # type: ignore[attr-defined]

    monkeypatch.setattr("db.building.build.load_changes", lose_a_document)
    with pytest.raises(BrokenBuildError, match=r"points to a row of documents that is not there.*previous one stays"):
        build(data, starter=False)
    assert database_path(data).read_bytes() == before
    assert not list(data.glob(".new-*"))


def test_a_damaged_page_of_the_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT UNIQUE)")
        connection.executemany("INSERT INTO a (text) VALUES (?)", [(f"text {n}" * 20,) for n in range(2000)])
    with closing(sqlite3.connect(path)) as connection:
        check_whole(connection)
    content = bytearray(path.read_bytes())
    content[4096 * 10 : 4096 * 10 + 200] = b"\x00" * 200
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(BrokenBuildError, match="does not hold together"):
        check_whole(connection)


@pytest.mark.skipif(os.name != "posix", reason="limits of a file's size are POSIX")
def test_a_disk_that_takes_no_more_is_one_line_and_the_database_before_stays(data: Path) -> None:
    build(data, starter=False)
    before = database_path(data).read_bytes()
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)); import sendkb; sendkb.main()"
    )
    command = [sys.executable, "-c", script, "--data", str(data), "build", "--no-starter", "--anew"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "check" in done.stderr and "space" in done.stderr
    assert database_path(data).read_bytes() == before
    assert not list(data.glob(".new-*"))


def test_a_data_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "file" / "data"), "build"])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "check that the folder is there" in result.stderr


def test_a_folder_that_is_read_only_is_one_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(data / "build.lock"))

    # Tests may run as root, whom no folder refuses.
    monkeypatch.setattr("db.building.build.build_lock", refuse)
    with pytest.raises(DiskError, match=r"Permission denied .*build.lock.*your rights to it"):
        build(data, starter=False)
