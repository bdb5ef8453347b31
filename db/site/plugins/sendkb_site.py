"""What the site adds to Datasette: readable cells, form fields, the pages that are not tables, and finding an area."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from datasette import hookimpl
from markupsafe import Markup

from db.errors import UnknownAreaError
from db.reference.areas import find_area_id
from db.search.query import parse_words, to_match
from db.site.answers.respond import EXTENSION
from db.site.cells import show_cell
from db.site.fields import Field, make_fields
from db.site.layout import arrange, arrange_table, is_empty, name_key
from db.site.naming import name_row, name_whole_row, tell_plainly
from db.site.quality.page import show_quality
from db.site.reading import DATABASE, make_reader, read_built
from db.site.search import find_forms, mark_forms
from db.site.wording import FILTER_WORDS, as_heading, describe_choice, format_date, in_words


def area_id_of(name: object) -> str | None:
    """The id of the area that goes by this name, id or alias; NULL where none does."""
    try:
        return find_area_id(str(name or ""))
    except UnknownAreaError:
        return None


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let queries find an area by whatever name somebody typed, and rows by whatever words.

    Last, so that `escape_fts` takes the place of Datasette's own, which makes an invalid query of a lone quotation mark.
    """
    conn.create_function("area_id_of", 1, area_id_of, deterministic=True)
    conn.create_function("escape_fts", 1, lambda words: to_match(parse_words(str(words or ""))), deterministic=True)


@hookimpl
def render_cell(row: sqlite3.Row, value: Any, column: str, datasette: Any) -> Markup | None:
    """Show values as people read them."""
    return show_cell(column, value, dict(zip(row.keys(), tuple(row), strict=True)), datasette.urls.path)


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The pages that are not tables or queries."""
    return [
        (rf"^/quality{EXTENSION}$", show_quality),
    ]


@hookimpl
def extra_template_vars(datasette: Any, request: Any) -> Callable[[], Awaitable[dict[str, Any]]]:
    """What the templates need beside what Datasette gives them."""
    read = make_reader(datasette)

    async def fields(values: Mapping[str, Any]) -> list[Field]:
        return await make_fields(read, values)

    async def forms(query: str, values: Mapping[str, Any]) -> frozenset[str]:
        return await find_forms(read, query, str(values.get("words") or ""))

    def name_of_row(table: str, cells: Iterable[Mapping[str, Any]], keys: Sequence[str]) -> str:
        texts = (datasette.metadata("tables", database=DATABASE) or {}).get(table, {})
        shown = {
            cell["column"]: Markup(str(cell["value"])).striptags().replace("\N{NO-BREAK SPACE}", " ") for cell in cells
        }
        return name_whole_row([str(key) for key in keys], shown, texts.get("title", table))

    async def variables() -> dict[str, Any]:
        tables = datasette.metadata("tables", database=DATABASE) or {}
        return {
            "page_path": str(request.scope.get("route_path") or request.path) if request else "",
            "page_address": datasette.absolute_url(request, datasette.urls.path(request.full_path)) if request else "",
            "data_as_of": await read_built(read),
            "as_heading": as_heading,
            "in_words": in_words,
            "format_date": format_date,
            "arrange": arrange,
            "arrange_table": arrange_table,
            "name_key": name_key,
            "name_row": name_row,
            "name_of_row": name_of_row,
            "tell_plainly": tell_plainly,
            "describe_choice": describe_choice,
            "filter_words": FILTER_WORDS,
            "is_empty": is_empty,
            "fields": fields,
            "forms": forms,
            "mark_forms": mark_forms,
            "table_texts": tables,
        }

    return variables
