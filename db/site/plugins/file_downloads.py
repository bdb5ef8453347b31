"""Makes every CSV of the site a file that opens right in a spreadsheet, and long answers pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from datasette import hookimpl

from db.site.downloads import App, make_downloads
from db.site.paging import page_of, rows_parameter


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """The wrapper that Datasette puts around its application."""
    return make_downloads


@hookimpl
def register_magic_parameters() -> list[tuple[str, Callable[[str, Any], int | str]]]:
    """What `:_rows_shown` and `:_rows_before` mean in queries."""
    return [("rows", rows_parameter)]


@hookimpl
def extra_template_vars() -> Mapping[str, Any]:
    """Which page of a long answer is shown."""
    return {"page_of": page_of}
