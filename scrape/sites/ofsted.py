"""Ofsted's report site: the list of local authorities, their pages, and the area SEND documents linked there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from scrape.errors import SiteChangedError
from scrape.patterns import load_patterns
from scrape.urls import clean_url

ROWS = 100
_PROVIDER = re.compile(r"/provider/(?:44|ELS)/(\d+)\b")
# /provider/files/<id>/urn/<urn>.pdf and .../find-inspection-report/provider/ELS/<urn>: quoted in papers up to 2019.
_RETIRED_FILE = re.compile(r"/provider/files/\d+/urn/(\d+)\.pdf$", re.IGNORECASE)
_FILE = re.compile(r"/v1/file/\d+$")
# "Area SEND full inspection, pdf - 15 July 2024"
_LABEL = re.compile(
    r"^(?P<label>.*?)(?:,\s*(?:pdf|html|word|docx?))?\s*[-–]\s*(?P<date>\d{1,2}\s+\w+\s+\d{4})\s*$", re.IGNORECASE
)
_RESULTS = re.compile(r"([\d,]+)\s+(?:results?|providers?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the report site is; every other address on it follows from `reports`."""

    reports: str = "https://reports.ofsted.gov.uk"
    file_hosts: frozenset[str] = frozenset({"files.ofsted.gov.uk"})

    @property
    def hosts(self) -> frozenset[str]:
        """Every host the site's links and redirects may lead to."""
        return self.file_hosts | {urlsplit(self.reports).hostname or ""}

    def provider_url(self, urn: str) -> str:
        """The page of a local authority (provider type 44)."""
        return f"{self.reports}/provider/44/{urn}"

    def search_url(self, start: int) -> str:
        """A page of the list of local authorities (children's social care, type 12), which gives at most 100 rows."""
        types = "level_1_types=3&level_2_types%5B%5D=12"
        return f"{self.reports}/search?q=&location=&lat=&lon=&radius=&{types}&start={start}&rows={ROWS}"


@dataclass(frozen=True, slots=True)
class Provider:
    """A local authority on the list."""

    urn: str
    name: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of the list; `total` is the number of results it states, None where it states none."""

    providers: tuple[Provider, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Publication:
    """A document on a provider's page. `is_known` is false for a label that no rule knows."""

    url: str
    label: str
    published: str | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """The area SEND documents of one page, newest first, and what on it no rule knows."""

    publications: tuple[Publication, ...]
    problems: tuple[str, ...]


def parse_search(content: bytes, url: str) -> SearchPage:
    """Providers on a page of the list. Raises `SiteChangedError` for a page that is no such list."""
    soup = BeautifulSoup(content, "lxml")
    found: dict[str, Provider] = {}
    for link in soup.select("a[href*='/provider/']"):
        match = _PROVIDER.search(str(link["href"]))
        name = link.get_text(" ", strip=True)
        if match and name:
            found.setdefault(match[1], Provider(match[1], name))
    stated = _RESULTS.search(soup.get_text(" "))
    if not found and stated is None:
        raise SiteChangedError(
            f"{url}: no list of providers on it: the site has changed, and scrape/sites/ofsted.py must follow."
        )
    return SearchPage(tuple(found.values()), int(stated[1].replace(",", "")) if stated else None)


def check_providers(providers: int, total: int | None, expected: int, url: str) -> None:
    """Raise `SiteChangedError` for a list that cannot be all there is.

    It must hold as many as it states, and no less than nine in ten of the `expected` areas: councils merge a few at a time.
    """
    if total is not None and providers < total:
        raise SiteChangedError(
            f"{url}: {providers} providers listed where the page says {total}: run the update again later."
        )
    if providers * 10 < expected * 9:
        raise SiteChangedError(
            f"{url}: only {providers} providers listed where about {expected} are known: look at that page."
        )


def parse_provider(content: bytes, url: str, site: Site) -> ProviderPage:
    """The documents of a provider's page that are, or may be, about area SEND.

    Title and date come from the label hidden for screen readers, as the visible text has no date. Raises
    `SiteChangedError` where the page has neither a document nor the timeline that documents stand in.
    """
    soup = BeautifulSoup(content, "lxml")
    publications: dict[str, Publication] = {}
    problems: list[str] = []
    links = list(_find_links(soup, url, site))
    if not links and soup.select_one(".timeline") is None:
        raise SiteChangedError(
            f"{url}: no timeline of reports on it: the site has changed, and scrape/sites/ofsted.py must follow."
        )
    for link, target in links:
        publication, problem = _read_link(link, target, url)
        if publication is not None:
            publications.setdefault(publication.url, publication)
        if problem is not None:
            problems.append(problem)
    return ProviderPage(tuple(publications.values()), tuple(problems))


def find_urn(url: str) -> str | None:
    """The provider's number in an address of the report site, today's or a retired form, or None."""
    match = _PROVIDER.search(url) or _RETIRED_FILE.search(url)
    return match[1] if match else None


def _find_links(soup: BeautifulSoup, url: str, site: Site) -> Iterator[tuple[Tag, str]]:
    """Links marked as publications, and any other to the file host, which would be what a change of marking left."""
    for link in soup.select("a[href]"):
        try:
            target = clean_url(urljoin(url, str(link["href"])))
        except ValueError:
            continue
        parts = urlsplit(target)
        is_file = (parts.hostname in site.file_hosts and _FILE.search(parts.path)) or _RETIRED_FILE.search(parts.path)
        if "publication-link" in (link.get("class") or []) or is_file:
            yield link, target


def _read_link(link: Tag, target: str, page_url: str) -> tuple[Publication | None, str | None]:
    """A link's publication, unless it is known to be about something else, and what is wrong with the link."""
    hidden = link.select_one(".nonvisual")
    text = " ".join((hidden or link).get_text(" ").split())
    match = _LABEL.match(text)
    label = match["label"].strip() if match else text
    published = _iso_date(match["date"]) if match else None
    send, other = _label_patterns()
    if send.search(label):
        problem = None if published else f"{page_url}: {text!r} states no date of publication: stored without it."
        return Publication(target, label, published, True), problem
    if other.search(label):
        return None, None
    problem = f"{page_url}: unknown label {text!r}: fetched; enter it in scrape/patterns/ofsted_labels.yml."
    return Publication(target, label, published, False), problem


@cache
def _label_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    labels = load_patterns("ofsted_labels")
    send, other = ("|".join(labels[name]) for name in ("area_send", "other"))
    return re.compile(send, re.IGNORECASE), re.compile(other, re.IGNORECASE)


def _iso_date(text: str) -> str | None:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None
