"""The starter events: dated happenings from published pages, joined to the inspections they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from db.join.placing import find_inspection
from db.join.timeline import Claim
from db.reference.tables import read_table, required
from db.sqlite.row import Row


def starter_claims(inspections: Iterable[Row]) -> list[Claim]:
    """The starter events as claims; `inspections` are rows of that table."""
    by_area: dict[str, list[Row]] = defaultdict(list)
    for row in inspections:
        by_area[row["area_id"]].append(row)
    claims = []
    for record in read_table("starter_events"):
        area_id, day = required(record, "area_id"), required(record, "date")
        event, label = required(record, "event"), required(record, "label")
        claims.append(
            Claim(
                area_id=area_id,
                date=day,
                date_precision=required(record, "date_precision"),
                event=event,
                label=label,
                basis="register",
                inspection_id=find_inspection(by_area[area_id], event, day, label),
                source_url=record["source_url"],
                source_title=record["source_title"],
                text=f"{label} ({record['source_title']})" if record["source_title"] else label,
            )
        )
    return claims
