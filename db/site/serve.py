"""Serves the database with Datasette, and goes on serving when a build replaces the file.

An open database file that is replaced stays the old file to whoever has it open. So the processes that answer, one for
each core, are watched by one that does not: when the file changes, fresh ones start on the same socket, and the old ones
finish their answers and end. Where the new file is no good, or the data folder is gone, the old ones go on. One that ends
by itself is replaced. No request is refused meanwhile.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from db.errors import ServeError
from db.site.answering import LEAVE, STOP_SECONDS, answer
from db.site.operator import NOBODY, Operator
from db.site.reading import DATABASE
from db.sqlite.connect import is_sound
from db.sqlite.stored import TABLES as STORED_TABLES

SITE = Path(__file__).parent
METADATA = Path(__file__).parents[2] / "metadata.yml"
POLL_SECONDS = 0.5
START_SECONDS = 60.0
# Before an answering process is started again after it could not be started, or ended by itself: grows from the first
# to the last.
RETRY_SECONDS = (1.0, 60.0)
# Elsewhere a process that has loaded libraries of the system must not be copied.
_FORKS = sys.platform == "linux"
# Pages are for people who may follow a link to a large table: time enough for a slow laptop, and whole tables as CSV.
SETTINGS = {
    "sql_time_limit_ms": 5000,
    "max_returned_rows": 2000,
    "default_page_size": 50,
    "facet_time_limit_ms": 1000,
    # A query a column for every page of a table; metadata.yml names the facets that are worth counting.
    "suggest_facets": False,
    "max_csv_mb": 0,
    "allow_download": True,
}


@dataclass(frozen=True)
class Signature:
    """What tells one file from the one that replaced it."""

    inode: int
    modified: int
    size: int


def read_signature(path: Path) -> Signature | None:
    """The file's signature, None while it is not there."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return Signature(stat.st_ino, stat.st_mtime_ns, stat.st_size)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises `ServeError` where the address cannot be had."""
    try:
        listener = socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise ServeError(f"cannot listen on {host}:{port} ({error.strerror}): choose another --port") from error
    # Taken over by every connection: else each answer on a connection kept open waits 40 ms for the client's receipt.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def count_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def serve(
    database: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    operator: Operator = NOBODY,
    proxies: Sequence[str] = (),
    processes: int | None = None,
    open_browser: bool = False,
    tell: Callable[[str], None],
    warn: Callable[[str], None],
) -> None:
    """Serve `database` until interrupted; `tell` is given the address once it answers, `warn` what the operator should know.

    As many processes answer as there are cores, or `processes`. `proxies` are the addresses or networks of which X-Forwarded
    headers are believed, beside this machine's own. Raises `ServeError` where the address cannot be had or
    the database cannot be shown.
    """
    with bind(host, port) as listener, _Stop() as stop:
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listener.getsockname()[1]}{operator.base}"
        if _FORKS:
            # What each process would load by itself is loaded once, and shared by all.
            make_datasette(database, operator)
            gc.freeze()
        asked = _Asked(database, operator, tuple(proxies), processes or count_cores())
        site = _Site(listener, asked, warn, stop)
        try:
            site.start()
            tell(address)
            if open_browser:
                webbrowser.open(address)
            while not stop.is_set:
                time.sleep(POLL_SECONDS)
                site.look()
        finally:
            site.end()


class _Stop:
    """Notes an interrupt or a request to end, so that the loop can end its processes first."""

    def __init__(self) -> None:
        self.is_set = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> _Stop:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        self.is_set = True


@dataclass
class _Patience:
    """When to try again what failed: later each time."""

    seconds: float = RETRY_SECONDS[0]
    next: float = 0.0

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.next

    def wait(self) -> None:
        self.next = time.monotonic() + self.seconds
        self.seconds = min(2 * self.seconds, RETRY_SECONDS[1])


@dataclass(frozen=True)
class _Asked:
    """What is answered of, for whom, by how many processes."""

    database: Path
    operator: Operator
    proxies: tuple[str, ...]
    processes: int


