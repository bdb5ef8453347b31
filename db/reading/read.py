"""From stored bytes to what they say: each document read and extracted once, alone, whatever happens to the others."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from db.reading.cache import ExtractionCache
from db.reading.records import Extracted, Failure, Record, given_type
from extract.model.context import AreaName, Context
from extract.model.errors import ExtractError, UnreadableDocumentError, UnsupportedFormatError
from scrape.errors import StoreError
from scrape.store import DocumentMeta, Store, StoredDocument, describe

logger = logging.getLogger(__name__)

# A document no rule foresaw may make a rule fail in these ways; it then costs its own findings, not the whole build.
_FAULTS = (ExtractError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RuntimeError, OSError)


@dataclass(frozen=True)
class Job:
    """A document to be read: its bytes where they are at hand (the starter), else they come from the store."""

    stored: StoredDocument
    content: bytes | None = None


def gather_jobs(store: Store, starter: Sequence[tuple[bytes, DocumentMeta]]) -> list[Job]:
    """The starter's documents and the store's, by document id; a stored copy of the same bytes beats the starter's."""
    jobs = {
        document.sha256: Job(document, content) for content, meta in starter for document in [describe(content, meta)]
    }
    jobs |= {document.sha256: Job(document) for document in store.documents()}
    return sorted(jobs.values(), key=lambda job: job.stored.document_id)


def read_all(
    jobs: Sequence[Job], store: Store, cache: ExtractionCache, areas: tuple[AreaName, ...], *, workers: int = 1
) -> Iterator[tuple[Record, bool]]:
    """Every job's record in order, and whether it came from the cache. `workers` processes share the uncached ones."""
    read = partial(_read_job, store_root=store.root, cache_root=cache.root, areas=areas)
    if workers <= 1 or len(jobs) <= 1:
        yield from map(read, jobs)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, jobs, chunksize=2)


def _read_job(job: Job, *, store_root: Path, cache_root: Path, areas: tuple[AreaName, ...]) -> tuple[Record, bool]:
    stored = job.stored
    context = Context(areas, stored.meta.area_id, given_type(stored.meta), stored.meta.source_url)
    cache = ExtractionCache(cache_root)
    key = cache.key(stored.sha256, stored.meta, context)
    known = cache.get(key)
    if known is not None:
        return Record(stored.document_id, stored.sha256, stored.meta, known), True
    try:
        content = Store(store_root).read(stored) if job.content is None else job.content
    except StoreError as error:
        extracted = Extracted(failure=Failure("store", error.code, str(error)))
        return Record(stored.document_id, stored.sha256, stored.meta, extracted), False
    extracted = read_bytes(content, stored.meta, context)
    if extracted.failure is None or extracted.failure.error != "fault":
        cache.put(key, extracted)
    return Record(stored.document_id, stored.sha256, stored.meta, extracted), False


def read_bytes(content: bytes, meta: DocumentMeta, context: Context) -> Extracted:
    """Read and extract one document; what cannot be read or extracted comes back as a failure, with what was read."""
    # The readers and spaCy take a second to import; a build with everything in the cache does not need them.
    from extract.pipeline import extract_findings
    from extract.reading import read_document

    document = None
    try:
        document = read_document(content, media_type=meta.media_type, file_name=meta.file_name)
        return Extracted(document, extract_findings(document, context))
    except UnreadableDocumentError as error:
        return Extracted(failure=Failure("read", "unreadable", _line(error)))
    except UnsupportedFormatError as error:
        return Extracted(failure=Failure("read", "unsupported_format", _line(error)))
    except _FAULTS as error:
        logger.debug("%s could not be extracted", meta.file_name, exc_info=True)
        stage = "read" if document is None else "extract"
        message = f"{type(error).__name__}: {_line(error)}: report this file to the maintainers"
        return Extracted(document, failure=Failure(stage, "fault", message))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
