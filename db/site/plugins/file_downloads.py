"""Makes every CSV of the site a file that opens right in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from datasette import hookimpl

from db.site.downloads import App, make_downloads


@hookimpl
def asgi_wrapper() -> Callable[[App], App]:
    """The wrapper that Datasette puts around its application."""
    return make_downloads
