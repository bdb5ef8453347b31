"""Themes of the reference facts' paraphrases: those that two readings agreed on stand; rows nobody has read are tagged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from db.join.rows import theme_rows
from db.reference.tables import read_table, required
from db.sqlite.row import Row
from extract.model.findings import ThemeHit

CURATED_EVIDENCE = "read by two people"
Tagger = Callable[[Sequence[str]], list[tuple[ThemeHit, ...]]]


TABLES = ("starter_weaknesses", "starter_report_items", "starter_priority_actions", "starter_actions")


def unread_texts() -> list[str]:
    """The texts of the reference facts whose themes nobody has read."""
    return [required(row, "text") for table in TABLES for row in read_table(table) if not row["themes"]]


def curated_rows(key: str, rows: Iterable[Row]) -> list[Row]:
    """Rows of a themes join table for the items that carry `themes` (ids with spaces between)."""
    return [
        {key: row[key], "theme_id": theme_id, "evidence": CURATED_EVIDENCE, "confidence": 1.0, "basis": "curated"}
        for row in rows
        for theme_id in (row["themes"] or "").split()
    ]


def tagged_rows(key: str, rows: Iterable[Row], tag: Tagger) -> list[Row]:
    """Rows of a themes join table for the items that carry no `themes`, by the tagger that documents are tagged with."""
    unread = [row for row in rows if not row["themes"]]
    tagged = zip(unread, tag([row["text"] for row in unread]), strict=True)
    return [each for row, hits in tagged for each in theme_rows(key, row[key], hits)]
