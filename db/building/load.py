"""Writes rows in bulk, and reads back what the reference facts gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlite_utils import Database

from db.facts.events import starter_claims
from db.facts.inspections import register_claims
from db.join.join import REWRITTEN, KnownRows
from db.join.rows import Tables, passage_rows
from db.reading.read import Reading
from db.sqlite.insert import insert_rows
from db.sqlite.row import Row

# Parents before children, so that the rows can be read in the order in which they were written.
_ORDER = (
    "documents", "inspections", "weaknesses", "weakness_sources", "weakness_themes", "strengths",
    "strength_themes", "actions", "action_themes", "action_reviews", "action_versions", "targets", "plan_feedback",
    "timeline", "event_sources", "problems",
)  # fmt: skip

# Rows of text that are held back until they are written in one go.
_BATCH = 5000


def read_register(db: Database) -> KnownRows:
    """The rows of the reference facts that documents are joined to."""
    inspections = _rows(db, "SELECT * FROM inspections ORDER BY inspection_id")
    return KnownRows(
        inspections=inspections,
        weaknesses=_rows(db, "SELECT * FROM weaknesses ORDER BY rowid"),
        strengths=_rows(db, "SELECT * FROM strengths ORDER BY rowid"),
        weakness_themes=_rows(db, "SELECT weakness_id, theme_id FROM weakness_themes"),
        claims=[*register_claims(inspections), *starter_claims(inspections)],
        actions=_rows(db, "SELECT * FROM actions ORDER BY rowid"),
        targets=_rows(db, "SELECT * FROM targets ORDER BY rowid"),
        taken_ids=frozenset(
            row["id"] for row in db.query("SELECT action_id AS id FROM actions UNION ALL SELECT target_id FROM targets")
        ),
        area_ids=frozenset(row["area_id"] for row in db.query("SELECT area_id FROM areas")),
    )


def load_texts(db: Database, readings: Iterable[Reading]) -> list[Reading]:
    """Write `passages`; gives the same readings without their text, which is most of what documents hold."""
    kept: list[Reading] = []
    rows: list[Row] = []
    for reading in readings:
        rows += passage_rows(reading.record)
        kept.append(replace(reading, record=reading.record.without_text()))
        if len(rows) >= _BATCH:
            _flush(db, rows)
    _flush(db, rows)
    return kept


def load_tables(db: Database, tables: Tables, *, at: str) -> None:
    """Write the joined rows; `at` is the time of the problems among them.

    A register's weakness or strength that gave way takes its themes with it, unless people had read them from the same
    item; and actions that pointed to one that is no longer in
    the list point to none.
    """
    reworded = {
        table: [
            row[f"{item}_id"] for row in tables[rows] if row["document_id"] and row[f"{item}_id"] not in tables.curated
        ]
        for item, rows in (("weakness", "weaknesses"), ("strength", "strengths"))
        for table in [f"{item}_themes"]
    }
    tables["problems"][:] = [{**row, "at": at} for row in tables["problems"]]
    with db.atomic():
        for table, ids in reworded.items():
            key = table.replace("_themes", "_id")
            db.conn.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(each,) for each in ids])
            # What rules found in our paraphrase gives way to what they find in the document's own words.
            kept = [(each,) for each in tables.curated]
            db.conn.executemany(f"DELETE FROM {table} WHERE {key} = ? AND basis <> 'curated'", kept)
            curated = {
                row["id"] for row in db.query(f"SELECT DISTINCT {key} AS id FROM {table} WHERE basis = 'curated'")
            }
            tables[table][:] = [row for row in tables[table] if row[key] not in curated]
        gone = [(each,) for each in tables.superseded_actions]
        for table in ("action_themes", "action_reviews", "actions"):
            rows = [*gone, *((each,) for each in tables.replaced_actions)]
            db.conn.executemany(f"DELETE FROM {table} WHERE action_id = ?", rows)
        pledged = [(each,) for each in tables.superseded_targets]
        db.conn.executemany("DELETE FROM targets WHERE target_id = ?", pledged)
        db.conn.executemany("UPDATE targets SET action_id = NULL WHERE action_id = ?", gone)
        for table in REWRITTEN:
            db.conn.execute(f"DELETE FROM {table}")
        for table in _ORDER:
            insert_rows(db, table, tables[table])
        _drop_dangling(db)


def _flush(db: Database, rows: list[Row]) -> None:
    with db.atomic():
        insert_rows(db, "passages", rows)
    rows.clear()


def _drop_dangling(db: Database) -> None:
    """Themes of weaknesses that are gone, and actions' and targets' links to them."""
    gone = "NOT IN (SELECT weakness_id FROM weaknesses)"
    db.conn.execute(f"DELETE FROM weakness_themes WHERE weakness_id {gone}")
    db.conn.execute("DELETE FROM strength_themes WHERE strength_id NOT IN (SELECT strength_id FROM strengths)")
    db.conn.execute(f"UPDATE actions SET weakness_id = NULL WHERE weakness_id {gone}")
    db.conn.execute(f"UPDATE targets SET weakness_id = NULL WHERE weakness_id {gone}")


def _rows(db: Database, sql: str) -> list[Row]:
    return list(db.query(sql))
