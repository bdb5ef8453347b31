"""Ofsted's list of local authorities, held against the areas known: neither may silently lose one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from scrape.errors import SiteChangedError
from scrape.journal import Problem, Report
from scrape.sites.collect import Collector
from scrape.sites.ofsted import ROWS, Site, check_providers, parse_search
from scrape.sources import Area

# The run's own name among the areas, for what concerns the list.
LIST = "ofsted-list"


def check_list(collector: Collector, areas: Sequence[Area], site: Site, now: Callable[[], datetime]) -> Report:
    """Compare Ofsted's list of local authorities with the areas known: neither may silently lose one."""
    report = Report(LIST)
    listed: dict[str, str] = {}
    total: int | None = None
    start_url = site.search_url(0)
    try:
        start, has_more = 0, True
        while has_more:
            url = site.search_url(start)
            outcome = collector.read_page(url, site.hosts)
            if outcome.content is None:
                message = outcome.message or ""
                report.problems.append(Problem(None, url, outcome.code or "fetch", message, now().isoformat()))
                return report
            page = parse_search(outcome.content, url)
            total = page.total
            fresh = {each.urn: each.name for each in page.providers if each.urn not in listed}
            listed |= fresh
            start += len(page.providers)
            # The total may be a number that means something else: a full page always has another after it.
            has_more = bool(fresh) and (len(page.providers) >= ROWS or (total is not None and len(listed) < total))
        check_providers(len(listed), total, sum(area.is_current for area in areas), start_url)
    except SiteChangedError as error:
        report.problems.append(Problem(None, start_url, error.code, str(error), now().isoformat()))
        return report
    known = {area.urn for area in areas}
    for urn, name in listed.items():
        if urn not in known:
            message = f"Ofsted lists {name} ({urn}), which is no known area: add it to the register of areas."
            report.problems.append(
                Problem(None, site.provider_url(urn), "unknown_provider", message, now().isoformat())
            )
    for area in areas:
        if area.is_current and area.urn and area.urn not in listed:
            message = (
                f"{area.name} ({area.urn}) is not on Ofsted's list: its page is read all the same; check its number."
            )
            report.problems.append(
                Problem(area.area_id, site.provider_url(area.urn), "not_listed", message, now().isoformat())
            )
    return report
