"""The register against what was read: after documents are joined to inspections, every mismatch is a row of `problems`.

Neither side overrides the other: `inspections` shows the document's statement, `inspection_register` keeps the
official tables'.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from db.join.timeline import find_disagreements
from db.sqlite.row import Row

_COMPARED = {
    "start_date": "start",
    "end_date": "end",
    "published": "publication",
    "outcome": "outcome",
    "significant_weaknesses": "number of significant weaknesses",
    "sufficient": "number of weaknesses with sufficient progress",
    "not_sufficient": "number of weaknesses without sufficient progress",
}
_COLUMN_OF_EVENT = {
    "inspection_start": "start_date",
    "revisit_start": "start_date",
    "inspection_end": "end_date",
    "revisit_end": "end_date",
    "letter_published": "published",
    "report_published": "published",
    "revisit_published": "published",
}
# The more reliable of several official sources comes first; the compiled table of report pages is known to err.
_SOURCES = ("management_information", "statistics_2016_2022", "report_site", "published_pages")
_SOURCE_NAMES = {
    "management_information": "Ofsted's management information",
    "statistics_2016_2022": "Ofsted's statistics",
    "report_site": "the table of report pages",
    "published_pages": "published pages",
}


def reconcile(db: Database) -> list[Row]:
    """Rows of `problems` (without `at`): register against documents, counts against lists, sources against each other."""
    inspections = {row["inspection_id"]: row for row in db.query("SELECT * FROM inspections")}
    register: dict[str, list[Row]] = defaultdict(list)
    for entry in db.query("SELECT * FROM inspection_register"):
        register[entry["inspection_id"]].append(entry)
    for entries in register.values():
        entries.sort(key=lambda entry: _SOURCES.index(entry["source"]))
    problems: list[Row] = []
    for inspection_id, row in sorted(inspections.items()):
        problems += _differing_values(row, register[inspection_id])
        problems += _unknown_values(row)
    problems += _previous_inspections(inspections)
    problems += _weakness_counts(db, inspections, register)
    problems += _verdict_counts(db, inspections)
    problems += _plan_and_priority_actions(db, inspections)
    problems += _event_dates(db, problems)
    return problems


def _problem(row: Row, error: str, message: str) -> Row:
    return {
        "document_id": row["document_id"],
        "area_id": row["area_id"],
        "stage": "reconcile",
        "error": error,
        "message": f"{row['inspection_id']}: {message}",
    }


def _differing_values(row: Row, entries: list[Row]) -> Iterator[Row]:
    """One problem a column whose value is not the same in the document (where one was read) and all official tables."""
    for column, name in _COMPARED.items():
        told: dict[Any, list[str]] = defaultdict(list)
        if row["basis"] == "document" and row[column] is not None:
            told[row[column]].append("the document")
        for entry in entries:
            if entry[column] is not None:
                told[entry[column]].append(_SOURCE_NAMES[entry["source"]])
        if len(told) > 1:
            listed = "; ".join(f"{value} in {' and '.join(sources)}" for value, sources in told.items())
            yield _problem(row, f"register_{column}", f"the {name} is {listed}; {row[column]} is shown, check it")


def _event_dates(db: Database, problems: list[Row]) -> list[Row]:
    """Events that sources date differently, those left out that only repeat a problem with the inspection's own dates."""
    told = {(problem["message"].split(":")[0], problem["error"]) for problem in problems}
    events = [
        event
        for event in db.query("SELECT * FROM timeline ORDER BY event_id")
        if (event["inspection_id"], f"register_{_COLUMN_OF_EVENT.get(event['event'])}") not in told
    ]
    return find_disagreements(events)


def _unknown_values(row: Row) -> Iterator[Row]:
    for column, name in (("start_date", "dates"), ("outcome", "outcome")):
        if row[column] is None:
            document = "letter" if row["kind"] == "revisit" else "report"
            told = f" (told of at {row['source_url']})" if row["source_url"] else ""
            yield _problem(row, f"no_{column}", f"no {name} known; ingest its {document}{told}")


