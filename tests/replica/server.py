"""A server on the loopback that answers for every host of the replica, logs what it is asked, and makes trouble on demand."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from unittest import mock

import trustme
import urllib3.util.connection as urllib3_connection

# One fixed time for every answer: a store holds nothing but what came in, so equal answers must give equal stores.
DATE = "Mon, 02 Feb 2026 09:00:00 GMT"
_real_connect = urllib3_connection.create_connection
RETRIEVED_AT = "2026-02-02T09:00:00+00:00"


@dataclass(frozen=True)
class Page:
    """What one address answers in good times."""

    content: bytes
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    has_validators: bool = True


@dataclass(frozen=True)
class Request:
    """A line of the log; `at` counts seconds, `body_bytes` is what went out."""

    at: float
    host: str
    path: str
    status: int
    body_bytes: int
    user_agent: str


# A switch answers instead of the page; it returns the status and the number of body bytes for the log.
Trouble = Callable[["Handler", "Page | None"], tuple[int, int]]


@dataclass
class Replica:
    """The pages of all hosts by (host, path with query), troubles by the same, and the log."""

    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    troubles: dict[tuple[str, str], Trouble] = field(default_factory=dict)
    entries: list[Request] = field(default_factory=list)
    busy: int = 0
    fallback: Callable[[str, str], Page | None] = lambda host, path: None
    date: str = DATE

    @property
    def log(self) -> list[Request]:
        """All requests so far, once those in hand are answered (a client may be done before its request is entered)."""
        deadline = time.monotonic() + 1
        while self.busy and time.monotonic() < deadline:
            time.sleep(0.001)
        return self.entries

    def page(self, host: str, path: str) -> Page | None:
        return self.pages.get((host, path)) or self.fallback(host, path)

    def put(self, url: str, content: bytes | str, content_type: str = "text/html; charset=utf-8", **more: Any) -> None:
        """Publish a page at `url` ("http://host/path")."""
        host, _, path = url.removeprefix("http://").partition("/")
        body = content.encode() if isinstance(content, str) else content
        self.pages[host, f"/{path}"] = Page(body, content_type, **more)

    def remove(self, url: str) -> None:
        host, _, path = url.removeprefix("http://").partition("/")
        del self.pages[host, f"/{path}"]

    def trouble(self, url: str, trouble: Trouble) -> None:
        host, _, path = url.removeprefix("http://").partition("/")
        self.troubles[host, f"/{path}"] = trouble

    def calm(self) -> None:
        self.troubles.clear()

    def asked(self, url: str) -> list[Request]:
        host, _, path = url.removeprefix("http://").partition("/")
        return [request for request in self.log if (request.host, request.path) == (host, f"/{path}")]


class Handler(BaseHTTPRequestHandler):
    """Answers from the replica it is bound to."""

    replica: ClassVar[Replica]
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").split(":")[0]
        page = self.replica.page(host, self.path)
        trouble = self.replica.troubles.get((host, self.path))
        at = time.monotonic()
        self.replica.busy += 1
        try:
            status, sent = trouble(self, page) if trouble is not None else self.answer(page)
        except (BrokenPipeError, ConnectionResetError):
            status, sent = 0, 0
            self.close_connection = True
        agent = self.headers.get("User-Agent", "")
        self.replica.entries.append(Request(at, host, self.path, status, sent, agent))
        self.replica.busy -= 1

    def do_CONNECT(self) -> None:
        """As a proxy that lets nobody through without a password."""
        self.close_connection = True
        self.send(407, b"")

    def answer(self, page: Page | None) -> tuple[int, int]:
        if page is None:
            return self.send(404, b"<html><title>Page not found</title></html>")
        etag = f'"{hashlib.sha256(page.content).hexdigest()[:16]}"'
        if page.has_validators and self.headers.get("If-None-Match") == etag:
            return self.send(304, b"", (("ETag", etag),))
        validators = (("ETag", etag),) if page.has_validators else ()
        return self.send(200, page.content, (("Content-Type", page.content_type), *validators, *page.headers))

    def send(self, status: int, body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> tuple[int, int]:
        self.send_response_only(status)
        self.send_header("Date", self.replica.date)
        for name, value in headers:
            self.send_header(name, value)
        if status != 304 and not any(name == "Content-Length" for name, _ in headers):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return status, len(body)

    def log_message(self, *args: Any) -> None:
        """Quiet: the replica keeps its own log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of many tests."""


@contextmanager
def serving(
    replica: Replica, *, tls: trustme.CA | None = None, tls_names: tuple[str, ...] = ()
) -> Iterator[tuple[str, int]]:
    """The replica on a port of the loopback, as (host, port)."""
    handler = type("BoundHandler", (Handler,), {"replica": replica})
    server = _Server(("127.0.0.1", 0), handler)
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.issue_cert(*tls_names).configure_cert(context)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[0], server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def every_name_leads_to(http: tuple[str, int], https: tuple[str, int] | None = None) -> Iterator[None]:
    """Within, each host name leads to the replica, as if it were in everybody's DNS; names under `.invalid` to nothing."""

    def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        host, port = address
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        target = https if port == 443 and https is not None else http
        return _real_connect(target, *args, **kwargs)

    with mock.patch.object(urllib3_connection, "create_connection", connect):
        yield
