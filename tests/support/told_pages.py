"""Pages told in a plain notation (`tests/fixtures/pages`), with what must come out of each written above it.

`=== name | area | address` begins a page, with `!` after the name where a third party speaks. Lines until `---` say what the
page states: `+ event date`, `w weakness`, `a action`, `s strength`; `? event date` may come out or not, as the words leave it open (a day
without its year, a paper's own day). After `---`: `#` a heading, `*` or `-` a bullet, `1.` a numbered item, `>` a quotation,
`|` a table's row, and else a paragraph a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "pages"
_ITEM = re.compile(r"(?:[*-]|\d+\.) ")


@dataclass(frozen=True)
class ToldPage:
    """A page as HTML and what it says; `open_events` may come out or not."""

    name: str
    area_id: str | None
    url: str
    html: str
    events: frozenset[tuple[str, str]]
    open_events: frozenset[tuple[str, str]]
    weaknesses: tuple[str, ...]
    actions: tuple[str, ...]
    strengths: tuple[str, ...]
    is_third_party: bool


def told_pages(name: str) -> list[ToldPage]:
    """The pages of one file of `tests/fixtures/pages`, named without its suffix."""
    parts = re.split(r"^=== ", (FOLDER / f"{name}.txt").read_text("utf-8"), flags=re.MULTILINE)
    return [_page(part) for part in parts[1:]]


def _page(part: str) -> ToldPage:
    head, body = part.split("\n---\n", 1)
    first, *stated = head.splitlines()
    name, area, url = (piece.strip() for piece in first.split("|"))

    def after(sign: str) -> list[str]:
        return [line[2:] for line in stated if line.startswith(f"{sign} ")]

    def events(sign: str) -> frozenset[tuple[str, str]]:
        return frozenset((line.split()[0], line.split()[1]) for line in after(sign))

    return ToldPage(
        name.removesuffix("!").strip(),
        None if area == "none" else area,
        url,
        as_html(body),
        events("+"),
        events("?"),
        tuple(after("w")),
        tuple(after("a")),
        tuple(after("s")),
        name.endswith("!"),
    )


def as_html(body: str) -> str:
    """The notation as a page, with a menu and consent to cookies around it."""
    lines = [line for line in body.strip().splitlines() if line.strip()]
    parts = [part for kind, group in groupby(lines, _kind) for part in _block(kind, list(group))]
    title = next((line.lstrip("# ") for line in lines if line.startswith("#")), "Page")
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(title)}</title></head><body>"
        "<div id='cookies'><p>This site uses cookies.</p><button>Accept</button></div>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/send'>SEND</a></li></ul></nav>"
        f"<main>{''.join(parts)}</main><footer><p>© Council</p></footer></body></html>"
    )


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "heading"
    if line.startswith("|"):
        return "table"
    if line.startswith("> "):
        return "quote"
    if _ITEM.match(line):
        return "ol" if line[0].isdigit() else "ul"
    return "p"


def _block(kind: str, lines: list[str]) -> list[str]:
    if kind == "heading":
        return [f"<h{_level(line)}>{escape(line.lstrip('# '))}</h{_level(line)}>" for line in lines]
    if kind == "table":
        cells = ["".join(f"<td>{escape(cell.strip())}</td>" for cell in line.strip("| ").split("|")) for line in lines]
        return ["<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"]
    if kind == "quote":
        return [f"<blockquote><p>{escape(line[2:])}</p></blockquote>" for line in lines]
    if kind == "p":
        return [f"<p>{escape(line)}</p>" for line in lines]
    items = "".join(f"<li>{escape(_ITEM.sub('', line, count=1))}</li>" for line in lines)
    return [f"<{kind}>{items}</{kind}>"]


def _level(line: str) -> int:
    return len(line) - len(line.lstrip("#"))
