"""Pages that are gone although their server answers 200: it sends its home page, or a page that says "not found"."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

_HOME = re.compile(r"/(?:(?:home|index|default)(?:\.\w+)?/?)?", re.IGNORECASE)
# What such pages have as title or first heading, alone or before the site's name.
_NOT_FOUND = re.compile(
    r"(?:error\W*)?404\b|(?:page|content|file|document|resource)\s+(?:was\s+)?not\s+(?:be\s+)?(?:found|available)"
    r"|not\s+found$|(?:page|file|document)\s+(?:cannot|can.?t|could\s*n.?t|could\s+not)\s+be\s+found"
    r"|(?:sorry\W+)?we\s+(?:cannot|can.?t|could\s*n.?t|could\s+not)\s+find\b"
    r"|(?:this|the|that)\s+(?:page|file|document)\s+(?:has\s+been\s+(?:re)?moved|is\s+no\s+longer|no\s+longer|does\s*n.?t|does\s+not\s+exist)",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"\s[|–—-]\s|[|–—]")


def find_death(url: str, final_url: str, content: bytes) -> str | None:
    """How the page at `url` says that it is gone, in a few words, or None for one that does not.

    `content` is a web page, `final_url` where redirects led.
    """
    if url != final_url and is_home(final_url) and not is_home(url):
        return "leads to the home page"
    soup = BeautifulSoup(content, "lxml")
    title = soup.title.get_text(" ") if soup.title is not None else ""
    heading = soup.select_one("h1")
    parts = [*_SEPARATORS.split(title)[:2], heading.get_text(" ") if heading is not None else ""]
    for part in parts:
        words = " ".join(part.split())
        if _NOT_FOUND.match(words):
            return f"says {words[:60]!r}"
    return None


def is_home(url: str) -> bool:
    """Whether `url` is a site's home page."""
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path or "/") is not None
