"""Long answers of queries page by page: a page holds so many rows, files hold all.

Datasette pages tables but not queries. A query of metadata.yml that can be long ends in
`limit … :_rows_shown offset … :_rows_before`, which are given here by what is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PAGE_ROWS = 100


def rows_parameter(key: str, request: Any) -> int | str:
    """The value of `:_rows_shown` (one more than a page, to know whether there is another) and of `:_rows_before`; for a
    file nothing, which means all of them.
    """
    if request.url_vars.get("format") or request.args.get("_format"):
        return ""
    if key == "shown":
        return PAGE_ROWS + 1
    if key == "before":
        return rows_before(request)
    raise KeyError(key)


def rows_before(request: Any) -> int:
    """How many rows stand on the pages before the one asked for (`?_page=2`)."""
    page = request.args.get("_page") or "1"
    return (min(int(page), 1000) - 1) * PAGE_ROWS if page.isdecimal() and len(page) < 6 and int(page) > 0 else 0


def page_of(request: Any, rows: int) -> Mapping[str, Any]:
    """Which rows are shown, from 1, and the paths of the pages before and after, None where there is none."""
    from datasette.utils import path_with_replaced_args

    before = rows_before(request)
    number = before // PAGE_ROWS + 1
    return {
        "first": before + 1,
        "last": before + min(rows, PAGE_ROWS),
        "rows": PAGE_ROWS,
        "previous": path_with_replaced_args(request, {"_page": number - 1}) if number > 1 else None,
        "next": path_with_replaced_args(request, {"_page": number + 1}) if rows > PAGE_ROWS else None,
    }
