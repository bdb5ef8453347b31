"""Documents on their way from the store to a reading process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.reading.cache import ExtractionCache
from db.reading.limits import WorkerLimits
from db.reading.messages import Job, Setup
from db.reading.pool import Read, Submit
from db.reading.read import gather_sources, read_all
from db.reading.records import Extracted
from extract.model.limits import Limits
from scrape.local import ingest_paths
from scrape.store import Store


@contextmanager
def nobody_reads(setup: Setup) -> Iterator[Submit]:
    def read(job: Job) -> bytes:
        raise AssertionError(f"{job.meta.file_name} was handed on")

    def submit(work: Callable[[Read], Extracted]) -> Future[Extracted]:
        future: Future[Extracted] = Future()
        future.set_result(work(read))
        return future

    yield submit


def test_a_file_too_large_for_any_reader_is_listed_without_being_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "large.txt").write_bytes(b"Words. " * 300_000)
    store = Store(tmp_path / "store")
    list(ingest_paths(store, [tmp_path / "large.txt"]))
    monkeypatch.setattr(Store, "read", lambda *_: pytest.fail("it was loaded"))

    def failures() -> list[tuple[str, str]]:
        cache = ExtractionCache(tmp_path / "cache")
        limits = (Limits(megabytes=2), WorkerLimits())
        found = read_all(gather_sources(store, []), store, cache, (), limits=limits, open_pool=nobody_reads)
        return [(each.record.extracted.failure.error, each.record.extracted.failure.message) for each in found]  # type: ignore[union-attr]

    assert failures() == [
        ("over_limit", "it has 2 MB, and the limit is 2 MB: split it, or set SENDKB_MAX_MEGABYTES higher")
    ]
    assert failures() == failures()  # remembered, and told again
