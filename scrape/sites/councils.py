"""Councils' and health boards' pages of the source register, and the documents they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from scrape.sites.collect import OFFICE, Wanted
from scrape.sites.links import Link, PageLinks, find_links
from scrape.sniff import HTML, PDF
from scrape.sources import Area, SourcePage
from scrape.urls import host_of

PAGE_KINDS = frozenset({HTML, *OFFICE})


def allowed_hosts(area: Area | None, sources: Sequence[SourcePage]) -> frozenset[str]:
    """Hosts that redirects from an area's pages may lead to: its domain, with www, and those of its sources."""
    hosts = {host_of(source.url) for source in sources}
    if area is not None and area.domain:
        hosts |= {area.domain, f"www.{area.domain}"}
    return frozenset(hosts)


def wanted_source(source: SourcePage, hosts: frozenset[str]) -> Wanted:
    """The source page itself, which often holds the list of weaknesses or the plan."""
    return Wanted(
        url=source.url,
        area_id=source.area_id,
        title=source.title,
        found_on=source.url,
        expect=frozenset({PDF}) if urlsplit(source.url).path.lower().endswith(".pdf") else PAGE_KINDS,
        publisher=source.publisher,
        text_origin=source.text_origin,
        hosts=hosts,
    )


def wanted_link(link: Link, source: SourcePage, found_on: str, hosts: frozenset[str], *, is_page: bool) -> Wanted:
    """A document linked on a source page or on a part of it."""
    return Wanted(
        url=link.url,
        area_id=source.area_id,
        title=link.text or None,
        found_on=found_on,
        expect=PAGE_KINDS if is_page else OFFICE,
        publisher=source.publisher,
        text_origin=source.text_origin,
        hosts=hosts,
    )


def is_followed(source: SourcePage) -> bool:
    """Whether links on the page lead to the area's documents: not on news, which links to everything."""
    return source.text_origin == "official"


def page_links(content: bytes, url: str, limit: int, hosts: frozenset[str]) -> PageLinks:
    """Links to follow on a page; none in what is no page (a PDF entered as a source)."""
    if not is_page(content):
        return PageLinks()
    return find_links(content, url, limit=limit, hosts=hosts)


def is_page(content: bytes) -> bool:
    """Whether `content` is a page, which may have links, and no file."""
    return not content[:1024].lstrip().startswith((b"%PDF", b"PK\x03\x04"))


def new_links(links: Sequence[Link], seen: set[str]) -> Iterator[Link]:
    """Links not met before in this run, which are then."""
    for link in links:
        if link.url not in seen:
            seen.add(link.url)
            yield link
