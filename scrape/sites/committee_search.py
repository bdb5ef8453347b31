"""ModernGov's search of committee papers, which answers a plain GET, and where a council's ModernGov is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from scrape.errors import SiteChangedError
from scrape.urls import clean_url

_NO_RESULTS = re.compile(r"No results found", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ITEM = re.compile(r"#(AI\d+)$")
_MEETING = re.compile(r"/ieListDocuments\.aspx|/ieListMeetings\.aspx", re.IGNORECASE)
# The number of matches in a record, which follows its title.
_MATCHES = re.compile(r"\s*\(\d+\)\s*$")
# Pages by which ModernGov is known wherever it stands.
_SIGNATURE = re.compile(r"/(?:mg|ie)[A-Z]\w+\.aspx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An agenda item, issue or paper that a search found: its words, and the day of the meeting where it is told."""

    url: str
    title: str
    day: str | None


def committee_search_url(base: str, phrase: str) -> str:
    """The first page of hits for `phrase` (in quotes: as it stands), best first; the rest is the form's own defaults."""
    return f"{base.rstrip('/')}/ieSearchResults2.aspx?SS={quote(phrase)}&DT=3&ADV=0&CA=false&SB=true&PG=1"


def parse_search_hits(content: bytes, url: str) -> list[SearchHit]:
    """The hits on a page of results; none where it says so. Raises `SiteChangedError` for a page that is neither.

    A hit is a block between two rules: a heading that leads to the meeting or issue, the agenda items and papers in it.
    Items and papers count before the meeting they are part of.
    """
    soup = BeautifulSoup(content, "lxml")
    titles = soup.select(".mgAiTitleTxt")
    if not titles:
        if _NO_RESULTS.search(soup.get_text(" ")):
            return []
        raise SiteChangedError(
            f"{url}: neither hits nor word that there are none: scrape/sites/committee_search.py must follow."
        )
    found: dict[str, SearchHit] = {}
    for block in _blocks(titles):
        day = next((_iso_day(title.get_text(" ")) for title in block if _DAY.search(title.get_text(" "))), None)
        hits = [hit for title in block for hit in _links(title, url, day)]
        for hit in hits[1:] or [each for each in hits if not _MEETING.search(each.url)]:
            found.setdefault(hit.url, hit)
    return list(found.values())


def find_committee_site(content: bytes, url: str) -> str | None:
    """The base address of the ModernGov that a council's page links to, or None."""
    for anchor in BeautifulSoup(content, "lxml").select("a[href]"):
        try:
            target = clean_url(urljoin(url, str(anchor["href"])))
        except ValueError:
            continue
        parts = urlsplit(target)
        match = _SIGNATURE.search(parts.path)
        if match:
            return f"{parts.scheme}://{parts.netloc}{parts.path[: match.start()]}"
    return None


def _blocks(titles: list[Tag]) -> list[list[Tag]]:
    """Titles and lists of papers in the order of the page, parted where a rule stands between them."""
    blocks: list[list[Tag]] = []
    last_rule: object = object()
    for title in titles:
        rule = title.find_previous("hr")
        if not blocks or rule is not last_rule:
            blocks.append([])
            last_rule = rule
        blocks[-1].append(title)
        papers = title.find_next_sibling(["ul", "p", "hr", "div"])
        if isinstance(papers, Tag) and papers.name == "ul" and "mgBulletList" in (papers.get("class") or []):
            blocks[-1].append(papers)
    return blocks


def _links(part: Tag, url: str, day: str | None) -> list[SearchHit]:
    hits = []
    for anchor in part.select("a[href]"):
        href = str(anchor["href"]).strip()
        try:
            target = clean_url(urljoin(url, href))
        except ValueError:
            continue
        item = _ITEM.search(href)
        title = _MATCHES.sub("", " ".join(anchor.get_text(" ").split()))
        hits.append(SearchHit(f"{target}#{item[1]}" if item else target, title, day))
    return hits


def _iso_day(text: str) -> str | None:
    match = _DAY.search(text)
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
    except ValueError:
        return None
