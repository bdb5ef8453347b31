"""The letters' test texts (see letter_text) as real files: PDF, HTML, DOCX, plain text."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence

import docx

from tests.support.letter_text import BULLET
from tests.support.pages import LEFT, PageWriter


def to_pdf(
    text: str, *, footer: Sequence[str] = (), size: float = 12.0, glyph: str | None = None, bottom: float = 70.0
) -> bytes:
    """Pages set like the inspectorates' letters; "===" begins a page, `glyph` replaces every bullet's."""
    writer = PageWriter(footer=footer, size=size, bottom=bottom)
    in_list = False
    for level, kind, marker, body in _lines(text):
        if kind == "page":
            writer.new_page()
        elif kind == "heading":
            writer.heading(body)
        elif kind == "bullet":
            writer.bullets([body], glyph=glyph or _drawable(marker), indent=level * 18.0)
        elif in_list and body[:1].islower():  # the rest of an item, set under its text
            writer.paragraph(body, x=LEFT + 18)
        else:
            writer.paragraph(body.replace(" | ", "      "))
        in_list = kind == "bullet" or (in_list and (kind == "page" or body[:1].islower()))
    return writer.bytes()


def to_html(text: str) -> bytes:
    """A council's page that holds the letter between its own navigation and footer."""
    out = [
        "<html><head><title>Letter - Exshire County Council</title></head><body><nav><a href='/'>Home</a></nav><main>"
    ]
    is_open = 0
    for level, kind, _, body in _lines(text):
        if kind == "page":
            continue
        words = html.escape(body)
        want = level + 1 if kind == "bullet" else 0
        while is_open > want:
            out.append("</ul>")
            is_open -= 1
        while is_open < want:
            out.append("<ul>")
            is_open += 1
        tag = {"heading": "h2", "bullet": "li", "bold": "p"}.get(kind, "p")
        out.append(f"<{tag}>{f'<strong>{words}</strong>' if kind == 'bold' else words}</{tag}>")
    out.append("</ul>" * is_open + "</main><footer>Contact us</footer></body></html>")
    return "\n".join(out).encode()


def to_docx(text: str) -> bytes:
    """A word processor's file with its own list styles."""
    file = docx.Document()
    for level, kind, _, body in _lines(text):
        if kind == "page":
            file.add_page_break()
        elif kind == "heading":
            file.add_heading(body, level=2)
        elif kind == "bullet":
            file.add_paragraph(body, style="List Bullet" if level == 0 else "List Bullet 2")
        else:
            file.add_paragraph().add_run(body).bold = kind == "bold"
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _lines(text: str) -> list[tuple[int, str, str, str]]:
    """(level, kind, marker, words) of every line."""
    found = []
    for line in text.strip("\n").splitlines():
        level, body = (len(line) - len(line.lstrip())) // 2, line.strip()
        match = BULLET.match(body)
        if body == "===":
            found.append((0, "page", "", ""))
        elif body.startswith(("# ", "** ")):
            found.append((0, "heading" if body[0] == "#" else "bold", "", body.split(" ", 1)[1]))
        elif body.startswith("| "):
            found.append((0, "row", "", re.sub(r"^\| | \|$", "", body)))
        elif match:
            found.append((level, "bullet", match["marker"], body[match.end() :]))
        elif body:
            found.append((0, "paragraph", "", body))
    return found


def _drawable(marker: str) -> str:
    """The marker, or a bullet where the standard fonts lack its glyph."""
    return marker if marker in "•–o" or marker[:1].isdigit() else "•"
