"""The model every reader produces and every extractor reads: a document as blocks with pages and character spans.

Spans have one law, which the database's verbatim check relies on. The stored text of a page is the text of its blocks
joined by line feeds. A span is counted from the start of a page's stored text and may run on into the following pages,
whose texts follow each other with a line feed between. A block that goes over a page break belongs to the page on which
it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from extract.model.errors import UnreadableDocumentError

# Glyphs that inspectorates' and councils' documents use as bullets, some of them detached from their text by converters.
# The last row are symbol fonts' characters, which have no other name in the file (Wingdings: tick, diamonds, squares, arrows).
BULLET_GLYPHS = (
    "•◼▪■●○◦◆◇□▫‣⁃∙·➢➤►▶✓✔❖☐☑☒❑❒◻◾➔➜✦✧"
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf0fb\uf0fe\uf0a8\uf076\uf075\uf06e\uf06f\uf071\uf072\uf0e0\uf0e8\uf0c4\uf0d2\uf09f\uf0a1\uf0a2\uf0ae\uf02d"
)


class Kind(StrEnum):
    """What a block is; the values are those of `passages.kind`."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row. `column` counts from 0 over the grid, merged cells counted by their spans.

    `char_start`/`char_end` are offsets in the page's stored text, like a block's. `fill` is the background colour as
    six lower-case hex digits where the source gives one (RAG ratings are often only a colour).
    """

    text: str
    column: int
    col_span: int = 1
    row_span: int = 1
    fill: str | None = None
    char_start: int = 0
    char_end: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A block as a reader sees it, before pages and spans are laid out by `assemble`."""

    kind: Kind
    text: str
    page: int = 1
    level: int = 0
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    is_header: bool = False
    is_bold: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, bullet or table row.

    `text` holds the bullet's glyph or number as printed (`marker`), so that a page's stored text reads as the page does;
    `body` is the text without it. `level` is the heading's level (1 is the highest, 0 unknown) or the bullet's nesting
    (0 outermost). Rows of one table share `table`; `cells` is empty for other kinds. `is_bold` is true where the whole
    block is bold, `is_link` where it is nothing but a link (a download, a way to another page).
    """

    kind: Kind
    text: str
    page: int
    seq: int
    char_start: int
    char_end: int
    level: int = 0
    marker: str = ""
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    is_header: bool = False
    is_bold: bool = False
    is_link: bool = False

    @property
    def body(self) -> str:
        """The text without the leading bullet glyph or number."""
        return self.text[self.body_start - self.char_start :]

    @property
    def body_start(self) -> int:
        """Where `body` begins in the page's stored text."""
        if not self.marker or not self.text.startswith(self.marker):
            return self.char_start
        rest = self.text[len(self.marker) :]
        return self.char_start + len(self.marker) + len(rest) - len(rest.lstrip())


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim passage: `text` is the stored text of the span with runs of white space made one space."""

    text: str
    page: int
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something in a file that its reader could not read, for `problems`: a short code, and what is wrong and to be done."""

    error: str
    message: str


