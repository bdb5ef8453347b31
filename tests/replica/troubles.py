"""Switches: each makes one address answer as troubled servers do."""

from __future__ import annotations

import time

from tests.replica.server import Handler, Page, Trouble

ERROR_PAGE = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"
CHALLENGE_PAGE = (
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    b'<body><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>'
)


def status(code: int, *headers: tuple[str, str], body: bytes = ERROR_PAGE) -> Trouble:
    """Always this status."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        return handler.send(code, body, headers)

    return trouble


def first(times: int, trouble: Trouble) -> Trouble:
    """`trouble` so many times, then the page."""
    left = times

    def switch(handler: Handler, page: Page | None) -> tuple[int, int]:
        nonlocal left
        if left > 0:
            left -= 1
            return trouble(handler, page)
        return handler.answer(page)

    return switch


def dropped(handler: Handler, page: Page | None) -> tuple[int, int]:
    """The connection closes without an answer."""
    handler.close_connection = True
    handler.connection.close()
    return 0, 0


def truncated(handler: Handler, page: Page | None) -> tuple[int, int]:
    """Half of the announced body, then nothing."""
    assert page is not None
    half = page.content[: len(page.content) // 2]
    handler.close_connection = True
    return handler.send(200, half, (("Content-Type", page.content_type), ("Content-Length", str(len(page.content)))))


def endless(handler: Handler, page: Page | None) -> tuple[int, int]:
    """A body without announced length that does not end."""
    handler.close_connection = True
    handler.send_response_only(200)
    handler.send_header("Content-Type", "application/pdf")
    handler.send_header("Connection", "close")
    handler.end_headers()
    sent = 0
    while True:
        handler.wfile.write(b"%PDF-1.7" + b"x" * 65_536)
        sent += 65_544


def dripping(seconds: float) -> Trouble:
    """A few bytes at a time with pauses, far past any patience."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        handler.close_connection = True
        handler.send_response_only(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        sent = 0
        while sent < 1_000_000:
            handler.wfile.write(b"%PDF-")
            handler.wfile.flush()
            sent += 5
            time.sleep(seconds)
        return 200, sent

    return trouble


def silent(seconds: float) -> Trouble:
    """No answer for so long."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        time.sleep(seconds)
        return handler.answer(page)

    return trouble


def redirect(target: str, code: int = 302) -> Trouble:
    """To another address."""
    return status(code, ("Location", target), body=b"")


def served_as(content_type: str) -> Trouble:
    """The right bytes under a wrong Content-Type."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        assert page is not None
        return handler.answer(Page(page.content, content_type, page.headers, page.has_validators))

    return trouble


def instead(body: bytes, content_type: str = "text/html") -> Trouble:
    """Other bytes, with status 200."""
    return status(200, ("Content-Type", content_type), body=body)


def dripping_headers(seconds: float, line: bytes = b"X-More: 1\r\n") -> Trouble:
    """One header line after another without end."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        handler.close_connection = True
        begin = b"HTTP/1.1 200 OK\r\n" if line.startswith(b"X") else b""
        handler.wfile.write(begin)
        for _ in range(int(30 / seconds)):
            handler.wfile.write(line)
            handler.wfile.flush()
            time.sleep(seconds)
        return 200, 0

    return trouble


def redirect_with_endless_body(target: str) -> Trouble:
    """A redirect whose body goes on for ever."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        handler.close_connection = True
        handler.send_response_only(302)
        handler.send_header("Location", target)
        handler.send_header("Connection", "close")
        handler.end_headers()
        sent = 0
        while sent < 10_000_000_000:
            handler.wfile.write(b"x" * 65_536)
            sent += 65_536
        return 302, sent

    return trouble


def raw(head: bytes) -> Trouble:
    """These very bytes."""

    def trouble(handler: Handler, page: Page | None) -> tuple[int, int]:
        handler.close_connection = True
        handler.wfile.write(head)
        return int(head.split()[1]), 0

    return trouble
