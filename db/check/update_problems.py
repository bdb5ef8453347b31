"""What the last live update could not do, as rows of `problems`, so that one list has everything that needs a person."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from db.sqlite.insert import insert_rows
from scrape.journal import load_record


def load_update_problems(db: Database, data_dir: Path) -> None:
    """Write the problems of the last finished update; none where there has been none."""
    record = load_record(data_dir)
    if record is None:
        return
    areas = {row["area_id"] for row in db.query("SELECT area_id FROM areas")}
    rows = [
        {
            "area_id": problem.area_id if problem.area_id in areas else None,
            "path": problem.url,
            "stage": "fetch",
            "error": problem.code,
            # The path stands beside it.
            "message": problem.message.removeprefix(f"{problem.url}: "),
            "at": problem.at,
        }
        for problem in (*record.problems, *record.warnings)
    ]
    insert_rows(db, "problems", rows)
