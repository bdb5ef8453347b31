"""The verbatim rule: what a row quotes stands in the stored text of the page it names, or the row is not served."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlite_utils import Database

from db.check.stored_text import StoredText, TextSpan, stored_text

# Table, its id, the column that is quoted, and where rows that hang on it point to it.
QUOTED = (
    ("weaknesses", "weakness_id", "text", ("weakness_themes", "weakness_sources")),
    ("strengths", "strength_id", "text", ("strength_themes",)),
    ("actions", "action_id", "text", ("action_themes", "action_reviews", "action_versions")),
    ("targets", "target_id", "text", ()),
    ("plan_feedback", "feedback_id", "request", ()),
)
# Rows that are kept without what they pointed to.
_POINTERS = (("actions", "weakness_id"), ("targets", "weakness_id"), ("targets", "action_id"))


@dataclass(frozen=True)
class Violation:
    """A row whose words are not at its place."""

    table: str
    item_id: str
    document_id: str
    area_id: str
    page: int | None


def find_violations(db: Database) -> list[Violation]:
    """Every row with a document whose text, white space made single spaces, is not the stored text of its span."""
    violations = []
    for table, id_column, column, _ in QUOTED:
        rows = db.conn.execute(
            f"SELECT {id_column}, document_id, area_id, page, char_start, char_end, {column} FROM {table} "
            "WHERE document_id IS NOT NULL ORDER BY document_id, rowid"
        ).fetchall()
        # One document's text at a time: together they are most of the database.
        for document_id, group in groupby(rows, key=itemgetter(1)):
            stored = stored_text(db, document_id)
            for item_id, _, area_id, page, start, end, text in group:
                if stored is None or not _is_verbatim(stored, page, start, end, text):
                    violations.append(Violation(table, item_id, document_id, area_id, page))
    return violations


def drop_violations(db: Database, *, at: str) -> list[Violation]:
    """Take rows that break the rule out of the database, with a row of `problems` for each."""
    violations = find_violations(db)
    ids = {table: (id_column, hanging) for table, id_column, _, hanging in QUOTED}
    with db.atomic():
        for each in violations:
            id_column, hanging = ids[each.table]
            for table in (*hanging, each.table):
                db.conn.execute(f"DELETE FROM {table} WHERE {id_column} = ?", (each.item_id,))
            for table, column in _POINTERS:
                if column == id_column:
                    db.conn.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} = ?", (each.item_id,))
            db.conn.execute(
                "INSERT INTO problems (document_id, area_id, stage, error, message, at) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    each.document_id,
                    each.area_id,
                    "verify",
                    "not_verbatim",
                    f"{each.item_id} is not word for word on page {each.page} and was left out: report it to the maintainers",
                    at,
                ),
            )
    return violations


def _is_verbatim(stored: StoredText, page: int | None, start: int | None, end: int | None, text: str) -> bool:
    if page is None or start is None or end is None:
        return False
    return stored.holds(TextSpan(page, start, end), text)
