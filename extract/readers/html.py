"""Read a web page: its own text without navigation, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase

from bs4 import BeautifulSoup
from bs4.dammit import EncodingDetector, UnicodeDammit
from bs4.element import NavigableString, Tag

from extract.model.document import Document, Draft, Kind, assemble, squash
from extract.model.limits import DEFAULT_LIMITS, Limits
from extract.readers.html_grids import grids
from extract.readers.html_main import check_nesting, is_furniture_text, main_content
from extract.readers.html_seen import apply_styles
from extract.readers.html_tables import caption, table_drafts
from extract.readers.inline import join_ordinals
from extract.readers.lines import parse_lines
from extract.readers.markers import HEADING_WORDS, roman, split_marker
from extract.readers.text import decode
from extract.readers.visible import visible
from extract.readers.whole_number import whole_number

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_BLOCK_ROLES = frozenset({"heading", "table", "grid", "treegrid"})
_BOLD = frozenset({"b", "strong"})
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.I)


def read_html(data: bytes, *, media_type: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a web page as one page of text.

    Lists become bullets with their nesting, ordered lists keep their numbers; tables become rows with spans and fills.
    What the page hides or strikes through is left out, what stands in its fields is read. The character set is the one declared by the server (in `media_type`), the page, or a byte order mark; a page that
    declares none is UTF-8 where it can be, else Windows-1252. Raises `OverLimitError` where elements stand in each other
    deeper than `limits` allow.
    """
    soup = BeautifulSoup(_decode(data, media_type), "lxml")
    check_nesting(soup, limits)
    apply_styles(soup)
    title = squash(visible(soup.title.get_text())) if soup.title else ""
    drafts = [draft for draft in _Walker().walk(main_content(soup)) if not is_furniture_text(squash(draft.text))]
    return assemble(drafts, media_type="text/html", title=title or None)


def _decode(data: bytes, media_type: str | None) -> str:
    declared = _CHARSET.search(media_type or "")
    if declared is None and not EncodingDetector.find_declared_encoding(data, is_html=True):
        return decode(data)
    dammit = UnicodeDammit(data, known_definite_encodings=[declared[1]] if declared else [], is_html=True)
    encoding = (dammit.original_encoding or "").lower()
    if encoding in ("iso-8859-1", "latin-1", "latin1", "ascii"):
        # Browsers read "Latin 1" as Windows-1252, and pages that declare it hold its quotes and dashes.
        return data.decode("cp1252", errors="replace")
    return dammit.unicode_markup or data.decode("utf-8", errors="replace")


@dataclass
class _Next:
    """What the next run of inline text becomes; a list item's marker stands before its first block only."""

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: str = ""

    def used(self) -> None:
        if self.kind is Kind.BULLET:
            self.kind, self.level, self.marker = Kind.PARAGRAPH, 0, ""


