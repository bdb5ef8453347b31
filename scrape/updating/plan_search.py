"""Plans that areas had to publish and that no source page leads to: looked for where councils put them.

For each such area: ModernGov's search of committee papers, the council's site map, its SEND pages. What is found is a lead,
not a document: a person accepts it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from extract.model.frameworks import FIRST_DAYS, Framework
from scrape.checked import read_checked
from scrape.errors import SiteChangedError
from scrape.files import write_whole
from scrape.journal import Lead, Problem, Report
from scrape.sites.collect import Collector
from scrape.sites.committee_search import committee_search_url, find_committee_site, parse_search_hits
from scrape.sites.leads import lead_rules, score_words
from scrape.sites.links import all_links, find_links
from scrape.sites.sitemaps import parse_sitemap, sitemap_url
from scrape.sources import Area
from scrape.urls import host_of, site_of

PLANS = "plan-search"
_STATE_NAME = "plan-search.json"
_MOST_LEADS = 20
_MOST_LINKS = 100
# From this score on a page is at least about SEND or the local offer.
_ABOUT_SEND = 0.3


@dataclass(frozen=True, slots=True)
class PlansWanted:
    """What is looked for: by area the framework whose plan is missing, and where areas' committee systems are."""

    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    committee_sites: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Searched:
    """When each area was last looked for (ISO dates)."""

    areas: dict[str, date]


def search_plans(
    collector: Collector,
    areas: Sequence[Area],
    wanted: PlansWanted,
    data_dir: Path,
    now: Callable[[], datetime],
) -> Report:
    """Look for the plans of the areas that have waited longest, and note when; never raises for what a site may do."""
    report = Report(PLANS)
    path = data_dir / _STATE_NAME
    searched = (
        read_checked(path, _Searched, "remove it, and all areas are looked for again").areas if path.exists() else {}
    )
    for area in _choose(areas, wanted, searched, now().date()):
        _search_area(collector, area, wanted, report, now)
        searched[area.area_id] = now().date()
    if not collector.dry_run and searched:
        days = {area_id: day.isoformat() for area_id, day in sorted(searched.items())}
        write_whole(path, (json.dumps({"areas": days}, indent=1) + "\n").encode())
    return report


def _choose(areas: Sequence[Area], wanted: PlansWanted, searched: Mapping[str, date], today: date) -> list[Area]:
    """Areas whose plan is missing, of the newer framework first, those longest not looked for before others."""
    rules = lead_rules()
    due = today - timedelta(days=int(rules["days_between"]))
    waiting = [
        area for area in areas if area.area_id in wanted.frameworks and searched.get(area.area_id, date.min) <= due
    ]
    waiting.sort(
        key=lambda area: (wanted.frameworks[area.area_id] != "2023", searched.get(area.area_id, date.min), area.area_id)
    )
    return waiting[: int(rules["areas_per_run"])]


def _search_area(
    collector: Collector, area: Area, wanted: PlansWanted, report: Report, now: Callable[[], datetime]
) -> None:
    search = _AreaSearch(collector, area, wanted.frameworks[area.area_id], now)
    home = search.read(f"https://www.{area.domain}/") if area.domain and area.is_council_domain else None
    committees = wanted.committee_sites.get(area.area_id)
    if committees is None and home is not None:
        committees = find_committee_site(home, f"https://www.{area.domain}/")
    if committees is not None:
        search.search_committees(committees)
    if home is not None:
        search.search_pages(home)
        search.search_sitemap()
    best = sorted(search.leads.values(), key=lambda lead: (-lead.score, lead.url))[:_MOST_LEADS]
    report.leads += best
    report.problems += search.problems


class _AreaSearch:
    def __init__(self, collector: Collector, area: Area, framework: Framework, now: Callable[[], datetime]) -> None:
        self._collector, self._area, self._framework, self._now = collector, area, framework, now
        self._since = FIRST_DAYS[framework].isoformat()
        self.leads: dict[str, Lead] = {}
        self.problems: list[Problem] = []
        domain = area.domain or ""
        self._hosts = frozenset({domain, f"www.{domain}"})

    def read(self, url: str, *, is_file: bool = False) -> bytes | None:
        """The page's bytes, or None: a council that does not let us in has no candidates, which is no failure."""
        return self._collector.read_page(url, self._hosts, is_file=is_file).content

    def search_committees(self, base: str) -> None:
        """Hits of the committee system's own search, of meetings since the framework began."""
        least = float(lead_rules()["least_of_search"])
        for phrase in lead_rules()["searches"][int(self._framework)]:
            url = committee_search_url(base, phrase)
            content = self.read(url)
            if content is None:
                return
            try:
                hits = parse_search_hits(content, url)
            except SiteChangedError as error:
                at = self._now().isoformat()
                self.problems.append(Problem(self._area.area_id, url, "unread_search", str(error), at))
                return
            for hit in hits:
                # That it was found by these words says something, whatever its title.
                score = max(score_words(f"{hit.title} {hit.url}"), least)
                if hit.day is None or hit.day >= self._since:
                    when = f", meeting of {hit.day}" if hit.day else ""
                    self._note(hit.url, f"committee search for {phrase}: {hit.title!r}{when}", score)

    def search_pages(self, home: bytes) -> None:
        """Links of the council's SEND or local offer page, which its home page leads to."""
        start = f"https://www.{self._area.domain}/"
        pages = [link for link in all_links(home, start) if site_of(host_of(link.url)) == site_of(host_of(start))]
        about_send = [link for link in pages if score_words(f"{link.text} {link.url}") >= _ABOUT_SEND]
        for link in about_send[:1]:
            content = self.read(link.url)
            if content is None:
                continue
            found = find_links(content, link.url, limit=_MOST_LINKS, hosts=self._hosts)
            for each in [*found.files, *found.pages, *(dropped.link for dropped in found.dropped)]:
                score = score_words(f"{each.text} {each.url}")
                if score >= float(lead_rules()["least"]):
                    self._note(each.url, f"linked on {link.url} as {each.text!r}", score)

    def search_sitemap(self) -> None:
        """Pages of the council's site map whose address says what they are."""
        first = sitemap_url(f"https://www.{self._area.domain}/")
        waiting, parts_left = [first], int(lead_rules()["sitemap_parts"])
        while waiting:
            url = waiting.pop(0)
            content = self.read(url, is_file=True)
            if content is None:
                continue
            found = parse_sitemap(content, url)
            waiting += found.parts[:parts_left]
            parts_left -= len(found.parts[:parts_left])
            for page in found.pages:
                score = score_words(urlsplit(page).path)
                if score >= float(lead_rules()["least"]):
                    self._note(page, f"in {url}", score)

    def _note(self, url: str, why: str, score: float) -> None:
        known = self.leads.get(url)
        if known is None or known.score < score:
            self.leads[url] = Lead(url, self._area.area_id, why, score)
