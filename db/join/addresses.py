"""A report that was ingested without its address has the one that the register knows for its inspection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from db.join.inspections import DocumentLink
from db.join.rows import Tables
from db.reading.records import Record
from db.sqlite.row import Row

# Where Ofsted's report files are; the register's other addresses are of tables and pages, not of the document itself.
REPORT_HOSTS = frozenset({"files.ofsted.gov.uk", "files.api.ofsted.gov.uk"})
_QUOTING = (
    "weaknesses",
    "weakness_sources",
    "strengths",
    "actions",
    "targets",
    "timeline",
    "event_sources",
    "documents",
)


def fill_report_addresses(
    records: Sequence[Record], links: Mapping[str, DocumentLink], register: Iterable[Row], tables: Tables
) -> None:
    """Set `source_url` of reports without one, and of the rows that quote them, from the register's inspections."""
    known = {row["inspection_id"]: row["source_url"] for row in register if is_report_file(row["source_url"])}
    addresses = {}
    for record in records:
        findings = record.findings
        about = links.get(record.document_id, DocumentLink()).about
        if findings and findings.inspection and findings.inspection.is_report and about in known:
            addresses[record.document_id] = known[about]
    for table in _QUOTING:
        for row in tables[table]:
            address = addresses.get(row.get("document_id") or "")
            if address and row.get("source_url") is None:
                row["source_url"] = address


def is_report_file(address: str | None) -> bool:
    """Whether an address is that of a report's file on Ofsted's site."""
    return address is not None and urlsplit(address).hostname in REPORT_HOSTS
