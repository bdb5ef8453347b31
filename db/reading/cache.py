"""Extraction remembered: a document whose bytes, context and extractor are unchanged is not read again.

An entry is one JSON file, checked against the dataclasses when it is read, so that a damaged or foreign entry is a miss
and can never put anything into the database that extraction could not have yielded.
"""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib import metadata
from pathlib import Path

from pydantic import ValidationError

import extract
from db.reading.basis import Own, Shared
from db.reading.messages import extracted_json
from db.reading.records import Extracted
from scrape.files import write_whole

# The libraries whose output ends up in stored text.
READER_LIBRARIES = ("pypdfium2", "beautifulsoup4", "lxml", "python-docx", "openpyxl", "spacy")
_SOURCES = frozenset({".py", ".json", ".yml", ".csv", ".npz"})


@cache
def extractor_version() -> str:
    """A hash over everything that decides what extraction yields: our sources and patterns, the readers' versions."""
    digest = hashlib.sha256()
    root = Path(next(iter(extract.__path__)))
    for path in sorted(root.rglob("*")):
        if path.suffix in _SOURCES:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    for library in READER_LIBRARIES:
        digest.update(f"{library}={metadata.version(library)}".encode())
    return digest.hexdigest()[:16]


class ExtractionCache:
    """Entries of the present extractor version under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / extractor_version()

    def key(self, own: Own, shared: Shared, *, is_limited: bool = False) -> str:
        """The name of a document's entry; `is_limited` for one that went over the limits, which then decide too."""
        under = (shared.areas, shared.reads_pictures, shared.limits if is_limited else None)
        return hashlib.sha256(repr((own, under)).encode()).hexdigest()

    def get(self, key: str) -> Extracted | None:
        """The entry, or None where there is none that can be trusted."""
        try:
            return extracted_json().validate_json(self._path(key).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def has(self, key: str) -> bool:
        """Whether there is an entry, good or damaged."""
        return self._path(key).exists()

    def put(self, key: str, extracted: bytes) -> None:
        """Keep an entry, an `Extracted` as JSON; a reader never sees half of it."""
        write_whole(self._path(key), extracted, is_lasting=False)

    def prune(self) -> None:
        """Remove the entries of other extractor versions."""
        if not self.root.is_dir():
            return
        for folder in self.root.iterdir():
            if folder.is_dir() and folder != self.folder:
                shutil.rmtree(folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