@dataclass
class _Walker:
    """Turns the tree into drafts; inline text is gathered until a block begins or ends."""

    inline: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)
    tables: int = 0

    def walk(self, node: Tag) -> Iterator[Draft]:
        yield from self._container(node, _Next())

    def _container(self, node: Tag, upcoming: _Next) -> Iterator[Draft]:
        yield from self._children(node, upcoming, bold=False, linked=node.name == "a")
        yield from self._flush(upcoming)

    def _children(self, node: Tag, upcoming: _Next, *, bold: bool, linked: bool) -> Iterator[Draft]:
        for child in node.children:
            # Comments and other special strings are subclasses.
            if type(child) is NavigableString:
                self._text(str(child), bold=bold, linked=linked)
            elif not isinstance(child, Tag):
                continue
            elif child.name == "br":
                self.inline.append("\n")
            elif child.name == "sup":
                self._superscript(child)
            elif child.name in _BLOCKS or child.get("role") in _BLOCK_ROLES:
                yield from self._flush(upcoming)
                yield from self._block(child, upcoming)
            else:
                yield from self._children(
                    child, upcoming, bold=bold or child.name in _BOLD, linked=linked or child.name == "a"
                )

    def _superscript(self, tag: Tag) -> None:
        text = squash(tag.get_text())
        if re.fullmatch(r"st|nd|rd|th", text, re.I) and self.inline:
            self.inline[-1] = self.inline[-1].rstrip()
        if not re.fullmatch(r"\[?[\d*]+\]?", text):  # a footnote's mark
            self._text(text, bold=False, linked=False)

    def _text(self, text: str, *, bold: bool, linked: bool) -> None:
        text = visible(text)
        self.inline.append(re.sub(r"\s+", " ", text))
        if text.strip():
            self.bold.append(bold)
            self.linked.append(linked)

    def _flush(self, upcoming: _Next) -> Iterator[Draft]:
        text = "\n".join(squash(line) for line in "".join(self.inline).split("\n")).strip("\n")
        text = join_ordinals(text)
        is_bold = bool(self.bold) and all(self.bold)
        is_link = bool(self.linked) and all(self.linked)
        self.inline, self.bold, self.linked = [], [], []
        if not text.strip():
            return
        if upcoming.kind is Kind.PARAGRAPH and (split_marker(text) or "\n" in text):
            yield from _typed_lines(text, is_bold=is_bold)
        elif upcoming.kind is Kind.PARAGRAPH and is_bold and _reads_as_heading(text):
            yield Draft(Kind.HEADING, text, is_bold=True)
        else:
            marked = f"{upcoming.marker} {text}" if upcoming.marker else text
            yield Draft(
                upcoming.kind, marked, level=upcoming.level, marker=upcoming.marker, is_bold=is_bold, is_link=is_link
            )
            upcoming.used()

    def _block(self, tag: Tag, upcoming: _Next) -> Iterator[Draft]:
        if tag.name in _HEADINGS:
            yield from self._container(tag, _Next(Kind.HEADING, _HEADINGS[tag.name]))
        elif tag.name == "summary":
            yield from self._container(tag, _Next(Kind.HEADING))
        elif tag.name in ("ul", "ol") and tag.get("role") not in _BLOCK_ROLES:
            yield from self._list(tag)
        elif tag.get("role") == "heading":
            yield from self._container(tag, _Next(Kind.HEADING, whole_number(tag.get("aria-level"), 2)))
        elif tables := grids(tag):
            if title := caption(tag):
                yield Draft(Kind.HEADING, title)
            for rows in tables:
                self.tables += 1
                yield from table_drafts(rows, self.tables)
        else:
            yield from self._container(tag, upcoming)

    def _list(self, tag: Tag) -> Iterator[Draft]:
        nesting = sum(parent.name in ("ul", "ol") for parent in tag.parents)
        number = whole_number(tag.get("start"), 1)
        for item in tag.find_all(True, recursive=False):
            if item.name in ("ul", "ol"):  # nested without an item of its own
                yield from self._list(item)
                continue
            number = whole_number(item.get("value"), number)
            marker = _ordinal(number, str(tag.get("type", ""))) if tag.name == "ol" else "•"
            yield from self._container(item, _Next(Kind.BULLET, nesting, marker))
            number += 1


def _typed_lines(text: str, *, is_bold: bool) -> Iterator[Draft]:
    """Blocks of a paragraph with line breaks: a list typed by hand where lines have markers, else one paragraph."""
    lines = text.split("\n")
    if any(split_marker(line) for line in lines) or any(line.endswith(":") for line in lines[:-1]) or "" in lines:
        for line in lines:
            yield from parse_lines([[line]])
    else:
        yield Draft(Kind.PARAGRAPH, text, is_bold=is_bold)


def _reads_as_heading(text: str) -> bool:
    return len(text.split()) <= HEADING_WORDS and re.search(r"[.;:,!]$", text) is None


def _ordinal(number: int, style: str) -> str:
    """The number of a list item as a browser draws it."""
    if style in ("a", "A") and 1 <= number <= len(ascii_lowercase):
        return f"{chr(ord(style) + number - 1)}."
    if style in ("i", "I") and number >= 1:
        return f"{roman(number) if style == 'i' else roman(number).upper()}."
    return f"{number}."
