"""Whether a file holds more than is read of one, told before a reader unpacks it."""

from __future__ import annotations

import io
import re
import zipfile

from extract.model.errors import UnreadableDocumentError
from extract.model.limits import Limits, OverLimitError
from extract.readers.sniff import ZIP_DAMAGE, FileKind

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)
_SHEET_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_MERGED = re.compile(
    rb"<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})"
)
_WORD_CELL = re.compile(rb"<w:tc[\s/>]")
_WEB_CELL = re.compile(rb"<t[dh][\s/>]", re.I)


def check_size(data: bytes, kind: FileKind, limits: Limits) -> None:
    """Raise `OverLimitError` where a file, what is packed in it or the cells of its tables go past the limits.

    Raises `UnreadableDocumentError` for an Office file that cannot be unpacked.
    """
    check_length(len(data), limits)
    if kind in (FileKind.HTML, FileKind.MARKDOWN, FileKind.TEXT) and len(data) > limits.text_megabytes * 1_000_000:
        size = f"it is a text of {len(data) // 1_000_000:,} MB"
        raise OverLimitError(size, f"{limits.text_megabytes:,} MB", "TEXT_MEGABYTES")
    if kind is FileKind.HTML:
        _check_cells(_count(_WEB_CELL, data), limits)
    if kind in (FileKind.DOCX, FileKind.XLSX):
        _check_packed(data, kind, limits)


def check_length(length: int, limits: Limits) -> None:
    """Raise `OverLimitError` where a file of so many bytes is larger than any that is read."""
    if length > limits.megabytes * 1_000_000:
        raise OverLimitError(f"it has {length // 1_000_000:,} MB", f"{limits.megabytes:,} MB", "MEGABYTES")


def _check_packed(data: bytes, kind: FileKind, limits: Limits) -> None:
    cells = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Python unpacks no more of a part than the archive says it holds.
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked > limits.unpacked_megabytes * 1_000_000:
                size = f"it unpacks to {unpacked // 1_000_000:,} MB"
                raise OverLimitError(size, f"{limits.unpacked_megabytes:,} MB", "UNPACKED_MEGABYTES")
            for name in archive.namelist():
                if kind is FileKind.XLSX and _SHEET.fullmatch(name):
                    sheet = archive.read(name)
                    cells += _count(_SHEET_CELL, sheet) + sum(
                        _area(*found.groups()) for found in _MERGED.finditer(sheet)
                    )
                elif kind is FileKind.DOCX and name == "word/document.xml":
                    cells += _count(_WORD_CELL, archive.read(name))
    except ZIP_DAMAGE as error:
        raise UnreadableDocumentError(f"a damaged Office file ({error}): download it again") from error
    _check_cells(cells, limits)


def _check_cells(cells: int, limits: Limits) -> None:
    if cells > limits.cells:
        raise OverLimitError(f"its tables have {cells:,} cells", f"{limits.cells:,}", "CELLS")


def _count(pattern: re.Pattern[bytes], data: bytes) -> int:
    return sum(1 for _ in pattern.finditer(data))


def _area(first_column: bytes, first_row: bytes, last_column: bytes, last_row: bytes) -> int:
    """How many cells a merged one covers: each is made one when a sheet is read."""
    across = abs(_column(last_column) - _column(first_column)) + 1
    return across * (abs(int(last_row) - int(first_row)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
