"""Starter weaknesses, strengths, actions and targets: our own paraphrases of what letters, reports and pages say."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from db.errors import BadFactsError
from db.join.rows import KIND_LETTERS
from db.reference.tables import FactRow, decimal_number, read_table, required, whole_number
from db.sqlite.row import Row

_LETTERS = {kind.value: letter for kind, letter in KIND_LETTERS.items()}


def starter_weaknesses(inspections: Iterable[Row]) -> list[Row]:
    """Rows of `weaknesses` with what a revisit said of each; the number is NULL where the order in the letter is not
    known. `themes` holds those that two readings agreed on, with spaces between, None where nobody has read the row.
    """
    ids = _full_by_start(inspections)
    rows: list[Row] = []
    places: Counter[str] = Counter()
    for record in read_table("starter_weaknesses"):
        inspection_id = _inspection_of(record, ids)
        places[inspection_id] += 1
        rows.append(
            _weakness(
                f"{inspection_id}-w{record['number'] or places[inspection_id]}",
                inspection_id,
                "significant_weakness",
                record,
            )
        )
    for record in [*read_table("starter_priority_actions"), *read_table("starter_report_items")]:
        kind = record.get("kind") or "priority_action"
        if kind == "strength":
            continue
        inspection_id = _inspection_of(record, ids)
        rows.append(_weakness(f"{inspection_id}-{_LETTERS[kind]}{record['number']}", inspection_id, kind, record))
    _set_verdicts(rows, ids)
    return rows


def starter_strengths(inspections: Iterable[Row]) -> list[Row]:
    """Rows of `strengths`, with `themes` as in `starter_weaknesses`."""
    ids = _full_by_start(inspections)
    return [
        {
            "strength_id": f"{inspection_id}-s{record['number']}",
            "inspection_id": inspection_id,
            "area_id": record["area_id"],
            "text": record["text"],
            "page": whole_number(record["page"]),
            "text_origin": "paraphrase",
            "review_status": "accepted",
            "source_url": record["source_url"],
            "themes": record["themes"],
        }
        for record in read_table("starter_report_items")
        if record["kind"] == "strength"
        for inspection_id in [_inspection_of(record, ids)]
    ]


def _set_verdicts(weaknesses: Iterable[Row], ids: dict[tuple[str, str], str]) -> None:
    """What a revisit that judged some sufficient and some not said of each weakness."""
    numbered = {(row["inspection_id"], row["number"]): row for row in weaknesses}
    for record in read_table("starter_verdicts"):
        inspection_id = _inspection_of(record, ids)
        row = numbered[inspection_id, whole_number(record["number"])]
        row["progress"], row["progress_basis"] = record["progress"], "stated"
        row["progress_source_url"] = record["source_url"]


def _weakness(weakness_id: str, inspection_id: str, kind: str, record: FactRow) -> Row:
    responsible = record.get("responsible")
    return {
        "weakness_id": weakness_id,
        "inspection_id": inspection_id,
        "area_id": record["area_id"],
        "kind": kind,
        "number": whole_number(record["number"]),
        "text": record["text"],
        "responsible": json.dumps(responsible.split("; "), ensure_ascii=False) if responsible else None,
        "page": whole_number(record.get("page")),
        "text_origin": "paraphrase",
        "review_status": "unreviewed" if record.get("caution") else "accepted",
        "source_url": record["source_url"],
        "themes": record["themes"],
    }


def _inspection_of(record: FactRow, ids: dict[tuple[str, str], str]) -> str:
    """The inspection that a row names by area and first day. Raises `BadFactsError` where none began that day."""
    area_id, start = required(record, "area_id"), required(record, "inspection_start")
    if (area_id, start) not in ids:
        raise BadFactsError(
            f"db/reference has a row of {area_id}, inspected from {start}, but no full inspection of that day: "
            "take inspection_start from the tables of inspections"
        )
    return ids[area_id, start]


def _full_by_start(inspections: Iterable[Row]) -> dict[tuple[str, str], str]:
    return {
        (row["area_id"], row["start_date"]): row["inspection_id"]
        for row in inspections
        if row["kind"] == "full" and row["start_date"]
    }


def starter_actions(inspections: Iterable[Row], weaknesses: Iterable[Row]) -> list[Row]:
    """Rows of `actions`. An action that names no weakness belongs to the inspection that its deadline or plan follows:
    the area's last one that required a plan; it stays without where the area has had several and nothing tells which.
    """
    requiring: dict[str, list[Row]] = defaultdict(list)
    for row in inspections:
        if row["kind"] == "full" and row["plan_required"]:
            requiring[row["area_id"]].append(row)
    numbered = {(w["area_id"], w["kind"], w["number"]): w for w in weaknesses if w["number"] is not None}
    rows: list[Row] = []
    places: Counter[str] = Counter()
    for record in read_table("starter_actions"):
        area_id, kind = required(record, "area_id"), record["weakness_kind"]
        number = whole_number(record["weakness_number"])
        weakness = numbered.get((area_id, kind, number)) if kind else None
        inspection_id = weakness["inspection_id"] if weakness else _sole_inspection(requiring[area_id], kind)
        # Ids count from a1 within an inspection; an action of unknown inspection counts within its area.
        prefix = inspection_id or area_id
        places[prefix] += 1
        rows.append(
            {
                "action_id": f"{prefix}-a{places[prefix]}",
                "area_id": area_id,
                "inspection_id": inspection_id,
                "weakness_id": weakness["weakness_id"] if weakness else None,
                **{
                    column: record[column]
                    for column in (
                        "text", "owner", "deadline_text", "deadline", "deadline_precision", "measure", "status",
                        "status_date", "source_url", "source_title", "themes",
                    )
                },
                "text_origin": "paraphrase",
                "review_status": "accepted",
            }
        )  # fmt: skip
    return rows


def _sole_inspection(requiring: list[Row], kind: str | None) -> str | None:
    """The one inspection that required a plan, among those of the framework that a stated kind belongs to."""
    framework = {"significant_weakness": "2016", "priority_action": "2023"}.get(kind or "")
    fitting = [row for row in requiring if framework in (None, row["framework"])]
    return str(fitting[0]["inspection_id"]) if len(fitting) == 1 else None


def starter_targets(actions: Iterable[Row]) -> list[Row]:
    """Rows of `targets`: the measurable pledges among the starter actions, each told by an action's place in its area."""
    by_area: dict[str, list[Row]] = defaultdict(list)
    for action in actions:
        by_area[action["area_id"]].append(action)
    rows: list[Row] = []
    places: Counter[str] = Counter()
    for record in read_table("starter_targets"):
        area_id = required(record, "area_id")
        action = by_area[area_id][int(required(record, "action")) - 1]
        prefix = action["inspection_id"] or area_id
        places[prefix] += 1
        rows.append(
            {
                "target_id": f"{prefix}-t{places[prefix]}",
                "area_id": area_id,
                "inspection_id": action["inspection_id"],
                "weakness_id": action["weakness_id"],
                "action_id": action["action_id"],
                "measure": record["measure"],
                "baseline": decimal_number(record["baseline"]),
                "target": decimal_number(record["target"]),
                "unit": record["unit"],
                "comparator": record["comparator"],
                "by_date": record["by_date"],
                "by_text": record["by_text"],
                "measure_id": record["measure_id"],
                "text": action["measure"] or action["text"],
                "text_origin": "paraphrase",
                "source_url": action["source_url"],
            }
        )
    return rows
