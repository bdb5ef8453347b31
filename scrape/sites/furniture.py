"""Which links of a page are the site's furniture: its menus, banners and breadcrumbs, the same on every page."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

_ALWAYS = (
    "nav, footer, [role=navigation], [role=banner], [role=contentinfo], "
    "[class*=cookie i], [id*=cookie i], [class*=breadcrumb i]"
)
# Where content management systems also put a page's downloads: its own header, a column beside the text.
_MARGINS = "header, aside"
_CONTENT = "main, article, [role=main]"
# A part that holds so much of a page's words is the page, whatever its class says of cookies or breadcrumbs.
_MOST_WORDS = 0.5


def find_furniture(soup: BeautifulSoup) -> tuple[set[int], set[int]]:
    """Links (by `id`) that are furniture, and those in margins of the content, where only a link to a file counts."""
    words = len(soup.get_text(" ").split())
    furniture: set[int] = set()
    margins: set[int] = set()
    for part in soup.select(_ALWAYS):
        if not _is_the_page(part, words):
            furniture |= _links(part)
    for part in soup.select(_MARGINS):
        is_site_header = part.name == "header" and part.find_parent(["main", "article"]) is None
        if is_site_header and not _is_the_page(part, words):
            furniture |= _links(part)
        else:
            margins |= _links(part)
    return furniture, margins - furniture


def _is_the_page(part: Tag, words: int) -> bool:
    """Whether what looks like furniture holds the content: a class on the body, a wrapper around everything."""
    if part.name in {"html", "body", "main"} or part.select_one(f"{_CONTENT}, h1") is not None:
        return part.name not in {"nav", "footer", "header"}
    return part.name in {"div", "section", "form"} and len(part.get_text(" ").split()) > words * _MOST_WORDS


def _links(part: Tag) -> set[int]:
    return {id(each) for each in part.select("a[href]")}
