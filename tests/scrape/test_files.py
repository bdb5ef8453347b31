"""A file is replaced whole or not at all."""

from pathlib import Path

import pytest

from scrape.files import remove_leftovers, replacing, write_whole


def test_the_new_file_takes_the_old_ones_place(tmp_path: Path) -> None:
    target = tmp_path / "send.db"
    target.write_text("old")
    with replacing(target) as fresh:
        fresh.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["send.db"]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "send.db"
    target.write_text("old")
    with pytest.raises(RuntimeError), replacing(target) as fresh:
        fresh.write_text("half")
        raise RuntimeError
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["send.db"]


def test_what_a_killed_process_left_is_removed_and_other_files_are_not(tmp_path: Path) -> None:
    for name in (".new-123-send.db", ".new-123-send.db-journal", "send.db", "corrections.csv"):
        (tmp_path / name).write_text("")
    remove_leftovers(tmp_path, "send.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corrections.csv", "send.db"]


def test_content_is_written_whole_into_a_folder_that_is_made(tmp_path: Path) -> None:
    for is_lasting in (True, False):
        target = tmp_path / "ab" / "cd" / "one.json"
        write_whole(target, b"one", is_lasting=is_lasting)
        assert target.read_bytes() == b"one"
        assert [path.name for path in target.parent.iterdir()] == ["one.json"]


def test_what_sqlite_keeps_beside_a_new_file_goes_with_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), replacing(tmp_path / "send.db") as fresh:
        fresh.with_name(fresh.name + "-journal").write_text("")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
