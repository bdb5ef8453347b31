"""What became of documents over time, read off the store: nothing is logged apart, so nothing can be missing or doubled."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scrape.store import Address, Store, Version


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """A document that was `added`, came as the `changed` version of another, or has `gone` from its address.

    `at` is when the server sent it or said so (ISO 8601 UTC); `before_id` is the document that a changed one replaced,
    `reason` says why one has gone.
    """

    at: str
    change: str
    document_id: str
    url: str
    area_id: str | None
    title: str | None
    before_id: str | None = None
    reason: str | None = None


def document_changes(store: Store) -> list[DocumentChange]:
    """All changes that the store knows the time of, oldest first. A document at two addresses is added once."""
    found: list[DocumentChange | None] = []
    added: dict[str, DocumentChange] = {}
    for record in store.addresses():
        if not record.is_document:
            continue
        first = _change(store, record, record.versions[0], "added")
        if first is not None and (first.document_id not in added or first.at < added[first.document_id].at):
            added[first.document_id] = first
        for before, version in pairwise(record.versions):
            found.append(_change(store, record, version, "changed", before=before))
        if record.gone is not None:
            gone = Version(record.current, record.gone.at)
            found.append(_change(store, record, gone, "gone", reason=record.gone.reason))
    everything = [*added.values(), *(each for each in found if each is not None)]
    return sorted(everything, key=lambda each: (each.at, each.document_id, each.change, each.url))


def _change(
    store: Store,
    record: Address,
    version: Version,
    change: str,
    *,
    before: Version | None = None,
    reason: str | None = None,
) -> DocumentChange | None:
    """A change of `record`, or None where the time of it is not known."""
    document = store.find_document(version.sha256)
    if document is None or version.retrieved_at is None:
        return None
    replaced = store.find_document(before.sha256) if before is not None else None
    return DocumentChange(
        at=version.retrieved_at,
        change=change,
        document_id=document.document_id,
        url=document.meta.source_url or record.address,
        area_id=document.meta.area_id,
        title=document.meta.title or document.meta.file_name,
        before_id=replaced.document_id if replaced is not None else None,
        reason=reason,
    )
