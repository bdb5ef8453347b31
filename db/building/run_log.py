"""What a build did and how long it took, as lines of JSON: for a person who looks after it, or a program that watches it.

Every line has `at` (UTC) and `event`: `begin`, `read` (a document that did not come from the cache, and why), `failure`,
`stage` (how long one took, and the most memory so far), `end` or `stopped` (with the error).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from db.reading.memory import peak_megabytes


class RunLog:
    """Lines are appended to a stream and flushed one by one, so that they tell of a build that was killed too."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream

    def write(self, event: str, **values: Any) -> None:
        """One line; nothing where there is no stream."""
        if self._stream is not None:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            self._stream.write(json.dumps({"at": at, "event": event, **values}, ensure_ascii=False) + "\n")
            self._stream.flush()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Write how long the block took, in seconds by the clock and of the processor, when it ends well."""
        began, used = time.perf_counter(), time.process_time()
        yield
        self.write(
            "stage",
            stage=name,
            seconds=round(time.perf_counter() - began, 3),
            cpu_seconds=round(time.process_time() - used, 3),
            peak_megabytes=rounded_peak(),
        )


@contextmanager
def open_log(path: Path | None) -> Iterator[RunLog]:
    """The log at the end of a file, which is made if need be; none where there is no path."""
    if path is None:
        yield RunLog()
        return
    # The data folder of a first build, where it is mostly kept, is not there yet.
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        yield RunLog(stream)


def rounded_peak() -> int | None:
    """The most memory that this process has held, in megabytes; None where the system does not tell."""
    peak = peak_megabytes()
    return None if peak is None else round(peak)
