"""Extraction remembered: a document whose bytes, context and extractor are unchanged is not read again.

An entry is one JSON file, checked against the dataclasses when it is read, so that a damaged or foreign entry is a miss
and can never put anything into the database that extraction could not have yielded.
"""

from __future__ import annotations

import hashlib
import shutil
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

from pydantic import ValidationError

import extract
from db.reading.messages import extracted_json
from db.reading.records import Extracted
from extract.model.context import AreaName, Context
from scrape.files import write_whole
from scrape.store import DocumentMeta

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


@lru_cache(maxsize=4)
def _areas_digest(areas: tuple[AreaName, ...]) -> str:
    """A digest of all areas' names, the same for every document of a build."""
    return hashlib.sha256(repr(areas).encode()).hexdigest()


class ExtractionCache:
    """Entries of the present extractor version under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / extractor_version()

    def key(self, sha256: str, meta: DocumentMeta, context: Context, *under: object) -> str:
        """What an entry depends on beside the extractor: the bytes, the file's name and type, the context given.

        `under` is what else an entry depends on: whether pictures could be read, the limits that a document went over.
        """
        parts = (sha256, meta.file_name, meta.media_type, context.without_areas(), _areas_digest(context.areas), *under)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

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
