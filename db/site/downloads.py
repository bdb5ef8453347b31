"""CSV that opens right: Datasette's own CSV is made a download with the mark that Excel asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from typing import Any

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
    """Sends on what is sent, the mark before the first bytes of a good answer that has none."""
    is_first = False

    async def marked(event: dict[str, Any]) -> None:
        nonlocal is_first
        if event["type"] == "http.response.start" and event["status"] == 200:
            is_first = True
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
        elif event["type"] == "http.response.body" and is_first and event.get("body"):
            is_first = False
            body = event["body"]
            event = {**event, "body": body if body.startswith(BYTE_ORDER_MARK) else BYTE_ORDER_MARK + body}
        await send(event)

    return marked
