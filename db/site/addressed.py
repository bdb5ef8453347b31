"""Answers a request as one for the address that people see, whatever a proxy in between made of it.

Datasette asks for paths without the base and puts the base before every link; proxies send paths with it or without.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from db.site.safety import AsgiApp, Send


def make_addressed(app: AsgiApp, *, origin: str, base: str) -> AsgiApp:
    """The application, asked under `origin` (as the request says where it is empty) for paths without `base`."""
    seen = urlsplit(origin)

    async def answer(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "path": _without(scope["path"], base)}
            if scope.get("raw_path") is not None:
                scope["raw_path"] = _without(scope["raw_path"].decode("latin-1"), base).encode("latin-1")
            if origin:
                others = [(name, value) for name, value in scope["headers"] if name.lower() != b"host"]
                scope["scheme"] = seen.scheme
                scope["headers"] = [*others, (b"host", seen.netloc.encode("latin-1"))]
        await app(scope, receive, send)

    return answer


def _without(path: str, base: str) -> str:
    if path == base.rstrip("/"):
        return "/"
    return path[len(base) - 1 :] if path.startswith(base) else path
