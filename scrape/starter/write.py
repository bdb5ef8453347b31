"""Makes the starter documents from their sources: `python -m scrape.starter.write`. Needs the `dev` extra (reportlab)."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from scrape.starter import DOCUMENTS, load_sources, marking

Source = dict[str, Any]
# Reports and letters are set in 12 point with 14-point bold headings (formats of the inspectorates' own documents).
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=12, leading=14.5, spaceAfter=13)
_ITEM = ParagraphStyle("item", parent=_TEXT, spaceAfter=6)
_CELL = ParagraphStyle("cell", parent=_TEXT, spaceAfter=0)
_HEAD_CELL = ParagraphStyle("head-cell", parent=_CELL, fontName="Helvetica-Bold")
_HEADINGS = {
    "h1": ParagraphStyle("h1", fontName="Helvetica", fontSize=26, leading=31, spaceAfter=16),
    "h": ParagraphStyle("h", fontName="Helvetica-Bold", fontSize=14, leading=17, spaceBefore=8, spaceAfter=12),
    "h2": ParagraphStyle("h2", fontName="Helvetica-Bold", fontSize=13, leading=16, spaceBefore=6, spaceAfter=10),
}
_LEVELS = {"h1": 1, "h": 2, "h2": 3}


def main() -> None:
    """Write every starter document."""
    DOCUMENTS.mkdir(exist_ok=True)
    for source in load_sources():
        (DOCUMENTS / source["file"]).write_bytes(render(source))


def render(source: Source) -> bytes:
    """The file of a source, in the format its name says."""
    writers: dict[str, Callable[[Source], bytes]] = {"pdf": _pdf, "html": _html, "docx": _docx}
    return writers[source["file"].rsplit(".", 1)[1]](source)


def _blocks(source: Source) -> Iterator[tuple[str, Any]]:
    """Kind and content of every block, the marking first."""
    yield "p", marking(source)
    for block in source["blocks"]:
        yield from block.items()


def _pdf(source: Source) -> bytes:
    story: list[Any] = []
    for kind, content in _blocks(source):
        if kind in _HEADINGS:
            story.append(Paragraph(html.escape(content), _HEADINGS[kind]))
        elif kind == "p":
            story.append(Paragraph(html.escape(content), _TEXT))
        elif kind == "table":
            story += [_pdf_table(content), Spacer(1, 12)]
        else:
            story.append(_pdf_list(content, numbered=kind == "numbered"))
    footer: Sequence[str] = source.get("footer", ())

    def draw_footer(canvas: Canvas, _template: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 10)
        for line, text in enumerate(footer):
            canvas.drawString(57, 40 - 12 * line, text.replace("{page}", str(canvas.getPageNumber())))

    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=57,
        rightMargin=57,
        topMargin=60,
        bottomMargin=70,
        invariant=1,
        title=source["title"],
    )
    template.build(story, onFirstPage=lambda *_: None, onLaterPages=draw_footer)
    return buffer.getvalue()


def _pdf_list(items: Sequence[Any], *, numbered: bool) -> ListFlowable:
    entries = []
    for item in items:
        text, nested = _parts(item)
        content: list[Any] = [Paragraph(html.escape(text), _ITEM)]
        if nested:
            content.append(_pdf_list(nested, numbered=False))
        entries.append(ListItem(content))
    style = {"bulletType": "1", "bulletFormat": "%s."} if numbered else {"bulletType": "bullet", "start": "•"}
    return ListFlowable(entries, leftIndent=18, **style)


def _pdf_table(content: dict[str, Any]) -> Table:
    rows = [
        [Paragraph(html.escape(cell), _HEAD_CELL if number == 0 else _CELL) for cell in row]
        for number, row in enumerate(content["rows"])
    ]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return Table(rows, colWidths=content["widths"], style=grid)


def _html(source: Source) -> bytes:
    navigation = "".join(f'<li><a href="/">{html.escape(entry)}</a></li>' for entry in source.get("navigation", ()))
    body = "\n".join(_html_block(kind, content) for kind, content in _blocks(source))
    page = f"""<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{html.escape(source["title"])}</title></head>
<body>
<div class="cookie-banner" role="dialog">We use cookies to make this site work. <button>Accept cookies</button></div>
<nav aria-label="Breadcrumb"><ol>{navigation}</ol></nav>
<main>
{body}
</main>
<footer><p>Accessibility statement</p></footer>
</body>
</html>
"""
    return page.encode()


def _html_block(kind: str, content: Any) -> str:
    if kind in _LEVELS:
        return f"<h{_LEVELS[kind]}>{html.escape(content)}</h{_LEVELS[kind]}>"
    if kind == "p":
        return f"<p>{html.escape(content)}</p>"
    tag = "ol" if kind == "numbered" else "ul"
    return f"<{tag}>{''.join(map(_html_item, content))}</{tag}>"


def _html_item(item: Any) -> str:
    text, nested = _parts(item)
    return f"<li>{html.escape(text)}{_html_block('bullets', nested) if nested else ''}</li>"


def _docx(source: Source) -> bytes:
    document = docx.Document()
    for kind, content in _blocks(source):
        if kind in _LEVELS:
            document.add_heading(content, _LEVELS[kind])
        elif kind == "p":
            document.add_paragraph(content)
        elif kind == "table":
            _docx_table(document, content["rows"])
        else:
            _docx_list(document, content, "List Number" if kind == "numbered" else "List Bullet")
    document.core_properties.title = source["title"]
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_list(document: Any, items: Sequence[Any], style: str) -> None:
    for item in items:
        text, nested = _parts(item)
        document.add_paragraph(text, style=style)
        for inner in nested:
            document.add_paragraph(inner, style="List Bullet 2")


def _docx_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0


def _parts(item: Any) -> tuple[str, Sequence[str]]:
    """A list item's text and its nested points."""
    return (item, ()) if isinstance(item, str) else (item["text"], item["bullets"])


if __name__ == "__main__":
    main()
