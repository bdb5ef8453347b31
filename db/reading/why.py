"""Why a document is read again: what decided its reading at the last build, held against what decides it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from db.reading.basis import Own, Shared
from scrape.files import write_whole

FILE_NAME = "last-reading.json"
_OWN = {
    "sha256": "its content has changed",
    "file_name": "its file's name has changed",
    "media_type": "the type of file that its server states has changed",
    "area_id": "its area was given or taken back",
    "doc_type": "its type was given or taken back",
    "source_url": "its address has changed",
}
_SHARED = {
    "extractor": "the program reads documents in another way than the one that read it",
    "areas": "names of areas have changed",
    "reads_pictures": "tesseract is there now, or there no longer",
}
_LIMITS = "limits have changed that it went over"
# Failures of this kind depend on the limits.
_UNDER_LIMITS = frozenset({"over_limit", "crash"})
NEW = "it is new"
_NEW_CONTENT = "its address has new content"
_FORGOTTEN = "what was remembered of it is gone or damaged"


@dataclass(frozen=True)
class LastReading:
    """What the last build read each document by, by document id, and what failed in those that could not be read."""

    shared: Shared | None = None
    own: Mapping[str, Own] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)


@cache
def _adapter() -> TypeAdapter[LastReading]:
    return TypeAdapter(LastReading)


def load_last_reading(folder: Path) -> LastReading:
    """What the cache's folder tells of the last build; nothing where there was none, or the file is damaged."""
    try:
        return _adapter().validate_json((folder / FILE_NAME).read_bytes())
    except (FileNotFoundError, ValidationError):
        return LastReading()


def save_last_reading(folder: Path, reading: LastReading) -> None:
    """Remember a build's reading for the next one."""
    write_whole(folder / FILE_NAME, _adapter().dump_json(reading), is_lasting=False)


class Reasons:
    """Says of a document why it has to be read."""

    def __init__(self, last: LastReading, shared: Shared) -> None:
        self._last, self._shared = last, shared
        self._addresses = {own.source_url for own in last.own.values() if own.source_url}

    def why(self, document_id: str, own: Own) -> str:
        """The reasons, one or several, as words for a person."""
        before, last = self._last.own.get(document_id), self._last.shared
        if before is None or last is None:
            return _NEW_CONTENT if own.source_url in self._addresses else NEW
        reasons = [words for name, words in _OWN.items() if getattr(before, name) != getattr(own, name)]
        reasons += [words for name, words in _SHARED.items() if getattr(last, name) != getattr(self._shared, name)]
        failure = self._last.failures.get(document_id)
        if failure in _UNDER_LIMITS and last.limits != self._shared.limits:
            reasons.append(_LIMITS)
        if not reasons and failure is not None:
            reasons.append(f"it could not be read the last time ({failure}) and is tried again")
        return "; ".join(reasons) or _FORGOTTEN
