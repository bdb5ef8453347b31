"""What a file really is: decided by its bytes, since names and Content-Type headers of published documents often lie."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

PDF = "application/pdf"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
CSV = "text/csv"

READABLE = frozenset({PDF, HTML, DOCX, XLSX, MARKDOWN, TEXT})
SUFFIXES = {PDF: ".pdf", HTML: ".html", DOCX: ".docx", XLSX: ".xlsx", MARKDOWN: ".md", TEXT: ".txt", CSV: ".csv"}

_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
# Beginnings of a page without its frame, which are no proof in a file that is named as text.
_FRAGMENT_START = re.compile(
    rb"^\s*<(?:main|div|p|h[1-6]|table|ul|ol|form|script|section|article|nav|header|center|font)\b", re.IGNORECASE
)
# Members by which a ZIP shows itself to be an Office document.
_OFFICE_MEMBERS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_TEXT_BY_SUFFIX = {".md": MARKDOWN, ".markdown": MARKDOWN, ".htm": HTML, ".html": HTML, ".csv": CSV}
_NAMED_AS_TEXT = frozenset({".md", ".markdown", ".txt", ".csv"})


def sniff_media_type(content: bytes, file_name: str = "") -> str | None:
    """The media type of `content`, or None for kinds the project does not know (images, old Office, archives).

    A PDF may have up to 1,024 bytes before its mark, as readers allow. `file_name` decides only between kinds of text.
    """
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _sniff_office(content)
    if _HTML_START.match(content[:4096].lstrip(b"\xef\xbb\xbf")):
        return HTML
    if not content or _is_binary(content):
        return None
    suffix = PurePosixPath(file_name).suffix.lower()
    if _FRAGMENT_START.match(content[:4096]) and suffix not in _NAMED_AS_TEXT:
        return HTML
    return _TEXT_BY_SUFFIX.get(suffix, TEXT)


def _sniff_office(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    return next((media for member, media in _OFFICE_MEMBERS.items() if member in names), None)


def _is_binary(content: bytes) -> bool:
    """Text holds no NUL unless it is UTF-16 with its mark, and next to no control characters."""
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return b"\0" in head or controls * 20 > len(head)
