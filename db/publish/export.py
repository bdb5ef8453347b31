"""Exports every public table as files that other programs read, described by a Frictionless `datapackage.json`."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from db.publish.package import describe_package
from db.publish.spreadsheet import make_harmless
from db.publish.sqlite_file import write_sqlite
from db.publish.tables import ExportTable, public_tables, rows_of
from db.publish.workbook import WORKBOOK, write_workbook
from db.sqlite.connect import open_readonly
from scrape.files import replacing

FORMATS = ("csv", "json", "xlsx", "sqlite")
METADATA = Path(__file__).parents[2] / "metadata.yml"


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

    One file a table (csv, json), one workbook with a sheet a table (xlsx), the database itself with its metadata (sqlite). Files of an earlier export are replaced one
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
                problems = write_workbook(connection, tables, fresh, descriptions)
            written.append(folder / WORKBOOK)
        if "sqlite" in formats:
            written += write_sqlite(connection, METADATA, folder)
        package = describe_package(connection, tables, formats, descriptions)
    with replacing(folder / "datapackage.json") as fresh:
        fresh.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return ExportReport((*written, folder / "datapackage.json"), rows, tuple(problems))


def _write_csv(connection: sqlite3.Connection, table: ExportTable, path: Path) -> None:
    # With the mark that Excel needs to take a CSV for UTF-8; other programs skip it.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(name for name, _ in table.columns)
        for row in rows_of(connection, table):
            writer.writerow(make_harmless(value) if isinstance(value, str) else value for value in row)


def _write_json(connection: sqlite3.Connection, table: ExportTable, path: Path) -> None:
    names = [name for name, _ in table.columns]
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for position, row in enumerate(rows_of(connection, table)):
            record = json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)
            file.write(("," if position else "") + "\n" + record)
        file.write("\n]\n")


def read_descriptions(metadata: Path) -> dict[str, dict[str, Any]]:
    """What metadata.yml says of the tables of database `send`: titles, descriptions, columns."""
    content = yaml.safe_load(metadata.read_text("utf-8")) if metadata.exists() else {}
    tables: dict[str, dict[str, Any]] = content.get("databases", {}).get("send", {}).get("tables", {})
    return tables