@dataclass(frozen=True)
class Document:
    """A document as read: its blocks in reading order, what the file says of itself, and what in it could not be read."""

    blocks: tuple[Block, ...]
    media_type: str
    page_count: int
    title: str | None = None
    site: str | None = None  # the web site's name, which a page's window bears behind its title
    page_texts: tuple[str, ...] = field(default=(), repr=False)
    problems: tuple[ReadingProblem, ...] = ()
    ocr_pages: tuple[int, ...] = ()  # numbers of the pages whose text was read off their pictures

    @cached_property
    def text(self) -> str:
        """The whole stored text, pages joined by line feeds."""
        return "\n".join(self.page_texts)

    @cached_property
    def _page_starts(self) -> tuple[int, ...]:
        starts, at = [], 0
        for text in self.page_texts:
            starts.append(at)
            at += len(text) + 1
        return tuple(starts)

    def page_offset(self, page: int) -> int:
        """Where page `page` (from 1) begins in `text`."""
        return self._page_starts[page - 1]

    def quote(self, page: int, char_start: int, char_end: int) -> Quote:
        """The quote at a span counted from the start of `page`; it may run on into later pages.

        White space at either end of the span is left out, so that equal findings have equal spans.
        """
        offset = self._page_starts[page - 1]
        raw = self.text[offset + char_start : offset + char_end]
        char_start += len(raw) - len(raw.lstrip())
        raw = raw.strip()
        return Quote(squash(raw), page, char_start, char_start + len(raw))

    def quote_blocks(self, blocks: Sequence[Block]) -> Quote:
        """The quote from the body of the first block to the end of the last; they must follow each other."""
        first, last = blocks[0], blocks[-1]
        shift = self._page_starts[last.page - 1] - self._page_starts[first.page - 1]
        return self.quote(first.page, first.body_start, last.char_end + shift)

    def quote_cell(self, block: Block, cell: Cell) -> Quote:
        """The quote of one table cell."""
        return self.quote(block.page, cell.char_start, cell.char_end)

    def find(self, needle: str, *, start: int = 0) -> Iterator[Quote]:
        """Quotes of every place where `needle` stands, white space and letter case aside, from offset `start` on."""
        words = needle.split()
        if not words:
            return
        pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
        for match in pattern.finditer(self.text, start):
            yield self.quote_at(match.start(), match.end())

    def quote_at(self, start: int, end: int) -> Quote:
        """The quote of a span of `text` (offsets over the whole document)."""
        page = self.page_at(start)
        offset = self._page_starts[page - 1]
        return self.quote(page, start - offset, end - offset)

    def page_at(self, offset: int) -> int:
        """The page (from 1) that holds `offset` of `text`."""
        low, high = 0, len(self._page_starts)
        while high - low > 1:
            middle = (low + high) // 2
            if self._page_starts[middle] <= offset:
                low = middle
            else:
                high = middle
        return low + 1


def squash(text: str) -> str:
    """`text` with every run of white space made one space, none at the ends."""
    # Most texts are clean already; white space other than the space is not printable.
    if "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(text.split())


def assemble(
    drafts: Iterable[Draft],
    *,
    media_type: str,
    page_count: int = 1,
    title: str | None = None,
    problems: Sequence[ReadingProblem] = (),
) -> Document:
    """Lay drafts out into a `Document`: numbers them, gives pages their stored text and blocks and cells their spans.

    Drafts come in reading order with pages that never go down. The text of a row is its cells' texts with " | " between.
    Raises `UnreadableDocumentError` where no draft has any text, since nothing could ever be quoted from it.
    """
    lines: list[list[str]] = [[] for _ in range(page_count)]
    at = [0] * page_count
    blocks: list[Block] = []
    for draft in drafts:
        text, cells = _row_text(draft) if draft.kind is Kind.ROW else (draft.text.strip(), ())
        if not text.strip(" |"):
            continue
        index = draft.page - 1
        start = at[index]
        lines[index].append(text)
        at[index] += len(text) + 1
        blocks.append(
            Block(
                kind=draft.kind,
                text=text,
                page=draft.page,
                seq=len(blocks),
                char_start=start,
                char_end=start + len(text),
                level=draft.level,
                marker=draft.marker,
                cells=tuple(
                    Cell(c.text, c.column, c.col_span, c.row_span, c.fill, c.char_start + start, c.char_end + start)
                    for c in cells
                ),
                table=draft.table,
                is_header=draft.is_header,
                is_bold=draft.is_bold,
                is_link=draft.is_link,
            )
        )
    if not blocks:
        raise UnreadableDocumentError(
            "no text in it (a scanned image, or an empty file): find a text version or OCR it"
        )
    return Document(
        blocks=tuple(blocks),
        media_type=media_type,
        page_count=page_count,
        title=title,
        page_texts=tuple("\n".join(page) for page in lines),
        problems=tuple(problems),
    )


def _row_text(draft: Draft) -> tuple[str, tuple[Cell, ...]]:
    """A row's text and its cells with offsets into that text."""
    parts: list[str] = []
    cells: list[Cell] = []
    at = 0
    for cell in draft.cells:
        text = cell.text.strip()
        cells.append(Cell(text, cell.column, cell.col_span, cell.row_span, cell.fill, at, at + len(text)))
        parts.append(text)
        at += len(text) + 3
    return " | ".join(parts), tuple(cells)
