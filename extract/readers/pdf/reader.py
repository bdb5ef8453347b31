"""A PDF file's bytes to a `Document`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from extract.model.document import Cell, Document, Draft, Kind, assemble, squash
from extract.model.errors import UnreadableDocumentError
from extract.model.limits import DEFAULT_LIMITS, Limits, OverLimitError
from extract.model.ocr import Recogniser
from extract.readers.pdf.breaks import continues, join_pieces, rejoin
from extract.readers.pdf.cells import CELL_PADDING, CellPieces, PagePiece, TablePieces
from extract.readers.pdf.furniture import without_furniture
from extract.readers.pdf.hyphens import Hyphens
from extract.readers.pdf.layout import Measure, TextPiece, find_pieces, measure
from extract.readers.pdf.lines import Line
from extract.readers.pdf.page import PageGeometry, page_geometry
from extract.readers.pdf.scans import read_scan
from extract.readers.pdf.tables import BoxTable, cell_lines, fill_of, middle, ruled_tables
from extract.readers.pdf.text_columns import TextRegion, reading_order
from extract.readers.pdf.unread import FONT, OCR, needs_ocr, reading_problems
from extract.readers.pdf.unruled import UnruledTable, cut_lines, unruled_tables
from extract.readers.visible import visible

MEDIA_TYPE = "application/pdf"
Plain = Callable[[str], str]  # a piece's text as it is stored


def read_pdf(data: bytes, limits: Limits = DEFAULT_LIMITS, recognise: Recogniser | None = None) -> Document:
    """Read a PDF into blocks: headings, paragraphs, bullets and table rows, without running headers and footers.

    What a page break cut is one block, on the page where it begins. Pages without text are read off their pictures by
    `recognise`, where there is one; the document's `ocr_pages` are those. Raises `UnreadableDocumentError` for a file that
    is corrupt, needs a password, or holds no text (a scan), `OverLimitError` for one with more pages than `limits` allow;
    where some pages are without text, the document's problems say which.
    """
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(_reason(error)) from error
    try:
        if len(pdf) > limits.pages:
            raise OverLimitError(f"it has {len(pdf):,} pages", f"{limits.pages:,}", "PAGES")
        title = pdf.get_metadata_value("Title") or None
        pages = without_furniture([page_geometry(pdf, index) for index in range(len(pdf))])
        scans = _read_scans(pdf, pages, recognise) if recognise else {}
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(f"damaged PDF ({error}): fetch it again or ask its publisher") from error
    finally:
        pdf.close()
    if scans:
        # A scan's running headers are known once all of its pages are.
        cleaned = without_furniture([scans.get(page.number, page) for page in pages])
        pages = [new if new.number in scans else page for new, page in zip(cleaned, pages, strict=True)]
    if not any(page.lines for page in pages):
        why = f"no text that can be read: {FONT}" if any(page.unknown for page in pages) else "scanned pages?"
        raise UnreadableDocumentError(f"no text in this PDF ({why}): {OCR}")
    gauge = measure(line for page in pages for line in page.lines)
    items = rejoin(list(_all_pages(pages, gauge)))
    document = assemble(
        _drafts(items),
        media_type=MEDIA_TYPE,
        page_count=len(pages),
        title=title,
        problems=reading_problems(pages, scans),
    )
    return replace(document, ocr_pages=tuple(sorted(scans)))


def _read_scans(
    pdf: pdfium.PdfDocument, pages: Sequence[PageGeometry], recognise: Recogniser
) -> dict[int, PageGeometry]:
    """The pages that show text their file does not hold and that could be read off their pictures, by number."""
    read = (read_scan(pdf, page, recognise) for page in pages if needs_ocr(page))
    return {page.number: page for page in read if page.lines}


def _reason(error: pdfium.PdfiumError) -> str:
    if "password" in str(error).lower():
        return "the PDF is encrypted and needs a password: ask its publisher for an open copy"
    return "not a whole PDF (corrupt or cut short): fetch it again"


def _all_pages(pages: Sequence[PageGeometry], gauge: Measure) -> Iterator[list[PagePiece]]:
    """The items of each page; a table without rules may go on from the page before."""
    edges: tuple[float, ...] | None = None
    for page in pages:
        unruled = unruled_tables(page, gauge, edges)
        edges = unruled[-1].pieces.columns if unruled else None
        items: list[PagePiece] = []
        rest = page
        for table in unruled:
            before = [line for line in rest.lines if line.first_char < table.first_char]
            after = [line for line in rest.lines if line.first_char >= table.first_char]
            items.extend(_page_items(replace(rest, lines=tuple(_outside(before, table)), gapped=()), gauge))
            items.append(table.pieces)
            rest = replace(rest, lines=tuple(_outside(after, table)), gapped=())
        items.extend(_page_items(rest, gauge))
        yield items


def _outside(lines: Sequence[Line], table: UnruledTable) -> Iterator[Line]:
    return (line for line in lines if line.first_char not in table.characters)


def _page_items(page: PageGeometry, gauge: Measure) -> Iterator[PagePiece]:
    """A page's blocks and tables in the file's order, each table where its first line stands."""
    tables = ruled_tables(page)
    if not tables:
        yield from _free_pieces(page, gauge)
        return
    by_table: dict[int, list[Line]] = {}
    order: list[list[Line] | int] = []
    for line in page.lines:
        index = next((i for i, table in enumerate(tables) if table.holds(*middle(line))), None)
        if index is None:
            if order and isinstance(order[-1], list):
                order[-1].append(line)
            else:
                order.append([line])
        elif index in by_table:
            by_table[index].append(line)
        else:
            by_table[index] = [line]
            order.append(index)
    free = [line for part in order if isinstance(part, list) for line in part]
    width = _width(free, page)
    for part in _from_top(order, tables):
        if isinstance(part, list):
            yield from _in_columns(reading_order(part), part, page, gauge, width)
        else:
            yield _table_pieces(tables[part], by_table[part], page, gauge)


def _from_top(order: Sequence[list[Line] | int], tables: Sequence[BoxTable]) -> list[list[Line] | int]:
    """Texts and tables in the file's order, but for a text that stands wholly above a table which the file has first:
    some programs write what is set in columns last."""
    ordered: list[list[Line] | int] = []
    for part in order:
        at = len(ordered)
        if isinstance(part, list):
            foot = min(line.y for line in part)
            while at and _top(ordered[at - 1], tables) <= foot:
                at -= 1
            if not any(isinstance(other, int) for other in ordered[at:]):
                at = len(ordered)
        ordered.insert(at, part)
    return ordered


def _free_pieces(page: PageGeometry, gauge: Measure) -> Iterator[TextPiece]:
    """The blocks of a page without ruled tables."""
    regions = reading_order(cut_lines(page) or page.lines)
    yield from _in_columns(regions, page.lines, page, gauge, _width(page.lines, page))


def _top(part: list[Line] | int, tables: Sequence[BoxTable]) -> float:
    return tables[part].y1 if isinstance(part, int) else max(line.y for line in part)


def _in_columns(
    regions: Sequence[TextRegion], lines: Sequence[Line], page: PageGeometry, gauge: Measure, full: tuple[float, float]
) -> Iterator[TextPiece]:
    """The blocks of text: column after column where it is set so, a sentence that a column's end cut made whole. `full`
    is how wide the text of the page is."""
    if len(regions) == 1:
        yield from find_pieces(lines, page.number, gauge, width=full, narrow=False)
        return
    last: TextPiece | None = None
    for region in regions:
        width = _width(region.lines, page) if region.is_column else full
        for piece in find_pieces(region.lines, page.number, gauge, width=width, narrow=False):
            if last is not None and region.is_column and continues(last, piece) and piece.text[:1].islower():
                last = join_pieces(last, piece)
                continue
            if last is not None:
                yield last
            last = piece
    if last is not None:
        yield last


def _width(lines: Sequence[Line], page: PageGeometry) -> tuple[float, float]:
    """How far the text outside tables reaches to the left and the right."""
    return min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=page.width)


def _table_pieces(table: BoxTable, lines: Sequence[Line], page: PageGeometry, gauge: Measure) -> TablePieces:
    rows: dict[int, list[CellPieces]] = {}
    for box, inside in cell_lines(table, lines).items():
        pieces = find_pieces(inside, page.number, gauge, width=(box.x0, box.x1 - CELL_PADDING), narrow=True)
        rows.setdefault(box.row, []).append(
            CellPieces(tuple(pieces), box.column, box.col_span, box.row_span, fill_of(box, page.fills))
        )
    filled = [tuple(row) for row in rows.values() if any(cell.pieces for cell in row)]
    return TablePieces(page.number, table.columns, tuple(filled), tuple(page.number for _ in filled))


def _drafts(items: Sequence[PagePiece]) -> Iterator[Draft]:
    """Drafts of all items. A box with one cell is a frame round ordinary text, not a table; its blocks keep the mark of
    the box they came from."""
    sizes = sorted(
        {piece.size for piece in items if isinstance(piece, TextPiece) and piece.kind is Kind.HEADING}, reverse=True
    )
    hyphens = Hyphens(piece.text for piece in _pieces(items))

    def plain(text: str) -> str:
        return squash(visible(hyphens.resolve(text)))

    for index, item in enumerate(items):
        if isinstance(item, TextPiece):
            yield _piece_draft(item, sizes, plain)
        elif len(item.rows) == 1 and len(item.rows[0]) == 1:
            for piece in item.rows[0][0].pieces:
                yield _piece_draft(piece, sizes, plain, table=index)
        else:
            yield from _row_drafts(item, index, plain)


def _pieces(items: Sequence[PagePiece]) -> Iterator[TextPiece]:
    for item in items:
        if isinstance(item, TextPiece):
            yield item
        else:
            yield from (piece for row in item.rows for cell in row for piece in cell.pieces)


def _piece_draft(piece: TextPiece, sizes: Sequence[float], plain: Plain, table: int | None = None) -> Draft:
    level = piece.level
    if piece.kind is Kind.HEADING:
        level = sizes.index(piece.size) + 1 if piece.size in sizes else len(sizes) + 1
    return Draft(
        kind=piece.kind,
        text=plain(piece.text),
        page=piece.page,
        level=level,
        marker=piece.marker,
        table=table,
        is_bold=piece.is_bold,
    )


def _row_drafts(table: TablePieces, index: int, plain: Plain) -> Iterator[Draft]:
    page = table.page
    for number, (row, row_page) in enumerate(zip(table.rows, table.row_pages, strict=True)):
        page = max(page, row_page)
        filled = [piece for cell in row for piece in cell.pieces]
        yield Draft(
            kind=Kind.ROW,
            text="",
            page=page,
            table=index,
            cells=tuple(
                Cell(
                    "\n".join(plain(piece.text) for piece in cell.pieces),
                    cell.column,
                    cell.col_span,
                    cell.row_span,
                    cell.fill,
                )
                for cell in row
            ),
            is_header=number == 0 and all(piece.is_bold for piece in filled),
            is_bold=all(piece.is_bold for piece in filled),
        )
