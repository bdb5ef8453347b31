"""What the store knows of a document and of an address, and how two accounts of one document are joined."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath
from typing import Any

from scrape.sniff import sniff_media_type

_SLUG_LENGTH = 60
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
SAYABLE = ("area_id", "doc_type")
_ORIGIN_RANK = {"official": 0, "secondary": 1, "paraphrase": 2}


@dataclass(frozen=True, slots=True)
class DocumentMeta:
    """What is known of a document beside its bytes. Times are ISO 8601 in UTC, dates ISO; unknown is None.

    `area_id` and `doc_type` are what the source or a person said; None leaves them to be found from the text.
    """

    file_name: str
    media_type: str | None = None
    source_url: str | None = None
    final_url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    retrieved_at: str | None = None
    area_id: str | None = None
    doc_type: str | None = None
    text_origin: str = "official"
    licence: str | None = None
    how_found: str | None = None
    content_type: str | None = None  # the header as sent, with the character set if it names one
    captured_at: str | None = None  # when a web archive took its copy, where that is what was fetched


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document in the store (or about to be): its stable id, the hash of its bytes, what is known of it."""

    document_id: str
    sha256: str
    meta: DocumentMeta


@dataclass(frozen=True, slots=True)
class Version:
    """What one address held at one time."""

    sha256: str
    retrieved_at: str | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """That an address no longer has its document: why ("404", "no longer linked"), and when that was seen."""

    reason: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its versions oldest first, the last response's validators, and whether it has gone since.

    `is_document` is false for pages kept only for the links on them. `found_on` is the page that links to it.
    """

    address: str
    versions: tuple[Version, ...]
    is_document: bool = True
    etag: str | None = None
    last_modified: str | None = None
    found_on: str | None = None
    gone: Gone | None = None

    @property
    def current(self) -> str:
        """The hash of the latest version."""
        return self.versions[-1].sha256


@dataclass(frozen=True, slots=True)
class StoreRecord:
    """A document with the address that speaks for it first, and the facts about it that a person gave."""

    document: StoredDocument
    owner: str
    said: frozenset[str]


def describe(content: bytes, meta: DocumentMeta) -> StoredDocument:
    """The document that `content` with `meta` makes, stored or not; its id is the file name's stem and 8 hex of the hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    stem = PurePosixPath(meta.file_name).stem or meta.title or "document"
    if meta.media_type is None:
        meta = replace(meta, media_type=sniff_media_type(content, meta.file_name))
    return StoredDocument(f"{slug(stem) or 'document'}-{sha256[:8]}", sha256, meta)


def slug(text: str) -> str:
    """`text` in lower-case ASCII letters and digits joined by hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")[:_SLUG_LENGTH].rstrip("-")


def join(known: StoreRecord, new: StoreRecord) -> StoreRecord:
    """What is known of one document's bytes after they were met again, perhaps at another address."""
    first, second = known.document.meta, new.document.meta
    if known.owner == new.owner:
        first, second = second, first
    values: dict[str, Any] = {
        field.name: _first_known(getattr(first, field.name), getattr(second, field.name)) for field in fields(first)
    }
    values["text_origin"] = min((first.text_origin, second.text_origin), key=lambda origin: _ORIGIN_RANK[origin])
    # The first sight of these bytes: met again, they are no fresher.
    values["retrieved_at"] = _first_known(known.document.meta.retrieved_at, new.document.meta.retrieved_at)
    for record in (known, new):
        values |= {name: getattr(record.document.meta, name) for name in record.said}
    return StoreRecord(replace(known.document, meta=replace(first, **values)), known.owner, known.said | new.said)


def _first_known(first: str | None, second: str | None) -> str | None:
    return first if first is not None else second
