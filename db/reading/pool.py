"""Several reading processes at work on a list of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from queue import SimpleQueue

from db.reading.messages import Job, Setup
from db.reading.process import ReadingProcess
from db.reading.records import Extracted

# Hands a document to whichever process is free; gives an `Extracted` as JSON, and never raises for what is in the document
# (`BrokenProgramError` for what is in the program).
Read = Callable[[Job], bytes]
# Runs a function of that reading soon, beside others.
Submit = Callable[[Callable[[Read], Extracted]], "Future[Extracted]"]
# Opens a pool for a build's documents: processes of this machine (`reading_pool`) or of others (`cluster.reading_cluster`).
OpenPool = Callable[[Setup], AbstractContextManager[Submit]]


@contextmanager
def reading_pool(setup: Setup, workers: int) -> Iterator[Submit]:
    """A pool of `workers` processes, each started when there is work for it; none is left when the block ends."""
    processes = [ReadingProcess(setup) for _ in range(workers)]
    free: SimpleQueue[ReadingProcess] = SimpleQueue()
    for process in processes:
        free.put(process)
    # A thread for each process does nothing but wait for its answers.
    threads = ThreadPoolExecutor(workers, thread_name_prefix="reading")

    def run(task: Callable[[Read], Extracted]) -> Extracted:
        process = free.get()
        try:
            return task(process.read)
        finally:
            free.put(process)

    try:
        yield lambda task: threads.submit(run, task)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.end()
        threads.shutdown()
