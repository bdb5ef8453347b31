"""What decides what reading a document yields: what is the document's own, and what all documents of a build share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from extract.model.context import AreaName
from extract.model.doc_types import DocType


@dataclass(frozen=True, slots=True)
class Own:
    """Of one document: its bytes (by their hash), the file's name and type, what a person said of it, its address."""

    sha256: str
    file_name: str
    media_type: str | None
    area_id: str | None
    doc_type: DocType | None
    source_url: str | None


@dataclass(frozen=True, slots=True)
class Shared:
    """Of all documents: the extractor's version, the areas' names (a digest), whether pictures can be read, the limits.

    Limits decide only for a document that goes over them.
    """

    extractor: str
    areas: str
    reads_pictures: bool
    limits: str


def areas_digest(areas: Sequence[AreaName]) -> str:
    """A digest of all areas' names."""
    return hashlib.sha256(repr(areas).encode()).hexdigest()
