"""An answer as the bytes of a file: JSON for programs, CSV for spreadsheets of any make, XLSX to attach and print."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.publish.tables import LICENCE
from db.publish.workbook import CELL_LIMIT
from db.site.answers.answer import Answer, Table
from db.site.wording import format_date, in_words

# Excel takes a CSV for UTF-8 only where this mark stands before it.
BYTE_ORDER_MARK = "\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME_LIMIT = 31
_NARROWEST, _WIDEST = 9, 70


@dataclass(frozen=True)
class Origin:
    """Where and when an answer was made: the page's address, the day the database was built (ISO), who runs the site."""

    address: str
    built: str | None
    publisher: str = "sendkb"


def to_json(answer: Answer, origin: Origin) -> bytes:
    """Everything the answer holds; a value that is not known is null."""
    content = {
        "title": answer.title,
        "address": origin.address,
        "data_as_of": origin.built,
        "licence": LICENCE,
        "criteria": dict(answer.criteria),
        "facts": dict(answer.facts),
        "notes": list(answer.notes),
        "tables": {
            table.name: [dict(zip(table.columns, table.values(row), strict=True)) for row in table.rows]
            for table in answer.tables
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, default=_as_plain) + "\n").encode()


def to_csv(table: Table) -> bytes:
    """One table, with the byte order mark that Excel asks for; unknown values are empty."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_as_cell(value) for value in table.values(row)] for row in table.rows)
    return text.getvalue().encode()


def to_xlsx(answer: Answer, origin: Origin) -> bytes:
    """A workbook that opens on a cover sheet (question, criteria, figures, source, licence), then a sheet a table."""
    from openpyxl import Workbook

    workbook = Workbook()
    cover = workbook.active
    assert cover is not None  # a new workbook has one sheet
    cover.title = "About"
    _fill_cover(cover, answer, origin)
    names = {"About"}
    for table in answer.tables:
        name = _sheet_name(table.title, names)
        names.add(name)
        _fill_sheet(workbook.create_sheet(name), table)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _fill_cover(sheet: Any, answer: Answer, origin: Origin) -> None:
    from openpyxl.styles import Alignment, Font

    lines: list[tuple[str, Any]] = [(answer.title, None)]
    lines += [(label, value) for label, value in answer.criteria.items()]
    lines += [(words[:1].upper() + words[1:], value) for words, value in _in_words(answer.facts)]
    lines += [("Note", note) for note in answer.notes]
    lines += [
        ("Address", origin.address),
        ("Data as of", format_date(origin.built) if origin.built else None),
        ("Made by", origin.publisher),
        ("Licence", f"{LICENCE['title']}: {LICENCE['path']}"),
        ("Empty cells", "not known, or not applicable; never nought"),
    ]
    for number, (label, value) in enumerate(lines, start=1):
        _write(sheet, number, 1, label).font = Font(bold=True, size=14 if number == 1 else 11)
        _write(sheet, number, 2, value).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _in_words(facts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(in_words(name), value) for name, value in facts.items()]


def _fill_sheet(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    # Codes are for joining tables: they stand last.
    columns = sorted(table.columns, key=lambda column: column.endswith("_id"))
    sheet.append([table.heading(column) for column in columns])
    for number, row in enumerate(table.rows, start=2):
        for place, column in enumerate(columns, start=1):
            value = row.get(column)
            cell = _write(sheet, number, place, _as_cell(value))
            cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
    for place, column in enumerate(columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        longest = max((len(str(row.get(column) or "")) for row in table.rows), default=0)
        width = max(_NARROWEST, min(_WIDEST, max(longest, len(table.heading(column))) + 2))
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write(sheet: Any, row: int, column: int, value: Any) -> Any:
    """Write a cell; a text that begins with "=" is a quotation, not a formula, and may hold no control characters."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _CONTROL.sub(" ", value)[:CELL_LIMIT]
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _sheet_name(title: str, taken: set[str]) -> str:
    name = " ".join(_NOT_IN_SHEET_NAMES.sub(" ", title).split())[:_SHEET_NAME_LIMIT].strip() or "Rows"
    number = 2
    while name in taken:
        name = f"{name[: _SHEET_NAME_LIMIT - 3]} {number}"
        number += 1
    return name


def _as_cell(value: Any) -> Any:
    """Lists as people write them; yes and no in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list | tuple | frozenset | set) else value


def _as_plain(value: Any) -> Any:
    """Sets as sorted lists; JSON knows no other value that an answer may hold."""
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"an answer may not hold {type(value).__name__}")
