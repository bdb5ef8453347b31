"""Pages that are not tables or queries: home, an area, and how well documents are read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from db.errors import UnknownAreaError
from db.quality.figures import COMMITTED
from db.reference.areas import find_area_id
from db.site.area import read_area
from db.site.cells import show_cell
from db.site.fields import explain_unknown_area
from db.site.home import read_home
from db.site.quality import read_quality
from db.site.reading import make_reader


async def show_home(datasette: Any, request: Any) -> Any:
    """What is in here and where to start; Datasette's own list of databases takes ten times as long."""
    return await _page(datasette, request, "home", {"home": await read_home(make_reader(datasette))})


async def show_quality(datasette: Any, request: Any) -> Any:
    """How well documents are read, by the figures last saved."""
    return await _page(datasette, request, "quality", {"quality": read_quality(COMMITTED)})


async def show_area(datasette: Any, request: Any) -> Any:
    """The page of an area; another of its names, also as `?area=`, leads to it. Without a name: the list of areas."""
    from datasette import Response

    name = request.url_vars["area"] or request.args.get("area") or ""
    if not name.strip():
        return Response.redirect(datasette.urls.path("/#areas"))
    read = make_reader(datasette)
    try:
        area_id = find_area_id(name)
    except UnknownAreaError:
        names = [row[0] for row in await read("SELECT name FROM areas ORDER BY name")]
        return await _not_found(datasette, request, explain_unknown_area(name, names))
    if area_id != request.url_vars["area"]:
        return Response.redirect(datasette.urls.path(f"/areas/{quote(area_id)}"))
    page = await read_area(read, area_id)
    if page is None:
        return await _not_found(datasette, request, f"This database holds nothing about {name}: build it again.")

    def show(row: Any, column: str) -> Any:
        shown = show_cell(column, row[column], dict(row), datasette.urls.path)
        return row[column] if shown is None else shown

    return await _page(datasette, request, "area", {"page": page, "show": show})


async def _not_found(datasette: Any, request: Any, message: str) -> Any:
    """An answer rather than an exception, which Datasette would print with all its locals."""
    return await _page(datasette, request, "error", {"status": 404, "error": message}, status=404)


async def _page(datasette: Any, request: Any, name: str, context: dict[str, Any], *, status: int = 200) -> Any:
    from datasette import Response

    html = await datasette.render_template(f"{name}.html", context, request=request, view_name=name)
    return Response.html(html, status=status)
