"""What a document lets one guess where it does not say it: when it was written, which framework it is about."""

from __future__ import annotations

from datetime import date

from db.reading.records import Record
from extract.model.findings import Findings, WeaknessKind

_FRAMEWORK_OF_KIND = {WeaknessKind.SIGNIFICANT_WEAKNESS: "2016", WeaknessKind.PRIORITY_ACTION: "2023"}
# Events that lie ahead of the document that tells of them.
_AHEAD = ("_due", "_expected", "_planned")


def written(record: Record) -> date | None:
    """About when a document was written: its publication, the date a letter carries, else the last thing it tells of."""
    findings = record.findings
    if findings is None:
        return record.published
    stated = record.published or (findings.inspection.published if findings.inspection else None)
    if stated is not None:
        return stated
    days = {
        event.event: date.fromisoformat(event.date)
        for event in sorted(findings.events, key=lambda event: event.date)
        if event.date_precision == "day" and not event.event.endswith(_AHEAD)
    }
    return days.get("letter_dated") or max(days.values(), default=None)


def told_frameworks(findings: Findings) -> set[str]:
    """The frameworks a document's type, lists and events belong to: a statement of action is of 2016-22."""
    if findings.doc_type.framework is not None:
        return {findings.doc_type.framework}
    told = {_FRAMEWORK_OF_KIND[each.kind] for each in findings.weaknesses if each.kind in _FRAMEWORK_OF_KIND}
    if findings.inspection is not None:
        told.add(findings.inspection.framework)
    if not told and any(event.event.startswith("wsoa_") for event in findings.events):
        told.add("2016")
    return told


def told_starts(findings: Findings) -> set[date]:
    """The days, or first days of the months, on which a document says that a full inspection began."""
    told = {
        date.fromisoformat(f"{event.date}-01"[: len("2020-01-31")])
        for event in findings.events
        if event.event == "inspection_start" and event.date_precision in ("day", "month")
    }
    if findings.inspection is not None and findings.inspection.kind == "full" and findings.inspection.start_date:
        told.add(findings.inspection.start_date)
    return told
