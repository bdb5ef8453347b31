"""Official figures that an update fetched (`official/*.csv` in the data folder) on top of the register's own.

A figure published later beats the register's. An inspection in Ofsted's table gets that table's row beside the register's
own, so that `db.check.reconcile` compares them; one that the register does not know yet is added to it.
"""

from __future__ import annotations

import csv
from pathlib import Path

from sqlite_utils import Database

from db.errors import UnknownAreaError
from db.facts.inspections import NEEDS_PLAN, OUTCOME_LABELS
from db.facts.load import TIMELINESS, TIMELINESS_SOURCE
from db.reference.areas import find_area_id
from db.sqlite.insert import insert_rows
from db.sqlite.row import Row

FOLDER = "official"
# What Ofsted writes in the column of outcomes, by words that tell the three apart.
_OUTCOMES = {"positive": "typically_positive", "inconsistent": "inconsistent", "systemic": "systemic_failings"}
_ENGLAND = "E92000001"


def load_official(db: Database, data_dir: Path, *, at: str) -> None:
    """Write fetched figures into `measures`, `inspections` and `inspection_register`; none where none were fetched.

    A name or an outcome that is not known becomes a row of `problems`, and its row is left out.
    """
    problems = _load_timeliness(db, _read(data_dir, "ehc_plan_timeliness"))
    problems += _load_inspections(db, _read(data_dir, "area_send_inspections"))
    insert_rows(db, "problems", [{"stage": "reconcile", **problem, "at": at} for problem in problems])


def _read(data_dir: Path, name: str) -> list[dict[str, str]]:
    path = data_dir / FOLDER / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_timeliness(db: Database, rows: list[dict[str, str]]) -> list[Row]:
    areas = {row["gss_code"]: row["area_id"] for row in db.query("SELECT gss_code, area_id FROM areas")}
    measures, problems = [], []
    for row in rows:
        code = row["gss_code"] if row["level"] == "Local authority" else row.get("country_code")
        # The file has breakdowns by type of need, and regions, which are not shown.
        if row["level"] == "Regional" or not (row.get("topic") or "All EHC plans").startswith("All"):
            continue
        if code != _ENGLAND and code not in areas:
            problems.append(
                _problem(row, "unknown_area", f"DfE's figures name {row.get('area')} ({code}), no known area")
            )
            continue
        measures.append(
            {
                "area_id": areas.get(code or ""),
                "measure_id": TIMELINESS,
                "year": int(row["year"]),
                "value": _number(row["percent_within_20_weeks"]),
                "numerator": _whole(row["issued_within_20_weeks"]),
                "denominator": _whole(row["plans_issued"]),
                "source": TIMELINESS_SOURCE,
            }
        )
    for measure in measures:
        db.conn.execute(
            "DELETE FROM measures WHERE area_id IS :area_id AND measure_id = :measure_id AND year = :year", measure
        )
    insert_rows(db, "measures", measures)
    # Each area of before April 2023 stands in several years' rows.
    return list({problem["message"]: problem for problem in problems}.values())


def _load_inspections(db: Database, rows: list[dict[str, str]]) -> list[Row]:
    regions = {row["area_id"]: row["ofsted_region"] for row in db.query("SELECT area_id, ofsted_region FROM areas")}
    problems: list[Row] = []
    for row in rows:
        outcome = next((code for word, code in _OUTCOMES.items() if word in row["outcome"].lower()), None)
        try:
            area_id = find_area_id(row["area"])
        except UnknownAreaError as error:
            problems.append(_problem(row, "unknown_area", f"Ofsted's table: {error}"))
            continue
        if outcome is None:
            message = (
                f"Ofsted's table has the outcome {row['outcome']!r} for {row['area']}: enter it in db/facts/official.py"
            )
            problems.append(_problem(row, "unknown_outcome", message) | {"area_id": area_id})
            continue
        _enter_inspection(db, row, area_id, outcome, regions[area_id])
    return problems


def _enter_inspection(db: Database, row: dict[str, str], area_id: str, outcome: str, region: str | None) -> None:
    """Ofsted's row beside the register's, or the inspection itself where the register does not know it."""
    start, end, published = (row.get(name) or None for name in ("inspection_start", "inspection_end", "published"))
    known = db.conn.execute(
        "SELECT inspection_id FROM inspections WHERE area_id = ? AND framework = '2023' AND kind = 'full' "
        "AND (published = ? OR substr(start_date, 1, 7) = ?)",
        (area_id, published, (start or "")[:7]),
    ).fetchone()
    month = (start or published or "")[:7]
    inspection_id = known[0] if known else f"{area_id}-{month}"
    values = {"start_date": start, "end_date": end, "published": published, "outcome": outcome}
    place = {"inspection_id": inspection_id, "area_id": area_id, "framework": "2023", "kind": "full"}
    source_url = row.get("source_url") or None
    if not known:
        plan = {"outcome_label": OUTCOME_LABELS[outcome], "plan_required": NEEDS_PLAN[outcome]}
        insert_rows(db, "inspections", [{**place, **values, **plan, "basis": "register", "source_url": source_url}])
    entry = {**place, **values, "source": "management_information", "ofsted_region": region, "source_url": source_url}
    db.conn.execute("DELETE FROM inspection_register WHERE inspection_id = :inspection_id AND source = :source", entry)
    insert_rows(db, "inspection_register", [{**entry, "outcome_published": row["outcome"]}])


def _problem(row: dict[str, str], error: str, message: str) -> Row:
    return {"path": row.get("source_url"), "error": error, "message": message}


def _number(text: str) -> float | None:
    """A published figure; letters stand for what is not published ("x", "z", "c", "low")."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return None


def _whole(text: str) -> int | None:
    number = _number(text)
    return None if number is None else int(number)
