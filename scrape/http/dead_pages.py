"""Pages that are gone although their server answers 200: it sends its home page, or a page that says "not found"."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

_HOME = re.compile(r"/(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:home|index|default)(?:\.\w+)?/?)?", re.IGNORECASE)
# What tells pages apart that all stand at a site's root.
_PAGE_ID = re.compile(r"(?:^|&)(?:p|page|page_?id|id|node)=", re.IGNORECASE)
_NOT_FOUND_PATH = re.compile(
    r"/(?:error[s_-]?|http)?-?(?:404|(?:page|file)?[_-]?not[_-]?found)(?:\.\w+)?(?:/|$)", re.IGNORECASE
)
# What such pages have as title or first heading, alone or before the site's name: an apology, what is not there, by
# whom it was asked for, and how it is not there.
_APOLOGY = (
    r"(?:(?:oops|whoops|uh[ -]?oh|(?:we.?re\s+|i.?m\s+)?(?:very\s+)?sorry|unfortunately|error|http)\W+(?:but\s+)?)*"
)
_THING = r"(?:(?:the|this|that|your|requested|web)\s+)*(?:page|file|document|resource|content|item|url|address|link)"
_ASKED = (
    r"(?:\s+(?:that\s+|which\s+)?(?:you\s+(?:have\s+)?requested|you.?(?:re|\s+are|\s+were)\s+(?:looking\s+for|trying\s+to\s+\w+)"
    r"|you\s+(?:asked|want(?:ed)?|tried)\b(?:\s+(?:for|to\s+\w+))?))?"
)
_NOT = r"(?:\s*n.?t|\s*.t|\s*not)\b"
_LOST = (
    rf"(?:\s+(?:was|is|were))?{_NOT}\s+(?:be\s+)?(?:found|available)|(?:\s+(?:was|is))?\s+(?:unavailable|missing|gone)$"
    rf"|\s+(?:can|could){_NOT}\s+be\s+(?:found|displayed|located)|\s+(?:do|does){_NOT}\s+exist|\s+has\s+gone$"
    r"|\s+(?:is\s+)?no\s+longer\s+(?:exists?|available|here|there|online|at\s+this\s+address)"
    r"|\s+(?:(?:has|have|may\s+have)\s+been|was)\s+(?:re)?(?:moved|deleted)|\s+(?:has|may\s+have)\s+moved"
)
_NOT_FOUND = re.compile(
    rf"{_APOLOGY}(?:(?:404|410)\b(?!\s+\w+\s+\w)|(?:404|410)?\W*(?:{_THING}{_ASKED}(?:{_LOST})|not\s+found$|nothing\s+(?:was\s+)?found$)"
    rf"|we\s+(?:can|could){_NOT}\s+find\b(?!\s+(?:a|enough)\b))",
    re.IGNORECASE,
)
_MOST_WORDS = 16
# Titles of pages that a server sends in place of a page it has, for a while or to some.
_ERROR = re.compile(
    rf"{_APOLOGY}(?:(?:access|permission)\s+(?:is\s+)?denied|forbidden|something\s+went\s+wrong|(?:an?\s+|server\s+|runtime\s+|application\s+)+error(?:\s+(?:has\s+)?occurred)?"
    r"|(?:service|site|website)\s+(?:is\s+)?(?:temporarily\s+)?unavailable|bad\s+gateway|error)\W*",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s[|–—-]\s|[|–—]")


def find_death(url: str, final_url: str, content: bytes) -> str | None:
    """How the page at `url` says that it is gone, in a few words, or None for one that does not.

    `content` is a web page, `final_url` where redirects led.
    """
    if url != final_url and not is_home(url):
        if is_home(final_url):
            return "leads to the home page"
        path = urlsplit(final_url).path
        if _NOT_FOUND_PATH.search(path) and not _NOT_FOUND_PATH.search(urlsplit(url).path):
            return f"leads to {path}"
    said = next((words for words in _head_lines(content) if _says(_NOT_FOUND, words)), None)
    return f"says {said[:60]!r}" if said is not None else None


def find_error_words(content: bytes) -> str | None:
    """What a web page says as its title and first heading where that is nothing but an error, or None."""
    said = [words for words in _head_lines(content) if words]
    errors = [words for words in said if _ERROR.fullmatch(words)]
    # A site's name may stand beside it; a heading of its own is content.
    return errors[0] if errors and _ERROR.fullmatch(said[-1]) else None


def _head_lines(content: bytes) -> list[str]:
    """The parts of a page's title, which mostly has the site's name in it, and its first heading."""
    soup = BeautifulSoup(content, "lxml")
    title = soup.title.get_text(" ") if soup.title is not None else ""
    heading = soup.select_one("h1")
    parts = _SEPARATORS.split(title)[:3]
    return [" ".join(part.split()) for part in [*parts, *([heading.get_text(" ")] if heading is not None else [])]]


def _says(pattern: re.Pattern[str], words: str) -> bool:
    return pattern.match(words) is not None and len(words.split()) <= _MOST_WORDS


def is_home(url: str) -> bool:
    """Whether `url` is a site's home page."""
    parts = urlsplit(url)
    return _PAGE_ID.search(parts.query) is None and _HOME.fullmatch(parts.path or "/") is not None
