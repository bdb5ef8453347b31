"""Gathers every weakness, strength, action and target into one table that words, filters and counts are asked of."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from db.reference.tables import read_table, required
from db.search.alike import SIMILARITY, Alike, find_alike
from db.search.words import IndexWords, read_words
from db.sqlite.connect import open_readonly
from db.sqlite.fulltext import TOKENIZER
from db.sqlite.insert import insert_rows

_KEY = "similar_items_made_of"
_INSERT_ALIKE = "INSERT INTO similar_items (item_id, other_id, score, shares) VALUES (?, ?, ?, ?)"
# The verdict on an inspection as a whole, as what followed each of its official items.
_OVERALL = """CASE f.outcome WHEN 'all_sufficient' THEN 'sufficient' WHEN 'none_sufficient' THEN 'not_sufficient'
  ELSE f.outcome END"""
_ANSWERED = "w.kind IN ('significant_weakness', 'priority_action') AND i.plan_required = 1"
# Without a verdict: they have been back and nobody knows what they found, they came for a full inspection instead, or not yet.
_NO_VERDICT = """CASE WHEN f.follow_up_id IS NOT NULL THEN 'verdict_not_known'
  WHEN i.plan_required = 1 AND EXISTS (
    SELECT 1 FROM inspections later
    WHERE later.area_id = i.area_id AND later.kind = 'full' AND later.start_date > i.start_date
  ) THEN 'inspected_since'
  WHEN i.plan_required = 1 THEN 'not_revisited' END"""
_WEAKNESSES = f"""
SELECT w.weakness_id AS item_id, 'weakness' AS item, w.kind, w.area_id, w.inspection_id, i.framework, i.outcome,
  coalesce(i.start_date, i.published) AS inspected,
  CASE WHEN w.progress IS NOT NULL THEN w.progress WHEN {_ANSWERED} THEN coalesce({_OVERALL}, {_NO_VERDICT}) END
    AS followed,
  CASE WHEN w.progress_basis = 'stated' THEN 'item' WHEN {_ANSWERED} AND f.outcome IS NOT NULL THEN 'inspection' END
    AS followed_basis,
  w.text, NULL AS detail, w.text_origin, w.document_id, w.page,
  coalesce(w.source_url, d.source_url, i.source_url) AS source_url, w.rowid AS place
FROM weaknesses w
JOIN inspections i ON i.inspection_id = w.inspection_id
LEFT JOIN follow_ups f ON f.inspection_id = w.inspection_id
LEFT JOIN documents d ON d.document_id = w.document_id
"""
_STRENGTHS = """
SELECT s.strength_id, 'strength', 'strength', s.area_id, s.inspection_id, i.framework, i.outcome,
  coalesce(i.start_date, i.published), NULL, NULL, s.text, s.section, s.text_origin, s.document_id, s.page,
  coalesce(s.source_url, d.source_url, i.source_url), s.rowid
FROM strengths s
JOIN inspections i ON i.inspection_id = s.inspection_id
LEFT JOIN documents d ON d.document_id = s.document_id
"""
_ACTIONS = f"""
SELECT a.action_id, 'action', 'action', a.area_id, a.inspection_id, i.framework, i.outcome,
  coalesce(i.start_date, i.published),
  coalesce(w.progress, {_OVERALL}, {_NO_VERDICT}),
  CASE WHEN w.progress_basis = 'stated' THEN 'item' WHEN f.outcome IS NOT NULL THEN 'inspection' END,
  a.text, nullif(coalesce(a.owner, '') || ' ' || coalesce(a.measure, ''), ' '), a.text_origin, a.document_id, a.page,
  coalesce(a.source_url, d.source_url), a.rowid
FROM actions a
LEFT JOIN weaknesses w ON w.weakness_id = a.weakness_id
LEFT JOIN inspections i ON i.inspection_id = a.inspection_id
LEFT JOIN follow_ups f ON f.inspection_id = a.inspection_id
LEFT JOIN documents d ON d.document_id = a.document_id
"""
_TARGETS = f"""
SELECT t.target_id, 'target', 'target', t.area_id, t.inspection_id, i.framework, i.outcome,
  coalesce(i.start_date, i.published),
  coalesce(w.progress, {_OVERALL}, {_NO_VERDICT}),
  CASE WHEN w.progress_basis = 'stated' THEN 'item' WHEN f.outcome IS NOT NULL THEN 'inspection' END,
  t.text, t.measure, t.text_origin, t.document_id, t.page, coalesce(t.source_url, d.source_url), t.rowid
