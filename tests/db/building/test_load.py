"""Joined rows take the register's place in the database."""

from db.building.load import load_tables
from db.join.rows import Tables
from tests.support.reference_db import copy_of_reference_db


def test_what_rules_found_in_a_paraphrase_gives_way_to_what_they_find_in_the_documents_words():
    """Also where people had read some of the paraphrases' themes: those stay, and nothing is written twice."""
    db = copy_of_reference_db()
    db.conn.execute("DELETE FROM weakness_themes")
    items = [row["weakness_id"] for row in db.query("SELECT weakness_id FROM weaknesses LIMIT 2")]
    for item, basis in zip(items, ("rule", "curated"), strict=True):
        db["weakness_themes"].insert({"weakness_id": item, "theme_id": "therapies", "evidence": "old", "basis": basis})
    tables = Tables()
    tables.curated.update(items)
    tables.extend("weaknesses", [row | {"document_id": None} for row in db.query("SELECT * FROM weaknesses")])
    for item in items:
        found = {"weakness_id": item, "theme_id": "therapies", "evidence": "new", "basis": "rule"}
        tables.add("weakness_themes", found)
    for table in ("inspections", "timeline"):
        tables.extend(table, db.query(f"SELECT * FROM {table}"))
    load_tables(db, tables, at="2026-01-01T00:00:00Z")
    kept = {row["weakness_id"]: row["evidence"] for row in db.query("SELECT * FROM weakness_themes")}
    assert kept == dict(zip(items, ("new", "old"), strict=True))
