"""What documents say happened when, as claims that the timeline merges with the register's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from db.join.inspections import DocumentLink
from db.join.placing import find_inspection, is_near, precedes_all
from db.join.rows import Tables
from db.join.timeline import Claim
from db.reading.precedence import rank
from db.reading.records import Record
from db.sqlite.row import Row


def document_claims(
    records: Sequence[Record], links: Mapping[str, DocumentLink], inspections: Iterable[Row], tables: Tables
) -> list[Claim]:
    """Every dated event that a document states, the most believable document first.

    An event belongs to the inspection its kind and day point to, else to the one its document is about, unless that is
    another's day. What follows an inspection cannot be dated before the area's first: such an event is left out and told.
    """
    by_area: dict[str, list[Row]] = defaultdict(list)
    for row in inspections:
        by_area[row["area_id"]].append(row)
    claims = []
    for record in sorted(records, key=rank):
        if record.findings is None or record.area_id is None:
            continue
        link = links.get(record.document_id, DocumentLink())
        rows = by_area[record.area_id]
        for event in record.findings.events:
            if precedes_all(rows, event.event, event.date):
                tables.add_problem(
                    "link",
                    "before_inspection",
                    f"{event.label} on {event.date} would be before the area's first inspection: left out, check the date",
                    record=record,
                )
                continue
            place = find_inspection(rows, event.event, event.date, event.label, is_known=link.is_known)
            if place is None and is_near(rows, link.about, event.event, event.date):
                place = link.about
            claims.append(
                Claim(
                    area_id=record.area_id,
                    date=event.date,
                    date_precision=event.date_precision,
                    event=event.event,
                    label=event.label,
                    basis=event.basis,
                    inspection_id=place,
                    document_id=record.document_id,
                    page=event.quote.page,
                    source_url=record.meta.source_url,
                    text=event.quote.text,
                )
            )
    return claims
