"""What runs in the process that reads documents, under limits of time and memory: `python -m db.reading.worker`.

It is handed a `Setup`, then one `Job` after another, and answers each with one byte and an `Extracted` as JSON. The byte
says whether the process may be used again. Whatever a file does to the libraries that read it, it does to this process
alone: the operating system ends it at its limits, and `process.py` starts another.
"""

from __future__ import annotations

import ctypes
import logging
import os
import pickle
import signal
import sys
import traceback
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO

from db.reading.extracting import read_bytes
from db.reading.memory import peak_megabytes
from db.reading.messages import BROKEN, KEEP, RETIRE, Job, Setup, extracted_json, receive, send
from db.reading.records import Extracted, Failure
from extract.model.document import squash
from extract.model.errors import PatternError

_EXTRACT = Path(__file__).resolve().parents[2] / "extract"
# PR_SET_PDEATHSIG of Linux's prctl: which signal to get when the parent is gone.
_SIGNAL_WITH_PARENT = 1


def main() -> None:
    """Read documents until the other side closes the line."""
    # Never closed by hand: what ends this process by an error is answered last of all.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not come between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _end_with_parent()
    sys.excepthook = partial(_answer_unloadable, answers)
    questions = sys.stdin.buffer
    first = receive(questions)
    if first is None:
        return
    setup: Setup = pickle.loads(first)
    logging.basicConfig(level=logging.DEBUG if setup.verbose else logging.WARNING)
    _load()
    sys.excepthook = partial(_answer_broken, answers)
    at_start = peak_megabytes() or 0.0
    while (message := receive(questions)) is not None:
        job: Job = pickle.loads(message)
        extracted = _read(job, setup)
        is_broken = extracted.failure is not None and extracted.failure.error == "fault"
        can_stay = not is_broken and (peak_megabytes() or 0.0) - at_start < setup.worker.memory / 2
        send(answers, (KEEP if can_stay else RETIRE) + extracted_json().dump_json(extracted))


def _load() -> None:
    """Import now what every document needs, while the other side still gathers its work."""
    from extract import pipeline, reading  # noqa: F401

    pipeline.load_extractors()


def _answer_unloadable(
    answers: IO[bytes], kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """The one answer of a process whose program does not load: what is wrong, and in which line of which file."""
    sys.__excepthook__(kind, error, trace)
    own = [place for place in traceback.extract_tb(trace) if Path(place.filename).is_relative_to(_EXTRACT)]
    # A SyntaxError says itself where it is.
    where = f" ({own[-1].filename}, line {own[-1].lineno})" if own and not isinstance(error, SyntaxError) else ""
    message = f"sendkb's own code does not load: {kind.__name__}: {squash(str(error))}{where}: mend it, or install sendkb anew"
    send(answers, BROKEN + message.encode())


def _answer_broken(
    answers: IO[bytes], kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """The last answer of a process that ends by an error nobody foresaw, or that no document is to blame for."""
    sys.__excepthook__(kind, error, trace)
    if isinstance(error, PatternError):
        send(answers, BROKEN + squash(str(error)).encode())
        return
    message = f"{kind.__name__}: {squash(str(error))[:300]}: report this file to the maintainers"
    send(answers, RETIRE + extracted_json().dump_json(Extracted(failure=Failure("read", "fault", message))))


def _read(job: Job, setup: Setup) -> Extracted:
    _limit_memory(setup.worker.memory)
    _limit_time(setup.worker.seconds)
    extracted = read_bytes(job.content, job.meta, replace(job.context, areas=setup.areas), setup.limits)
    _limit_time(0)
    _limit_memory(None)
    return extracted


def _end_with_parent() -> None:
    """Be ended when the process that started this one is, even in the midst of a document; Linux alone can do it."""
    if sys.platform == "win32":
        return
    # A Ctrl-C goes to all processes of a terminal: the parent hears it and ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import resource

    # Nor does a library that breaks down leave an image of its memory on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SIGNAL_WITH_PARENT, signal.SIGKILL)


def _limit_time(seconds: int) -> None:
    """Let the system end this process after so much processor time from now on, whatever it is doing; 0 for no end."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(megabytes: int | None) -> None:
    """Refuse this process more memory than it holds now and `megabytes` more; None for no end. Linux alone heeds it."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if megabytes is None:
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
        return
    held = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
    wanted = held + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


if __name__ == "__main__":
    main()
