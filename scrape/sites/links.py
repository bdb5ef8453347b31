"""Which links of a page lead to documents about the inspection and what followed it; the rules are patterns/links.yml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from scrape.patterns import load_patterns
from scrape.sites.furniture import find_furniture
from scrape.urls import clean_url, host_of, site_of

_NUMBERED = re.compile(r"/(\d+)/?$")
_MOST_PARTS = 15


class Why(StrEnum):
    """Why a link that the rules call relevant is not followed."""

    OTHER_HOST = "on another host"
    ELSEWHERE = "elsewhere on the site"
    WHOLE_MEETING = "a whole meeting's papers"
    UNREAD_KIND = "of a kind that is not read"
    TOO_MANY = "past the most links of a page"


@dataclass(frozen=True, slots=True)
class Link:
    """A link worth following and its words. `item` names the agenda item that an agenda's link is about."""

    url: str
    text: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A relevant link that is not followed, and why; a person may want to look at it."""

    link: Link
    why: Why


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Links of a page to files, to further pages and to agenda items, in order, each once; and what is not followed."""

    files: tuple[Link, ...] = ()
    pages: tuple[Link, ...] = ()
    items: tuple[Link, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing on the page is followed."""
        return not (self.files or self.pages or self.items)


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
    agenda_items: re.Pattern[str]
    committee_hosts: tuple[str, ...]


def find_links(content: bytes, url: str, *, limit: int, hosts: Collection[str] = ()) -> PageLinks:
    """Links on the page at `url` that the rules call relevant, at most `limit` in all; `hosts` are those of its area.

    Papers of a committee item are all about that item. Pages are followed on the same site only: parts of a page numbered
    /1, /2, ..., pages below it and beside it, and items of committees, these on any host of the area or of a committee
    system. What is relevant but not followed is among the dropped.
    """
    rules = _load_rules()
    page = _Page(clean_url(url), frozenset(hosts), rules)
    followed: dict[str, tuple[_Kind, Link]] = {}
    dropped: dict[str, Dropped] = {}
    for link, is_file_only in _read_links(BeautifulSoup(content, "lxml"), url):
        verdict = page.judge(link)
        if is_file_only and verdict is not _Kind.FILE:
            continue
        if isinstance(verdict, _Kind):
            followed.setdefault(_key(link), (verdict, link))
        elif verdict is not None:
            dropped.setdefault(link.url, Dropped(link, verdict))
    kept = list(followed.values())[:limit]
    for _, link in list(followed.values())[limit:]:
        dropped.setdefault(link.url, Dropped(link, Why.TOO_MANY))

    def of(kind: _Kind) -> tuple[Link, ...]:
        return tuple(link for each, link in kept if each is kind)

    kept_urls = {link.url for _, link in kept}
    rest = tuple(each for address, each in dropped.items() if address not in kept_urls)
    return PageLinks(of(_Kind.FILE), of(_Kind.PAGE), of(_Kind.ITEM), rest)


def find_item_papers(content: bytes, url: str, item: str) -> tuple[Link, ...]:
    """The papers of one item (its anchor's name, "AI9001") on the agenda of a meeting; none where it is not there.

    The item's papers are the links between its anchor and the next item's.
    """
    soup = BeautifulSoup(content, "lxml")
    anchor = next((each for each in soup.select("[name], [id]") if item in (each.get("name"), each.get("id"))), None)
    found: dict[str, Link] = {}
    for each in anchor.find_all_next("a") if anchor is not None else ():
        name = str(each.get("name") or each.get("id") or "")
        if name != item and re.fullmatch(r"AI\d+", name):
            break
        target = _target(each, url)
        is_paper = target is not None and re.search(
            r"/documents/s\d+/(?![^?]*\.html?\b)|/mgConvert2PDF\.aspx\?ID=", target
        )
        if target is not None and is_paper and _suffix(target) not in _load_rules().unreadable_suffixes:
            found.setdefault(target, Link(target, _words(each)))
    return tuple(found.values())


def all_links(content: bytes, url: str) -> tuple[Link, ...]:
    """Every web link of a page with its words, menus too: a home page consists of them."""
    soup = BeautifulSoup(content, "lxml")
    targets = [(_target(anchor, url), anchor) for anchor in soup.select("a[href]")]
    return tuple(Link(target, _words(anchor)) for target, anchor in targets if target is not None)


def is_item_page(url: str) -> bool:
    """Whether `url` is the page of one committee item, issue or decision."""
    return bool(_load_rules().item_pages.search(url))


class _Kind(StrEnum):
    FILE = "file"
    PAGE = "page"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class _Page:
    """The page whose links are judged."""

    url: str
    hosts: frozenset[str]
    rules: _Rules

    def judge(self, link: Link) -> _Kind | Why | None:
        """What a link is followed as, why a relevant one is not, or None for what is not relevant."""
        rules = self.rules
        words = f"{link.text} {unquote(link.url)}"
        host = host_of(link.url)
        if host in rules.never_hosts or rules.unrelated.search(words):
            return None
        is_relevant = bool(rules.relevant.search(words))
        if link.item is not None:
            return (_Kind.ITEM if self._is_of_area(host) else Why.OTHER_HOST) if is_relevant else None
        if rules.never.search(link.url):
            return Why.WHOLE_MEETING if is_relevant else None
        suffix = _suffix(link.url)
        is_paper = is_item_page(self.url) and bool(re.search(r"/documents/s\d+/", link.url))
        if suffix in rules.unreadable_suffixes:
            return Why.UNREAD_KIND if is_relevant else None
        if suffix in rules.file_suffixes or rules.file_paths.search(link.url):
            return _Kind.FILE if is_relevant or is_paper else None
        if _is_part(link.url, self.url):
            return _Kind.PAGE
        return self._judge_page(link.url, host) if is_relevant else None

    def _judge_page(self, target: str, host: str) -> _Kind | Why:
        if self.rules.item_pages.search(target):
            return _Kind.PAGE if self._is_of_area(host) else Why.OTHER_HOST
        if site_of(host) != site_of(host_of(self.url)):
            return Why.OTHER_HOST
        return _Kind.PAGE if host == host_of(self.url) and _is_below_or_beside(target, self.url) else Why.ELSEWHERE

    def _is_of_area(self, host: str) -> bool:
        sites = {site_of(each) for each in (host_of(self.url), *self.hosts)}
        return site_of(host) in sites or any(host.endswith(f".{each}") for each in self.rules.committee_hosts)


def _key(link: Link) -> str:
    return f"{link.url}#{link.item}" if link.item else link.url


def _read_links(soup: BeautifulSoup, url: str) -> Iterator[tuple[Link, bool]]:
    """The web links of the page's own content with their words, and whether only a file counts where they stand."""
    base = soup.select_one("base[href]")
    start = _joined(url, str(base["href"])) if base is not None else url
    furniture, margins = find_furniture(soup)
    for anchor in soup.select("a[href]"):
        target = _target(anchor, start or url)
        if target is None or id(anchor) in furniture:
            continue
        item = re.search(r"#(AI\d+)$", str(anchor["href"]).strip())
        if item and _load_rules().agenda_items.search(f"{target}#{item[1]}"):
            yield Link(target, _words(anchor), item[1]), False
        elif target != clean_url(url):
            yield Link(target, _words(anchor)), id(anchor) in margins


def _suffix(url: str) -> str:
    """The ending of the file that an address names, as ".pdf"; empty where it names none."""
    return PurePosixPath(urlsplit(url).path).suffix.lower()


def _target(anchor: Tag, start: str) -> str | None:
    """The web address that a link leads to, without fragment, or None."""
    href = str(anchor.get("href") or "").strip()
    if not href or href.startswith(("#", "mailto:", "tel:", "javascript:", "data:")):
        return None
    return _joined(start, href)


def _joined(start: str, href: str) -> str | None:
    try:
        return clean_url(urljoin(start, href))
    except ValueError:
        return None


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


def _is_below_or_beside(target: str, url: str) -> bool:
    """A page below this one, or one of the same folder where that is not the whole site."""
    path = urlsplit(url).path.rstrip("/")
    parent = path.rpartition("/")[0]
    there = urlsplit(target).path
    is_below = bool(path) and there.startswith(f"{path}/")
    is_beside = bool(parent) and there.rstrip("/").rpartition("/")[0] == parent
    return is_below or is_beside


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
        agenda_items=re.compile(data["agenda_items"], re.IGNORECASE),
        committee_hosts=tuple(data["committee_hosts"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
