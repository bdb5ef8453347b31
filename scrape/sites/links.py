"""Which links of a page lead to documents about the inspection and what followed it; the rules are patterns/links.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from scrape.patterns import load_patterns
from scrape.urls import clean_url, host_of, site_of

# Parts of a page that are the same on the whole site.
_FURNITURE = "nav, header, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [class*=cookie i], [id*=cookie i], [class*=breadcrumb i]"
_NUMBERED = re.compile(r"/(\d+)/?$")
_MOST_PARTS = 15


@dataclass(frozen=True, slots=True)
class Link:
    """A link worth following and its words."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links of a page to files and to further pages, in order, each once, and what could not be followed."""

    files: tuple[Link, ...]
    pages: tuple[Link, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    relevant: re.Pattern[str]
    unrelated: re.Pattern[str]
    file_paths: re.Pattern[str]
    item_pages: re.Pattern[str]
    never: re.Pattern[str]
    file_suffixes: frozenset[str]
    unreadable_suffixes: frozenset[str]
    never_hosts: frozenset[str]


def find_links(content: bytes, url: str, *, limit: int) -> PageLinks:
    """Links on the page at `url` that the rules call relevant, at most `limit` in all.

    Papers of a committee item are all about that item. Pages are followed on the same site only: parts of a page numbered
    /1, /2, ..., pages below it, and items of committees. What is relevant but cannot be read or is too much is a problem.
    """
    rules = _load_rules()
    soup = BeautifulSoup(content, "lxml")
    is_item = is_item_page(url)
    files: dict[str, Link] = {}
    pages: dict[str, Link] = {}
    problems: list[str] = []
    for link in _read_links(soup, url):
        words = f"{link.text} {unquote(link.url)}"
        if rules.never.search(link.url) or host_of(link.url) in rules.never_hosts or rules.unrelated.search(words):
            continue
        suffix = PurePosixPath(urlsplit(link.url).path).suffix.lower()
        is_paper = is_item and bool(re.search(r"/documents/s\d+/", link.url))
        is_relevant = is_paper or bool(rules.relevant.search(words))
        if suffix in rules.unreadable_suffixes:
            if is_relevant:
                problems.append(f"{url}: {link.url} is {suffix}, which is not read: ingest it in another form.")
        elif suffix in rules.file_suffixes or rules.file_paths.search(link.url):
            if is_relevant:
                files.setdefault(link.url, link)
        elif _is_part(link.url, url) or (is_relevant and _is_further_page(link.url, url, rules)):
            pages.setdefault(link.url, link)
    count = len(files) + len(pages)
    if count > limit:
        problems.append(f"{url}: {count} links to follow, the first {limit} were: enter a narrower page as the source.")
    kept_files = list(files.values())[:limit]
    return PageLinks(tuple(kept_files), tuple(list(pages.values())[: limit - len(kept_files)]), tuple(problems))


def is_item_page(url: str) -> bool:
    """Whether `url` is the page of one committee item, issue or decision."""
    return bool(_load_rules().item_pages.search(url))


def _read_links(soup: BeautifulSoup, url: str) -> Iterator[Link]:
    """The web links of the page's own content with their words."""
    base = soup.select_one("base[href]")
    start = urljoin(url, str(base["href"])) if base is not None else url
    furniture = {id(each) for part in soup.select(_FURNITURE) for each in part.select("a[href]")}
    for anchor in soup.select("a[href]"):
        href = str(anchor["href"]).strip()
        if id(anchor) in furniture or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
            continue
        try:
            target = clean_url(urljoin(start, href))
        except ValueError:
            continue
        if target != clean_url(url):
            yield Link(target, _words(anchor))


def _words(anchor: Tag) -> str:
    parts = (anchor.get_text(" "), str(anchor.get("title") or ""), str(anchor.get("aria-label") or ""))
    return " ".join(" ".join(dict.fromkeys(part for part in parts if part)).split())


def _is_part(target: str, url: str) -> bool:
    """Another numbered part of the same page: /inspections/3 of /inspections or of /inspections/1."""
    number, own = _NUMBERED.search(target), _NUMBERED.search(url)
    # Higher numbers count articles, not parts.
    if number is None or max(int(number[1]), int(own[1]) if own else 0) > _MOST_PARTS:
        return False
    return target[: number.start()] == (url[: own.start()] if own else url.rstrip("/"))


def _is_further_page(target: str, url: str, rules: _Rules) -> bool:
    if site_of(host_of(target)) != site_of(host_of(url)):
        return False
    if rules.item_pages.search(target):
        return True
    below = urlsplit(url).path.rstrip("/") + "/"
    return host_of(target) == host_of(url) and below != "/" and urlsplit(target).path.startswith(below)


@cache
def _load_rules() -> _Rules:
    data = load_patterns("links")
    return _Rules(
        relevant=_any(data["relevant"]),
        unrelated=_any(data["unrelated"]),
        file_paths=_any(data["file_paths"]),
        item_pages=_any(data["item_pages"]),
        never=_any(data["never"]),
        file_suffixes=frozenset(data["file_suffixes"]),
        unreadable_suffixes=frozenset(data["unreadable_suffixes"]),
        never_hosts=frozenset(data["never_hosts"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
