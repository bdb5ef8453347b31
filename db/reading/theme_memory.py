"""Themes remembered: a text that the present tagger has tagged before is not tagged again, nor is spaCy started for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extract.model.findings import ThemeHit
from extract.theming.themes import tag_all
from scrape.files import write_whole

FILE_NAME = "themes-of-facts.json"


@cache
def _adapter() -> TypeAdapter[dict[str, tuple[ThemeHit, ...]]]:
    return TypeAdapter(dict[str, tuple[ThemeHit, ...]])


class ThemeMemory:
    """Themes by text, kept in `folder`, which must be one of the present extractor version (`ExtractionCache.folder`)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def tag(self, texts: Sequence[str]) -> list[tuple[ThemeHit, ...]]:
        """The themes of every text, as `tag_all` gives them. Raises `PatternError` as it does."""
        known = self._read()
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        if unknown:
            known |= dict(zip(unknown, tag_all(unknown), strict=True))
            self._write(known)
        return [known[text] for text in texts]

    def _read(self) -> dict[str, tuple[ThemeHit, ...]]:
        """What is remembered; nothing where the file is missing or damaged."""
        try:
            return _adapter().validate_json(self._path.read_bytes())
        except (FileNotFoundError, ValidationError):
            return {}

    def _write(self, known: dict[str, tuple[ThemeHit, ...]]) -> None:
        write_whole(self._path, _adapter().dump_json(known), is_lasting=False)
