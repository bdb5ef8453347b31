"""England as a first run meets it: every area, the register's own source pages, a quarter of their hosts dead."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

import requests
import urllib3.util.connection as urllib3_connection

from commands.known_sources import load_known_sources
from scrape.http.recording import Transport
from scrape.sources import SourcePage
from scrape.updating.plan_search import PlansWanted
from scrape.updating.update import KnownSources
from tests.replica.server import Page, Replica
from tests.replica.world import Sites, committee_results, council_page, docx, pdf

LATENCY = 0.4
DEAD_SHARE = 0.25


class Slow:
    """A transport that takes 0.4 s of a clock for each answer."""

    def __init__(self, inner: Transport, clock: Any) -> None:
        self._inner, self._clock = inner, clock

    def get(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
        self._clock.now += LATENCY
        return self._inner.get(url, headers, timeout)


def is_dead(host: str) -> bool:
    """Whether a council's or health board's host is one of the quarter that no longer answers."""
    return ".test" not in host and hashlib.sha256(host.encode()).digest()[0] < 256 * DEAD_SHARE


def nation(replica: Replica) -> tuple[Sites, KnownSources]:
    """Sites and what is known of them; provider pages go back to 2009, as the real ones do."""
    known = load_known_sources()
    sites = Sites(replica)
    ofsted = replica.fallback
    replica.fallback = lambda host, path: ofsted(host, path) or _council(host, path)
    # The register's links to Ofsted's files are on the provider pages, so that they are not asked for a second time.
    sources = [_in_clear(page) for page in known.sources if not page.url.startswith("https://files.ofsted.gov.uk/")]
    wanted = PlansWanted(
        known.plans_wanted.frameworks,
        {area: url.replace("https://", "http://") for area, url in known.plans_wanted.committee_sites.items()},
    )
    return sites, KnownSources(sites.areas, sources, sites.known_reports, wanted)


def _in_clear(page: SourcePage) -> SourcePage:
    return replace(page, url=page.url.replace("https://", "http://"))


def _council(host: str, path: str) -> Page | None:
    if host.endswith(".test") or path.endswith("/robots.txt"):
        return None
    if path.endswith(".pdf"):
        return Page(pdf(host, path), "application/pdf")
    if path.endswith(".docx"):
        return Page(docx(host, path))
    if "ieSearchResults2" in path:
        return Page(committee_results([]).replace("Results 1 to 0", "No results found").encode())
    if path.endswith("sitemap.xml"):
        return None
    links = [
        ("/files/send-plan.pdf", "SEND improvement plan"),
        ("/files/progress.docx", "SEND improvement plan: progress"),
    ]
    return Page(council_page(f"SEND inspection: {path}", links).encode())


@contextmanager
def some_names_dead() -> Iterator[None]:
    """Within, hosts that are dead are not known to anybody; to be used within `every_name_leads_to`."""
    alive = urllib3_connection.create_connection

    def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        if is_dead(address[0]):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return alive(address, *args, **kwargs)

    with mock.patch.object(urllib3_connection, "create_connection", connect):
        yield
