"""Whether a build would change anything: every input counts, nothing that a build writes does."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from db.building.build import build, database_path
from db.building.inputs import built_from, describe_inputs
from scrape.local import ingest_paths
from scrape.store import Store
from sendkb import main
from tests.support.made import write_report


def test_a_build_of_the_same_need_not_be_made(tmp_path: Path) -> None:
    build(tmp_path, starter=False)
    known = built_from(database_path(tmp_path))
    assert known is not None
    assert known == describe_inputs(tmp_path, starter=False)
    assert known != describe_inputs(tmp_path, starter=True)


def test_whatever_a_build_reads_counts(tmp_path: Path) -> None:
    build(tmp_path, starter=False)
    before = built_from(database_path(tmp_path))
    (tmp_path / "corrections.csv").write_text("id,column,value,reason\n", "utf-8")
    corrected = describe_inputs(tmp_path, starter=False)
    assert corrected != before
    list(ingest_paths(Store(tmp_path / "store"), [write_report(tmp_path / "..")]))
    assert describe_inputs(tmp_path, starter=False) not in {before, corrected}


def test_a_file_of_our_own_that_was_touched_counts(tmp_path: Path) -> None:
    facts = Path(__file__).parents[3] / "db" / "reference" / "bodies.csv"
    before, told = describe_inputs(tmp_path, starter=True), facts.stat()
    try:
        os.utime(facts, ns=(told.st_atime_ns, told.st_mtime_ns + 1_000_000_000))
        assert describe_inputs(tmp_path, starter=True) != before
    finally:
        os.utime(facts, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert describe_inputs(tmp_path, starter=True) == before


def test_a_database_with_failures_or_damage_is_built_again(tmp_path: Path) -> None:
    assert built_from(database_path(tmp_path)) is None
    (tmp_path / "empty.pdf").write_bytes(b"")
    list(ingest_paths(Store(tmp_path / "store"), [tmp_path / "empty.pdf"]))
    assert build(tmp_path, starter=False).failures
    assert built_from(database_path(tmp_path)) is None
    database_path(tmp_path).write_bytes(b"no database")
    assert built_from(database_path(tmp_path)) is None


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
