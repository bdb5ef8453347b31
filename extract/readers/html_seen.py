"""What a browser shows beside the page's own text: values in fields, and what the page's own style sheet hides or strikes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from soupsieve import SelectorSyntaxError

# Fields whose value is text that somebody typed; buttons, passwords and ticks are none.
_TYPED = frozenset({"text", "date", "month", "week", "number", "email", "tel", "url", "search", ""})
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
# Rules of an @-rule hold only for print, small screens and the like: they and what they hold go.
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
# The declarations that matter to a reader; a state ("a:hover") or a made element ("::before") shows nothing of the page.
_TELLING = re.compile(
    r"display\s*:\s*(?:none|table(?:-row|-cell)?)\b|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]*line-through",
    re.I,
)
_STATE = re.compile(r":(?!not\b|first-child|last-child|nth)", re.I)
# What a style sheet hides and a script opens again (tabs, accordions) has heads, tables or much text: a person can open it.
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_OPENED = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "li"]
_MUCH = 300


def show_fields(root: Tag) -> None:
    """Put what stands in the page's fields into its text: typed values, and the choice of a list; changes `root`."""
    for field in root.find_all("input"):
        if str(field.get("type", "")).lower() in _TYPED and (value := str(field.get("value", "")).strip()):
            field.replace_with(NavigableString(value))
    for field in root.find_all("select"):
        chosen = [
            option.get_text(" ", strip=True) for option in field.find_all("option") if option.has_attr("selected")
        ]
        field.replace_with(NavigableString(", ".join(chosen)))


def apply_styles(soup: BeautifulSoup) -> None:
    """Write what the page's own style sheet says of hiding, striking through and tables to its elements; changes `soup`."""
    for sheet in soup.find_all("style"):
        for selector, telling in _rules(sheet.get_text()):
            try:
                found = soup.select(selector)
            except SelectorSyntaxError:  # browsers pass over what they do not know, too
                continue
            for tag in found:
                if not (_HIDDEN.search(telling) and _can_be_opened(tag)):
                    tag["style"] = f"{telling}; {tag.get('style', '')}"


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    for selector, declarations in _RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", sheet))):
        telling = "; ".join(match[0] for match in _TELLING.finditer(declarations))
        if telling and not _STATE.search(selector):
            yield selector.strip(), telling


def _can_be_opened(tag: Tag) -> bool:
    return tag.find(_OPENED) is not None or len(tag.get_text()) > _MUCH
