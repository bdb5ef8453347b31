"""Puts what holds for every answer around the site, and adds `/-/health` and `/robots.txt`."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from datasette import Response, hookimpl

from db.site.health import ROBOTS, read_health
from db.site.reading import DATABASE
from db.site.safety import AsgiApp, limit_queries, make_safe


async def show_health(datasette: Any) -> Response:
    """As JSON; whoever watches the site looks at `is_stale`, or at the status where nothing answers."""
    health = await datasette.get_database(DATABASE).execute_fn(read_health)
    return Response.json({"ok": True, **asdict(health)}, headers={"cache-control": "no-store"})


async def show_robots() -> Response:
    """Pages may be indexed; queries and files cost more than they are worth to a search engine."""
    return Response.text(ROBOTS)


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Limit what queries may do, after all functions have been added."""
    limit_queries(conn)


@hookimpl(tryfirst=True)
def asgi_wrapper() -> Callable[[AsgiApp], AsgiApp]:
    """The wrapper that Datasette puts around its application."""
    return make_safe


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Addresses for machines."""
    return [(r"^/-/health(?:\.json)?$", show_health), (r"^/robots\.txt$", show_robots)]
