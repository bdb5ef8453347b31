"""Where a finding can be read: its passage here, and its source at the publisher."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

_BULLETS = re.compile(r"[\u2022\u25aa\u25a0\u25cf\u25fc\u25e6\u27a4:;-]")


def passage_address(path: Callable[[str], str], row: Mapping[str, Any]) -> str | None:
    """The stored page that a finding was read from, its first words as a text fragment, to which browsers scroll and
    which they mark; None where no document here holds it. `path` makes an address on this site of a path.
    """
    if not row["document_id"] or row["page"] is None:
        return None
    words = _BULLETS.split(str(row["text"]).strip())[0].split()[:6]
    fragment = f"#:~:text={quote(' '.join(words), safe='')}" if len(words) > 2 else ""
    asked = urlencode({"document_id": row["document_id"], "page": row["page"]})
    return path(f"/send/passages?{asked}") + fragment


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
