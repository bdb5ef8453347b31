"""CSV cells that no spreadsheet program takes for a formula.

Excel and LibreOffice run what a CSV cell says where it begins with one of a few signs. Texts of documents are anybody's
words, so that such a cell gets an apostrophe before it, as OWASP advises; numbers stay numbers. JSON and XLSX tell text from
formulas themselves and are left as they are.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")
# One cell with the sign that ends it; the last may lack its sign, and is then not whole yet.
_CELL = re.compile(rb'("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r?\n)')


def make_harmless(text: str) -> str:
    """The text as a CSV cell that nothing runs."""
    return f"'{text}" if _RISKY.match(text) and not _NUMBER.fullmatch(text) else text


def harmless_csv(content: bytes) -> tuple[bytes, bytes]:
    """CSV with every whole cell made harmless, and what follows the last of them: the beginning of a cell, or nothing."""
    made, at = [], 0
    for found in _CELL.finditer(content):
        if found.start() != at:
            # Not CSV as Datasette writes it: better as it came than wrong.
            break
        at = found.end()
        cell = found[1]
        if cell[:2].strip(b'"')[:1] in _SIGNS or cell[:1].isspace() or cell[1:2].isspace():
            cell = _mend(cell)
        made.append(cell + found[2])
    return b"".join(made), content[at:]


_SIGNS = frozenset(bytes([sign]) for sign in b"=+-@\t\r")


def _mend(cell: bytes) -> bytes:
    is_quoted = cell.startswith(b'"')
    text = (cell[1:-1] if is_quoted else cell).decode("utf-8", "surrogateescape")
    mended = make_harmless(text).encode("utf-8", "surrogateescape")
    return b'"%s"' % mended if is_quoted else mended
