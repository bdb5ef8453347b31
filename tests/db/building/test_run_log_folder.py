"""The log of a build in a data folder that is not there yet."""

from __future__ import annotations

from pathlib import Path

from db.building.run_log import open_log


def test_log_in_a_folder_that_is_not_there_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "run.jsonl"
    with open_log(path) as log:
        log.write("begin")
    assert '"begin"' in path.read_text("utf-8")
