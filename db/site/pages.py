"""Pages that are not tables or queries: home, the way to an area, and how well documents are read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from db.errors import UnknownAreaError
from db.quality.figures import COMMITTED
from db.reference.areas import find_area_id
from db.site.home import read_home
from db.site.quality import read_quality
from db.site.reading import make_reader


async def show_home(datasette: Any, request: Any) -> Any:
    """What is in here and where to start; Datasette's own list of databases takes ten times as long."""
    return await _page(datasette, request, "home", {"home": await read_home(make_reader(datasette))})


async def show_quality(datasette: Any, request: Any) -> Any:
    """How well documents are read, by the figures last saved."""
    return await _page(datasette, request, "quality", {"quality": read_quality(COMMITTED)})


async def show_areas(datasette: Any, request: Any) -> Any:
    """`/areas?area=` leads to the area of that name; without one to the list of areas."""
    from datasette import Response

    name = request.args.get("area") or ""
    try:
        path = f"/areas/{quote(find_area_id(name))}" if name.strip() else "/#areas"
    except UnknownAreaError:
        path = f"/areas/{quote(name.strip(), safe='')}"
    return Response.redirect(datasette.urls.path(path))


async def _page(datasette: Any, request: Any, name: str, context: dict[str, Any]) -> Any:
    from datasette import Response

    html = await datasette.render_template(f"{name}.html", context, request=request, view_name=name)
    return Response.html(html)
