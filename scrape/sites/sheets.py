"""Rows of published data files, as text: CSV, XLSX and ODS, in which Ofsted publishes its tables."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree
from openpyxl import load_workbook

from scrape.errors import SiteChangedError

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# A cell repeated more often than this is the empty rest of a row.
_MOST_COLUMNS = 200

Sheet = list[list[str]]


def read_sheets(content: bytes, url: str) -> Iterator[Sheet]:
    """Every sheet of a data file; dates as ISO text, numbers without a needless ".0". Raises `SiteChangedError`."""
    try:
        if not content.startswith(b"PK"):
            yield list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        elif "content.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist():
            yield from _read_ods(content)
        else:
            yield from _read_xlsx(content)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise SiteChangedError(
            f"{url}: neither CSV, XLSX nor ODS ({error}): look at scrape/patterns/statistics.yml."
        ) from None


def _read_xlsx(content: bytes) -> Iterator[Sheet]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield [[_as_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    book.close()


def _read_ods(content: bytes) -> Iterator[Sheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # A file from outside: no entities, no network.
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(archive.read("content.xml"), parser)
    for table in root.iter(f"{{{_TABLE}}}table"):
        yield [_ods_row(row) for row in table.iter(f"{{{_TABLE}}}table-row")]


def _ods_row(row: etree._Element) -> list[str]:
    values: list[str] = []
    for cell in row.iterchildren(f"{{{_TABLE}}}table-cell", f"{{{_TABLE}}}covered-table-cell"):
        day = cell.get(f"{{{_OFFICE}}}date-value")
        number = cell.get(f"{{{_OFFICE}}}value")
        text = " ".join("".join(str(each) for each in part.itertext()) for part in cell.iterchildren(f"{{{_TEXT}}}p"))
        value = day[:10] if day else _plain_number(number) if number else text
        values += [value] * min(int(cell.get(f"{{{_TABLE}}}number-columns-repeated", "1")), _MOST_COLUMNS)
    return values


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else _plain_number(str(value))


def _plain_number(text: str) -> str:
    return text.removesuffix(".0")
