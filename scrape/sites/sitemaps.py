"""A site's own list of its pages (sitemap.xml): the addresses in it, and the parts it points to."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from scrape.urls import clean_url, host_of, site_of

_GZIP = b"\x1f\x8b"
_MOST_BYTES = 60_000_000


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The pages of a site map, or the parts of an index of them, in the order given."""

    pages: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def parse_sitemap(content: bytes, url: str) -> SiteMap:
    """The addresses of a site map that are of the same owner as `url`; nothing where it is no site map."""
    try:
        # A file from outside: no entities, no network.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        root = etree.fromstring(_unpacked(content), parser)
    except (etree.XMLSyntaxError, zlib.error, ValueError):
        return SiteMap()
    if root is None or not isinstance(root.tag, str):
        return SiteMap()
    found: list[str] = []
    for each in root.iter("{*}loc"):
        try:
            address = clean_url((each.text or "").strip())
        except ValueError:
            continue
        if site_of(host_of(address)) == site_of(host_of(url)):
            found.append(address)
    unique = tuple(dict.fromkeys(found))
    is_index = etree.QName(root).localname == "sitemapindex"
    return SiteMap(parts=unique) if is_index else SiteMap(pages=unique)


def sitemap_url(site: str) -> str:
    """Where a site's map is looked for."""
    parts = urlsplit(site)
    return f"{parts.scheme}://{parts.netloc}/sitemap.xml"


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(_GZIP):
        return content
    return zlib.decompressobj(wbits=31).decompress(content, _MOST_BYTES)
