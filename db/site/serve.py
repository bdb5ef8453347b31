"""Serves the database with Datasette, and goes on serving when a build replaces the file.

An open database file that is replaced stays the old file to whoever has it open. So the process that answers is watched
by one that does not: when the file changes, a fresh process starts on the same socket, and the old one finishes its
answers and ends. No request is refused meanwhile.
"""

from __future__ import annotations

import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import yaml

from db.errors import ServeError
from db.site.operator import NOBODY, Operator

if TYPE_CHECKING:
    import uvicorn

SITE = Path(__file__).parent
METADATA = Path(__file__).parents[2] / "metadata.yml"
POLL_SECONDS = 1.0
START_SECONDS = 60.0
STOP_SECONDS = 10.0
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
    except FileNotFoundError:
        return None
    return Signature(stat.st_ino, stat.st_mtime_ns, stat.st_size)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises `ServeError` where the address cannot be had."""
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise ServeError(f"cannot listen on {host}:{port} ({error.strerror}): choose another --port") from error


def serve(
    database: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    operator: Operator = NOBODY,
    proxies: Sequence[str] = (),
    open_browser: bool = False,
    tell: Callable[[str], None],
) -> None:
    """Serve `database` until interrupted; `tell` is given the address once it answers.

    `proxies` are the addresses or networks of which X-Forwarded headers are believed, beside this machine's own.
    Raises `ServeError` where the address cannot be had or Datasette does not start.
    """
    with bind(host, port) as listener:
        address = f"http://{host if ':' not in host else f'[{host}]'}:{listener.getsockname()[1]}{operator.base}"
        asked = _Asked(database, operator, tuple(proxies))
        served = read_signature(database)
        server = _Server(listener, asked)
        tell(address)
        if open_browser:
            webbrowser.open(address)
        with _Stop() as stop:
            while not stop.is_set:
                time.sleep(POLL_SECONDS)
                if not server.process.is_alive():
                    raise ServeError(
                        f"the server stopped by itself (exit code {server.process.exitcode}): see the lines above"
                    )
                now = read_signature(database)
                if now is not None and now != served:
                    fresh = _Server(listener, asked)
                    server.end()
                    server, served = fresh, now
        server.end()


class _Stop:
    """Notes an interrupt or a request to end, so that the loop can end its server first."""

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


@dataclass(frozen=True)
class _Asked:
    """What a process answers with."""

    database: Path
    operator: Operator
    proxies: tuple[str, ...]


class _Server:
    """A process that answers on the socket; made once Datasette has started in it."""

    def __init__(self, listener: socket.socket, asked: _Asked) -> None:
        context = get_context("spawn")
        self._line, far_end = context.Pipe()
        self.process = context.Process(target=_answer, args=(listener, asked, far_end), daemon=True)
        self.process.start()
        far_end.close()
        if not self._has_started():
            self.end()
            raise ServeError("Datasette did not start: see the lines above")

    def _has_started(self) -> bool:
        try:
            return self._line.poll(START_SECONDS) and bool(self._line.recv())
        except EOFError:
            return False

    def end(self) -> None:
        """Let it finish its answers and end; make it end where it does not."""
        self.process.terminate()
        self.process.join(STOP_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self._line.close()


def make_datasette(database: Path, operator: Operator = NOBODY) -> Any:
    """Datasette over the database with the project's metadata, templates, plugins and static files."""
    from datasette.app import Datasette

    static = SITE / "static"
    metadata = yaml.safe_load(METADATA.read_text("utf-8")) if METADATA.exists() else {}
    return Datasette(
        immutables=[str(database)],
        metadata={**metadata, **operator.as_metadata()},
        template_dir=_folder("templates"),
        plugins_dir=_folder("plugins"),
        static_mounts=[("assets", str(static))] if static.is_dir() else [],
        settings={**SETTINGS, "base_url": operator.base},
    )


def _folder(name: str) -> str | None:
    path = SITE / name
    return str(path) if path.is_dir() else None


def _answer(listener: socket.socket, asked: _Asked, line: Connection) -> None:
    """The child: run Datasette on the socket until told to end, or until the process that watches it is gone."""
    import uvicorn

    app = make_datasette(asked.database, asked.operator).app()
    # Whoever asks from this machine is believed, as uvicorn does of itself.
    believed = ["127.0.0.1", "::1", *asked.proxies]
    _print_no_tracebacks()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            line.send(True)

    # An interrupt from the keyboard goes to both processes; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    config = uvicorn.Config(
        app,
        log_level="warning",
        lifespan="on",
        forwarded_allow_ips=believed,
        timeout_graceful_shutdown=int(STOP_SECONDS),
    )
    server = Server(config)
    threading.Thread(target=_end_with_parent, args=(line, server), daemon=True).start()
    server.run(sockets=[listener])


def _print_no_tracebacks() -> None:
    """Where rich is installed Datasette prints a traceback with all locals for every page that is not found."""
    # Importable only once Datasette's application has registered it.
    from datasette import handle_exception

    handle_exception.rich = None


def _end_with_parent(line: Connection, server: uvicorn.Server) -> None:
    """Nothing is ever sent to the child: what ends the waiting is the parent's end of the line being closed."""
    try:
        line.recv()
    except (EOFError, ConnectionResetError):
        server.should_exit = True