@dataclass
class _Site:
    """The processes that answer, and what they answer of."""

    listener: socket.socket
    asked: _Asked
    warn: Callable[[str], None]
    stop: _Stop
    served: Signature | None = None
    answering: list[_Answering] = field(default_factory=list)
    leaving: list[_Answering] = field(default_factory=list)
    # The state of the file that was last told of as bad, and when to try it once more.
    _bad: Signature | None = None
    _swapping: _Patience = field(default_factory=_Patience)
    _replacing: _Patience = field(default_factory=_Patience)
    _was_gone: bool = False

    def start(self) -> None:
        """Begin to answer. Raises `ServeError` where the database cannot be shown."""
        self.served = read_signature(self.asked.database)
        self.answering, problem = self._make(self.asked.processes)
        if problem:
            raise ServeError(f"{self.asked.database} cannot be served: {problem}. Run sendkb build to make it anew")

    def look(self) -> None:
        """See to what has changed: the file, and processes that have ended."""
        self.leaving = [each for each in self.leaving if each.is_alive()]
        now = read_signature(self.asked.database)
        if now is None and not self._was_gone:
            self.warn(f"{self.asked.database} is gone: what it held is served on. Run sendkb build to make it anew")
        self._was_gone = now is None
        if now is None or now == self.served:
            self._replace_ended()
        elif now != self._bad or self._swapping.is_over:
            self._swap(now)
        else:
            self._replace_ended()

    def end(self) -> None:
        """End every process, those that are leaving as well."""
        everyone = [*self.answering, *self.leaving]
        for each in everyone:
            each.hurry()
        for each in everyone:
            each.end()

    def _swap(self, now: Signature) -> None:
        """Let fresh processes answer of the new file, where it is good."""
        fresh, problem = (
            self._make(self.asked.processes) if is_sound(self.asked.database) else ([], "it is no sound database")
        )
        if problem:
            if now != self._bad:
                self._bad, self._swapping = now, _Patience()
                self.warn(f"{self.asked.database} is new but cannot be served: {problem}. The one before is served on")
            self._swapping.wait()
            return
        for each in self.answering:
            each.leave()
        self.leaving += self.answering
        self.answering, self.served, self._bad = fresh, now, None

    def _replace_ended(self) -> None:
        ended = [each for each in self.answering if not each.is_alive()]
        if not ended:
            self._replacing.seconds = RETRY_SECONDS[0]
            return
        if not self._replacing.is_over:
            return
        self._replacing.wait()
        self.warn(f"{len(ended)} of {self.asked.processes} answering processes ended by themselves: starting as many")
        fresh, problem = self._make(len(ended))
        if problem:
            self.warn(f"cannot start them: {problem}")
            return
        for each in ended:
            each.end()
        self.answering = [*(each for each in self.answering if each not in ended), *fresh]

    def _make(self, count: int) -> tuple[list[_Answering], str | None]:
        """As many processes that have begun to answer, or none and why."""
        others = [*self.answering, *self.leaving]
        made: list[_Answering] = []
        for _ in range(count):
            made.append(_Answering(self.listener, self.asked, [*others, *made]))
        deadline = time.monotonic() + START_SECONDS
        problem = next((told for each in made if (told := each.wait(deadline, self.stop))), None)
        if problem:
            for each in made:
                each.end()
            return [], problem
        return made, None


class _Answering:
    """A process that answers on the socket."""

    def __init__(self, listener: socket.socket, asked: _Asked, others: Sequence[_Answering]) -> None:
        context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
        self._line, far_end = context.Pipe()
        ours = [self._line, *(each._line for each in others)] if _FORKS else []
        make = partial(make_datasette, asked.database, asked.operator)
        self._process = context.Process(target=answer, args=(listener, far_end, make, asked.proxies, ours), daemon=True)
        self._process.start()
        far_end.close()

    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return bool(self._process.is_alive())

    def wait(self, deadline: float, stop: _Stop) -> str | None:
        """Wait until it answers; gives why it never will, None where it does."""
        while not self._line.poll(POLL_SECONDS):
            if stop.is_set:
                return "asked to end"
            if time.monotonic() > deadline:
                return f"it took more than {START_SECONDS:.0f} s to start"
        with suppress(EOFError, OSError):
            said = self._line.recv()
            return None if said is True else str(said)
        return "the process that should answer ended: see the lines above"

    def leave(self) -> None:
        """Let it finish what it answers, however long that takes, and end."""
        with suppress(OSError):
            self._line.send(LEAVE)

    def hurry(self) -> None:
        """Let it finish what takes no longer than some seconds, and end."""
        self._line.close()

    def end(self) -> None:
        """The same, and wait for it; make it end where it does not."""
        self.hurry()
        self._process.join(STOP_SECONDS + 2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def make_datasette(database: Path, operator: Operator = NOBODY) -> Any:
    """Datasette over the database with the project's metadata, templates, plugins and static files."""
    from datasette.app import Datasette

    from db.site.schema_memory import open_unchanging

    static = SITE / "static"
    metadata = yaml.safe_load(METADATA.read_text("utf-8"))
    metadata["databases"][DATABASE]["tables"] |= {table: {"hidden": True} for table in STORED_TABLES}
    datasette = Datasette(
        immutables=[str(database)],
        metadata=_Settled({**metadata, **operator.as_metadata()}),
        template_dir=_folder("templates"),
        plugins_dir=_folder("plugins"),
        static_mounts=[("assets", str(static))] if static.is_dir() else [],
        settings={**SETTINGS, "base_url": operator.base},
    )
    datasette.remove_database(DATABASE)
    datasette.add_database(open_unchanging(datasette, database), name=DATABASE)
    return datasette


class _Settled(dict[str, Any]):
    """Metadata that nobody changes. Datasette copies it whole for every permission it asks for, of which a page of the
    database has a hundred: most of that page's time."""

    def __deepcopy__(self, _memo: object) -> _Settled:
        return self


def _folder(name: str) -> str | None:
    path = SITE / name
    return str(path) if path.is_dir() else None
