"""The register of facts as `scrape` takes it: it knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.reference.tables import read_table
from extract.model.frameworks import Framework
from scrape.sources import SourcePage, parse_areas, parse_sources
from scrape.updating.plan_search import PlansWanted
from scrape.updating.update import KnownSources
from scrape.urls import clean_url

# What a plan goes by in the register, by the framework that asked for it; a later plan shows where the earlier one is.
_PLAN_TYPES: Mapping[Framework, set[str]] = {"2016": {"wsoa", "priority_action_plan"}, "2023": {"priority_action_plan"}}
_SYSTEMIC_FAILINGS = "3"


def load_known_sources(added: Iterable[SourcePage] = ()) -> KnownSources:
    """Areas, source pages, the reports that are known to be on Ofsted's site, the plans that are missing.

    A plan among the operator's own pages (`added`) is not missing.
    """
    known: dict[str, set[str]] = {}
    for row in read_table("inspections_2023_on"):
        if row["report_url"] and row["area_id"]:
            known.setdefault(row["area_id"], set()).add(clean_url(row["report_url"]))
    return KnownSources(
        areas=parse_areas(_texts(read_table("areas"))),
        sources=parse_sources(_texts(read_table("source_pages"))),
        known_reports={area_id: frozenset(urls) for area_id, urls in known.items()},
        plans_wanted=_plans_wanted(added),
    )


def _plans_wanted(added: Iterable[SourcePage]) -> PlansWanted:
    """Areas that had to publish a plan and of which no source page leads to one, by the latest framework that asked."""
    pages = [*parse_sources(_texts(read_table("source_pages"))), *added]
    has = {kind: {page.area_id for page in pages if page.doc_type in kinds} for kind, kinds in _PLAN_TYPES.items()}
    asked: dict[Framework, set[str | None]] = {
        "2016": {row["area_id"] for row in read_table("inspections_2016_2022") if row["wsoa_required"] == "Yes"},
        "2023": {row["area_id"] for row in read_table("inspections_2023_on") if row["outcome"] == _SYSTEMIC_FAILINGS},
    }
    frameworks = {
        area_id: framework for framework in _PLAN_TYPES for area_id in asked[framework] - has[framework] if area_id
    }
    sites = {row["area_id"]: row["base_url"] for row in read_table("committee_sites")}
    return PlansWanted(frameworks, {area_id: url for area_id, url in sites.items() if area_id and url})


def _texts(rows: Iterable[Mapping[str, str | None]]) -> list[dict[str, str]]:
    """Rows of a reference table with empty text for what is unknown."""
    return [{column: value or "" for column, value in row.items()} for row in rows]
