"""Pattern files: what is wrong with one is told by name, and all can be read in a diff."""

from importlib.resources import files

import pytest

import scrape.patterns
from extract import patterns
from extract.model.errors import PatternError
from extract.patterns import load_entries, load_patterns

FILES = [each for each in files("extract.patterns").iterdir() if each.name.endswith(".yml")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_line_is_too_long_for_a_diff(file):
    long = {n: len(line) for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if len(line) > 200}
    assert long == {}


@pytest.mark.parametrize(
    ("content", "message"), [("a: [", "is not YAML"), ("- a", "not a mapping"), (b"a: \xff", "is not YAML")]
)
def test_a_damaged_file_is_told_by_name(tmp_path, monkeypatch, content, message):
    (tmp_path / "broken.yml").write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setattr(patterns, "files", lambda _name: tmp_path)
    with pytest.raises(PatternError, match=rf"broken\.yml.*{message}"):
        load_patterns("broken")


def test_a_missing_file_is_told_by_name():
    with pytest.raises(PatternError, match=r"nowhere\.yml is missing"):
        load_patterns("nowhere")


def test_what_scrapers_look_for_is_told_of_in_the_same_way(tmp_path, monkeypatch):
    (tmp_path / "links.yml").write_text("a: [", "utf-8")
    monkeypatch.setattr(patterns, "files", lambda _name: tmp_path)
    patterns.load_mapping.cache_clear()
    with pytest.raises(PatternError, match=r"scrape/patterns/links\.yml is not YAML"):
        scrape.patterns.load_patterns("links")


def test_a_file_without_its_list_is_told_by_name(tmp_path, monkeypatch):
    (tmp_path / "listless.yml").write_text("other: 1", "utf-8")
    monkeypatch.setattr(patterns, "files", lambda _name: tmp_path)
    with pytest.raises(PatternError, match=r"listless\.yml has no list under terms"):
        load_entries("listless", "terms")
