"""An answer where there is no such page: what is wrong and what to do, in the form asked for."""

from __future__ import annotations

import json
from typing import Any


async def answer_not_found(datasette: Any, request: Any, message: str) -> Any:
    """404 with the message; an answer rather than an exception, which Datasette would print with all its locals."""
    from datasette import Response

    if request.url_vars.get("extension"):
        content = json.dumps({"error": message, "status": 404}, ensure_ascii=False)
        return Response(content, status=404, content_type="application/json; charset=utf-8")
    context = {"status": 404, "error": message}
    html = await datasette.render_template("error.html", context, request=request, view_name="error")
    return Response.html(html, status=404)
