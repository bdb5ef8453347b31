"""From stored bytes to what they say: each document read and extracted once, alone, whatever happens to the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property

from db.reading.basis import Own, Shared, areas_digest
from db.reading.cache import ExtractionCache, extractor_version
from db.reading.limits import WorkerLimits
from db.reading.messages import Job, Setup, extracted_json
from db.reading.ocr import recogniser
from db.reading.pool import OpenPool, Read, Submit
from db.reading.records import Extracted, Failure, Record, given_type
from db.reading.why import LastReading, Reasons, load_last_reading, save_last_reading
from extract.model.context import AreaName, Context
from extract.model.limits import Limits, OverLimitError
from extract.readers.size import check_length
from scrape.errors import StoreError
from scrape.store import DocumentMeta, Store, StoredDocument, describe

logger = logging.getLogger(__name__)

# Failures that the same file meets again under the same limits. What else goes wrong may not go wrong the next time.
_LASTING = frozenset({"unreadable", "unsupported_format"})
_LASTING_UNDER_LIMITS = frozenset({"over_limit", "crash"})
# So many documents are read ahead of the one that is asked for: enough for every process to have work, and no more text
# in memory than that of these.
_AHEAD = 64


@dataclass(frozen=True)
class Unread:
    """A document to be read: its bytes where they are at hand (the starter), else they come from the store."""

    stored: StoredDocument
    content: bytes | None = None


@dataclass(frozen=True)
class Reading:
    """A document's record, and why it was read; None where it came from the cache."""

    record: Record
    why: str | None = None

    @property
    def may_end_otherwise(self) -> bool:
        """Whether the same file may be read the next time, though it failed now."""
        failure = self.record.extracted.failure
        return failure is not None and failure.error not in _LASTING | _LASTING_UNDER_LIMITS


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
    open_pool: OpenPool,
) -> Iterator[Reading]:
    """Every document's reading, in order; those that the cache does not know are read in the pool that is opened for them.

    At the end it is remembered what each was read by, so that the next build can say why it reads one again.
    """
    shared = Shared(extractor_version(), areas_digest(areas), recogniser() is not None, repr(limits))
    tasks = [_Task(source, store, cache, shared, limits[0]) for source in sources]
    reasons = Reasons(load_last_reading(cache.root), shared)
    setup = Setup(areas, *limits, verbose=logger.isEnabledFor(logging.DEBUG))
    failures: dict[str, str] = {}
    with open_pool(setup) as submit:
        ahead = _Ahead(tasks, submit)
        for task in tasks:
            reading = ahead.take(task, reasons)
            failure = reading.record.extracted.failure
            if failure is not None:
                failures[task.document_id] = failure.error
            yield reading
    own = {task.document_id: task.own for task in tasks}
    save_last_reading(cache.root, LastReading(shared, own, failures))


class _Ahead:
    """Has a number of documents read before they are asked for, in their order."""

    def __init__(self, tasks: Sequence[_Task], submit: Submit) -> None:
        self._submit = submit
        self._left = iter([task for task in tasks if not task.is_cached])
        self._futures: dict[str, Future[Extracted]] = {}
        for _ in range(_AHEAD):
            self._submit_next()

    def take(self, task: _Task, reasons: Reasons) -> Reading:
        """The task's reading, now."""
        future = self._futures.pop(task.document_id, None)
        if future is None:
            known = task.known()
            if known is not None:
                return Reading(task.record(known))
            # The cache had an entry that proved damaged.
            future = self._submit(task.read)
        why = reasons.why(task.document_id, task.own)
        reading = Reading(task.record(future.result()), why)
        self._submit_next()
        return reading

    def _submit_next(self) -> None:
        task = next(self._left, None)
        if task is not None:
            self._futures[task.document_id] = self._submit(task.read)


class _Task:
    """One document and where its answer is remembered."""

    def __init__(self, source: Unread, store: Store, cache: ExtractionCache, shared: Shared, limits: Limits) -> None:
        self._source, self._store, self._cache, self._shared, self._limits = source, store, cache, shared, limits
        meta = source.stored.meta
        self.document_id = source.stored.document_id
        self.own = Own(
            source.stored.sha256, meta.file_name, meta.media_type, meta.area_id, given_type(meta), meta.source_url
        )

    # What could not be read is tried again once there is something that reads pictures.
    @cached_property
    def _key(self) -> str:
        return self._cache.key(self.own, self._shared)

    @cached_property
    def _limited_key(self) -> str:
        return self._cache.key(self.own, self._shared, is_limited=True)

    @property
    def is_cached(self) -> bool:
        """Whether there is an entry for it, good or damaged."""
        return self._cache.has(self._key) or self._cache.has(self._limited_key)

    def known(self) -> Extracted | None:
        """What is remembered of the document, None where that is damaged."""
        return self._cache.get(self._key) or self._cache.get(self._limited_key)

    def read(self, read: Read) -> Extracted:
        """Read the document and remember what may be remembered."""
        try:
            answer = self._answer(read)
        except StoreError as error:
            return Extracted(failure=Failure("store", error.code, str(error)))
        extracted = extracted_json().validate_json(answer)
        if extracted.failure is None or extracted.failure.error in _LASTING:
            self._cache.put(self._key, answer)
        elif extracted.failure.error in _LASTING_UNDER_LIMITS:
            self._cache.put(self._limited_key, answer)
        return extracted

    def _answer(self, read: Read) -> bytes:
        """What reading says, as JSON. A file too large for any reader is not even loaded into this process."""
        stored, own, content = self._source.stored, self.own, self._source.content
        if content is None:
            try:
                check_length(self._store.length(stored), self._limits)
            except OverLimitError as error:
                return extracted_json().dump_json(Extracted(failure=Failure("read", "over_limit", str(error))))
            content = self._store.read(stored)
        return read(Job(content, stored.meta, Context((), own.area_id, own.doc_type, own.source_url)))

    def record(self, extracted: Extracted) -> Record:
        """The document with what it says."""
        stored = self._source.stored
        return Record(stored.document_id, stored.sha256, stored.meta, extracted)
