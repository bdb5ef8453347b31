"""The pages about areas, bodies, documents and the site itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from datasette import hookimpl

from db.facts.inspections import OUTCOME_LABELS
from db.site.about.page import show_about
from db.site.answers.respond import EXTENSION, HOME
from db.site.area.page import show_area
from db.site.bodies.listing import show_bodies
from db.site.bodies.page import show_body
from db.site.cells import as_lines
from db.site.documents.page import show_document
from db.site.due.page import show_timeline
from db.site.england.areas import show_areas
from db.site.england.home import show_home


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Their addresses; each also with .json, .csv and .xlsx."""
    return [
        (r"^/$", show_home),
        (rf"^{HOME}{EXTENSION}$", show_home),
        (rf"^/about{EXTENSION}$", show_about),
        (rf"^/timeline{EXTENSION}$", show_timeline),
        (rf"^/bodies/?{EXTENSION}$", show_bodies),
        (rf"^/bodies/(?P<body>[^/]+?){EXTENSION}$", show_body),
        (rf"^/documents/(?P<document>[^/]+?){EXTENSION}$", show_document),
        (rf"^/areas/?{EXTENSION}$", show_areas),
        (rf"^/areas/(?P<area>[^/]+?){EXTENSION}$", show_area),
    ]


@hookimpl
def extra_template_vars() -> Mapping[str, Any]:
    """What their templates need."""
    return {"outcome_labels": OUTCOME_LABELS, "as_lines": as_lines}
