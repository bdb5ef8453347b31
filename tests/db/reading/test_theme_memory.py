"""Themes remembered: the same as the tagger gives, and the tagger not asked for what is known."""

from pathlib import Path

import pytest

from db.reading import theme_memory
from db.reading.theme_memory import FILE_NAME, ThemeMemory
from extract.theming.items import ItemKind, Untagged
from extract.theming.themes import tag_all

TEXTS = [
    Untagged("Shorten waits for autism assessment."),
    Untagged("Hear young people."),
    Untagged("Shorten waits for autism assessment."),
]


def test_it_gives_what_the_tagger_gives(tmp_path: Path) -> None:
    assert ThemeMemory(tmp_path).tag(TEXTS) == tag_all(TEXTS)
    assert ThemeMemory(tmp_path).tag(TEXTS) == tag_all(TEXTS)


def test_what_is_known_is_not_tagged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ThemeMemory(tmp_path).tag(TEXTS)
    asked: list[Untagged] = []

    def tag(texts: list[Untagged]) -> list[tuple[()]]:
        asked.extend(texts)
        return [() for _ in texts]

    monkeypatch.setattr(theme_memory, "tag_all", tag)
    ThemeMemory(tmp_path).tag(TEXTS)
    assert asked == []
    new = [Untagged("Something new."), Untagged("Hear young people.", ItemKind.STRENGTH)]
    ThemeMemory(tmp_path).tag([*TEXTS, *new])
    assert asked == new
    ThemeMemory(tmp_path).tag(TEXTS[:1])
    ThemeMemory(tmp_path).tag(TEXTS)
    assert asked == new


def test_a_damaged_memory_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"Hear young people.": "coproduction"}', "utf-8")
    assert ThemeMemory(tmp_path).tag(TEXTS) == tag_all(TEXTS)
