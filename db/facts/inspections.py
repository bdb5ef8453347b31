"""Every inspection the official tables know: rows of `inspections`, and the tables' own words beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from db.join.timeline import Claim
from db.reference.tables import FactRow, read_table, required, whole_number
from db.sqlite.row import Row

STATISTICS_URL = (
    "https://www.gov.uk/government/statistics/area-send-inspections-and-outcomes-in-england-as-at-31-august-2022"
)
MANAGEMENT_INFORMATION_URL = (
    "https://www.gov.uk/government/statistics/area-send-inspections-and-outcomes-in-england-as-at-31-december-2023"
)
OUTCOME_LABELS = {
    "wsoa_required": "Written statement of action required",
    "no_wsoa": "No written statement of action required",
    "all_sufficient": "Sufficient progress in all areas of significant weakness",
    "some_sufficient": "Sufficient progress in some areas of significant weakness",
    "none_sufficient": "Sufficient progress in no area of significant weakness",
    "typically_positive": "Typically positive experiences and outcomes",
    "inconsistent": "Inconsistent experiences and outcomes",
    "systemic_failings": "Widespread and/or systemic failings",
    "effective_action": "Effective action taken",
    "ineffective_action": "Effective action not taken",
}
OUTCOME_OF_REPORT = {"1": "typically_positive", "2": "inconsistent", "3": "systemic_failings"}
OUTCOME_OF_REVISIT = {"Yes": "all_sufficient", "Some": "some_sufficient", "No": "none_sufficient"}
OUTCOME_OF_WSOA = {"Yes": "wsoa_required", "No": "no_wsoa"}
NEEDS_PLAN = {"wsoa_required": 1, "no_wsoa": 0, "typically_positive": 0, "inconsistent": 0, "systemic_failings": 1}
_VALUES = ("start_date", "end_date", "published", "outcome", "significant_weaknesses", "sufficient", "not_sufficient")


@dataclass
class Register:
    """Rows of `inspections` and `inspection_register`, and the events these tables date."""

    inspections: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)


def build_register(ofsted_regions: dict[str, str]) -> Register:
    """The register of inspections; `ofsted_regions` gives Ofsted's region by area id where a table does not.

    Where Ofsted's management information and the compiled table of report pages date an inspection differently, the
    former is used and both are kept in `inspection_register`.
    """
    entries = [*_entries_2016_2022(), *_entries_2023_on(), *_entries_other()]
    for entry in entries:
        entry.setdefault("ofsted_region", ofsted_regions[entry["area_id"]])
    register = Register(entries=entries)
    for record in read_table("management_information"):
        entry = next(
            e
            for e in entries
            if (e["area_id"], e["published"]) == (record["area_id"], record["published"]) and e["kind"] == "full"
        )
        start = required(record, "inspection_start")
        entries.append(
            entry
            | dict.fromkeys(_VALUES)
            | {
                "source": "management_information",
                "start_date": start,
                "outcome_published": None,
                "source_url": MANAGEMENT_INFORMATION_URL,
            }
        )
    better_start = {e["inspection_id"]: e["start_date"] for e in entries if e["source"] == "management_information"}
    rows = [_inspection_row(e) for e in entries if e["source"] != "management_information"]
    for row in rows:
        row["start_date"] = better_start.get(row["inspection_id"], row["start_date"])
        row["follows_id"] = _followed(row, rows)
    register.inspections = rows
    return register


def _entry(area_id: str, framework: str, kind: str, month: str, **values: Any) -> Row:
    suffix = "" if kind == "full" else f"-{kind}"
    return {
        "inspection_id": f"{area_id}-{month}{suffix}",
        "area_id": area_id,
        "framework": framework,
        "kind": kind,
        **dict.fromkeys(_VALUES),
        "outcome_published": None,
        **values,
    }


def _entries_2016_2022() -> list[Row]:
    entries = []
    for record in read_table("inspections_2016_2022"):
        area_id, start = required(record, "area_id"), required(record, "inspection_start")
        published_as = required(record, "wsoa_required")
        common = {
            "source": "statistics_2016_2022",
            "source_url": STATISTICS_URL,
            "ofsted_region": record["ofsted_region"],
        }
        entries.append(
            _entry(
                area_id,
                "2016",
                "full",
                start[:7],
                start_date=start,
                published=record["published"],
                outcome=OUTCOME_OF_WSOA[published_as],
                outcome_published=published_as,
                significant_weaknesses=whole_number(record["significant_weaknesses"]),
                **common,
            )
        )
        if (revisit := record["revisit_start"]) is not None:
            verdict = required(record, "revisit_outcome")
            entries.append(
                _entry(
                    area_id,
                    "2016",
                    "revisit",
                    revisit[:7],
                    start_date=revisit,
                    published=record["revisit_published"],
                    outcome=OUTCOME_OF_REVISIT[verdict],
                    outcome_published=verdict,
                    sufficient=whole_number(record["sufficient"]),
                    not_sufficient=whole_number(record["not_sufficient"]),
                    **common,
                )
            )
    return entries


def _entries_2023_on() -> list[Row]:
    entries = []
    for record in read_table("inspections_2023_on"):
        published, code = required(record, "published"), record["outcome"]
        entries.append(
            _entry(
                required(record, "area_id"),
                "2023",
                "full",
                # Three reports' dates are not known: the month of publication stands in the id until one is read.
                (record["inspection_start"] or published)[:7],
                start_date=record["inspection_start"],
                end_date=record["inspection_end"],
                published=published,
                outcome=OUTCOME_OF_REPORT[code] if code else None,
                outcome_published=code,
                source="report_site",
                source_url=record["report_url"],
            )
        )
    return entries


def _entries_other() -> list[Row]:
    """Inspections in neither table: revisits after August 2022, monitoring, and a report replaced by a later one."""
    return [
        _entry(
            required(record, "area_id"),
            required(record, "framework"),
            required(record, "kind"),
            required(record, "month"),
            start_date=record["start_date"],
            end_date=record["end_date"],
            published=record["published"],
            outcome=record["outcome"],
            sufficient=whole_number(record["sufficient"]),
            not_sufficient=whole_number(record["not_sufficient"]),
            source="published_pages",
            source_url=record["source_url"],
        )
        for record in read_table("inspections_other")
    ]


def _inspection_row(entry: Row) -> Row:
    outcome = entry["outcome"]
    columns = ("inspection_id", "area_id", "framework", "kind", *_VALUES, "source_url")
    return {
        **{column: entry[column] for column in columns},
        # No statement of action was required: none was found, which is not the same as not known.
        **({"significant_weaknesses": 0} if outcome == "no_wsoa" else {}),
        "outcome_label": OUTCOME_LABELS[outcome] if outcome else None,
        "plan_required": NEEDS_PLAN.get(outcome) if outcome else None,
        "basis": "register",
    }


def _followed(row: Row, rows: list[Row]) -> str | None:
    """The last full inspection of the area under the same framework before a revisit or monitoring inspection."""
    if row["kind"] == "full":
        return None
    # Ids of one area begin alike and hold the month, which is known even where the day is not.
    month = row["inspection_id"].removesuffix(f"-{row['kind']}")[-7:]
    before = [
        (full["start_date"], full["inspection_id"])
        for full in rows
        if full["area_id"] == row["area_id"]
        and full["kind"] == "full"
        and full["framework"] == row["framework"]
        and full["start_date"]
        and full["start_date"][:7] < month
    ]
    return str(max(before)[1]) if before else None


# The official table of 2016-22 has no last days: where an inspection has one, another source told it.
_EVENT_COLUMNS = {
    ("2016", "full"): {"start_date": "inspection_start", "published": "letter_published"},
    ("2016", "revisit"): {"start_date": "revisit_start", "published": "revisit_published"},
    ("2023", "full"): {"start_date": "inspection_start", "end_date": "inspection_end", "published": "report_published"},
    ("2023", "monitoring"): {
        "start_date": "inspection_start",
        "end_date": "inspection_end",
        "published": "report_published",
    },
}
_EVENT_LABELS = {
    "inspection_start": "{kind} began",
    "inspection_end": "{kind} ended",
    "letter_published": "Letter published: {outcome}",
    "report_published": "Report of the {kind} published: {outcome}",
    "revisit_start": "Revisit began",
    "revisit_published": "Letter on the revisit published: {outcome}",
}
_KIND_NAMES = {"full": "inspection", "revisit": "revisit", "monitoring": "monitoring inspection"}


def register_claims(inspections: list[Row]) -> list[Claim]:
    """The dated events that the register's inspections stand for."""
    claims = []
    for row in inspections:
        outcome = (row["outcome_label"] or "outcome not known").lower()
        for column, event in _EVENT_COLUMNS[row["framework"], row["kind"]].items():
            if row[column] is None:
                continue
            label = _EVENT_LABELS[event].format(kind=_KIND_NAMES[row["kind"]], outcome=outcome)
            claims.append(
                Claim(
                    area_id=row["area_id"],
                    date=row[column],
                    date_precision="day",
                    event=event,
                    label=label[0].upper() + label[1:],
                    basis="register",
                    inspection_id=row["inspection_id"],
                    source_url=row["source_url"],
                )
            )
    return claims


def ofsted_regions(areas: list[FactRow] | list[Row]) -> dict[str, str]:
    """Ofsted's region by area id."""
    return {str(area["area_id"]): str(area["ofsted_region"]) for area in areas}
