"""Serves what is new at `/feed.atom`, of one area with `?area=norfolk`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from datasette import Response, hookimpl

from db.errors import UnknownAreaError
from db.publish.feed import make_feed
from db.reference.areas import find_area_id

DATABASE = "send"


async def show_feed(datasette: Any, request: Any) -> Response:
    """The Atom feed; the area may go by any of its names, an unknown one has none."""
    name = (request.args.get("area") or "").strip()
    try:
        area_id = find_area_id(name) if name else None
    except UnknownAreaError as error:
        return Response.text(f"There is no such feed: {error}", status=404)
    address = datasette.absolute_url(request, datasette.urls.path(request.full_path))
    site = datasette.absolute_url(request, datasette.urls.instance())
    author = datasette.metadata("operator") or datasette.metadata("title")
    database = datasette.get_database(DATABASE)
    body = await database.execute_fn(
        lambda connection: make_feed(connection, address, today=date.today(), area_id=area_id, site=site, author=author)
    )
    return Response(body=body.decode(), content_type="application/atom+xml; charset=utf-8")


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The feed's address."""
    return [(r"^/feed\.atom$", show_feed)]
