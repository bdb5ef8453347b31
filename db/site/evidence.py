"""Where a finding can be read: its passage here, and its source at the publisher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

# Columns that name the row itself, those that may name another row that it belongs to last.
_IDS = ("item_id", "action_id", "target_id", "strength_id", "feedback_id", "weakness_id")


def passage_address(path: Callable[[str], str], row: Mapping[str, Any]) -> str | None:
    """The stored text that a finding was read from, with its words marked; None where no document here holds it.

    `path` makes an address on this site of a path.
    """
    if not row["document_id"] or row["page"] is None:
        return None
    item_id = next((row[column] for column in _IDS if row.get(column)), None)
    return document_address(path, row["document_id"], row["page"], item_id)


def document_address(path: Callable[[str], str], document_id: str, page: int | None, item_id: str | None = None) -> str:
    """The page of a document, at one of its pages, with a finding's words marked where its id is given."""
    address = path(f"/documents/{quote(document_id, safe='')}")
    if item_id:
        return f"{address}?{urlencode({'quote': item_id})}#quote"
    return f"{address}?{urlencode({'page': page})}#page-{page}" if page else address


def source_address(row: Mapping[str, Any]) -> str | None:
    """The finding's source at its publisher, a PDF at the page where browsers open it there; None where none is known."""
    address = str(row["source_url"] or "")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"}:
        return None
    # Ofsted's files have no ending but are PDFs.
    is_pdf = parts.path.lower().endswith(".pdf") or parts.hostname == "files.ofsted.gov.uk"
    page = row["page"]
    return f"{address}#page={page}" if is_pdf and isinstance(page, int) and not parts.fragment else address
