"""Copies in the Internet Archive of what councils' sites no longer have."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from scrape.errors import SiteChangedError
from scrape.http.answers import Fetched
from scrape.http.fetcher import Fetcher
from scrape.urls import host_of

# What the archive puts before the original address: /web/20210315120000id_/ with or without the flag.
_CAPTURE = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/")


@dataclass(frozen=True, slots=True)
class Archive:
    """Where the archive's question and its copies are."""

    availability: str = "https://archive.org/wayback/available"
    copies: str = "https://web.archive.org/web"


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy and when the archive took it (ISO 8601 UTC)."""

    fetched: Fetched
    captured_at: str


def fetch_copy(fetcher: Fetcher, archive: Archive, url: str, expect: frozenset[str] | None) -> ArchivedCopy | None:
    """The archive's latest good copy of `url`, as the site sent it, or None where it has none.

    Raises the `FetchError` of a request that fails, `SiteChangedError` where the archive's answer is not as described.
    """
    hosts = {host_of(archive.availability), host_of(archive.copies)}
    answer = fetcher.fetch(f"{archive.availability}?url={quote(url, safe='')}", hosts=hosts)
    timestamp = parse_availability(answer.content or b"", answer.url)
    if timestamp is None:
        return None
    # id_ asks for the bytes as captured, without the archive's own toolbar.
    copy = fetcher.fetch(f"{archive.copies}/{timestamp}id_/{url}", hosts=hosts, expect=expect)
    taken = _CAPTURE.search(copy.final_url)
    return ArchivedCopy(copy, _iso_time(taken[1] if taken else timestamp))


def parse_availability(content: bytes, url: str) -> str | None:
    """The 14-digit time of the closest good capture in the archive's answer, or None. Raises `SiteChangedError`."""
    try:
        closest = json.loads(content)["archived_snapshots"].get("closest")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SiteChangedError(
            f"{url}: not the answer the archive used to give: scrape/sites/archive.py must follow."
        ) from None
    if not closest or not closest.get("available") or str(closest.get("status")) != "200":
        return None
    return str(closest["timestamp"])


def _iso_time(timestamp: str) -> str:
    return datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
