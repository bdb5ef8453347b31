"""Copies in the Internet Archive of what councils' sites no longer have."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from scrape.errors import GoneError, SiteChangedError, WrongContentError
from scrape.http.answers import Fetched
from scrape.http.fetcher import Fetcher
from scrape.urls import host_of

# What the archive puts before the original address: /web/20210315120000id_/ with or without the flag.
_CAPTURE = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/")
_TIMESTAMP = re.compile(r"\d{14}")
# The latest captures asked for; a copy may itself be a page that says "not found", so that the one before it is tried.
_MOST_CAPTURES, _MOST_COPIES = 5, 2
# The archive is a charity's, and turns away who asks faster.
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive's index of captures and its copies are.

    The index (CDX) is asked, not the "availability" interface, which finds nothing for many addresses with https.
    """

    index: str = "https://web.archive.org/cdx/search/cdx"
    copies: str = "https://web.archive.org/web"


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy and when the archive took it (ISO 8601 UTC)."""

    fetched: Fetched
    captured_at: str


def index_url(archive: Archive, url: str) -> str:
    """The address that asks for the latest good captures of `url`."""
    query = {
        "url": url,
        "output": "json",
        "filter": "statuscode:200",
        "fl": "timestamp,original,mimetype",
        "limit": -_MOST_CAPTURES,
    }
    return f"{archive.index}?{urlencode(query)}"


def fetch_copy(fetcher: Fetcher, archive: Archive, url: str, expect: frozenset[str] | None) -> ArchivedCopy | None:
    """The archive's latest good copy of `url`, as the site sent it, or None where none was found.

    Raises the `FetchError` of a request that fails, `SiteChangedError` where the archive's answer is not as described.
    """
    hosts = {host_of(archive.index), host_of(archive.copies)}
    for host in hosts:
        fetcher.slow_down(host, _SECONDS if fetcher.settings.seconds_between_requests else 0)
    answer = fetcher.fetch(index_url(archive, url), hosts=hosts)
    for timestamp, original in list(reversed(parse_captures(answer.content or b"", answer.url)))[:_MOST_COPIES]:
        try:
            # id_ asks for the bytes as captured, without the archive's own toolbar.
            copy = fetcher.fetch(f"{archive.copies}/{timestamp}id_/{original}", hosts=hosts, expect=expect)
        except (GoneError, WrongContentError):
            continue
        taken = _CAPTURE.search(copy.final_url)
        return ArchivedCopy(copy, _iso_time(taken[1] if taken else timestamp))
    return None


def parse_captures(content: bytes, url: str) -> list[tuple[str, str]]:
    """(14-digit time, original address) of the captures in the index's answer, oldest first. Raises `SiteChangedError`."""
    try:
        rows = json.loads(content) if content.strip() else []
        captures = [(str(row[0]), str(row[1])) for row in rows[1:]]
    except (ValueError, KeyError, TypeError, IndexError):
        captures = [("", "")]
    if any(not _TIMESTAMP.fullmatch(timestamp) for timestamp, _ in captures):
        raise SiteChangedError(f"{url}: not the answer the archive used to give: scrape/sites/archive.py must follow.")
    return captures


def _iso_time(timestamp: str) -> str:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
