"""The part of a web page that is its own text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bs4 import BeautifulSoup, Tag

from extract.model.limits import Limits, OverLimitError
from extract.patterns import load_patterns
from extract.readers.html_seen import show_fields

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_HIDDEN = re.compile(
    r"display\s*:\s*none|(?:left|top|text-indent)\s*:\s*-\d{3,}|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0(?:\.0*)?(?:px|pt|em|%)?\s*(?:;|!|$)",
    re.I,
)
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)


@dataclass(frozen=True, slots=True)
class _Furniture:
    elements: tuple[str, ...]
    roles: frozenset[str]
    words: frozenset[str]
    collapsible: frozenset[str]
    hidden_classes: frozenset[str]
    sentences: re.Pattern[str]
    main: tuple[str, ...]


@cache
def _furniture() -> _Furniture:
    data = load_patterns("page_furniture")
    return _Furniture(
        elements=tuple(data["elements"]),
        roles=frozenset(data["roles"]),
        words=frozenset(data["words"]),
        collapsible=frozenset(data["collapsible"]),
        hidden_classes=frozenset(data["hidden_classes"]),
        sentences=re.compile("|".join(f"(?:{sentence})" for sentence in data["sentences"]), re.I | re.S),
        main=tuple(data["main"]),
    )


def is_furniture_text(text: str) -> bool:
    """Whether a whole block is one of the sentences that pages carry around their text ("Was this page helpful?")."""
    return _furniture().sentences.match(text) is not None


def check_nesting(soup: BeautifulSoup, limits: Limits) -> None:
    """Raise `OverLimitError` where elements stand in each other deeper than the limits allow."""
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depth = depths[id(tag)] = depths[id(tag.parent)] + 1
        if depth > limits.nesting:
            raise OverLimitError("its elements stand too deep in each other", f"{limits.nesting:,}", "NESTING")


def main_content(soup: BeautifulSoup) -> Tag:
    """The element that holds the page's text, with furniture inside it taken out; changes `soup`.

    An element whose name or class says furniture but which holds most of the page's words stays: such names are also
    given to wrappers of the whole page ("no-sidebar").
    """
    root = soup.body or soup
    _drop_elements(root)
    show_fields(root)
    _drop_named(root)
    for selector in _furniture().main:
        found = [tag for tag in root.select(selector) if tag.get_text(strip=True)]
        if len(found) == 1 and len(found[0].get_text()) * 3 > len(root.get_text()):
            return found[0]
    return root


def _drop_elements(root: Tag) -> None:
    """Take out elements that are furniture by what they are."""
    for tag in root.find_all(_furniture().elements):
        # A whole page inside a form is how ASP.NET sites are built.
        if tag.name != "form" or not _holds_most(tag, root):
            tag.decompose()
    for tag in root.find_all(_is_struck):
        tag.decompose()
    for button in root.find_all("button"):
        # Accordions have their headings as buttons inside heading elements.
        if button.find_parent(_HEADINGS) is None:
            button.decompose()


def _is_struck(tag: Tag) -> bool:
    """Whether a person sees the element struck through: it no longer holds."""
    return tag.name in _STRUCK_TAGS or (tag.has_attr("style") and _STRUCK.search(str(tag["style"])) is not None)


def _drop_named(root: Tag) -> None:
    """Take out elements that their role, class, id or style says to be furniture or hidden."""
    total = len(root.get_text())
    for tag in root.find_all(True):
        if not tag.decomposed and tag is not root and _is_furniture(tag) and len(tag.get_text()) * 2 < total:
            tag.decompose()


def _holds_most(tag: Tag, root: Tag) -> bool:
    return len(tag.get_text()) * 2 > len(root.get_text())


def _is_furniture(tag: Tag) -> bool:
    furniture = _furniture()
    if str(tag.get("role", "")) in furniture.roles or (tag.name == "header" and tag.find("h1") is None):
        return True
    joined = " ".join([*map(str, tag.get_attribute_list("class")), str(tag.get("id", "")), str(tag.get("role", ""))])
    words = re.split(r"[\s_-]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", joined).lower())
    if _is_hidden(tag):
        return furniture.collapsible.isdisjoint(words)
    return not furniture.words.isdisjoint(words)


def _is_hidden(tag: Tag) -> bool:
    is_marked = tag.has_attr("hidden") or tag.get("aria-hidden") == "true"
    if not is_marked and tag.has_attr("class"):
        is_marked = not _furniture().hidden_classes.isdisjoint(map(str, tag.get_attribute_list("class")))
    return is_marked or _HIDDEN.search(str(tag.get("style", ""))) is not None
