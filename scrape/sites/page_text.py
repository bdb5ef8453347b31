"""What a web page says, without what its server makes anew for every visit."""

from __future__ import annotations

from bs4 import BeautifulSoup

# Scripts and styles, tokens in forms, and what is not shown.
_NOT_SAID = "script, style, noscript, template, input, [hidden], [aria-hidden=true]"


def says_the_same(first: bytes, second: bytes) -> bool:
    """Whether two states of a page have the same words: tokens, view states and scripts differ at every visit."""
    return first == second or _words(first) == _words(second)


def _words(content: bytes) -> list[str]:
    soup = BeautifulSoup(content, "lxml")
    for part in soup.select(_NOT_SAID):
        part.extract()
    # Only the page's own content where it is marked: furniture counts visitors and shows the day.
    return (soup.select_one("main, [role=main]") or soup).get_text(" ").split()
