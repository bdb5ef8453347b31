"""Serves what is new at `/feed.atom`, of one area with `?area=norfolk`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import Response, hookimpl

from db.publish.feed import make_feed

DATABASE = "send"


async def show_feed(datasette: Any, request: Any) -> Response:
    """The Atom feed; an unknown area has an empty one."""
    area_id = request.args.get("area") or None
    address = datasette.absolute_url(request, request.full_path)
    database = datasette.get_database(DATABASE)
    body = await database.execute_fn(lambda connection: make_feed(connection, address, area_id=area_id))
    return Response(body=body.decode(), content_type="application/atom+xml; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The feed's address."""
    return [(r"^/feed\.atom$", show_feed)]
