"""One reader per file format; each turns bytes into a `Document`. `read_document` picks the reader by the content."""

from __future__ import annotations

from extract.model.document import Document
from extract.model.errors import UnreadableDocumentError, UnsupportedFormatError
from extract.model.limits import DEFAULT_LIMITS, Limits, OverLimitError
from extract.model.ocr import Recogniser
from extract.readers.size import check_size
from extract.readers.sniff import FileKind, sniff
from extract.readers.titles import with_readable_title


def read_document(
    data: bytes,
    *,
    media_type: str | None,
    file_name: str,
    limits: Limits = DEFAULT_LIMITS,
    recognise: Recogniser | None = None,
) -> Document:
    """Read a file by what it contains; name and media type only break ties between kinds of text.

    Raises `UnreadableDocumentError` for a file that is empty, corrupt, encrypted, without text, or not what its name
    says (an HTML error page saved as a PDF), `UnsupportedFormatError` for a kind of file no reader knows, and
    `OverLimitError` for one that holds more than `limits` allow. The title is one that people can read, or None.
    `recognise` reads the pages of a PDF that are pictures.
    """
    return with_readable_title(_read(data, media_type, file_name, limits, recognise))


def _read(
    data: bytes, media_type: str | None, file_name: str, limits: Limits, recognise: Recogniser | None
) -> Document:
    kind = sniff(data, media_type=media_type, file_name=file_name)
    check_size(data, kind, limits)
    # Readers are imported when needed: most runs read one or two formats and none should pay for the others.
    match kind:
        case FileKind.PDF:
            from extract.readers.pdf import read_pdf

            return read_pdf(data, limits, recognise)
        case FileKind.DOCX:
            from extract.readers.docx import read_docx

            return read_docx(data)
        case FileKind.XLSX:
            from extract.readers.xlsx import read_xlsx

            return read_xlsx(data)
        case FileKind.HTML:
            from extract.readers.html import read_html

            return read_html(data, media_type=media_type, limits=limits)
        case FileKind.MARKDOWN | FileKind.TEXT:
            from extract.readers.text import read_text

            return read_text(data, is_markdown=kind is FileKind.MARKDOWN)


__all__ = ["OverLimitError", "UnreadableDocumentError", "UnsupportedFormatError", "read_document"]
