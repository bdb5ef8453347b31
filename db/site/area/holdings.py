"""Which documents of an area are held, and which are known to be missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from db.site.area.inspections import Inspection
from db.site.reading import Reader
from db.site.wording import name_type

COLUMNS = (
    "area_id",
    "area",
    "document",
    "type",
    "published",
    "pages",
    "findings",
    "dates",
    "source_url",
    "document_id",
)
MISSING_COLUMNS = ("area_id", "area", "what", "inspected", "source_url")
_DOCUMENTS = """
SELECT d.document_id, d.area_id, a.name AS area, d.title, d.doc_type, d.published, d.page_count AS pages, d.status,
  d.text_origin, d.source_url, d.file_name,
  (SELECT count(*) FROM search_items s WHERE s.area_id = d.area_id AND s.document_id = d.document_id) AS findings,
  (SELECT count(*) FROM timeline t WHERE t.area_id = d.area_id AND t.document_id = d.document_id) AS dates
FROM documents d JOIN areas a ON a.area_id = d.area_id WHERE d.area_id = :area
ORDER BY d.published IS NULL, d.published DESC, d.document_id
"""


async def read_documents(read: Reader, area_id: str) -> list[dict[str, Any]]:
    """The documents held, the newest first."""
    return [
        {
            **dict(row),
            "document": name_document(row["title"], row["doc_type"], row["area"]),
            "type": name_type(row["doc_type"]),
            "address": f"/documents/{quote(row['document_id'], safe='')}",
        }
        for row in await read(_DOCUMENTS, {"area": area_id})
    ]


def name_document(title: str | None, doc_type: str, area: str | None) -> str:
    """What a document is called where people read: its title, else its type and area; never a file's name."""
    words = name_type(doc_type)
    return title or (f"{words}, {area}" if area else words)


def find_missing(inspections: Sequence[Inspection]) -> list[dict[str, Any]]:
    """Letters, reports and plans that exist or had to be made, of the area itself, and are not read here."""
    missing = []
    for each in inspections:
        if not each.is_own:
            continue
        row = each.row
        if not each.is_read:
            what = {"full": "Inspection letter" if row["framework"] == "2016" else "Inspection report"}.get(
                row["kind"], "Revisit letter" if row["kind"] == "revisit" else "Monitoring inspection report"
            )
            missing.append(_missing(row, what, _own_report(row)))
        if each.plan is not None and each.plan["state"] != "read":
            what = "Written statement of action" if row["framework"] == "2016" else "Priority action plan"
            missing.append(_missing(row, f"{what} ({each.plan['state']})", each.plan["url"]))
    return missing


def _missing(row: Any, what: str, address: str | None) -> dict[str, Any]:
    return {"area_id": row["area_id"], "area": row["area"], "what": what, "inspected": row["at"], "source_url": address}


def _own_report(row: Any) -> str | None:
    """The address of the report itself; statistics that merely list the inspection are not it."""
    address = row["source_url"] or ""
    return address if "ofsted.gov.uk" in address else None
