"""What holds for every answer of the site: it only reads, it tells browsers to run nothing, it names no path of the server."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

Send = Callable[[dict[str, Any]], Awaitable[None]]
AsgiApp = Callable[[dict[str, Any], Any, Send], Awaitable[None]]

HEADERS = {
    # No script but the server's own files, and none in the page; nothing from elsewhere; no page in another's frame.
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
_HEADER_NAMES = frozenset(name.encode() for name in HEADERS)
METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Datasette's pages about the server it runs on: its paths, threads and the visitor's cookies.
_PRIVATE = ("/-/databases", "/-/threads", "/-/actor", "/-/allow-debug", "/-/permissions", "/-/messages")
# No text of a document is longer than this many bytes; a query that makes longer ones means harm.
MAX_LENGTH = 10_000_000
# What all of a process's queries may hold at once, in bytes.
MAX_HEAP = 300_000_000
_REFUSED_FUNCTIONS = frozenset({"fts3_tokenizer", "load_extension", "readfile", "writefile", "edit"})


def make_safe(app: AsgiApp) -> AsgiApp:
    """The application with the headers above on every answer, refusing what does not read and what tells of the server."""

    async def answer(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        send = _with_headers(send)
        if scope["method"] not in METHODS:
            await _refuse(send, 405, "this site only reads: ask by GET", {"allow": ", ".join(sorted(METHODS))})
        elif scope["path"].removesuffix(".json").endswith(_PRIVATE):
            await _refuse(send, 404, "there is no such page", {})
        else:
            await app(scope, receive, send)

    return answer


def limit_queries(connection: sqlite3.Connection) -> None:
    """Set what a visitor's SQL may do: no endless texts, no deep nesting, no other files, nothing told of the server."""
    for limit, value in (
        (sqlite3.SQLITE_LIMIT_LENGTH, MAX_LENGTH),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200),
        (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 50),
        (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
    ):
        connection.setlimit(limit, value)
    connection.execute(f"PRAGMA hard_heap_limit = {MAX_HEAP}")
    connection.set_authorizer(_authorise)


def _authorise(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    if action == sqlite3.SQLITE_FUNCTION and second in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and (first or "").lower() == "pragma_database_list":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


def _with_headers(send: Send) -> Send:
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def sending(event: dict[str, Any]) -> None:
        if event["type"] == "http.response.start":
            own = [(name, value) for name, value in event.get("headers", ()) if name.lower() not in _HEADER_NAMES]
            event = {**event, "headers": [*own, *added]}
        await send(event)

    return sending


async def _refuse(send: Send, status: int, message: str, headers: dict[str, str]) -> None:
    body = json.dumps({"ok": False, "status": status, "error": message}).encode()
    told = {"content-type": "application/json; charset=utf-8", "content-length": str(len(body)), **headers}
    encoded = [(name.encode(), value.encode()) for name, value in told.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body})
