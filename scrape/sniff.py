"""What a file really is: decided by its bytes, since names and Content-Type headers of published documents often lie."""

from __future__ import annotations

from pathlib import PurePosixPath

from extract.readers.sniff import FileKind, kind_of

PDF = "application/pdf"
HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
CSV = "text/csv"

READABLE = frozenset({PDF, HTML, DOCX, XLSX, MARKDOWN, TEXT})
SUFFIXES = {PDF: ".pdf", HTML: ".html", DOCX: ".docx", XLSX: ".xlsx", MARKDOWN: ".md", TEXT: ".txt", CSV: ".csv"}

_MEDIA_TYPES = {
    FileKind.PDF: PDF,
    FileKind.DOCX: DOCX,
    FileKind.XLSX: XLSX,
    FileKind.HTML: HTML,
    FileKind.MARKDOWN: MARKDOWN,
    FileKind.TEXT: TEXT,
}
# What a name tells of plain text: a file of statistics, or a page without any of the tags that pages begin with.
_TEXT_BY_SUFFIX = {".htm": HTML, ".html": HTML, ".csv": CSV}


def sniff_media_type(content: bytes, file_name: str = "") -> str | None:
    """The media type of `content`, or None for kinds the project does not know (images, old Office, archives).

    It is what `extract` would read it as, except that text is told by its name to be a table or a page.
    """
    kind = kind_of(content, file_name=file_name)
    if kind is None:
        return None
    named = _TEXT_BY_SUFFIX.get(PurePosixPath(file_name).suffix.lower()) if kind is FileKind.TEXT else None
    return named or _MEDIA_TYPES[kind]
