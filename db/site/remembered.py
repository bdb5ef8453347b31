"""Answers given before are given again: while a process serves one state of a database, an address means the same all day.

Browsers and caches in front of the site are told how long they may do the same, and by which mark they may ask whether
anything has changed.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from db.site.safety import AsgiApp, Send

# Bytes that one process keeps, and the largest answer it keeps: files of whole tables are made anew.
MOST_BYTES, LARGEST = 8_000_000, 500_000
# How long others may keep an answer without asking, in seconds: a new build is seen after that.
KEEP_SECONDS = 60
_Header = tuple[bytes, bytes]
# What makes an answer one person's own, or only a part.
_PERSONAL = frozenset({b"cookie", b"authorization", b"range"})


@dataclass(frozen=True)
class KeptAnswer:
    """A whole answer; `mark` changes with it (an ETag)."""

    headers: tuple[_Header, ...]
    body: bytes
    mark: bytes


class Memory:
    """The answers asked for last, up to `most` bytes of them."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._answers: OrderedDict[object, KeptAnswer] = OrderedDict()
        self.size = 0

    def get(self, key: object) -> KeptAnswer | None:
        """The answer kept under this key."""
        if key in self._answers:
            self._answers.move_to_end(key)
        return self._answers.get(key)

    def keep(self, key: object, answer: KeptAnswer) -> None:
        """Keep an answer, and forget those not asked for longest."""
        if key in self._answers:
            return
        self._answers[key] = answer
        self.size += len(answer.body)
        while self.size > self._most:
            _, oldest = self._answers.popitem(last=False)
            self.size -= len(oldest.body)


def remember_answers(app: AsgiApp, memory: Memory, today: Callable[[], object] | None = None) -> AsgiApp:
    """The application, which works out an answer only where `memory` has none of the same address, host and day.

    Kept are whole answers of status 200 to GET that nothing personal was sent with, unless they say "no-store".
    """
    days = today or _days

    async def answer(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        if _PERSONAL & asked.keys():
            await app(scope, receive, send)
            return
        # `path` may be another than the raw one where a wrapper has taken the site's base off it.
        key = (
            days(),
            scope.get("scheme"),
            asked.get(b"host"),
            scope["path"],
            scope.get("raw_path"),
            scope["query_string"],
        )
        kept = memory.get(key)
        if kept is None:
            recorder = _Recorder(send)
            await app(scope, receive, recorder.send)
            kept = recorder.answer()
            if kept is not None:
                memory.keep(key, kept)
                await _give(kept, asked, send)
            return
        await _give(kept, asked, send)

    return answer


async def _give(answer: KeptAnswer, asked: dict[bytes, bytes], send: Send) -> None:
    is_known = answer.mark in [mark.strip() for mark in asked.get(b"if-none-match", b"").split(b",")]
    headers = [
        (name, value)
        for name, value in answer.headers
        if not is_known or name.lower() not in {b"content-length", b"content-type"}
    ]
    await send({"type": "http.response.start", "status": 304 if is_known else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_known else answer.body})


class _Recorder:
    """Holds an answer back until it is whole; sends it on as it comes where it cannot be kept."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: dict[str, Any] | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._is_whole = False

    async def send(self, event: dict[str, Any]) -> None:
        """Take an event of the application."""
        if event["type"] == "http.response.start" and _may_be_kept(event):
            self._start = event
            return
        if self._start is None or event["type"] != "http.response.body":
            await self._send(event)
            return
        self._parts.append(event.get("body", b""))
        self._size += len(self._parts[-1])
        if self._size > LARGEST:
            await self._send(self._start)
            await self._send({**event, "body": b"".join(self._parts)})
            self._start = None
        else:
            self._is_whole = not event.get("more_body")

    def answer(self) -> KeptAnswer | None:
        """The whole answer, None where it has been sent already."""
        if self._start is None or not self._is_whole:
            return None
        body = b"".join(self._parts)
        mark = b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
        told = {b"etag", b"cache-control", b"content-length"}
        headers = [(name, value) for name, value in self._start.get("headers", ()) if name.lower() not in told]
        headers += [
            (b"etag", mark),
            (b"cache-control", f"public, max-age={KEEP_SECONDS}".encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        return KeptAnswer(tuple(headers), body, mark)


def _may_be_kept(start: dict[str, Any]) -> bool:
    headers = {name.lower(): value for name, value in start.get("headers", ())}
    is_private = b"set-cookie" in headers or any(
        word in headers.get(b"cache-control", b"") for word in (b"no-store", b"private")
    )
    is_large = int(headers.get(b"content-length", b"0")) > LARGEST
    return start["status"] == 200 and not is_private and not is_large


def _days() -> tuple[date, date]:
    """Pages say what is due today by the clock here, queries by that of Greenwich."""
    return date.today(), datetime.now(UTC).date()