def _previous_inspections(inspections: dict[str, Row]) -> Iterator[Row]:
    """The previous inspection a report names must be one that is known; before 2016 and for left-out areas none is."""
    for row in inspections.values():
        day = row["start_date"] or row["published"]
        if not row["previous_start"] or not day:
            continue
        earlier = sorted(
            (other["start_date"], other["inspection_id"])
            for other in inspections.values()
            if other["area_id"] == row["area_id"] and other["start_date"] and other["start_date"] < day
        )
        if earlier and row["previous_start"] not in dict(earlier):
            known = ", ".join(f"{inspection_id} from {start}" for start, inspection_id in earlier)
            yield _problem(
                row,
                "previous_inspection",
                f"its report names a previous inspection from {row['previous_start']}, known is {known}; check which is right",
            )


def _weakness_counts(db: Database, inspections: dict[str, Row], register: dict[str, list[Row]]) -> Iterator[Row]:
    """Significant weaknesses listed against Ofsted's count; an inspection of which none is listed is no mismatch."""
    for found in db.query(
        "SELECT inspection_id, count(*) AS items, sum(text_origin = 'paraphrase') AS paraphrases FROM weaknesses "
        "WHERE kind = 'significant_weakness' GROUP BY inspection_id ORDER BY inspection_id"
    ):
        inspection_id, items = found["inspection_id"], found["items"]
        official = next(
            (e["significant_weaknesses"] for e in register[inspection_id] if e["significant_weaknesses"] is not None),
            None,
        )
        if official is not None and items != official:
            whose = "only in paraphrase" if found["paraphrases"] == items else "from documents"
            message = (
                f"{items} of {official} significant weaknesses known, {whose}; ingest its letter"
                if items < official
                else f"{items} significant weaknesses known, {whose}, Ofsted counts {official}; look for an item that was split"
            )
            yield _problem(inspections[inspection_id], "weakness_count", message)


def _verdict_counts(db: Database, inspections: dict[str, Row]) -> Iterator[Row]:
    """Verdicts read for single weaknesses against the numbers of the revisit they come from."""
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    for found in db.query(
        "SELECT inspection_id, progress FROM weaknesses WHERE progress LIKE '%sufficient' AND progress_basis = 'stated'"
    ):
        verdicts[found["inspection_id"]][found["progress"]] += 1
    for row in inspections.values():
        known = verdicts.get(row["follows_id"])
        if row["kind"] != "revisit" or not known:
            continue
        for progress in ("sufficient", "not_sufficient"):
            if row[progress] is not None and known[progress] != row[progress]:
                yield _problem(
                    row,
                    "verdict_count",
                    f"{known[progress]} weaknesses are read as {progress.replace('_', ' ')}, the revisit has "
                    f"{row[progress]}; compare its letter with the weaknesses of {row['follows_id']}",
                )


def _plan_and_priority_actions(db: Database, inspections: dict[str, Row]) -> Iterator[Row]:
    """A report that has been read lists areas for priority action where it requires a plan, and only there."""
    counted = {
        found["inspection_id"]: found["items"]
        for found in db.query(
            "SELECT inspection_id, count(*) AS items FROM weaknesses WHERE kind = 'priority_action' GROUP BY inspection_id"
        )
    }
    for inspection_id, row in inspections.items():
        if row["basis"] != "document" or row["framework"] != "2023" or row["kind"] != "full":
            continue
        items = counted.get(inspection_id, 0)
        if row["plan_required"] and not items:
            yield _problem(row, "no_priority_actions", "a plan is required but no area for priority action was read")
        if row["plan_required"] == 0 and items:
            yield _problem(
                row, "unexpected_priority_actions", f"{items} areas for priority action read but no plan is required"
            )
