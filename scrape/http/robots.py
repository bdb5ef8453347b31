"""What each site's robots.txt allows, read by RFC 9309 (Protego knows its wildcards and most specific rule)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from protego import Protego

from scrape.errors import FetchError, RobotsError

# The first word of the user agent is what robots.txt files address.
AGENT = "sendkb"


class Robots:
    """Rules of every site met in a run. `fetch_text` gives the text of a robots.txt, None where there is none.

    A robots.txt that cannot be had (server error, no answer) closes its site for this run, as the RFC asks; the failure
    is what the caller hears of, since it is the real reason.
    """

    def __init__(self, fetch_text: Callable[[str], str | None]) -> None:
        self._fetch_text = fetch_text
        self._rules: dict[str, Protego | FetchError | None] = {}

    def check(self, url: str) -> float | None:
        """The crawl delay asked for, in seconds, or None. Raises `RobotsError` where `url` is closed to us."""
        rules = self._rules_of(url)
        if rules is None:
            return None
        if not rules.can_fetch(url, AGENT):
            raise RobotsError(
                f"{url}: robots.txt asks programs to stay away: open it in a browser and ingest the file."
            )
        return rules.crawl_delay(AGENT)

    def forget_failures(self, hosts: Collection[str]) -> None:
        """Ask for the robots.txt of these hosts again where it could not be had."""
        for site, rules in list(self._rules.items()):
            if isinstance(rules, FetchError) and urlsplit(site).hostname in hosts:
                del self._rules[site]

    def _rules_of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            try:
                text = self._fetch_text(f"{site}/robots.txt")
            except FetchError as error:
                self._rules[site] = error
            else:
                self._rules[site] = Protego.parse(text) if text is not None else None
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise rules.instead_of(url)
        return rules