FROM targets t
LEFT JOIN weaknesses w ON w.weakness_id = t.weakness_id
LEFT JOIN inspections i ON i.inspection_id = t.inspection_id
LEFT JOIN follow_ups f ON f.inspection_id = t.inspection_id
LEFT JOIN documents d ON d.document_id = t.document_id
"""
# The numbers of the rows are the order in which answers without words are shown: the newest inspection first, what asks
# for action before what is told in passing.
_ORDER = """ORDER BY inspected DESC NULLS LAST, area_id, CASE kind WHEN 'priority_action' THEN 1
  WHEN 'significant_weakness' THEN 2 WHEN 'area_for_improvement' THEN 3 WHEN 'narrative' THEN 4 WHEN 'strength' THEN 5
  WHEN 'action' THEN 6 ELSE 7 END, place"""
_COLUMNS = """item_id, item, kind, area_id, inspection_id, framework, outcome, inspected, followed, followed_basis, text,
  detail, text_origin, document_id, page, source_url"""


def create_search(db: Database, previous: Path | None = None) -> None:
    """Fill the tables of db/search.sql from the findings; to be called when those are complete.

    `previous` is the database of the build before: where no finding, theme or neighbour has changed since, what is alike is
    taken from there.
    """
    every = " UNION ALL ".join((_WEAKNESSES, _STRENGTHS, _ACTIONS, _TARGETS))
    # In one transaction: each row by itself would take ten times as long.
    with db.atomic():
        _write_counting(db)
        db.conn.execute(f"INSERT INTO search_items ({_COLUMNS}) SELECT {_COLUMNS} FROM ({every}) {_ORDER}")
        db.table("search_items").enable_fts(("text", "detail"), tokenize=TOKENIZER)
        rows = db.conn.execute("SELECT item_no, text FROM search_items ORDER BY item_no").fetchall()
        words = read_words(db, rows)
        counted = [{"word": word, "items": items} for word, items in sorted(words.counts.items())]
        insert_rows(db, "search_words", counted)
        _write_alike(db, words, previous)
        # Quicker once the rows are in.
        for index, columns in (
            ("similar_items_item", "similar_items (item_id)"),
            ("search_items_document", "search_items (document_id)"),
            ("search_items_area", "search_items (area_id, inspection_id)"),
        ):
            db.conn.execute(f"CREATE INDEX {index} ON {columns}")


def _write_counting(db: Database) -> None:
    """How things are counted, for the view counted_themes and for readers."""
    for record in read_table("counting"):
        values = (required(record, "rule_id"), required(record, "value"))
        db.conn.execute("INSERT INTO build_info (key, value) VALUES (?, ?)", values)


def _write_alike(db: Database, words: IndexWords, previous: Path | None) -> None:
    items, labels = _read_alike(db, words.stems), _labels(db)
    digest = hashlib.sha256(repr((SIMILARITY, sorted(labels.items()))).encode())
    for item in items:
        digest.update(repr(_as_told(item)).encode())
    told = digest.hexdigest()
    # Row by row: together they are the largest table there is.
    if not _copy_previous(db, previous, told):
        db.conn.executemany(_INSERT_ALIKE, (tuple(row.values()) for row in find_alike(items, labels, words.shown)))
    db.conn.execute("INSERT INTO build_info (key, value) VALUES (?, ?)", (_KEY, told))


def _as_told(item: Alike) -> tuple[object, ...]:
    """The item with its sets in an order that does not change from process to process."""
    return (
        item.item_id, item.item, item.area_id, item.region, sorted(item.neighbours), item.worked, sorted(item.themes),
        sorted(item.stems),
    )  # fmt: skip


def _copy_previous(db: Database, previous: Path | None, told: str) -> bool:
    """Take what was alike in the build before, where it was made of the same; whether it was."""
    if previous is None or not previous.exists():
        return False
    with closing(open_readonly(previous)) as connection:
        try:
            was = connection.execute("SELECT value FROM build_info WHERE key = ?", (_KEY,)).fetchone()
            if was != (told,):
                return False
            db.conn.executemany(
                _INSERT_ALIKE,
                connection.execute("SELECT item_id, other_id, score, shares FROM similar_items ORDER BY rowid"),
            )
        except sqlite3.OperationalError:
            return False  # made by a version that had no such table
    return True


def _labels(db: Database) -> dict[str, str]:
    return dict(db.conn.execute("SELECT theme_id, label FROM themes").fetchall())


def _read_alike(db: Database, stems: dict[int, frozenset[str]]) -> list[Alike]:
    themes: dict[str, set[str]] = {}
    for item_id, theme_id in db.conn.execute("SELECT item_id, theme_id FROM counted_themes"):
        themes.setdefault(item_id, set()).add(theme_id)
    neighbours: dict[str, set[str]] = {}
    for area_id, neighbour_id in db.conn.execute("SELECT area_id, neighbour_id FROM statistical_neighbours"):
        neighbours.setdefault(area_id, set()).add(neighbour_id)
    rows = db.conn.execute(
        "SELECT s.item_no, s.item_id, s.item, s.area_id, a.region, s.followed FROM search_items s "
        "JOIN areas a ON a.area_id = s.area_id WHERE s.item <> 'target' ORDER BY s.item_no"
    )
    return [
        Alike(
            item_id,
            item,
            area_id,
            region,
            frozenset(neighbours.get(area_id, ())),
            followed in {"sufficient", "effective_action"},
            frozenset(themes.get(item_id, ())),
            stems.get(number, frozenset()),
        )
        for number, item_id, item, area_id, region, followed in rows
    ]
