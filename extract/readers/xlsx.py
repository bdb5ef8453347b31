"""Read Excel workbooks (.xlsx): every visible sheet is a page of rows under the sheet's name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from extract.model.document import Cell, Document, Draft, Kind, assemble, squash
from extract.model.errors import UnreadableDocumentError


def read_xlsx(data: bytes) -> Document:
    """Read a workbook; page n is the nth visible sheet.

    Cells hold what a reader sees: the stored result of a formula, dates in words ("1 March 2022", or "March 2022"
    where the cell shows no day), percentages with their sign. The first row wholly in bold is a sheet's header row.
    Raises `UnreadableDocumentError` for a damaged file.
    """
    try:
        # Merged cells are known only outside of read-only mode; a plan of 1,500 rows takes about a second.
        workbook = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, ParseError) as error:
        raise UnreadableDocumentError(f"a damaged Excel file ({error}): download it again") from error
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    drafts = [draft for page, sheet in enumerate(sheets, start=1) for draft in _sheet(sheet, page)]
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    title = squash(workbook.properties.title or "")
    return assemble(drafts, media_type=media_type, page_count=max(len(sheets), 1), title=title or None)


def _sheet(sheet: Worksheet, page: int) -> Iterator[Draft]:
    yield Draft(Kind.HEADING, sheet.title, page, level=1)
    spans = {
        (area.min_row, area.min_col): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }
    has_header = False
    for row in sheet.iter_rows():
        cells = []
        bold = []
        for cell in row:
            if isinstance(cell, MergedCell) or not isinstance(cell, SheetCell):
                continue
            col_span, row_span = spans.get((cell.row, cell.column), (1, 1))
            text, fill = cell_text(cell.value, cell.number_format), _fill(cell)
            cells.append(Cell(text, cell.column - 1, col_span, row_span, fill))
            if text:
                bold.append(bool(cell.font.b))
        while cells and not cells[-1].text and cells[-1].fill is None:
            cells.pop()
        if not any(cell.text for cell in cells):
            continue
        is_header = not has_header and len(bold) > 1 and all(bold)
        has_header = has_header or is_header
        yield Draft(Kind.ROW, "", page, cells=tuple(cells), table=page, is_header=is_header)


def cell_text(value: object, number_format: str) -> str:
    """A cell's value as a reader sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime | date):
        shows_day = "d" in number_format.lower()
        return f"{value.day} {value:%B %Y}" if shows_day else f"{value:%B %Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        if "%" in number_format:
            return f"{round(value * 100, 2):g}%"
        return f"{round(value, 6):.15g}"
    return "\n".join(squash(line) for line in str(value).split("\n") if line.strip())


def _fill(cell: SheetCell) -> str | None:
    """A solid background as six hexadecimal digits; theme colours are not resolved."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid" or fill.fgColor.type != "rgb":
        return None
    return str(fill.fgColor.rgb)[-6:].lower()
