"""The store of raw documents: bytes by their hash, and for every address what was found there and when.

    ROOT/raw/ab/<sha256>              the bytes, once, however many addresses they have
    ROOT/documents/ab/<sha256>.json   the document's id and what is known of it
    ROOT/addresses/ab/<hash>.json     one address: its versions, oldest first, and the server's validators

Every file is written whole under a temporary name and moved into place, and no file holds anything but what was handed
in: no run number, no wall clock. So the same responses give the same store, byte for byte, however often the run that
stored them was interrupted. (`retrieved_at` is handed in: the fetcher takes it from the response's Date header.)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from scrape.checked import read_checked
from scrape.errors import StoreBusyError, StoreError
from scrape.files import remove_leftovers, write_whole
from scrape.records import (
    SAYABLE,
    Address,
    DocumentMeta,
    Gone,
    StoredDocument,
    StoreRecord,
    Version,
    describe,
    join,
    slug,
)

__all__ = ["Address", "DocumentMeta", "Gone", "Store", "StoredDocument", "Version", "describe", "slug"]

_REMEDY = "remove it, and the document will be stored anew"


class Store:
    """Documents on disk under `root`, which is created when first written to."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(
        self,
        content: bytes,
        meta: DocumentMeta,
        *,
        address: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        found_on: str | None = None,
        gone: Gone | None = None,
        by_person: bool = False,
    ) -> StoredDocument:
        """Keep `content` as what `address` holds now; earlier versions of that address stay in the store.

        `address` is `meta.source_url` unless given, and the content's own hash where there is neither, so that two local
        files of one name do not replace each other. Bytes known already, at this address or another, are not written
        again and keep their document id. What is known of them is what their first address says, newest word first;
        other addresses fill in what is unknown. An area or type that a person gave (`by_person`) stands until a person
        gives another. `gone` is for a copy, from an archive, of what the address itself no longer has.
        """
        new = describe(content, meta)
        address = address or meta.source_url or f"sha256:{new.sha256}"
        said = frozenset(name for name in SAYABLE if by_person and getattr(meta, name) is not None)
        record = StoreRecord(new, address, said)
        known = self._find_record(new.sha256)
        if known is not None:
            record = join(known, record)
        self._write_raw(new.sha256, content)
        self._write_json(self._document_path(new.sha256), _as_record(record))
        version = Version(new.sha256, meta.retrieved_at)
        place = Address(address, (version,), True, etag, last_modified, found_on, gone)
        self._write_address(place, self.find_address(address))
        return record.document

    def add_page(
        self,
        content: bytes,
        address: str,
        *,
        retrieved_at: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Keep a page that is wanted only for its links, so that it need not be fetched again while unchanged."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._write_raw(sha256, content)
        # Of such pages only the latest is of use, so there is no history to write it behind.
        version = Version(sha256, retrieved_at)
        self._write_address(Address(address, (version,), False, etag, last_modified), None)

    def mark_gone(self, address: str, gone: Gone) -> bool:
        """Note that `address` no longer has its document, which stays; whether that is news.

        Raises `StoreError` where nothing is stored for the address.
        """
        record = self.find_address(address)
        if record is None:
            raise StoreError(f"Nothing is stored for {address}: it cannot be marked as gone.")
        if record.gone is not None:
            return False
        self._write_json(self._address_path(address), _address_record(replace(record, gone=gone)))
        return True

    def mark_present(self, address: str) -> None:
        """Note that `address` has its document (again). Raises `StoreError` where nothing is stored for it."""
        record = self.find_address(address)
        if record is None:
            raise StoreError(f"Nothing is stored for {address}: it cannot be marked as present.")
        self._write_json(self._address_path(address), _address_record(replace(record, gone=None)))

    def documents(self) -> list[StoredDocument]:
        """Every document that is the latest version at one address or more, by document id."""
        current = {record.current for record in self.addresses() if record.is_document}
        found = (self.find_document(sha256) for sha256 in current)
        return sorted((each for each in found if each is not None), key=lambda each: each.document_id)

    def addresses(self) -> Iterator[Address]:
        """Every address known, in no meaningful but always the same order."""
        for path in sorted((self.root / "addresses").glob("??/*.json")):
            yield _read_address(path)

    def find_address(self, address: str) -> Address | None:
        """What is known of `address`, or None."""
        path = self._address_path(address)
        return _read_address(path) if path.exists() else None

    def find_document(self, sha256: str) -> StoredDocument | None:
        """The document with these bytes, an earlier version too, or None."""
        record = self._find_record(sha256)
        return record.document if record is not None else None

    def has_bytes(self, sha256: str) -> bool:
        """Whether the bytes with this hash are there, as they are unless somebody removed them."""
        return self._raw_path(sha256).exists()

    def read(self, stored: StoredDocument) -> bytes:
        """The document's bytes. Raises `StoreError` where they are missing or not what was stored."""
        return self.read_raw(stored.sha256)

    def length(self, stored: StoredDocument) -> int:
        """How many bytes the document has, 0 where they are missing."""
        try:
            return self._raw_path(stored.sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def read_raw(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises `StoreError` where they are missing or damaged."""
        path = self._raw_path(sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise StoreError(
                f"{path} is missing: restore it from a backup, or remove its record to fetch it anew."
            ) from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreError(f"{path} is damaged: restore it from a backup, or remove it to fetch it anew.")
        return content

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other programs from writing meanwhile, and begin by removing what interrupted writes left.

        Raises `StoreBusyError` where another program is writing.
        """
        self.root.parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root.parent / f"{self.root.name}.lock", timeout=0):
                self._sweep()
                yield
        except Timeout:
            raise StoreBusyError(
                f"Another program is storing documents in {self.root.parent}: wait for it to end."
            ) from None

    def _sweep(self) -> None:
        for folder in self.root.glob("*/??"):
            remove_leftovers(folder)

    def _find_record(self, sha256: str) -> StoreRecord | None:
        path = self._document_path(sha256)
        if not path.exists():
            return None
        values = read_checked(path, _RecordFile, _REMEDY)
        document = StoredDocument(values.document_id, values.sha256, values.meta)
        return StoreRecord(document, values.owner, values.said)

    def _raw_path(self, sha256: str) -> Path:
        return self.root / "raw" / sha256[:2] / sha256

    def _document_path(self, sha256: str) -> Path:
        return self.root / "documents" / sha256[:2] / f"{sha256}.json"

    def _address_path(self, address: str) -> Path:
        key = hashlib.sha256(address.encode()).hexdigest()
        return self.root / "addresses" / key[:2] / f"{key[:32]}.json"

    def _write_raw(self, sha256: str, content: bytes) -> None:
        path = self._raw_path(sha256)
        if not path.exists() or path.stat().st_size != len(content):
            write_whole(path, content)

    def _write_address(self, record: Address, before: Address | None) -> None:
        """Write `record`, which holds one version, behind the versions of `before`."""
        versions = before.versions if before is not None else ()
        # The same bytes again are no new version: the time of the first sight of them stays.
        if not versions or versions[-1].sha256 != record.current:
            versions += record.versions
        self._write_json(self._address_path(record.address), _address_record(replace(record, versions=versions)))

    def _write_json(self, path: Path, record: dict[str, Any]) -> None:
        content = (json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        if not path.exists() or path.read_bytes() != content:
            write_whole(path, content)


@dataclass(frozen=True, slots=True)
class _RecordFile:
    """What a file of `documents/` holds."""

    document_id: str
    sha256: str
    meta: DocumentMeta
    owner: str
    said: frozenset[str]


def _as_record(record: StoreRecord) -> dict[str, Any]:
    meta = {name: value for name, value in asdict(record.document.meta).items() if value is not None}
    document = record.document
    said = sorted(record.said)
    return {
        "document_id": document.document_id,
        "sha256": document.sha256,
        "meta": meta,
        "owner": record.owner,
        "said": said,
    }


def _address_record(record: Address) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if value is not None}


def _read_address(path: Path) -> Address:
    return read_checked(path, Address, _REMEDY)
