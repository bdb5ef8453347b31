"""Pages that are not tables or queries: how well documents are read."""

from __future__ import annotations

from typing import Any

from db.quality.figures import COMMITTED
from db.site.quality import read_quality


async def show_quality(datasette: Any, request: Any) -> Any:
    """How well documents are read, by the figures last saved."""
    return await _page(datasette, request, "quality", {"quality": read_quality(COMMITTED)})


async def _page(datasette: Any, request: Any, name: str, context: dict[str, Any]) -> Any:
    from datasette import Response

    html = await datasette.render_template(f"{name}.html", context, request=request, view_name=name)
    return Response.html(html)
