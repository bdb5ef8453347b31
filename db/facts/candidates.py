"""Pages that may be an area's plan and that a person has to judge, as the data folder keeps them."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from db.sqlite.insert import insert_rows
from scrape.candidates import load_candidates


def load_plan_candidates(db: Database, data_dir: Path) -> None:
    """Write `candidates` from the data folder's file; none where there has been no update."""
    areas = {row["area_id"] for row in db.query("SELECT area_id FROM areas")}
    rows = [
        {
            "url": each.url,
            "area_id": each.area_id if each.area_id in areas else None,
            "why": each.why,
            "score": each.score,
            "found_at": each.found_at,
            "status": each.status,
        }
        for each in load_candidates(data_dir)
    ]
    insert_rows(db, "candidates", rows)
