"""Ofsted's report site: the list of local authorities, their pages, and the area SEND documents linked there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
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
# "Area SEND full inspection, pdf - 15 July 2024"; other forms of the day are what a change might bring.
_KIND = r"(?:[,\s]\s*\(?(?:pdf|html|word|docx?)\)?)?"
_LABEL = re.compile(
    rf"^(?P<label>.*?){_KIND}\s*[-–,:]\s*(?:published\s+)?"
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})\s*$",
    re.IGNORECASE,
)
# What is left where the day is told in none of these forms.
_UNREAD_DATE = re.compile(r",\s*(?:pdf|html|word|docx?)\b.*$", re.IGNORECASE)
_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# What a provider's page says before its first inspection.
_NOTHING_YET = re.compile(
    r"no (?:published )?(?:reports?|inspections?)\b|not (?:yet )?(?:been )?inspected", re.IGNORECASE
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
    """The area SEND documents of one page, newest first, and what else stands on it.

    `listed` has the address of every document, whatever it is about; `unknown_labels` those that no rule knows, each as
    often as it occurs; `undated` the labels of area SEND documents without a date.
    """

    publications: tuple[Publication, ...]
    listed: frozenset[str]
    unknown_labels: tuple[str, ...]
    undated: tuple[str, ...]


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
    maximum = int(load_patterns("expected")["ofsted_list"]["maximum"])
    if providers > maximum:
        raise SiteChangedError(
            f"{url}: {providers} providers listed where at most {maximum} are expected: it may no longer be the list of "
            "local authorities; look at that page."
        )


def file_number(url: str) -> str | None:
    """The number of a file, which stays whatever host it is on, or None for an address of another form."""
    match = _FILE.search(urlsplit(url).path)
    return match[0] if match else None


def find_listed(known: Collection[str], listed: Collection[str]) -> frozenset[str]:
    """Which of the `known` files are among the `listed` addresses, by their numbers."""
    numbers = {file_number(each) or each for each in listed}
    return frozenset(each for each in known if (file_number(each) or each) in numbers)


def parse_provider(content: bytes, url: str, site: Site, known: Collection[str] = ()) -> ProviderPage:
    """The documents of a provider's page that are, or may be, about area SEND.

    Those `known` to be (addresses of files) are so under any label. Title and date come from the label hidden for screen readers, as the visible text has no date. Raises
    `SiteChangedError` where the page has neither a document nor the timeline that documents stand in.
    """
    soup = BeautifulSoup(content, "lxml")
    publications: dict[str, Publication] = {}
    unknown: list[str] = []
    undated: list[str] = []
    links = list(_find_links(soup, url, site))
    known_numbers = {file_number(each) for each in known} - {None}
    if not links and soup.select_one(".timeline") is None and not _NOTHING_YET.search(soup.get_text(" ")):
        raise SiteChangedError(
            f"{url}: no timeline of reports on it: the site has changed, and scrape/sites/ofsted.py must follow."
        )
    for link, target in links:
        label, published = _read_link(link)
        kind = judge_label(label, published)
        if kind is LabelKind.UNKNOWN or kind is LabelKind.MAYBE:
            unknown.append(label)
        if kind is LabelKind.SEND and published is None:
            undated.append(label)
        if kind in {LabelKind.SEND, LabelKind.MAYBE} or file_number(target) in known_numbers:
            is_known = kind is LabelKind.SEND
            publications.setdefault(target, Publication(target, label, published, is_known))
    listed = frozenset(target for _, target in links)
    return ProviderPage(tuple(publications.values()), listed, tuple(unknown), tuple(undated))


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


def _read_link(link: Tag) -> tuple[str, str | None]:
    """A link's label and date, from either layout.

    In one, both stand in a text for screen readers ("Area SEND full inspection, pdf - 15 July 2024"); in the other the
    date is a `time` in the link or beside it, and the file's kind a part of its own.
    """
    hidden = link.select_one(".nonvisual")
    whole = hidden or link
    text = _plain_text(whole, without="")
    match = _LABEL.match(text)
    if match:
        return match["label"].strip(), _iso_date(match["date"])
    label = _UNREAD_DATE.sub("", _plain_text(whole, without="time, .filetype")).strip(" :–-")
    return label, _date_beside(link)


def _plain_text(tag: Tag, *, without: str) -> str:
    left_out = {id(text) for part in (tag.select(without) if without else ()) for text in part.find_all(string=True)}
    return " ".join(" ".join(str(text) for text in tag.find_all(string=True) if id(text) not in left_out).split())


def _date_beside(link: Tag) -> str | None:
    """The date in the link itself or, where it has none, of the event or day it stands in."""
    times = [*link.select("time")]
    for holder in (".event", "li"):
        around = link.find_parent(class_=holder[1:]) if holder.startswith(".") else link.find_parent(holder)
        if around is not None:
            times += around.select(".event__metadata time, .timeline__date time")
    for each in times:
        stated = str(each.get("datetime") or "")[:10]
        found = _iso_date(" ".join(each.get_text(" ").split())) or (stated if _ISO_DAY.fullmatch(stated) else None)
        if found is not None:
            return found
    return None


class LabelKind(StrEnum):
    """What a label tells of its document."""

    SEND = "send"
    OTHER = "other"
    MAYBE = "maybe"  # no rule knows it, but SEND or a local area is in it
    UNKNOWN = "unknown"


def judge_label(label: str, published: str | None) -> LabelKind:
    """What a document is about by its label; whatever is older than area SEND inspections is about something else."""
    labels = _label_patterns()
    if published is not None and published < labels.first_day:
        return LabelKind.OTHER
    if labels.seen.search(label) or labels.guessed.search(label):
        return LabelKind.SEND
    if labels.other.search(label):
        return LabelKind.OTHER
    return LabelKind.MAYBE if labels.maybe.search(label) else LabelKind.UNKNOWN


def is_guessed(label: str) -> bool:
    """Whether a label is of a form that we expect but that nobody had seen on the site when the rules were written."""
    labels = _label_patterns()
    return bool(labels.guessed.search(label)) and not labels.seen.search(label)


@dataclass(frozen=True, slots=True)
class _Labels:
    seen: re.Pattern[str]
    guessed: re.Pattern[str]
    other: re.Pattern[str]
    maybe: re.Pattern[str]
    first_day: str


@cache
def _label_patterns() -> _Labels:
    data = load_patterns("ofsted_labels")
    seen, guessed, other, maybe = (
        re.compile("|".join(f"(?:{each})" for each in data[name]), re.IGNORECASE)
        for name in ("seen", "guessed", "other", "maybe")
    )
    return _Labels(seen, guessed, other, maybe, str(data["first_day"]))


def _iso_date(text: str) -> str | None:
    for form in ("%d %B %Y", "%d %b %Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(_ORDINAL.sub(r"\1", text), form).date().isoformat()
        except ValueError:
            continue
    return None
