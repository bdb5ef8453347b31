"""What the libraries for Office files raise for a damaged one; none of them has errors of its own for it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from docx.opc.exceptions import PackageNotFoundError
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

DAMAGE = (
    InvalidFileException, PackageNotFoundError, ParseError, etree.LxmlError, zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, OSError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, NotImplementedError, AssertionError,
)  # fmt: skip


def told(error: Exception) -> str:
    """The error in a line for people; a bare key or number says nothing without its kind."""
    words = " ".join(str(error).split())[:200]
    return words if " " in words else f"{type(error).__name__} {words}".strip()
