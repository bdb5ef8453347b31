"""Read Excel workbooks (.xlsx): every visible sheet is a page of rows under the sheet's name."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.model.document import Cell, Document, Draft, Kind, ReadingProblem, assemble, squash
from extract.model.errors import UnreadableDocumentError
from extract.readers.damage import DAMAGE, told
from extract.readers.xlsx_values import cell_text, is_no_date

# A formula without the result that Excel stores beside it: a program wrote the file and nobody opened it since.
_NO_RESULT = re.compile(rb"<f(?:>[^<]*</f>|\s[^>]*>[^<]*</f>|[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
# A problem names this many cells and counts the others.
_NAMED = 8


def read_xlsx(data: bytes) -> Document:
    """Read a workbook; page n is the nth visible sheet.

    Cells hold what a reader sees: the stored result of a formula, dates in words ("1 March 2022", or "March 2022"
    where the cell shows no day), numbers in their format. Hidden sheets, rows and columns and text struck through are
    left out. The first row wholly in bold is a sheet's header row. A formula without a stored result and a number shown
    as a day of 1900 are problems. Raises `UnreadableDocumentError` for a damaged file.
    """
    try:
        # Merged cells are known only outside of read-only mode; a plan of 1,500 rows takes about a second.
        workbook = load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
        problems = [*_without_results(data), *_without_dates(workbook)]
        title = squash(workbook.properties.title or "")
    except DAMAGE as error:
        raise UnreadableDocumentError(f"a damaged Excel file ({told(error)}): download it again") from error
    sheets = _visible_sheets(workbook)
    drafts = [draft for page, sheet in enumerate(sheets, start=1) for draft in _sheet(sheet, page)]
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    pages = max(len(sheets), 1)
    return assemble(drafts, media_type=media_type, page_count=pages, title=title or None, problems=problems)


def _visible_sheets(workbook: Workbook) -> list[Worksheet]:
    return [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]


def _sheet(sheet: Worksheet, page: int) -> Iterator[Draft]:
    yield Draft(Kind.HEADING, sheet.title, page, level=1)
    spans = dict(_spans(sheet))
    hidden = _hidden_columns(sheet)
    # A table's style or a rule may fill any cell.
    is_bare = not sheet.tables and not list(sheet.conditional_formatting)
    has_header = False
    for number, row in _rows(sheet):
        if sheet.row_dimensions[number].hidden:
            continue
        placed: list[tuple[SheetCell, int, int]] = []
        for column, cell in enumerate(row, start=1):
            if (number, column) in spans:
                placed.append(spans[number, column])
            elif isinstance(cell, SheetCell):  # of merged cells the first alone is one
                placed.append((cell, 1, 1))
        # A merged cell is seen where any of its columns is.
        placed = [
            (cell, across, down)
            for cell, across, down in placed
            if not hidden.issuperset(range(cell.column, cell.column + across))
        ]
        shown = [cell for cell, _, _ in placed]
        cells = [_cell(cell, across, down, is_bare=is_bare) for cell, across, down in placed]
        bold = [bool(cell.font.b) for cell, read in zip(shown, cells, strict=True) if read.text]
        while cells and not cells[-1].text and cells[-1].fill is None:
            cells.pop()
        if not bold:
            continue
        is_header = not has_header and len(bold) > 1 and all(bold)
        has_header = has_header or is_header
        yield Draft(Kind.ROW, "", page, cells=tuple(cells), table=page, is_header=is_header)


def _spans(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], tuple[SheetCell, int, int]]]:
    """By the first row it is seen in and its column: each merged cell with its columns and the rows of it that are seen."""
    for area in sheet.merged_cells.ranges:
        seen = [row for row in range(area.min_row, area.max_row + 1) if not sheet.row_dimensions[row].hidden]
        first = sheet.cell(area.min_row, area.min_col)
        if seen and isinstance(first, SheetCell):
            yield (seen[0], area.min_col), (first, area.max_col - area.min_col + 1, len(seen))


def _rows(sheet: Worksheet) -> Iterator[tuple[int, list[SheetCell | MergedCell]]]:
    """The rows that have cells by number, each up to its last; a sheet with a cell in its last corner has but one row more."""
    filled: dict[int, int] = {}
    for row, column in sheet._cells:
        filled[row] = max(filled.get(row, 0), column)
    for row in sorted(filled):
        yield row, [sheet.cell(row, column) for column in range(1, filled[row] + 1)]


def _hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """The numbers of the hidden columns, from 1; neighbours that look alike are stored as one."""
    return frozenset(
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min and dimension.max
        for number in range(dimension.min, min(dimension.max, sheet.max_column) + 1)
    )


def _cell(cell: SheetCell, col_span: int, row_span: int, *, is_bare: bool) -> Cell:
    is_unseen = cell.font.strike or (is_bare and _is_white_on_white(cell))
    text = "" if is_unseen else cell_text(cell.value, cell.number_format)
    return Cell(text, cell.column - 1, col_span, row_span, _fill(cell))


def _is_white_on_white(cell: SheetCell) -> bool:
    """Whether a cell's words have the colour of the sheet, since nothing fills the cell itself."""
    colour = cell.font.color
    is_white = colour is not None and colour.type == "rgb" and str(colour.rgb)[-6:].upper() == "FFFFFF"
    return is_white and cell.fill.fill_type is None


def _fill(cell: SheetCell) -> str | None:
    """A solid background as six hexadecimal digits; theme colours are not resolved."""
    fill = cell.fill
    if fill is None or fill.fill_type != "solid" or fill.fgColor.type != "rgb":
        return None
    return str(fill.fgColor.rgb)[-6:].lower()


def _without_results(data: bytes) -> Iterator[ReadingProblem]:
    """Formulas whose result is not in the file, told by their cells; the file is read again only where there are any."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        if not any(_NO_RESULT.search(archive.read(name)) for name in sheets):
            return
    results = load_workbook(io.BytesIO(data), data_only=True)
    for sheet in _visible_sheets(load_workbook(io.BytesIO(data))):
        places = [
            cell.coordinate
            for _, row in _rows(sheet)
            for cell in row
            if cell.data_type == "f" and results[sheet.title][cell.coordinate].value is None
        ]
        if places:
            yield ReadingProblem(
                "formula_without_value",
                f"sheet {sheet.title}: the result of the formula in {_named(places)} is not in the file: "
                "open it in Excel, save it and ingest it again",
            )


def _without_dates(workbook: Workbook) -> Iterator[ReadingProblem]:
    """Numbers under a date's format, told by their cells."""
    for sheet in _visible_sheets(workbook):
        places = [
            cell.coordinate
            for _, row in _rows(sheet)
            for cell in row
            if cell.value is not None and is_no_date(cell.value, cell.number_format)
        ]
        if places:
            yield ReadingProblem(
                "number_as_date",
                f"sheet {sheet.title}: {_named(places)} shows a day of 1900, which is a number under a date's format: "
                "no date was read there",
            )


def _named(places: list[str]) -> str:
    more = len(places) - _NAMED
    return ", ".join(places[:_NAMED]) + (f" and {more} more" if more > 0 else "")
