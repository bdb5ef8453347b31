"""Themes remembered: an item that the present tagger has tagged before is not tagged again, nor is spaCy started for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extract.model.findings import ThemeHit
from extract.theming.items import Untagged
from extract.theming.themes import tag_all
from scrape.files import write_whole

FILE_NAME = "themes-of-facts.json"


@cache
def _adapter() -> TypeAdapter[dict[str, tuple[ThemeHit, ...]]]:
    return TypeAdapter(dict[str, tuple[ThemeHit, ...]])


class ThemeMemory:
    """Themes by kind and text, kept in `folder`, which must be one of the present extractor version (`ExtractionCache.folder`)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def tag(self, items: Sequence[Untagged]) -> list[tuple[ThemeHit, ...]]:
        """The themes of every item, as `tag_all` gives them. Raises `PatternError` as it does."""
        known = self._read()
        unknown = [item for item in dict.fromkeys(items) if _key(item) not in known]
        if unknown:
            known |= dict(zip(map(_key, unknown), tag_all(unknown), strict=True))
            self._write(known)
        return [known[_key(item)] for item in items]

    def _read(self) -> dict[str, tuple[ThemeHit, ...]]:
        """What is remembered; nothing where the file is missing or damaged."""
        try:
            return _adapter().validate_json(self._path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return {}

    def _write(self, known: dict[str, tuple[ThemeHit, ...]]) -> None:
        write_whole(self._path, _adapter().dump_json(known), is_lasting=False)


def _key(item: Untagged) -> str:
    return f"{item.kind}: {item.text}"
