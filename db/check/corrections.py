"""A reader's corrections, `corrections.csv` in the data folder: id, column, value, reason; applied at every build."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from db.errors import BadCorrectionsError

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
_THEMED = {"weaknesses": "weakness_themes", "strengths": "strength_themes", "actions": "action_themes"}


@dataclass(frozen=True)
class Correction:
    """One row of the file. An empty `value` means unknown; column `themes` takes theme ids with ";" between."""

    line: int
    item_id: str
    column: str
    value: str
    reason: str


class CorrectionError(ValueError):
    """A correction that cannot be applied; says why."""


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
    reader = csv.DictReader(text.splitlines())
    missing = set(COLUMNS) - set(reader.fieldnames or ())
    if missing:
        raise BadCorrectionsError(
            f"{path} lacks the column(s) {', '.join(sorted(missing))}: its first line must be {','.join(COLUMNS)}"
        )
    for row in reader:
        if any(row.values()):
            yield Correction(reader.line_num, *((row[column] or "").strip() for column in COLUMNS))


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
        _check_reference(db, table, correction)
        # STRICT tables convert text that is a number, and refuse text that is not.
        db.conn.execute(
            f"UPDATE {table} SET {correction.column} = ? WHERE {id_column} = ?",
            (correction.value or None, correction.item_id),
        )
    if "review_status" in columns and correction.column != "review_status":
        db.conn.execute(f"UPDATE {table} SET review_status = 'reviewed' WHERE {id_column} = ?", (correction.item_id,))


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
