"""The pages that find and compare findings, whatever their area."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from datasette import hookimpl

from db.site.answers.respond import EXTENSION
from db.site.comparing.page import show_compare
from db.site.evidence import passage_address, source_address
from db.site.pack.page import show_pack
from db.site.searching.page import show_search
from db.site.themes.page import show_theme, show_themes


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Their addresses; each also with .json, .csv and .xlsx."""
    return [
        (rf"^/search{EXTENSION}$", show_search),
        (rf"^/compare{EXTENSION}$", show_compare),
        (rf"^/pack/(?P<area>[^/.]+){EXTENSION}$", show_pack),
        (rf"^/themes{EXTENSION}$", show_themes),
        (rf"^/themes/(?P<theme>[^/.]+){EXTENSION}$", show_theme),
    ]


@hookimpl
def extra_template_vars(datasette: Any) -> Mapping[str, Any]:
    """Where a finding can be read, for templates."""
    return {"passage_address": partial(passage_address, datasette.urls.path), "source_address": source_address}
