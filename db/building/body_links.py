"""Writes which bodies weaknesses, inspections and actions name, once all of these rows are in."""

from __future__ import annotations

from sqlite_utils import Database

from db.join.bodies import link_bodies, unknown_body_problems
from db.sqlite.insert import insert_rows


def load_body_links(db: Database, *, at: str) -> None:
    """Fill `inspection_bodies`, `weakness_bodies` and `action_bodies`; `at` is the time of problems among them."""
    written = {row["document_id"]: row["published"] for row in db.query("SELECT document_id, published FROM documents")}
    links = link_bodies(
        db.query("SELECT * FROM inspections"),
        db.query("SELECT weakness_id, inspection_id, area_id, responsible FROM weaknesses"),
        db.query("SELECT action_id, inspection_id, area_id, document_id, owner FROM actions"),
        written,
    )
    with db.atomic():
        insert_rows(db, "inspection_bodies", links.inspections)
        insert_rows(db, "weakness_bodies", links.weaknesses)
        insert_rows(db, "action_bodies", links.actions)
        insert_rows(db, "problems", [{**row, "at": at} for row in unknown_body_problems(links)])
