"""A process apart that reads documents, so that no file can hang, kill or swell the one that builds."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from typing import IO

from db.errors import BrokenProgramError
from db.reading.limits import PREFIX
from db.reading.messages import BROKEN, KEEP, Job, Setup, extracted_json, receive, send
from db.reading.records import Extracted, Failure

# A process that waits for something uses no processor time: after so many times its limit by the clock it is ended too.
_PATIENCE = 20
_TIME_SIGNALS = frozenset() if sys.platform == "win32" else frozenset({signal.SIGPROF, signal.SIGXCPU})


class ReadingProcess:
    """One process that reads documents, started when first needed and replaced where a document ended it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, job: Job) -> bytes:
        """What the document says, an `Extracted` as JSON; a failure where it went over a limit or ended its process.

        Raises `BrokenProgramError` where it is not the document that is at fault, but an extractor or a file of patterns.
        """
        child = self._child or self.start()
        overdue = Timer(self._setup.worker.seconds * _PATIENCE, child.kill)
        overdue.daemon = True
        overdue.start()
        try:
            answer = _ask(child, pickle.dumps(job))
        finally:
            overdue.cancel()
        if answer is None:
            return extracted_json().dump_json(Extracted(failure=self._post_mortem(child)))
        if answer[:1] != KEEP:
            self.end()
        if answer[:1] == BROKEN:
            raise BrokenProgramError(answer[1:].decode())
        return answer[1:]

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process, which then loads what it needs on its own."""
        self._child = subprocess.Popen(
            # Isolated from the folder we stand in.
            [sys.executable, "-P", "-m", "db.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if self._setup.verbose else subprocess.DEVNULL,
            # Threads for numbers would each hold memory of their own.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        with suppress(BrokenPipeError):
            send(_pipe(self._child.stdin), pickle.dumps(self._setup))
        return self._child

    def end(self) -> None:
        """End the process at once, where there is one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        with suppress(BrokenPipeError):
            _pipe(child.stdin).close()
        _pipe(child.stdout).close()

    def _post_mortem(self, child: subprocess.Popen[bytes]) -> Failure:
        """Why the process ended, as a failure of the document it read."""
        status = child.wait()
        self.end()
        limits = self._setup.worker
        if -status in _TIME_SIGNALS:
            return Failure(
                "read",
                "over_limit",
                f"reading it took more than {limits.seconds} s of processor time: split it, or set {PREFIX}SECONDS higher",
            )
        how = f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
        return Failure(
            "read",
            "crash",
            f"reading it ended its process ({how}): save or print it anew, or set {PREFIX}MEMORY higher than "
            f"{limits.memory} MB; if that does not help, report this file to the maintainers",
        )


def _ask(child: subprocess.Popen[bytes], question: bytes) -> bytes | None:
    """The process's answer, None where it ended over the question."""
    # One that does not hear it any more may have answered before it ended.
    with suppress(BrokenPipeError):
        send(_pipe(child.stdin), question)
    return receive(_pipe(child.stdout))


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the process was started without pipes")
    return stream
