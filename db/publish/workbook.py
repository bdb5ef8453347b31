"""The export as one workbook that people can read: it opens on a sheet that says what it is, names stand beside ids."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.publish.tables import LICENCE, ExportTable, rows_of

WORKBOOK = "sendkb.xlsx"
# Excel holds no more in one cell.
CELL_LIMIT = 32_767
# Control characters that no spreadsheet file may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What people look for comes first, the rest by name.
_FIRST = (
    "areas",
    "inspections",
    "weaknesses",
    "strengths",
    "actions",
    "targets",
    "timeline",
    "documents",
    "themes",
    "problems",
)
_NARROWEST, _WIDEST = 10, 60
# So many rows of a table show how wide its columns must be.
_SAMPLE = 200


def write_workbook(
    connection: sqlite3.Connection,
    tables: Sequence[ExportTable],
    path: Path,
    descriptions: Mapping[str, Mapping[str, Any]],
) -> list[str]:
    """One sheet a table; gives what a spreadsheet cannot hold, which is cut there and whole in csv and json."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    ordered = sorted(
        tables, key=lambda table: (_FIRST.index(table.name) if table.name in _FIRST else len(_FIRST), table.name)
    )
    _write_cover(workbook.create_sheet("About"), connection, ordered, descriptions)
    names = dict(connection.execute("SELECT area_id, name FROM areas").fetchall())
    problems = []
    for table in ordered:
        cut = _write_sheet(workbook.create_sheet(table.name), connection, table, names)
        if cut:
            problems.append(f"{WORKBOOK}: {cut} text(s) of {table.name} are cut at Excel's limit: use csv or json")
    workbook.save(path)
    return problems


def _write_cover(
    sheet: Any,
    connection: sqlite3.Connection,
    tables: Sequence[ExportTable],
    descriptions: Mapping[str, Mapping[str, Any]],
) -> None:
    info = dict(connection.execute("SELECT key, value FROM build_info"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    lines = [
        ("About", "SEND inspections, weaknesses and what followed, England"),
        ("Data as of", str(info.get("built_at", ""))[:10]),
        ("Licence", f"{LICENCE['title']}: {LICENCE['path']}"),
        ("Empty cells", "not known, or not applicable; never nought"),
        ("text_origin", "official: a document’s own words; secondary: news and third parties; paraphrase: our words"),
        ("Sheet", "What it holds"),
    ]
    lines += [
        (table.name, str(descriptions.get(table.name, {}).get("description", table.name)).strip()) for table in tables
    ]
    for line in lines:
        sheet.append(line)


def _write_sheet(sheet: Any, connection: sqlite3.Connection, table: ExportTable, areas: Mapping[str, str]) -> int:
    """Write a table, the area's name after its id; gives how many texts were cut."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    columns = [name for name, _ in table.columns]
    # A table that has the name itself needs no second one.
    place = (
        columns.index("area_id") if "area_id" in columns and "area" not in columns and table.name != "areas" else None
    )
    headings = columns if place is None else [*columns[: place + 1], "area", *columns[place + 1 :]]
    rows = list(rows_of(connection, table))
    if place is not None:
        rows = [(*row[: place + 1], areas.get(row[place]), *row[place + 1 :]) for row in rows]
    for number, heading in enumerate(headings):
        longest = max((len(str(row[number])) for row in rows[:_SAMPLE] if row[number] is not None), default=0)
        width = max(_NARROWEST, min(_WIDEST, max(longest, len(heading)) + 2))
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"
    sheet.append(headings)
    cut = 0
    for row in rows:
        cells: list[Any] = []
        for value in row:
            if not isinstance(value, str):
                cells.append(value)
                continue
            cut += len(value) > CELL_LIMIT
            cell = WriteOnlyCell(sheet, value=_CONTROL.sub(" ", value)[:CELL_LIMIT])
            # A text that begins with "=" is a quotation, not a formula.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    return cut
