"""Gives an answer in the form that the address asks for: the page, or `.json`, `.csv`, `.xlsx` at the same address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from db.site.answers.answer import Answer
from db.site.answers.files import Origin, to_csv, to_json, to_xlsx
from db.site.answers.not_found import answer_not_found

DATABASE = "send"
# The home page has no name of its own that an extension could be put to.
HOME = "/home"
# Ends the pattern of a page's route: `rf"^/compare{EXTENSION}$"`; `respond` reads the group.
EXTENSION = r"(?:\.(?P<extension>json|csv|xlsx))?"
_TYPES = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Choose a form of the answer, not the answer.
_OF_FILES = {"table", "_dl"}
_LABELS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


async def respond(
    datasette: Any,
    request: Any,
    template: str,
    answer: Answer,
    context: Mapping[str, Any] | None = None,
    *,
    problem: str = "",
) -> Any:
    """The answer in the form asked for.

    `template` (without ".html") gets `answer`, `files` (label and address of every form; `{% include "_files.html" %}`
    shows them), `origin`, and what `context` adds. `?table=` chooses the table of a CSV. A CSV or XLSX is a download, as
    is JSON with `?_dl=on`. Where a `problem` is told (there is no such area) all of it is answered 404: the page with the form
    that was filled in, a file with nothing but the problem. A form that the answer does not have is answered 404 with a line that says so.
    """
    from datasette import Response

    extension = request.url_vars.get("extension")
    if problem and extension:
        return await answer_not_found(datasette, request, problem)
    status = 404 if problem else 200
    origin = await _origin(datasette, request)
    if not extension:
        files = file_links(datasette, request, answer)
        content = {"answer": answer, "files": files, "origin": origin, **(context or {})}
        html = await datasette.render_template(f"{template}.html", content, request=request, view_name=template)
        return Response.html(html, status=status)
    table = answer.table(request.args.get("table") or (answer.tables[0].name if answer.tables else ""))
    if extension == "json":
        body = to_json(answer, origin)
    elif table is None:
        names = ", ".join(each.name for each in answer.tables)
        hint = f"choose ?table= from {names}" if names else "ask for .json"
        return Response.text(f"This page has no such table: {hint}.", status=404)
    elif extension == "csv":
        body = to_csv(table)
    else:
        body = to_xlsx(answer, origin)
    name = f"{answer.name}-{table.name}" if extension == "csv" and table and len(answer.tables) > 1 else answer.name
    is_download = extension != "json" or request.args.get("_dl")
    headers = {"content-disposition": f'attachment; filename="{name}.{extension}"'} if is_download else {}
    return Response(body, status=status, headers=headers, content_type=_TYPES[extension])


def file_links(datasette: Any, request: Any, answer: Answer) -> list[tuple[str, str]]:
    """Label and address of the forms that the answer has, with the page's own question."""
    path, query = _asked(request)
    kinds = ("csv", "xlsx", "json") if answer.tables else ("json",)
    return [(_LABELS[kind], datasette.urls.path(f"{path or HOME}.{kind}") + query) for kind in kinds]


def _asked(request: Any) -> tuple[str, str]:
    """The page's path below the site's base, without an extension, and the question put to it."""
    path = str(request.scope.get("route_path") or request.path)
    extension = request.url_vars.get("extension")
    path = path.removesuffix(f".{extension}") if extension else path
    asked = [(key, value) for key, value in parse_qsl(request.query_string) if value and key not in _OF_FILES]
    return path.rstrip("/"), f"?{urlencode(asked)}" if asked else ""


async def _origin(datasette: Any, request: Any) -> Origin:
    path, query = _asked(request)
    address = datasette.absolute_url(request, datasette.urls.path("/" if path in {"", HOME} else path) + query)
    rows = await datasette.get_database(DATABASE).execute("SELECT value FROM build_info WHERE key = 'built_at'")
    built = rows.rows[0][0][:10] if rows.rows else None
    return Origin(address, built, datasette.metadata("operator") or datasette.metadata("title") or "sendkb")
