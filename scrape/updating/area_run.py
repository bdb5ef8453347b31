"""One area's part of an update: its page on Ofsted's site, its source pages, the documents they lead to, what has gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scrape.errors import SiteChangedError, StoreError
from scrape.journal import Departure, Lead, Problem, Report
from scrape.patterns import load_patterns
from scrape.sites.collect import OGL, Action, Collector, Outcome, Wanted
from scrape.sites.councils import allowed_hosts, is_followed, is_page, new_links, page_links, wanted_link, wanted_source
from scrape.sites.leads import score_words
from scrape.sites.links import Link, PageLinks, Why, find_item_papers
from scrape.sites.ofsted import Publication, Site, find_listed, find_urn, parse_provider
from scrape.sniff import DOCX, PDF
from scrape.sources import Area, SourcePage
from scrape.store import Store, slug
from scrape.urls import host_of

# A page that led to so many documents and leads to none has changed more likely than they have gone.
_MANY = 2
# Pages about England as a whole are done like an area of this name.
NATIONAL = Area("england", "England", is_current=False)


@dataclass(frozen=True)
class RunContext:
    """What is the same for all areas of a run. `found_on` has, for each page, the documents stored from it before,
    `documents_of` for each host how many.

    `known_reports` are, by area, the addresses of reports that the register knows to be on Ofsted's site,
    `committee_sites` where an area's committees publish, which may be a host of its own.
    """

    site: Site
    links_per_page: int
    since: str | None
    store: Store
    known_reports: Mapping[str, frozenset[str]] = field(default_factory=dict)
    committee_sites: Mapping[str, str] = field(default_factory=dict)
    found_on: dict[str, list[str]] = field(default_factory=dict)
    documents_of: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for record in self.store.addresses():
            if record.is_document and record.gone is None:
                host = host_of(record.address)
                self.documents_of[host] = self.documents_of.get(host, 0) + 1
            if record.found_on is not None and record.gone is None:
                self.found_on.setdefault(record.found_on, []).append(record.address)


class AreaRun:
    """Does one area; `run` may be called once, `succeeded` then has the addresses that could be had.

    With `only_hosts`, nothing of other hosts is asked for; what is among the `done` is not counted again.
    """

    def __init__(
        self,
        collector: Collector,
        area: Area,
        sources: Sequence[SourcePage],
        context: RunContext,
        now: Callable[[], datetime],
        *,
        only_hosts: frozenset[str] | None = None,
        done: frozenset[str] = frozenset(),
    ) -> None:
        self._collector = collector
        self._area = area
        self._sources = sources
        self._context = context
        self._now = now
        self._only = only_hosts
        self._done = done
        self.succeeded: set[str] = set()
        self._report = Report(area.area_id, watched=[source.url for source in sources])
        self._seen: set[str] = set()
        self._pages_read: dict[str, str | None] = {}
        # Those of them that lead to anything today.
        self._leading: set[str] = set()

    def run(self) -> Report:
        """What became of the area's documents; a damaged file in the store ends the area, not the update."""
        try:
            self._run_all()
        except StoreError as error:
            self._problem(self._area.area_id, error.code, str(error))
        return self._report

    def _run_all(self) -> None:
        asked = [
            source.url for source in self._sources if not self._is_for_ofsted(source) and self._is_asked(source.url)
        ]
        self._collector.fetcher.prepare(asked)
        if self._area.urn and self._is_asked(self._context.site.reports):
            self._run_ofsted(self._context.site.provider_url(self._area.urn))
        committees = self._context.committee_sites.get(self._area.area_id)
        hosts = allowed_hosts(self._area, self._sources) | ({host_of(committees)} if committees else set())
        for source in self._sources:
            if self._is_for_ofsted(source) or source.url in self._seen or not self._is_asked(source.url):
                continue
            self._seen.add(source.url)
            self._run_source(source, hosts)
        self._mark_unlinked()

    def _run_ofsted(self, url: str) -> None:
        known = self._context.known_reports.get(self._area.area_id, frozenset())
        self._report.known_expected = len(known)
        outcome = self._collector.read_page(url, self._context.site.hosts)
        if outcome.content is None:
            # An abolished council's page may be taken down at any time.
            if outcome.code == "gone":
                message = (
                    f"{outcome.message or url} Where other areas' pages are there, look for this one on Ofsted's list."
                )
                outcome = replace(outcome, message=message)
            if self._area.is_current or outcome.code != "gone":
                self._count(outcome)
            return
        try:
            page = parse_provider(outcome.content, url, self._context.site, known)
        except SiteChangedError as error:
            self._problem(url, error.code, str(error))
            return
        for label in page.unknown_labels:
            self._report.unknown_labels[label] = self._report.unknown_labels.get(label, 0) + 1
        for label in page.undated:
            message = f"{url}: {label!r} states no date of publication: stored without it."
            self._problem(url, "undated", message)
        self._report.known_listed = len(find_listed(known, page.listed))
        self._pages_read[url] = outcome.retrieved_at
        # What stands there is not gone, whatever the rules think of its label today.
        self._seen |= page.listed
        limit = int(load_patterns("expected")["ofsted_page"]["maximum"])
        if len(page.publications) > limit:
            message = (
                f"{url}: {len(page.publications)} area SEND documents where at most {limit} are expected: look at it."
            )
            self._problem(url, "site_changed", message)
        if page.publications:
            self._leading.add(url)
        for publication in page.publications:
            if not self._is_too_old(publication.published):
                self._count(self._collector.collect(self._wanted_publication(publication, url)))

    def _is_asked(self, url: str) -> bool:
        return self._only is None or host_of(url) in self._only

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
            hosts=self._context.site.hosts,
            # A file's number is never used again: a corrected report gets a new one.
            is_immutable=host_of(publication.url) in self._context.site.file_hosts,
        )

    def _is_too_old(self, published: str | None) -> bool:
        return self._context.since is not None and published is not None and published < self._context.since

    def _is_for_ofsted(self, source: SourcePage) -> bool:
        """Whether the source is a provider page, which is read as such."""
        return host_of(source.url) not in self._context.site.file_hosts and find_urn(source.url) is not None

    def _run_source(self, source: SourcePage, hosts: frozenset[str]) -> None:
        page, _, item = source.url.partition("#")
        if item:
            self._run_agenda_item(Link(page, source.title or "", item), source, source.url, hosts)
            return
        outcome = self._collector.collect(wanted_source(source, hosts), is_page=True)
        self._count(outcome)
        if outcome.gone is not None:
            message = (
                f"{source.url}: no longer there ({outcome.gone.reason}); what is stored of it stays. Look for the page that "
                "has taken its place, and enter it as a source."
            )
            self._problem(source.url, "gone", message)
        if outcome.content is not None and is_followed(source):
            self._run_links(outcome, source, hosts, is_source=True)

    def _run_links(self, page: Outcome, source: SourcePage, hosts: frozenset[str], *, is_source: bool) -> None:
        """Files linked on a page and, of the source page itself, its further pages with their files."""
        url = page.url
        content = page.content or b""
        links = page_links(content, page.base_url or url, self._context.links_per_page, hosts)
        self._note_dropped(url, links)
        if is_source and links.is_empty and is_page(content):
            self._problem(url, "no_links", f"{url}: leads to no document: look whether it is still the right page.")
        self._pages_read[url] = page.retrieved_at
        if not links.is_empty:
            self._leading.add(url)
        for link in new_links(links.files, self._seen):
            self._count(self._collector.collect(wanted_link(link, source, url, hosts, is_page=False)))
        for link in links.items:
            self._run_agenda_item(link, source, url, hosts)
        if not is_source:
            # Further pages of further pages are not followed, but they are no news of having gone either.
            self._seen |= {link.url for link in links.pages}
            return
        for link in new_links(links.pages, self._seen):
            outcome = self._collector.collect(wanted_link(link, source, url, hosts, is_page=True), is_page=True)
            self._count(outcome)
            if outcome.content is not None:
                self._run_links(outcome, source, hosts, is_source=False)

    def _run_agenda_item(self, link: Link, source: SourcePage, found_on: str, hosts: frozenset[str]) -> None:
        """The papers of one item on the agenda of a meeting, which is itself no document of ours."""
        agenda = self._collector.read_page(link.url, hosts)
        if agenda.content is None:
            self._count(agenda)
            return
        self._pages_read[found_on] = agenda.retrieved_at
        self._leading.add(found_on)
        papers = find_item_papers(agenda.content, link.url, link.item or "")
        if not papers:
            message = f"{link.url}#{link.item}: no papers of {link.text!r} on it: look at it, and ingest what it has."
            self._problem(link.url, "no_links", message)
        for paper in new_links(papers, self._seen):
            self._count(self._collector.collect(wanted_link(paper, source, found_on, hosts, is_page=False)))

    def _note_dropped(self, url: str, links: PageLinks) -> None:
        """Relevant links that are not followed become leads, for a person to look at; those not read are problems."""
        unread = [each.link.url for each in links.dropped if each.why is Why.UNREAD_KIND]
        for address in unread:
            self._problem(
                url, "unread_kind", f"{url}: {address} is not of a kind that is read: ingest it in another form."
            )
        past = sum(each.why is Why.TOO_MANY for each in links.dropped)
        if past:
            limit = self._context.links_per_page
            message = (
                f"{url}: {limit + past} links to follow, the first {limit} were: enter a narrower page as the source."
            )
            self._problem(url, "links", message)
        for each in links.dropped:
            if each.why in {Why.OTHER_HOST, Why.ELSEWHERE, Why.WHOLE_MEETING}:
                why = f"linked on {url} as {each.link.text!r}, {each.why}"
                address = f"{each.link.url}#{each.link.item}" if each.link.item else each.link.url
                self._report.leads.append(Lead(address, self._area.area_id, why, score_words(each.link.text)))

    def _mark_unlinked(self) -> None:
        """Note documents that the pages read today no longer lead to; they stay in the store."""
        for page, read_at in self._pages_read.items():
            linked = [address for address in self._context.found_on.get(page, ()) if address != page]
            missing = [address for address in linked if address not in self._seen]
            if len(missing) == len(linked) >= _MANY and page not in self._leading:
                message = (
                    f"{page}: led to {len(linked)} documents, and now to none: it has changed or says something else; they "
                    "are kept as they are. Look at it, and enter the page that has them now as a source."
                )
                self._problem(page, "site_changed", message)
                continue
            for address in missing:
                self._report.departures.append(Departure(address, "no longer linked", read_at))

    def _count(self, outcome: Outcome) -> None:
        if outcome.gone is not None:
            self._report.departures.append(Departure(outcome.url, outcome.gone.reason, outcome.gone.at))
            return
        if outcome.action not in {Action.FAILED, Action.NOT_ASKED}:
            self.succeeded.add(outcome.url)
            if outcome.url in self._done:
                return
        self._report.counts[outcome.action] = self._report.counts.get(outcome.action, 0) + 1
        if outcome.host is not None:
            self._report.not_asked[outcome.host] = self._report.not_asked.get(outcome.host, 0) + 1
        elif outcome.action is Action.FAILED:
            self._note(outcome)

    def _note(self, outcome: Outcome) -> None:
        self._problem(outcome.url, outcome.code or "fetch", outcome.message or "")

    def _problem(self, url: str, code: str, message: str) -> None:
        area_id = None if self._area is NATIONAL else self._area.area_id
        self._report.problems.append(Problem(area_id, url, code, message, self._now().isoformat()))
