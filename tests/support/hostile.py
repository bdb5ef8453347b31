"""Files made to hang, kill or swell whatever reads them; each function gives a file's name and bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str | bytes) -> bytes:
    """A Word file with this body."""
    inside = body.encode() if isinstance(body, str) else body
    head = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>'
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{_KIND}.wordprocessingml.'
                'document.main+xml"/></Types>'
            ).encode(),
            "_rels/.rels": _relation("officeDocument", "word/document.xml"),
            "word/document.xml": head.encode() + inside + b"</w:body></w:document>",
        }
    )


def xlsx(sheet: str | bytes, styles: bytes | None = None) -> bytes:
    """An Excel file with this inside its only sheet."""
    inside = sheet.encode() if isinstance(sheet, str) else sheet
    styles = styles or f'<styleSheet xmlns="{SHEET}"/>'.encode()
    kind = f"{_KIND}.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
                f'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
                f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>'
            ).encode(),
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": (
                f'<workbook xmlns="{SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/>'
                "</sheets></workbook>"
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
                f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
                "</Relationships>"
            ).encode(),
            "xl/styles.xml": styles,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">'.encode() + inside + b"</worksheet>",
        }
    )


def _relation(kind: str, target: str) -> bytes:
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    ).encode()


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a table of where they are."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", *, times: int = 1) -> bytes:
    """A stream deflated so many times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    return b"<< /Length %d /Filter [%s] %s >>\nstream\n%s\nendstream" % (len(content), filters, entries, content)


def pdf_page(content: bytes, *, times: int = 1, resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of one page with this content; `more` are objects from number 6 on."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        + resources
        + b" >> >>",
        stream(content, times=times),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def _text(x: float, y: float, words: str) -> str:
    return f"BT /F1 8 Tf {x:g} {y:g} Td ({words}) Tj ET\n"


def nested_boxes(depth: int = 60) -> bytes:
    """Text boxes within text boxes."""
    start = "<w:p><w:r><w:t>word</w:t></w:r><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    end = "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    return docx(start * depth + "<w:p><w:r><w:t>last</w:t></w:r></w:p>" + end * depth)


def many_paragraphs(count: int = 300_000) -> bytes:
    """Very many paragraphs that pack to next to nothing."""
    return docx(b"<w:p><w:r><w:t>A word.</w:t></w:r></w:p>" * count)


def cut_stream() -> bytes:
    """A Word file whose text is cut off in the midst of its packing."""
    content = bytearray(docx("".join(f"<w:p><w:r><w:t>Paragraph {n}</w:t></w:r></w:p>" for n in range(3000))))
    at = content.index(b"word/document.xml") + 1000
    content[at : at + 200] = bytes(200)
    return bytes(content)


def many_rows(count: int = 150_000) -> bytes:
    """Very many rows of a sheet."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, count + 1))
    return xlsx(b"<sheetData>" + rows + b"</sheetData>")


def nested_forms(levels: int = 7) -> bytes:
    """Forms that draw ten of each other, over and over: the last one is drawn a billion times."""
    draw = b"".join(b"/X%d Do " % n for n in range(10))
    forms = []
    for level in range(levels):
        names = b" ".join(b"/X%d %d 0 R" % (n, 7 + level) for n in range(10))
        last = level == levels - 1
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> %s >>" % (
            b"" if last else b"/XObject << %s >>" % names
        )
        forms.append(stream(b"BT /F1 9 Tf 50 50 Td (word) Tj ET" if last else draw, entries))
    return pdf_page(
        draw, resources=b"/XObject << %s >>" % b" ".join(b"/X%d 6 0 R" % n for n in range(10)), more=tuple(forms)
    )


def many_pages(count: int = 100_000) -> bytes:
    """Very many pages, all of them the same object's."""
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        stream(b"BT /F1 9 Tf 50 50 Td (word) Tj ET"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def tiny_texts(count: int = 10_000) -> bytes:
    """Very many little texts on one page."""
    return pdf_page("".join(_text(n * 37 % 590, n * 53 % 830, f"w{n}") for n in range(count)).encode())


def ruled_grid(side: int = 200) -> bytes:
    """A table of very many cells, each with a text."""
    lines = [f"0 {n * 4} m {side * 4} {n * 4} l S {n * 4} 0 m {n * 4} {side * 4} l S" for n in range(side + 1)]
    texts = [_text(x * 4 + 1, y * 4 + 1, "a") for x in range(side) for y in range(side)]
    return pdf_page(("\n".join(lines) + "\n" + "".join(texts)).encode())


def far_column(x: float = 1e6) -> bytes:
    """A column of text far outside the page."""
    return pdf_page(
        "".join(_text(50, 800 - n * 15, f"left {n}") + _text(x, 800 - n * 15, f"far {n}") for n in range(40)).encode()
    )


_CORNER = '<sheetData><row r="1"><c r="A1"><v>7</v></c></row>%s</sheetData>%s'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nested-boxes.docx": nested_boxes,
    "paragraphs.docx": many_paragraphs,
    "bytes.docx": lambda: docx(b"<w:p><w:r><w:t>" + b"a" * 100_000_000 + b"</w:t></w:r></w:p>"),
    "cut-stream.docx": cut_stream,
    "deep-table.docx": lambda: docx("<w:tbl><w:tr><w:tc>" * 1000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 1000),
    "merge.xlsx": lambda: xlsx(_CORNER % ("", '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "corner.xlsx": lambda: xlsx(_CORNER % ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "")),
    "rows.xlsx": many_rows,
    "cut-styles.xlsx": lambda: xlsx(_CORNER % ("", ""), f'<styleSheet xmlns="{SHEET}"><fonts><fo'.encode()),
    "deep-divs.html": lambda: b"<html><body>" + b"<div>" * 100_000 + b"word",
    "deep-inline.html": lambda: b"<html><body><p>" + b"<font>word " * 100_000,
    "deep-lists.html": lambda: b"<html><body>" + b"<ul><li>word" * 5000,
    "large.html": lambda: b"<html><body>" + b"<p>Some words of no weight.</p>" * 1_000_000,
    "comments.md": lambda: b"<!-- " * 100_000 + b"\n" + b"![[" * 100_000,
    "stars.md": lambda: b"*" * 100_000 + b"\n\n" + b"*a " * 100_000,
    "large.txt": lambda: b"Some words of no weight.\n" * 1_000_000,
    "long-line.txt": lambda: b"Some words of no weight " * 300_000,
    "tiny-texts.pdf": tiny_texts,
    "grid.pdf": ruled_grid,
    "far-column.pdf": far_column,
    "bomb.pdf": lambda: pdf_page(bytes(400_000_000), times=2),
    "forms.pdf": nested_forms,
    "pages.pdf": many_pages,
}  # fmt: skip
