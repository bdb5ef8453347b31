"""Tell the kind of a file from its first bytes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from enum import Enum, auto
from pathlib import PurePosixPath

from extract.model.errors import UnreadableDocumentError, UnsupportedFormatError

# What Python's zipfile raises for a damaged archive, or one packed in a way it does not know.
ZIP_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error,
)  # fmt: skip


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
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S
)
# Beginnings of a page without its frame, which are no proof in a file that is named as text.
_FRAGMENT_START = re.compile(
    rb"^\s*<(?:main|div|p|h[1-6]|table|ul|ol|form|script|section|article|nav|header|center|font)\b", re.I
)
_NAMED_AS_TEXT = (".md", ".markdown", ".txt", ".csv")
_HTML_TAG = re.compile(rb"<(?:html|head|body|div|p|table|ul|ol|h[1-6])\b[^>]*>", re.I)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.I | re.S)
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
# Control characters that texts do not hold; tabs, line ends, form feeds and escapes they do.
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_RICH_TEXT = b"{\\rtf"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Members by which a ZIP shows itself to be an Office document.
_OFFICE_MEMBERS = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}


def kind_of(data: bytes, *, media_type: str | None = None, file_name: str = "") -> FileKind | None:
    """The kind of file these bytes are, whatever name they came under; None for kinds that no reader knows.

    A PDF may have up to 1,024 bytes before its mark, as readers allow. Name and media type decide only between kinds of
    text.
    """
    suffix = PurePosixPath(file_name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(b"PK"):
        return next((kind for member, kind in _OFFICE_MEMBERS.items() if member in (_zip_members(data) or ())), None)
    if data.startswith((_OLD_OFFICE, _RICH_TEXT, *_IMAGES)):
        return None
    if _is_html(data, media_type, suffix):
        return FileKind.HTML
    if _is_empty(data) or _is_binary(data):
        return None
    is_markdown = suffix in (".md", ".markdown") or (media_type or "").startswith("text/markdown")
    return FileKind.MARKDOWN if is_markdown else FileKind.TEXT


def sniff(data: bytes, *, media_type: str | None, file_name: str) -> FileKind:
    """`kind_of`, where there is a reader for it and its name does not belie it.

    Raises `UnreadableDocumentError` or `UnsupportedFormatError` (see there) with what to do about the file.
    """
    suffix = PurePosixPath(file_name).suffix.lower()
    if _is_empty(data):
        raise UnreadableDocumentError("the file is empty: download it again")
    kind = kind_of(data, media_type=media_type, file_name=file_name)
    if kind is None:
        raise _without_reader(data, suffix)
    if kind is FileKind.HTML and suffix in _OFFICE_NAMES:
        raise UnreadableDocumentError(
            f"an HTML page{_page_title(data)} saved under the name of a {suffix} file, most likely the site's "
            "error or sign-in page: download the document again"
        )
    if kind is FileKind.TEXT and suffix in _OFFICE_NAMES:
        raise UnreadableDocumentError(f"plain text under the name of a {suffix} file: download the document again")
    return kind


def _without_reader(data: bytes, suffix: str) -> UnreadableDocumentError | UnsupportedFormatError:
    """Why these bytes have no reader, and what to do."""
    if data.startswith(b"PK"):
        members = _zip_members(data)
        if members is None:
            return UnreadableDocumentError("a damaged Office or zip file: download it again")
        if "ppt/presentation.xml" in members:
            return UnsupportedFormatError("a PowerPoint file: save it as PDF")
        return UnsupportedFormatError("a zip archive: unpack it and give the files in it")
    if data.startswith(_OLD_OFFICE):
        return UnsupportedFormatError(
            "an old or password-protected Office file: save it as .docx, .xlsx or PDF without a password"
        )
    if data.startswith(_IMAGES):
        return UnreadableDocumentError("an image, not a document: find a text version or OCR it to a PDF")
    if data.startswith(_RICH_TEXT):
        return UnsupportedFormatError("a Rich Text (.rtf) file: save it as .docx or PDF")
    return UnsupportedFormatError(f"a kind of file no reader knows ({suffix or 'no extension'}): save it as PDF")


def _zip_members(data: bytes) -> frozenset[str] | None:
    """The names in a ZIP; None where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except ZIP_DAMAGE:
        return None


def _is_empty(data: bytes) -> bool:
    return not data.strip(b" \t\r\n\x00")


def _is_html(data: bytes, media_type: str | None, suffix: str) -> bool:
    head = data[:4096]
    for mark in _BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    head = head.replace(b"\x00", b"")  # UTF-16
    if _HTML_START.match(head) or (_FRAGMENT_START.match(head) and suffix not in _NAMED_AS_TEXT):
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
