"""A process that answers the site's visitors, of one state of the database, until the one that watches it lets it go."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import uvicorn

from db.site.reading import DATABASE
from db.site.remembered import Memory, remember_answers

# What the watching process says over the line; that it closes the line means: end now.
LEAVE = "leave"
# A visitor who is sent away is kept waiting by nobody: a connection that asks nothing for so long is closed.
KEEP_ALIVE_SECONDS = 5
# What still runs when a fresh process has taken over may finish: a whole table as CSV, over a slow line.
LEAVE_SECONDS = 600
# What still runs when the site ends.
STOP_SECONDS = 5
_CHECK_SECONDS = 60


def answer(
    listener: socket.socket,
    line: Connection,
    make_datasette: Callable[[], Any],
    proxies: Sequence[str],
    inherited: Sequence[Connection],
) -> None:
    """Answer on `listener` until `line` says `LEAVE` or is closed; the target of a process.

    Sends True over the line once pages can be shown, else a sentence that says why not. X-Forwarded headers of `proxies` are
    believed, and of this machine's own, as uvicorn does of itself. `inherited` are the watching
    process's ends of lines, which a forked process holds too: nobody would notice the watching one's end.
    """
    for end in inherited:
        end.close()
    # An interrupt from the keyboard goes to every process; the watching one ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    datasette = make_datasette()
    app = remember_answers(datasette.app(), Memory())
    _print_no_tracebacks()
    config = uvicorn.Config(
        app,
        log_level="error",
        forwarded_allow_ips=["127.0.0.1", "::1", *proxies],
        lifespan="on",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=LEAVE_SECONDS,
        server_header=False,
    )
    server = _Server(config, line, datasette)
    signal.signal(signal.SIGTERM, lambda *_: server.leave())
    threading.Thread(target=_listen, args=(line, server), daemon=True).start()
    server.run(sockets=[listener])
    # At once: a query that nobody waits for any more would be waited for.
    os._exit(0)


async def _try(datasette: Any) -> str | None:
    """Why no page can be shown, None where one can. Opens the database in every thread that will read it.

    A thread that opened it later would open what had been put in its place by then, or nothing.
    """
    database = datasette.get_database(DATABASE)
    wanted = set(datasette.metadata("tables", database=DATABASE) or ())
    threads = int(datasette.setting("num_sql_threads"))
    together = threading.Barrier(threads)

    def open_here(connection: sqlite3.Connection) -> set[str]:
        together.wait(_CHECK_SECONDS)
        held = {name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
        lacking = wanted - held
        if not lacking and not connection.execute("SELECT 1 FROM build_info WHERE key = 'built_at'").fetchone():
            lacking = {"the day it was built"}
        return lacking

    try:
        await datasette.invoke_startup()
        lacking, *_ = await asyncio.gather(*(database.execute_fn(open_here) for _ in range(threads)))
    except (sqlite3.Error, OSError, threading.BrokenBarrierError) as error:
        return f"it cannot be read ({error})"
    if lacking:
        return f"it lacks {', '.join(sorted(lacking)[:3])}: it is no database of this version of sendkb"
    page = await datasette.client.get("/")
    return None if page.status_code == 200 else f"its first page is answered {page.status_code}"


class _Server(uvicorn.Server):
    """Leaves without cutting anybody off: who is connected is told with the next answer to connect anew."""

    def __init__(self, config: uvicorn.Config, line: Connection, datasette: Any) -> None:
        super().__init__(config)
        config.app = self._parting(config.app)
        self._line = line
        self._datasette = datasette
        self._is_hurried = False

    def leave(self) -> None:
        """Take no more connections, and end once those there are have been served."""
        self.should_exit = True

    def end(self) -> None:
        """The same, but wait for nobody longer than `STOP_SECONDS`."""
        self._is_hurried = self.should_exit = True
        timer = threading.Timer(STOP_SECONDS, os._exit, (0,))
        timer.daemon = True
        timer.start()

    def _parting(self, app: Any) -> Any:
        """The application, which tells who is connected to connect anew once this process is to leave."""

        async def answering(scope: dict[str, Any], receive: Any, send: Any) -> None:
            async def sending(event: dict[str, Any]) -> None:
                if self.should_exit and event["type"] == "http.response.start":
                    event = {**event, "headers": [*event.get("headers", ()), (b"connection", b"close")]}
                await send(event)

            await app(scope, receive, sending if scope["type"] == "http" else send)

        return answering

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals have been seen to in `answer`."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does, where a page can be shown, and say so."""
        problem = await _try(self._datasette)
        if problem:
            self.should_exit = True
        else:
            await super().startup(sockets)
        try:
            self._line.send(problem or True)
        except OSError:  # nobody waits for this process any more
            self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does, but first let those who are connected go by themselves."""
        for server in self.servers:
            server.close()
        for each in sockets or ():
            each.close()
        # Uvicorn would close what is idle at once, and with it a request that is on its way.
        for _ in range(10 * (KEEP_ALIVE_SECONDS + 1)):
            if self._is_hurried or not self.server_state.connections:
                break
            await asyncio.sleep(0.1)
        await super().shutdown([])


def _print_no_tracebacks() -> None:
    """Where rich is installed Datasette prints a traceback with all locals for every page that is not found."""
    # Importable only once Datasette's application has registered it.
    from datasette import handle_exception

    handle_exception.rich = None


def _listen(line: Connection, server: _Server) -> None:
    """Do as the watching process says. Its end of the line is closed with it, however it ends."""
    try:
        while line.recv() == LEAVE:
            server.leave()
    except (EOFError, OSError):
        server.end()
