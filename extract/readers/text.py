"""Read Markdown and plain text."""

from __future__ import annotations

import re

from extract.model.document import Document, assemble
from extract.readers.lines import parse_lines
from extract.readers.visible import visible

# Comments, and what Markdown strikes through ("~~March~~ June") or its HTML does; a line's own "~~~" is a fence.
_UNSEEN = re.compile(
    r"<!--.*?--> ?|~~(?=[^\s~])[^~\n]*(?<=[^\s~])~~ ?|<(del|s|strike)>.*?</\1> ?", re.DOTALL | re.IGNORECASE
)


def read_text(data: bytes, *, is_markdown: bool) -> Document:
    """Read Markdown or plain text; form feeds part pages, otherwise it is one page.

    Both are read by the same rules, since text files from converters mix them. Bytes that are not UTF-8 (or UTF-16
    with a byte order mark) are taken for Windows-1252, as British councils' older systems write it.
    """
    text = _UNSEEN.sub("", visible(decode(data)).replace("\r\n", "\n"))
    pages = [page.splitlines() for page in text.split("\f")]
    if len(pages) > 1 and not any(line.strip() for line in pages[-1]):
        pages.pop()  # a form feed ends the last page
    media_type = "text/markdown" if is_markdown else "text/plain"
    return assemble(parse_lines(pages), media_type=media_type, page_count=len(pages))


def decode(data: bytes) -> str:
    """Bytes as text: by byte order mark, else UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
