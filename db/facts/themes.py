"""Themes of the reference facts' paraphrases: those that two readings agreed on stand; rows nobody has read are tagged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from db.join.rows import theme_rows
from db.reference.tables import FactRow, read_table, required
from db.sqlite.row import Row
from extract.model.findings import ThemeHit
from extract.theming.items import ItemKind, Untagged

CURATED_EVIDENCE = "read by two people"
Tagger = Callable[[Sequence[Untagged]], list[tuple[ThemeHit, ...]]]

# Tables of paraphrases, with the kind of item that their rows are.
TABLES = {
    "starter_weaknesses": ItemKind.ASKED,
    "starter_report_items": ItemKind.ASKED,
    "starter_priority_actions": ItemKind.ASKED,
    "starter_actions": ItemKind.ACTION,
}


def unread_items() -> list[Untagged]:
    """The reference facts whose themes nobody has read."""
    return [
        Untagged(required(row, "text"), item_kind(table, row))
        for table in TABLES
        for row in read_table(table)
        if not row["themes"]
    ]


def item_kind(table: str, row: FactRow) -> ItemKind:
    """How a row of one of `TABLES` speaks of its themes."""
    return ItemKind.STRENGTH if row.get("kind") == ItemKind.STRENGTH else TABLES[table]


def curated_rows(key: str, rows: Iterable[Row]) -> list[Row]:
    """Rows of a themes join table for the items that carry `themes` (ids with spaces between)."""
    return [
        {key: row[key], "theme_id": theme_id, "evidence": CURATED_EVIDENCE, "confidence": 1.0, "basis": "curated"}
        for row in rows
        for theme_id in (row["themes"] or "").split()
    ]


def tagged_rows(key: str, rows: Iterable[Row], kind: ItemKind, tag: Tagger) -> list[Row]:
    """Rows of a themes join table for the items that carry no `themes`, by the tagger that documents are tagged with."""
    unread = [row for row in rows if not row["themes"]]
    tagged = zip(unread, tag([Untagged(row["text"], kind) for row in unread]), strict=True)
    return [each for row, hits in tagged for each in theme_rows(key, row[key], hits)]
