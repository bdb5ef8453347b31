"""Where the reference tables contradict themselves or lack what they should hold: rows of `problems`.

These stand whatever documents are read; what a document can settle is looked at by `db.check.reconcile` after each build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from db.facts.inspections import Register
from db.reference.areas import AUTHORITY_URN
from db.reference.tables import read_table, required
from db.sqlite.row import Row


def find_contradictions(register: Register) -> list[Row]:
    """Problem rows without `at`, in a stable order."""
    return [
        *_wrong_sums(register),
        *_foreign_urns(),
        *_not_inspected(register),
        *_odd_timeliness(),
        *_missing_addresses(),
    ]


def _problem(error: str, message: str, area_id: str | None = None) -> Row:
    return {"area_id": area_id, "stage": "reconcile", "error": error, "message": message}


def _wrong_sums(register: Register) -> Iterator[Row]:
    """A revisit's verdicts must add up to the weaknesses of the inspection it follows, and fit its overall outcome."""
    rows = {row["inspection_id"]: row for row in register.inspections}
    for row in register.inspections:
        counts = (row["sufficient"], row["not_sufficient"])
        if row["kind"] != "revisit" or None in counts or not row["follows_id"]:
            continue
        expected = rows[row["follows_id"]]["significant_weaknesses"]
        if sum(counts) != expected:
            yield _problem(
                "revisit_sum",
                f"{row['inspection_id']}: {counts[0]} sufficient and {counts[1]} not do not add up to the {expected} "
                f"weaknesses of {row['follows_id']}",
                row["area_id"],
            )
        fitting = "all_sufficient" if counts[1] == 0 else "none_sufficient" if counts[0] == 0 else "some_sufficient"
        if row["outcome"] != fitting:
            yield _problem(
                "revisit_outcome",
                f"{row['inspection_id']}: outcome {row['outcome']} does not fit {counts[0]} sufficient, {counts[1]} not",
                row["area_id"],
            )


def _foreign_urns() -> Iterator[Row]:
    for record in read_table("areas"):
        urn = required(record, "ofsted_urn")
        if not AUTHORITY_URN.fullmatch(urn):
            yield _problem(
                "not_an_authority_urn",
                f"{record['name']}: {urn} is not a local authority's number on Ofsted's site, so no page is linked",
                required(record, "area_id"),
            )


def _not_inspected(register: Register) -> Iterator[Row]:
    """Areas without an inspection of 2016-22: left out at the source, because the council is no longer the same."""
    inspected = {entry["area_id"] for entry in register.entries if entry["source"] == "statistics_2016_2022"}
    heirs = {required(record, "successor_id") for record in read_table("area_lineage")}
    for record in read_table("areas"):
        area_id = required(record, "area_id")
        if area_id in inspected or area_id in heirs:
            continue
        yield _problem(
            "earlier_inspection_left_out",
            f"{record['name']}: its inspection of 2016-22 is left out of Ofsted's table as at August 2022, which is of "
            "the areas of that day",
            area_id,
        )


def _odd_timeliness() -> Iterator[Row]:
    for record in read_table("ehc_plan_timeliness"):
        issued, share = record["plans_issued"], record["percent_within_20_weeks"]
        where = f"{record['area_id'] or 'England'} {record['year']}"
        if issued == "0":
            yield _problem(
                "no_plans_issued",
                f"{where}: the table has no EHC plan issued in the year, so there is no share within 20 weeks; check "
                "whether nothing was reported",
                record["area_id"],
            )
        elif issued and share:
            counted = 100 * int(required(record, "issued_within_20_weeks")) / int(issued)
            if abs(counted - float(share)) > 0.06:
                yield _problem(
                    "share_differs",
                    f"{where}: {share} per cent is published, the counts give {counted:.1f}",
                    record["area_id"],
                )


def _missing_addresses() -> Iterator[Row]:
    """Papers that starter rows come from and of which no public address is known."""
    missing: Counter[tuple[str, str]] = Counter()
    for table in ("starter_actions", "starter_events"):
        for record in read_table(table):
            if record["source_url"] is None:
                missing[required(record, "area_id"), required(record, "source_title")] += 1
    for (area_id, title), count in sorted(missing.items()):
        yield _problem(
            "no_source_address",
            f"{count} starter rows come from a paper without a known address: {title}; ingest the paper with --url",
            area_id,
        )
