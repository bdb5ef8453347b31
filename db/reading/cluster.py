"""Documents read on other machines: by the workers of a Dask scheduler (https://distributed.dask.org, BSD licence).

Each worker reads as a building machine does, in processes apart under limits; what comes back is the same, byte for byte,
so that the same rows are built whoever read. A document whose worker is lost goes to another one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from db.errors import SchedulerError
from db.reading.cache import extractor_version
from db.reading.messages import Job, Setup, extracted_json
from db.reading.ocr import recogniser
from db.reading.pool import Submit
from db.reading.process import ReadingProcess
from db.reading.records import Extracted, Failure

if TYPE_CHECKING:
    from distributed import Client

# How long to wait for the scheduler and for its first worker.
_SECONDS = 20
# Documents under way for each thread of a worker: one that is read, one that is on its way.
_EACH = 2
# Threads of this machine that wait for answers: no cluster is kept busy by more than these.
_MOST_THREADS = 256
_here = threading.local()


class OtherProgramError(Exception):
    """A worker would read in another way than the machine that builds."""


@contextmanager
def reading_cluster(setup: Setup, address: str) -> Iterator[Submit]:
    """A pool of the workers of the scheduler at `address` (`tcp://host:8786`), as many as it has when it is opened.

    Raises `SchedulerError` where Dask is not installed, nobody answers or no worker is there; so does a document where a
    worker has another version of sendkb, or the scheduler is lost.
    """
    with _connect(address) as client:
        threads = ThreadPoolExecutor(_count_threads(client, address), thread_name_prefix="cluster")

        def read(job: Job) -> bytes:
            return _read_on(client, address, setup, job)

        def submit(task: Any) -> Future[Extracted]:
            return threads.submit(task, read)

        try:
            yield submit
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise SchedulerError("--scheduler needs Dask: pip install 'sendkb[dask]'") from None
    try:
        return Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerError(
            f"no Dask scheduler answers at {address} ({error}): start one with `dask scheduler`, or build without --scheduler"
        ) from None


def _count_threads(client: Client, address: str) -> int:
    try:
        client.wait_for_workers(1, timeout=_SECONDS)
    except TimeoutError:
        raise SchedulerError(
            f"the scheduler at {address} has no workers: start some with `dask worker {address}`"
        ) from None
    threads: dict[str, int] = client.nthreads()
    return min(_MOST_THREADS, _EACH * sum(threads.values()))


def _read_on(client: Client, address: str, setup: Setup, job: Job) -> bytes:
    from distributed import KilledWorker
    from distributed.comm import CommClosedError

    program = (extractor_version(), recogniser() is not None)
    try:
        return bytes(client.submit(read_here, setup, job, program, pure=False).result())
    except KilledWorker:
        message = "each worker that read it was ended: look at the workers' logs and memory, and build again"
        return extracted_json().dump_json(Extracted(failure=Failure("read", "worker_lost", message)))
    except OtherProgramError as error:
        raise SchedulerError(str(error)) from None
    except (CommClosedError, CancelledError, OSError) as error:
        raise SchedulerError(
            f"the scheduler at {address} was lost ({type(error).__name__}): start it and build again; what was read is kept"
        ) from error


def read_here(setup: Setup, job: Job, program: tuple[str, bool]) -> bytes:
    """What a worker does with a document. Raises `OtherProgramError` where it would not read as its asker does.

    `program` is the asker's version of the extractor, and whether it can read pictures.
    """
    own = (extractor_version(), recogniser() is not None)
    if own != program:
        from distributed import get_worker

        what = "another version of sendkb" if own[0] != program[0] else "no tesseract, or one that we have not,"
        raise OtherProgramError(f"the worker {get_worker().address} has {what}: install the same there as here")
    # One process for each of the worker's threads; it is replaced where a document ends it, and ends with the worker.
    if getattr(_here, "setup", None) != setup:
        if hasattr(_here, "process"):
            _here.process.end()
        _here.setup, _here.process = setup, ReadingProcess(setup)
    answer: bytes = _here.process.read(job)
    return answer
