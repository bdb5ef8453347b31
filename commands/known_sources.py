"""The register of facts as `scrape` takes it: it knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.reference.tables import read_table
from scrape.sources import parse_areas, parse_sources
from scrape.updating.update import KnownSources
from scrape.urls import clean_url


def load_known_sources() -> KnownSources:
    """Areas, source pages, and the reports that are known to be on Ofsted's site."""
    known: dict[str, set[str]] = {}
    for row in read_table("inspections_2023_on"):
        if row["report_url"] and row["area_id"]:
            known.setdefault(row["area_id"], set()).add(clean_url(row["report_url"]))
    return KnownSources(
        areas=parse_areas(_texts(read_table("areas"))),
        sources=parse_sources(_texts(read_table("source_pages"))),
        known_reports={area_id: frozenset(urls) for area_id, urls in known.items()},
    )


def _texts(rows: Iterable[Mapping[str, str | None]]) -> list[dict[str, str]]:
    """Rows of a reference table with empty text for what is unknown."""
    return [{column: value or "" for column, value in row.items()} for row in rows]
