"""Tell the kind of a file from its first bytes."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto
from pathlib import PurePosixPath

from extract.model.errors import UnreadableDocumentError, UnsupportedFormatError


class FileKind(Enum):
    """Kinds of file that have a reader."""

    PDF = auto()
    DOCX = auto()
    XLSX = auto()
    HTML = auto()
    MARKDOWN = auto()
    TEXT = auto()


_OFFICE_NAMES = (".pdf", ".docx", ".xlsx", ".doc", ".xls")
_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(rb"<(?:html|head|body|div|p|table|ul|ol|h[1-6])\b[^>]*>", re.I)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.I | re.S)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
# Control characters that texts do not hold; tabs, line ends, form feeds and escapes they do.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(data: bytes, *, media_type: str | None, file_name: str) -> FileKind:
    """The kind of file these bytes are. Raises `UnreadableDocumentError` or `UnsupportedFormatError` (see there)."""
    suffix = PurePosixPath(file_name).suffix.lower()
    if not data.strip(b" \t\r\n\x00"):
        raise UnreadableDocumentError("the file is empty: download it again")
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnsupportedFormatError(
            "an old or password-protected Office file: save it as .docx, .xlsx or PDF without a password"
        )
    if data.startswith(_IMAGES):
        raise UnreadableDocumentError("an image, not a document: find a text version or OCR it to a PDF")
    if data.startswith(b"{\\rtf"):
        raise UnsupportedFormatError("a Rich Text (.rtf) file: save it as .docx or PDF")
    if _is_html(data, media_type, suffix):
        if suffix in _OFFICE_NAMES:
            raise UnreadableDocumentError(
                f"an HTML page{_page_title(data)} saved under the name of a {suffix} file, most likely the site's "
                "error or sign-in page: download the document again"
            )
        return FileKind.HTML
    if _is_binary(data):
        raise UnsupportedFormatError(f"a kind of file no reader knows ({suffix or 'no extension'}): save it as PDF")
    if suffix in _OFFICE_NAMES:
        raise UnreadableDocumentError(f"plain text under the name of a {suffix} file: download the document again")
    is_markdown = suffix in (".md", ".markdown") or (media_type or "").startswith("text/markdown")
    return FileKind.MARKDOWN if is_markdown else FileKind.TEXT


def _kind_of_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise UnreadableDocumentError("a damaged Office or zip file: download it again") from None
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "ppt/presentation.xml" in names:
        raise UnsupportedFormatError("a PowerPoint file: save it as PDF")
    raise UnsupportedFormatError("a zip archive: unpack it and give the files in it")


def _is_html(data: bytes, media_type: str | None, suffix: str) -> bool:
    head = data[:4096]
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\x00", b"")  # UTF-16
    if _HTML_START.match(head):
        return True
    named = suffix in (".html", ".htm") or (media_type or "").startswith(("text/html", "application/xhtml"))
    return named and _HTML_TAG.search(head) is not None


def _page_title(data: bytes) -> str:
    found = _TITLE.search(data[:20000])
    return f" (“{' '.join(found[1].decode('utf-8', 'replace').split())[:80]}”)" if found else ""


def _is_binary(data: bytes) -> bool:
    if data.startswith(_BYTE_ORDER_MARKS):
        return False
    head = data[:4096]
    control = len(head) - len(head.translate(None, delete=_CONTROL))
    return control > 0 and control * 100 > len(head)
