"""From stored bytes to what they say: each document read and extracted once, alone, whatever happens to the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass

from db.reading.cache import ExtractionCache
from db.reading.limits import WorkerLimits
from db.reading.messages import Job, Setup, extracted_json
from db.reading.ocr import recogniser
from db.reading.pool import Read, Submit, reading_pool
from db.reading.records import Extracted, Failure, Record, given_type
from extract.model.context import AreaName, Context
from extract.model.limits import Limits
from scrape.errors import StoreError
from scrape.store import DocumentMeta, Store, StoredDocument, describe

logger = logging.getLogger(__name__)

# Failures that the same file meets again under the same limits. What else goes wrong may not go wrong the next time.
_LASTING = frozenset({"unreadable", "unsupported_format"})
_LASTING_UNDER_LIMITS = frozenset({"over_limit", "crash"})


@dataclass(frozen=True)
class Unread:
    """A document to be read: its bytes where they are at hand (the starter), else they come from the store."""

    stored: StoredDocument
    content: bytes | None = None


def gather_sources(store: Store, starter: Sequence[tuple[bytes, DocumentMeta]]) -> list[Unread]:
    """The starter's documents and the store's, by document id; a stored copy of the same bytes beats the starter's."""
    sources = {
        document.sha256: Unread(document, content)
        for content, meta in starter
        for document in [describe(content, meta)]
    }
    sources |= {document.sha256: Unread(document) for document in store.documents()}
    return sorted(sources.values(), key=lambda source: source.stored.document_id)


def read_all(
    sources: Sequence[Unread],
    store: Store,
    cache: ExtractionCache,
    areas: tuple[AreaName, ...],
    *,
    limits: tuple[Limits, WorkerLimits],
    workers: int = 1,
) -> Iterator[tuple[Record, bool]]:
    """Every document's record in order, and whether it came from the cache. `workers` processes share the uncached ones."""
    tasks = [_Task(source, store, cache, areas, limits) for source in sources]
    setup = Setup(areas, *limits, verbose=logger.isEnabledFor(logging.DEBUG))
    missing = sum(not task.is_cached for task in tasks)
    with ExitStack() as stack:
        submit: Submit = stack.enter_context(reading_pool(setup, max(1, min(workers, missing))))
        waiting = [None if task.is_cached else submit(task.read) for task in tasks]
        for task, future in zip(tasks, waiting, strict=True):
            known = task.known() if future is None else None
            yield task.record(known if known is not None else _result(future, task, submit)), known is not None


def _result(future: Future[Extracted] | None, task: _Task, submit: Submit) -> Extracted:
    # Without a future the cache had an entry that proved damaged.
    return (future or submit(task.read)).result()


class _Task:
    """One document and where its answer is remembered."""

    def __init__(
        self,
        source: Unread,
        store: Store,
        cache: ExtractionCache,
        areas: tuple[AreaName, ...],
        limits: tuple[Limits, WorkerLimits],
    ) -> None:
        self._source, self._store, self._cache = source, store, cache
        stored = source.stored
        self._context = Context(areas, stored.meta.area_id, given_type(stored.meta), stored.meta.source_url)
        # What could not be read is tried again once there is something that reads pictures.
        has_ocr = recogniser() is not None
        self._key = cache.key(stored.sha256, stored.meta, self._context, has_ocr)
        self._limited_key = cache.key(stored.sha256, stored.meta, self._context, has_ocr, limits)
        self.is_cached = cache.has(self._key) or cache.has(self._limited_key)

    def known(self) -> Extracted | None:
        """What is remembered of the document, None where that is damaged."""
        return self._cache.get(self._key) or self._cache.get(self._limited_key)

    def read(self, read: Read) -> Extracted:
        """Read the document and remember what may be remembered."""
        stored = self._source.stored
        try:
            content = self._store.read(stored) if self._source.content is None else self._source.content
        except StoreError as error:
            return Extracted(failure=Failure("store", error.code, str(error)))
        answer = read(Job(content, stored.meta, self._context.without_areas()))
        extracted = extracted_json().validate_json(answer)
        if extracted.failure is None or extracted.failure.error in _LASTING:
            self._cache.put(self._key, answer)
        elif extracted.failure.error in _LASTING_UNDER_LIMITS:
            self._cache.put(self._limited_key, answer)
        return extracted

    def record(self, extracted: Extracted) -> Record:
        """The document with what it says."""
        stored = self._source.stored
        return Record(stored.document_id, stored.sha256, stored.meta, extracted)
