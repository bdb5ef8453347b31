"""What is new: fills `changes` from the store's history of documents and from comparing each build with the one before.

The first build has nothing to compare with, so only documents have a history then. Rows that differ because a newer
version of the program reads an unchanged document otherwise are told apart (`cause`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.sqlite.insert import insert_rows
from db.sqlite.row import Row
from scrape.changes import DocumentChange


@dataclass(frozen=True)
class _Watched:
    """A table whose rows are compared: its key, the columns that matter, and the one that names a row to a reader."""

    table: str
    key: str
    title: str
    columns: tuple[str, ...]


_WATCHED = (
    _Watched(
        "inspections",
        "inspection_id",
        "outcome_label",
        ("start_date", "end_date", "published", "outcome", "plan_required", "significant_weaknesses", "sufficient",
         "not_sufficient", "basis"),
    ),
    _Watched("weaknesses", "weakness_id", "text", ("kind", "number", "text", "responsible", "progress")),
    _Watched("strengths", "strength_id", "text", ("section", "text")),
    _Watched("actions", "action_id", "text", ("text", "owner", "deadline_text", "deadline", "measure", "status")),
    _Watched("targets", "target_id", "measure", ("measure", "baseline", "target", "by_date")),
    _Watched("plan_feedback", "feedback_id", "request", ("request", "response")),
    _Watched("timeline", "event_id", "label", ("date", "event", "label")),
)  # fmt: skip


def load_changes(db: Database, previous: Path, documents: Sequence[DocumentChange], *, at: str) -> None:
    """Fill `changes` of the database being built; `previous` is the one it will replace, if it is there.

    Earlier builds' rows are carried over; those of documents are written anew, since the store knows all of them.
    """
    rows = [_document_row(change) for change in documents]
    if previous.exists():
        with closing(sqlite3.connect(f"{previous.absolute().as_uri()}?mode=ro", uri=True)) as old:
            old.row_factory = sqlite3.Row
            if _tables(old) >= {"changes", "build_info", *(watched.table for watched in _WATCHED)}:
                rows += _history(old) + _compare_all(old, db, at)
    rows.sort(key=lambda row: (row["at"], row["item_table"] != "documents"))
    insert_rows(db, "changes", rows)


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _document_row(change: DocumentChange) -> Row:
    before = {"document_id": change.before_id} if change.before_id else None
    before = {"reason": change.reason} if change.reason else before
    return {
        "at": change.at,
        "change": change.change,
        "item_table": "documents",
        "item_id": change.document_id,
        "area_id": change.area_id,
        "document_id": change.document_id,
        "title": change.title,
        "before": json.dumps(before, ensure_ascii=False) if before else None,
        "cause": "source",
        # A file that was taken in from this machine has an address that is nobody else's business.
        "source_url": change.url if change.url and change.url.startswith(("http://", "https://")) else None,
    }


def _history(old: sqlite3.Connection) -> list[Row]:
    rows = old.execute("SELECT * FROM changes WHERE item_table <> 'documents' ORDER BY change_id")
    return [{name: row[name] for name in row.keys() if name != "change_id"} for row in rows]  # noqa: SIM118


def _compare_all(old: sqlite3.Connection, new: Database, at: str) -> list[Row]:
    """Rows of `changes` for everything that differs between two databases."""
    known = {row["sha256"] for row in old.execute("SELECT sha256 FROM documents")}
    same_program = _program(old) == _program(new.conn)
    documents = {row["document_id"]: row for row in new.query("SELECT document_id, sha256, source_url FROM documents")}
    found: list[Row] = []
    for watched in _WATCHED:
        before, after = (
            _rows(old, watched),
            {row[watched.key]: row for row in new.query(f"SELECT * FROM {watched.table}")},
        )
        for item_id in sorted(before.keys() | after.keys()):
            row, change, values = _difference(watched, before.get(item_id), after.get(item_id))
            if change is None:
                continue
            document = documents.get(row["document_id"])
            is_news = document is not None and document["sha256"] not in known
            found.append(
                {
                    "at": at,
                    "change": change,
                    "item_table": watched.table,
                    "item_id": item_id,
                    "area_id": row["area_id"],
                    "document_id": row["document_id"],
                    "title": row[watched.title],
                    "before": json.dumps(values, ensure_ascii=False) if values else None,
                    "cause": "source" if same_program or is_news else "program",
                    "source_url": document["source_url"] if document is not None else None,
                }
            )
    return found


def _program(connection: Any) -> tuple[str, ...]:
    """What tells whether two databases were made by the same rules."""
    info = dict(connection.execute("SELECT key, value FROM build_info").fetchall())
    return tuple(str(info.get(key)) for key in ("version", "extractor_version"))


def _rows(connection: sqlite3.Connection, watched: _Watched) -> dict[str, Row]:
    return {row[watched.key]: dict(row) for row in connection.execute(f"SELECT * FROM {watched.table}")}


def _difference(watched: _Watched, before: Row | None, after: Row | None) -> tuple[Row, str | None, Row]:
    """The row to show, what happened to it (None: nothing), and the values that changed as they were."""
    if after is None:
        return before or {}, "gone", {}
    if before is None:
        return after, "added", {}
    # A column that the older database did not have says nothing about the row.
    values = {name: before[name] for name in watched.columns if name in before and before[name] != after[name]}
    return after, "changed" if values else None, values
