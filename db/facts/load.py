"""Loads the project's reference facts into an empty database: what is known before any document has been read."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlite_utils import Database

from db.facts.contradictions import find_contradictions
from db.facts.events import starter_claims
from db.facts.findings import starter_actions, starter_strengths, starter_targets, starter_weaknesses
from db.facts.inspections import build_register, ofsted_regions, register_claims
from db.facts.themes import Tagger, curated_rows, tagged_rows
from db.join.timeline import link_events
from db.reference.areas import area_rows
from db.reference.bodies import body_rows
from db.reference.checks import check_tables
from db.reference.tables import decimal_number, read_table, required, whole_number
from db.sqlite.insert import insert_rows
from db.sqlite.row import Row
from extract.model.errors import PatternError
from extract.theming.items import ItemKind
from extract.theming.taxonomy import THEMES
from extract.theming.themes import tag_all

NEIGHBOUR_MODEL = "DfE children's services statistical neighbour model, May 2025"
TIMELINESS = "ehc_plans_within_20_weeks"
TIMELINESS_SOURCE = "DfE, Education, health and care plans"
_KINDS = {"weakness": ItemKind.ASKED, "strength": ItemKind.STRENGTH, "action": ItemKind.ACTION}
TIMELINESS_URL = "https://explore-education-statistics.service.gov.uk/find-statistics/education-health-and-care-plans"


def load_facts(db: Database, tag: Tagger = tag_all) -> None:
    """Fill an empty database with areas, inspections, measures, sources, themes and the starter's paraphrased findings.

    `tag` gives the themes of those whose themes nobody has read.

    Contradictions within the tables become rows of `problems`; those that a document may settle are found later, by
    `db.check.reconcile`. The schema must have been created. Raises `BadFactsError` for a row that is not of its table's
    form.
    """
    check_tables()
    areas = area_rows()
    register = build_register(ofsted_regions(areas))
    inspections = register.inspections
    weaknesses = starter_weaknesses(inspections)
    strengths = starter_strengths(inspections)
    actions = starter_actions(inspections, weaknesses)
    timeline = link_events([*register_claims(inspections), *starter_claims(inspections)])
    _fill_end_dates(inspections, timeline.events)
    themes, bad_patterns = _themes_of({"weakness": weaknesses, "strength": strengths, "action": actions}, tag)
    tables: dict[str, list[Row]] = {
        "areas": areas,
        "area_lineage": list(read_table("area_lineage")),
        **body_rows(),
        "statistical_neighbours": _neighbours(),
        "measure_definitions": _measure_definitions(),
        "measures": _measures(),
        "source_pages": list(read_table("source_pages")),
        "statutory_rules": _statutory_rules(),
        "published_figures": [
            row | {"expected": whole_number(row["expected"])} for row in read_table("published_figures")
        ],
        "inspections": inspections,
        "inspection_register": register.entries,
        "themes": [{"theme_id": t.theme_id, "label": t.label, "definition": t.definition} for t in THEMES],
        "weaknesses": _without_themes(weaknesses),
        "weakness_sources": [_weakness_source(row) for row in weaknesses],
        "strengths": _without_themes(strengths),
        "actions": _without_themes(actions),
        **themes,
        "targets": starter_targets(actions),
        "timeline": timeline.events,
        "event_sources": timeline.sources,
        "problems": _stamped([*find_contradictions(register), *bad_patterns]),
    }
    with db.atomic():
        for table, rows in tables.items():
            insert_rows(db, table, rows)


def _fill_end_dates(inspections: list[Row], events: list[Row]) -> None:
    """Ofsted's table of 2016-22 has no last days; where a published page tells one, the inspection gets it."""
    ends = {
        event["inspection_id"]: event["date"]
        for event in events
        if event["event"] in ("inspection_end", "revisit_end") and event["date_precision"] == "day"
    }
    for row in inspections:
        row["end_date"] = row["end_date"] or ends.get(row["inspection_id"])


def _neighbours() -> list[Row]:
    return [
        row | {"rank": int(required(row, "rank")), "model": NEIGHBOUR_MODEL}
        for row in read_table("statistical_neighbours")
    ]


def _measure_definitions() -> list[Row]:
    return [
        {
            "measure_id": TIMELINESS,
            "label": "EHC plans issued within 20 weeks",
            "unit": "percent",
            "definition": "Share of new education, health and care plans issued within 20 weeks of the request, by "
            "calendar year, cases to which an exception applies left out. Numerator: plans issued within 20 weeks; "
            "denominator: plans issued. NULL where not published.",
            "source": TIMELINESS_SOURCE,
            "source_url": TIMELINESS_URL,
        }
    ]


def _measures() -> list[Row]:
    return [
        {
            "area_id": row["area_id"],
            "measure_id": TIMELINESS,
            "year": int(required(row, "year")),
            "value": decimal_number(row["percent_within_20_weeks"]),
            "numerator": whole_number(row["issued_within_20_weeks"]),
            "denominator": whole_number(row["plans_issued"]),
            "source": TIMELINESS_SOURCE,
        }
        for row in read_table("ehc_plan_timeliness")
    ]


def _statutory_rules() -> list[Row]:
    return [
        row | {"amount": int(required(row, "amount")), "is_verified": int(required(row, "is_verified"))}
        for row in read_table("statutory_rules")
    ]


def _weakness_source(row: Row) -> Row:
    columns = ("weakness_id", "source_url", "page", "text")
    return {column: row[column] for column in columns} | {"is_best": 1}


def _themes_of(items: dict[str, list[Row]], tag: Tagger) -> tuple[dict[str, list[Row]], list[Row]]:
    """Rows of the themes join tables by table, and problems: patterns that cannot be used cost themes, never facts."""
    themes = {f"{kind}_themes": curated_rows(f"{kind}_id", rows) for kind, rows in items.items()}
    try:
        for kind, rows in items.items():
            themes[f"{kind}_themes"] += tagged_rows(f"{kind}_id", rows, _KINDS[kind], tag)
    except PatternError as error:
        message = f"{error}; reference facts that nobody has read have no themes until it is mended"
        return themes, [{"stage": "themes", "error": "bad_pattern", "message": message}]
    return themes, []


def _without_themes(rows: list[Row]) -> list[Row]:
    return [{column: value for column, value in row.items() if column != "themes"} for row in rows]


def _stamped(problems: list[Row]) -> list[Row]:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    return [problem | {"at": at} for problem in problems]
