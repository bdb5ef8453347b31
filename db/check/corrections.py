"""A reader's corrections, `corrections.csv` in the data folder: id, column, value, reason; applied at every build."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from db.check.domains import find_objection
from db.check.requote import QUOTED_COLUMNS, requote
from db.errors import BadCorrectionsError, CorrectionError
from db.sqlite.row import Row

FILE_NAME = "corrections.csv"
COLUMNS = ("id", "column", "value", "reason")
# Tables that can be corrected, by the column that identifies their rows. An id is unique over all of them.
_TABLES = {
    "weaknesses": "weakness_id",
    "strengths": "strength_id",
    "actions": "action_id",
    "targets": "target_id",
    "plan_feedback": "feedback_id",
    "inspections": "inspection_id",
    "timeline": "event_id",
    "documents": "document_id",
}
# A date is cut to its precision; the end of a term is a day or a month.
_DATE_LENGTHS = {"day": (10,), "month": (7,), "term": (7, 10), "year": (4,)}
_THEMED = {"weaknesses": "weakness_themes", "strengths": "strength_themes", "actions": "action_themes"}


@dataclass(frozen=True)
class Correction:
    """One row of the file. An empty `value` means unknown; column `themes` takes theme ids with ";" between."""

    line: int
    item_id: str
    column: str
    value: str
    reason: str


def apply_corrections(db: Database, path: Path, *, at: str) -> tuple[int, list[str]]:
    """Apply the file where there is one: how many rows of it were applied, and what is wrong with the others.

    What cannot be applied is also a row of `problems`. A corrected row's `review_status` becomes `reviewed`. Raises
    `BadCorrectionsError` where the file is no CSV with the four columns.
    """
    if not path.exists():
        return 0, []
    applied, faults = 0, []
    for correction in read_corrections(path):
        try:
            with db.atomic():
                _apply(db, correction)
            applied += 1
        except (CorrectionError, sqlite3.IntegrityError, sqlite3.OperationalError) as error:
            faults.append(f"{path.name} line {correction.line}: {error}")
    with db.atomic():
        db.conn.executemany(
            "INSERT INTO problems (path, stage, error, message, at) VALUES (?, 'correct', 'bad_correction', ?, ?)",
            [(path.name, fault, at) for fault in faults],
        )
    return applied, faults


def read_corrections(path: Path) -> Iterator[Correction]:
    """The file's rows, also where a spreadsheet program saved it with a byte-order mark."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCorrectionsError(f"{path} is not UTF-8: save it as CSV UTF-8") from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise BadCorrectionsError(
                f"{path} lacks the column(s) {', '.join(sorted(missing))}: its first line must be {','.join(COLUMNS)}"
            )
        for row in reader:
            if any(row.values()):
                yield Correction(reader.line_num, *((row[column] or "").strip() for column in COLUMNS))
    except csv.Error as error:
        raise BadCorrectionsError(
            f"{path} after line {reader.line_num}: {error}: shorten the cell, or close its quotation marks"
        ) from error


def _apply(db: Database, correction: Correction) -> None:
    if not correction.reason:
        raise CorrectionError("a reason is needed: say where the right value is published")
    table = _table_of(db, correction.item_id)
    id_column = _TABLES[table]
    columns = {row["name"]: row for row in db.query(f"PRAGMA table_info({table})")}
    if correction.column == "themes" and table in _THEMED:
        _set_themes(db, _THEMED[table], id_column, correction)
    elif correction.column == id_column or correction.column not in columns:
        raise CorrectionError(f"{table} has no column {correction.column} that can be corrected")
    else:
        objection = find_objection(correction.column, correction.value)
        if objection is not None:
            raise CorrectionError(objection)
        _check_reference(db, table, correction)
        changes = {correction.column: correction.value or None}
        before = db.table(table).get(correction.item_id)
        if table in QUOTED_COLUMNS:
            changes |= requote(db, table, before, correction.column, correction.value)
        _check_row(db, table, before | changes)
        _update(db, table, correction.item_id, changes)
    if "review_status" in columns and correction.column != "review_status":
        _update(db, table, correction.item_id, {"review_status": "reviewed"})


def _update(db: Database, table: str, item_id: str, changes: Row) -> None:
    # STRICT tables convert text that is a number, and refuse text that is not.
    names = ", ".join(f"{column} = ?" for column in changes)
    db.conn.execute(f"UPDATE {table} SET {names} WHERE {_TABLES[table]} = ?", (*changes.values(), item_id))


def _check_row(db: Database, table: str, row: Row) -> None:
    """What must agree within a row as it will be."""
    if table == "inspections" and row["start_date"] and row["end_date"] and row["start_date"] > row["end_date"]:
        raise CorrectionError(f"the inspection would end on {row['end_date']}, before it starts on {row['start_date']}")
    if table == "timeline":
        if len(row["date"] or "") not in _DATE_LENGTHS.get(row["date_precision"], ()):
            raise CorrectionError(f'the date "{row["date"]}" does not go with the precision "{row["date_precision"]}"')
        if row["page"] is not None and row["document_id"] is not None:
            (count,) = db.conn.execute(
                "SELECT page_count FROM documents WHERE document_id = ?", (row["document_id"],)
            ).fetchone()
            page = str(row["page"])
            if not page.isdigit() or not 1 <= int(page) <= (count or 1):
                raise CorrectionError(f"{row['document_id']} has no page {page}: it has {count or 1}")


def _table_of(db: Database, item_id: str) -> str:
    for table, id_column in _TABLES.items():
        if db.conn.execute(f"SELECT 1 FROM {table} WHERE {id_column} = ?", (item_id,)).fetchone():
            return table
    raise CorrectionError(f'there is no row with id "{item_id}": copy the id from the site or an export')


def _check_reference(db: Database, table: str, correction: Correction) -> None:
    """A value that names another row must name one that is there."""
    if not correction.value:
        return
    for key in db.query(f"PRAGMA foreign_key_list({table})"):
        if key["from"] == correction.column:
            sql = f"SELECT 1 FROM {key['table']} WHERE {key['to']} = ?"
            if not db.conn.execute(sql, (correction.value,)).fetchone():
                raise CorrectionError(f'{key["table"]} has no row "{correction.value}"')


def _set_themes(db: Database, join_table: str, id_column: str, correction: Correction) -> None:
    wanted = [theme.strip() for theme in correction.value.split(";") if theme.strip()]
    known = {row["theme_id"] for row in db.query("SELECT theme_id FROM themes")}
    unknown = sorted(set(wanted) - known)
    if unknown:
        raise CorrectionError(f"no such theme: {', '.join(unknown)}")
    db.conn.execute(f"DELETE FROM {join_table} WHERE {id_column} = ?", (correction.item_id,))
    db.conn.executemany(
        f"INSERT INTO {join_table} ({id_column}, theme_id, evidence, confidence, basis) VALUES (?, ?, ?, 1, 'curated')",
        [(correction.item_id, theme, f"correction: {correction.reason}") for theme in dict.fromkeys(wanted)],
    )
