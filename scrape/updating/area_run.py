"""One area's part of an update: its page on Ofsted's site, its source pages, the documents they lead to, what has gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scrape.errors import SiteChangedError, StoreError
from scrape.journal import Problem, Report
from scrape.sites.collect import OGL, Action, Collector, Outcome, Wanted
from scrape.sites.councils import allowed_hosts, is_followed, new_links, page_links, wanted_link, wanted_source
from scrape.sites.ofsted import Publication, Site, find_urn, parse_provider
from scrape.sniff import DOCX, PDF
from scrape.sources import Area, SourcePage
from scrape.store import Gone, Store, slug
from scrape.urls import host_of

# Pages about England as a whole are done like an area of this name.
NATIONAL = Area("england", "England", is_current=False)


@dataclass(frozen=True)
class Plan:
    """What is the same for all areas of a run. `found_on` has, for each page, the documents stored from it before."""

    site: Site
    links_per_page: int
    since: str | None
    store: Store
    found_on: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for record in self.store.addresses():
            if record.found_on is not None and record.gone is None:
                self.found_on.setdefault(record.found_on, []).append(record.address)


class AreaRun:
    """Does one area; `run` may be called once."""

    def __init__(
        self,
        collector: Collector,
        area: Area,
        sources: Sequence[SourcePage],
        plan: Plan,
        now: Callable[[], datetime],
    ) -> None:
        self._collector = collector
        self._area = area
        self._sources = sources
        self._plan = plan
        self._now = now
        self._report = Report(area.area_id)
        self._seen: set[str] = set()
        self._pages_read: dict[str, str | None] = {}

    def run(self) -> Report:
        """What became of the area's documents; a damaged file in the store ends the area, not the update."""
        try:
            self._run_all()
        except StoreError as error:
            self._problem(self._area.area_id, error.code, str(error))
        return self._report

    def _run_all(self) -> None:
        if self._area.urn:
            self._run_ofsted(self._plan.site.provider_url(self._area.urn))
        hosts = allowed_hosts(self._area, self._sources)
        for source in self._sources:
            if self._is_for_ofsted(source) or source.url in self._seen:
                continue
            self._seen.add(source.url)
            self._run_source(source, hosts)
        self._mark_unlinked()

    def _run_ofsted(self, url: str) -> None:
        outcome = self._collector.read_page(url, self._plan.site.hosts)
        if outcome.content is None:
            # An abolished council's page may be taken down at any time.
            if self._area.is_current or outcome.code != "gone":
                self._note(outcome)
            return
        try:
            page = parse_provider(outcome.content, url, self._plan.site)
        except SiteChangedError as error:
            self._problem(url, error.code, str(error))
            return
        for problem in page.problems:
            self._problem(url, "unknown_label", problem)
        self._pages_read[url] = outcome.retrieved_at
        for publication in page.publications:
            self._seen.add(publication.url)
            if not self._is_too_old(publication.published):
                self._count(self._collector.collect(self._wanted_publication(publication, url)))

    def _wanted_publication(self, publication: Publication, url: str) -> Wanted:
        parts = (self._area.area_id, publication.label, publication.published or "")
        return Wanted(
            url=publication.url,
            area_id=self._area.area_id,
            title=publication.label,
            found_on=url,
            expect=frozenset({PDF, DOCX}),
            publisher="Ofsted and the Care Quality Commission",
            published=publication.published,
            licence=OGL,
            file_stem="-".join(slug(part) for part in parts if part),
            hosts=self._plan.site.hosts,
            # A file's number is never used again: a corrected report gets a new one.
            is_immutable=host_of(publication.url) in self._plan.site.file_hosts,
        )

    def _is_too_old(self, published: str | None) -> bool:
        return self._plan.since is not None and published is not None and published < self._plan.since

    def _is_for_ofsted(self, source: SourcePage) -> bool:
        """Whether the source is a provider page, which is read as such."""
        return host_of(source.url) not in self._plan.site.file_hosts and find_urn(source.url) is not None

    def _run_source(self, source: SourcePage, hosts: frozenset[str]) -> None:
        outcome = self._collector.collect(wanted_source(source, hosts), is_page=True)
        self._count(outcome)
        if outcome.content is not None and is_followed(source):
            self._run_links(outcome, source, hosts, is_source=True)

    def _run_links(self, page: Outcome, source: SourcePage, hosts: frozenset[str], *, is_source: bool) -> None:
        """Files linked on a page and, of the source page itself, its further pages with their files."""
        url = page.url
        links = page_links(page.content or b"", page.base_url or url, self._plan.links_per_page)
        for problem in links.problems:
            self._problem(url, "links", problem)
        self._pages_read[url] = page.retrieved_at
        for link in new_links(links.files, self._seen):
            self._count(self._collector.collect(wanted_link(link, source, url, hosts, is_page=False)))
        if not is_source:
            # Further pages of further pages are not followed, but they are no news of having gone either.
            self._seen |= {link.url for link in links.pages}
            return
        for link in new_links(links.pages, self._seen):
            outcome = self._collector.collect(wanted_link(link, source, url, hosts, is_page=True), is_page=True)
            self._count(outcome)
            if outcome.content is not None:
                self._run_links(outcome, source, hosts, is_source=False)

    def _mark_unlinked(self) -> None:
        """Note documents that the pages read today no longer lead to; they stay in the store."""
        for page, read_at in self._pages_read.items():
            for address in self._plan.found_on.get(page, ()):
                if address in self._seen or address == page:
                    continue
                if not self._collector.dry_run:
                    self._plan.store.mark_gone(address, Gone("no longer linked", read_at))
                self._count(Outcome(Action.GONE, address))

    def _count(self, outcome: Outcome) -> None:
        self._report.counts[outcome.action] = self._report.counts.get(outcome.action, 0) + 1
        if outcome.action is Action.FAILED:
            self._note(outcome)

    def _note(self, outcome: Outcome) -> None:
        self._problem(outcome.url, outcome.code or "fetch", outcome.message or "")

    def _problem(self, url: str, code: str, message: str) -> None:
        area_id = None if self._area is NATIONAL else self._area.area_id
        self._report.problems.append(Problem(area_id, url, code, message, self._now().isoformat()))
