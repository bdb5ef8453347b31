"""CSV that opens right: Datasette's own CSV is made a download with the mark that Excel asks for, and no cell of it is run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from typing import Any

from db.publish.spreadsheet import harmless_csv

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[dict[str, Any], Any, _Send], Awaitable[None]]


def make_downloads(app: App) -> App:
    """Datasette's application, every CSV of it a file for spreadsheets; all other answers are left as they are."""

    async def answer(scope: dict[str, Any], receive: Any, send: _Send) -> None:
        path = PurePosixPath(str(scope.get("path", "")))
        if scope["type"] != "http" or path.suffix != ".csv":
            await app(scope, receive, send)
            return
        await app(scope, receive, _mark(send, path.name))

    return answer


def _mark(send: _Send, name: str) -> _Send:
    """Sends on what is sent, the mark before the first bytes of a good answer that has none, its cells made harmless."""
    is_good, is_first = False, False
    rest = b""

    async def marked(event: dict[str, Any]) -> None:
        nonlocal is_good, is_first, rest
        if event["type"] == "http.response.start" and event["status"] == 200:
            is_good = is_first = True
            headers = [
                (key, value)
                for key, value in event["headers"]
                if key.lower() not in {b"content-type", b"content-length"}
            ]
            headers.append((b"content-type", b"text/csv; charset=utf-8"))
            if not any(key.lower() == b"content-disposition" for key, _ in headers):
                safe = "".join(sign for sign in name if sign.isalnum() or sign in "._-")
                headers.append((b"content-disposition", f'attachment; filename="{safe}"'.encode()))
            event = {**event, "headers": headers}
        elif event["type"] == "http.response.body" and is_good:
            body = rest + event.get("body", b"").removeprefix(BYTE_ORDER_MARK if is_first else b"")
            whole, rest = harmless_csv(body)
            if not event.get("more_body"):
                whole, rest = whole + rest, b""
            if is_first and whole:
                whole, is_first = BYTE_ORDER_MARK + whole, False
            event = {**event, "body": whole}
        await send(event)

    return marked
