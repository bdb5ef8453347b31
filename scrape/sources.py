"""Which pages are watched: the register that comes with the project, and the operator's own additions.

The register's rows are handed in (this package knows no database). Additions are a CSV file of the same columns in the
data folder, which can be edited by hand.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from scrape.errors import SourceError
from scrape.files import write_whole
from scrape.urls import clean_url

FILE_NAME = "sources.csv"
_AGENDA_ITEM = re.compile(r"#AI\d+$")
# Local authorities' numbers on Ofsted's site. Those that registers give for abolished councils are of another series, and
# a page of theirs would be some school's.
_AUTHORITY_URN = re.compile(r"80\d{3}|\d{7}")


@dataclass(frozen=True, slots=True)
class Area:
    """A local area as far as finding its documents goes; `urn` is its number on Ofsted's site."""

    area_id: str
    name: str
    urn: str | None = None
    domain: str | None = None
    is_current: bool = True

    @property
    def is_council_domain(self) -> bool:
        """Whether the domain is a council's own, not that of a trust or a supplier."""
        return bool(self.domain and self.domain.lower().endswith(".gov.uk"))


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page, or one document, where an area's inspection letters, plans or progress are published.

    `doc_type` is the register's word for what is there; `area_id` is None for national pages.
    """

    url: str
    area_id: str | None = None
    doc_type: str = "local_offer_page"
    title: str | None = None
    publisher: str | None = None
    format: str | None = None

    @property
    def text_origin(self) -> str:
        """`secondary` for news, `official` for what areas and inspectorates publish themselves."""
        return "secondary" if self.doc_type in {"news", "parents_notice"} else "official"


def parse_areas(rows: Iterable[Mapping[str, str]]) -> list[Area]:
    """Areas from rows with the columns of the register of areas, in the order given."""
    return [
        Area(
            area_id=row["area_id"],
            name=row["name"],
            urn=row["ofsted_urn"] if _AUTHORITY_URN.fullmatch(row.get("ofsted_urn") or "") else None,
            domain=row.get("domain") or None,
            is_current=row["status"] == "current",
        )
        for row in rows
    ]


def parse_sources(rows: Iterable[Mapping[str, str]]) -> list[SourcePage]:
    """Source pages from rows with the register's columns; rows without an address and repeated addresses are left out."""
    found: dict[str, SourcePage] = {}
    for row in rows:
        if not row.get("url"):
            continue
        page = SourcePage(
            url=clean_source_url(row["url"]),
            area_id=row.get("area_id") or None,
            doc_type=row.get("doc_type") or "local_offer_page",
            title=row.get("title") or None,
            publisher=row.get("publisher") or None,
            format=row.get("format") or None,
        )
        found.setdefault(page.url, page)
    return list(found.values())


def load_added(data_dir: Path) -> list[SourcePage]:
    """The operator's own source pages, none where the file is not there."""
    path = data_dir / FILE_NAME
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not UTF-8: save it as CSV in UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if "url" not in (reader.fieldnames or ()):
            raise SourceError(f"{path} has no column url: its first line must be {','.join(_columns())}.")
        return parse_sources(reader)
    except csv.Error as error:
        raise SourceError(f"{path}, line {reader.line_num}, is not CSV ({error}): mend that line.") from None


def add_source(data_dir: Path, page: SourcePage) -> bool:
    """Add a page to the operator's own; False where its address is among them already."""
    page = SourcePage(**{**asdict(page), "url": clean_source_url(page.url)})
    pages = load_added(data_dir)
    if any(each.url == page.url for each in pages):
        return False
    text = io.StringIO()
    writer = csv.DictWriter(text, _columns(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(each) for each in [*pages, page])
    write_whole(data_dir / FILE_NAME, text.getvalue().encode())
    return True


def _columns() -> list[str]:
    return [field.name for field in fields(SourcePage)]


def clean_source_url(url: str) -> str:
    """`url` in the one form of its address; the name of an agenda item at its end ("#AI9001") stays.

    Raises `SourceError` where it is no web address.
    """
    item = _AGENDA_ITEM.search(url)
    try:
        return clean_url(url) + (item[0] if item else "")
    except ValueError:
        raise SourceError(f"{url!r} is no web address: give one that begins with https://.") from None
