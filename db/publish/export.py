"""Exports every public table as files that other programs read, described by a Frictionless `datapackage.json`."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from db.sqlite.connect import open_readonly
from scrape.files import replacing

FORMATS = ("csv", "json", "xlsx")
METADATA = Path(__file__).parents[2] / "metadata.yml"
WORKBOOK = "sendkb.xlsx"
LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
# Excel holds no more in one cell.
CELL_LIMIT = 32_767
_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Control characters that no spreadsheet file may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class ExportTable:
    """A table or view with its columns (name and SQLite type) and keys."""

    name: str
    columns: tuple[tuple[str, str], ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[str, str, str], ...] = ()  # column, other table, its column


@dataclass(frozen=True)
class ExportReport:
    """What was written, and what a format could not hold."""

    files: tuple[Path, ...]
    rows: int
    problems: tuple[str, ...] = ()


def export(
    database: Path,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    *,
    progress: Callable[[Iterable[ExportTable], int], Iterable[ExportTable]] | None = None,
) -> ExportReport:
    """Write the database's tables to `folder` in the formats asked for, and `datapackage.json` that describes them.

    One file a table (csv, json), one workbook with a sheet a table (xlsx). Files of an earlier export are replaced one
    by one, each whole. Raises `NoDatabaseError` where nothing has been built.
    """
    descriptions = read_descriptions(METADATA)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    problems: list[str] = []
    rows = 0
    with closing(open_readonly(database)) as connection:
        tables = public_tables(connection)
        for table in progress(tables, len(tables)) if progress else tables:
            rows += connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
            for kind, write in (("csv", _write_csv), ("json", _write_json)):
                if kind in formats:
                    path = folder / f"{table.name}.{kind}"
                    with replacing(path) as fresh:
                        write(connection, table, fresh)
                    written.append(path)
        if "xlsx" in formats:
            with replacing(folder / WORKBOOK) as fresh:
                problems = _write_workbook(connection, tables, fresh)
            written.append(folder / WORKBOOK)
        package = describe_package(connection, tables, formats, descriptions)
    with replacing(folder / "datapackage.json") as fresh:
        fresh.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return ExportReport((*written, folder / "datapackage.json"), rows, tuple(problems))


def public_tables(connection: sqlite3.Connection) -> list[ExportTable]:
    """Every table but SQLite's own and those that only serve searching, in order of name."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND name NOT LIKE '%\\_fts' ESCAPE '\\' AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY name"
    )
    return [_describe_table(connection, name) for (name,) in names.fetchall()]


def _describe_table(connection: sqlite3.Connection, name: str) -> ExportTable:
    columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    return ExportTable(
        name,
        tuple((column[1], column[2]) for column in columns),
        tuple(column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5]),
        tuple(sorted((key[3], key[2], key[4]) for key in keys)),
    )


def _rows(connection: sqlite3.Connection, table: ExportTable) -> sqlite3.Cursor:
    return connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')


def _write_csv(connection: sqlite3.Connection, table: ExportTable, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(name for name, _ in table.columns)
        writer.writerows(_rows(connection, table))


def _write_json(connection: sqlite3.Connection, table: ExportTable, path: Path) -> None:
    names = [name for name, _ in table.columns]
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for position, row in enumerate(_rows(connection, table)):
            record = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            file.write(("," if position else "") + "\n" + record)
        file.write("\n]\n")


def _write_workbook(connection: sqlite3.Connection, tables: Sequence[ExportTable], path: Path) -> list[str]:
    """One sheet a table; gives what a spreadsheet cannot hold, which is cut there and whole in csv and json."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    problems = []
    workbook = Workbook(write_only=True)
    for table in tables:
        sheet = workbook.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.append([name for name, _ in table.columns])
        cut = 0
        for row in _rows(connection, table):
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
        if cut:
            problems.append(f"{WORKBOOK}: {cut} text(s) of {table.name} are cut at Excel's limit: use csv or json")
    workbook.save(path)
    return problems


def describe_package(
    connection: sqlite3.Connection,
    tables: Sequence[ExportTable],
    formats: Sequence[str],
    descriptions: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """The Frictionless description of an export: a resource a file, with types, keys and what every column means."""
    info = dict(connection.execute("SELECT key, value FROM build_info"))
    kinds = [kind for kind in ("csv", "json") if kind in formats]
    resources = [
        _describe_resource(table, kind, descriptions.get(table.name, {}), is_only=len(kinds) == 1)
        for table in tables
        for kind in kinds
    ]
    if "xlsx" in formats:
        resources.append(
            {
                "name": "workbook",
                "title": "All tables, one sheet each",
                "path": WORKBOOK,
                "format": "xlsx",
                "mediatype": _MEDIA_TYPES["xlsx"],
            }
        )
    return {
        "name": "sendkb",
        "title": "SEND inspections, weaknesses and what followed, England",
        "description": 'Published inspection documents as data. Rows with text_origin "paraphrase" are in this '
        "project's words, all others quote the document and page they name.",
        "version": info.get("version", ""),
        "created": info.get("built_at", ""),
        "licenses": [LICENCE],
        "resources": resources,
    }


def _describe_resource(
    table: ExportTable, kind: str, description: Mapping[str, Any], *, is_only: bool
) -> dict[str, Any]:
    texts = description.get("columns", {})
    fields = []
    for name, sqlite_type in table.columns:
        field = {"name": name, "type": _TYPES.get(sqlite_type, "any")}
        if name in texts:
            field["description"] = texts[name]
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": _resource_name(other, kind, is_only=is_only), "fields": [other_column]},
            }
            for column, other, other_column in table.foreign_keys
        ]
    resource = {
        "name": _resource_name(table.name, kind, is_only=is_only),
        "path": f"{table.name}.{kind}",
        "profile": "tabular-data-resource",
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        "encoding": "utf-8",
        "schema": schema,
    }
    for key in ("title", "description"):
        if key in description:
            resource[key] = description[key]
    return resource


def _resource_name(table: str, kind: str, *, is_only: bool) -> str:
    """A package's resource names are unique, so that a table in two formats has the format in its name."""
    return table if is_only else f"{table}-{kind}"


def read_descriptions(metadata: Path) -> dict[str, dict[str, Any]]:
    """What metadata.yml says of the tables of database `send`: titles, descriptions, columns."""
    content = yaml.safe_load(metadata.read_text("utf-8")) if metadata.exists() else {}
    tables: dict[str, dict[str, Any]] = content.get("databases", {}).get("send", {}).get("tables", {})
    return tables
