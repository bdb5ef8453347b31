"""Rows as they will stand in the tables, and the rules for their ids."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import count

from db.reading.records import Record
from db.sqlite.row import Row
from extract.model.findings import ThemeHit, WeaknessKind

# Below this, a finding or its document's type is a guess that a person should look at.
LOW_CONFIDENCE = 0.75

# Which letter counts which kind in a weakness's id: norfolk-2020-03-w1.
KIND_LETTERS = {
    WeaknessKind.SIGNIFICANT_WEAKNESS: "w",
    WeaknessKind.PRIORITY_ACTION: "p",
    WeaknessKind.AREA_FOR_IMPROVEMENT: "i",
    WeaknessKind.NARRATIVE: "n",
}


@dataclass
class Tables:
    """Rows by table, in the order in which they will be written; ids of the register's actions and targets that give way
    for good (superseded) or to a document's row of the same id (replaced); and ids of weaknesses and strengths that a
    document words, but whose themes people had read from that same item before: they keep these (curated).
    """

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    superseded_actions: list[str] = field(default_factory=list)
    replaced_actions: list[str] = field(default_factory=list)
    superseded_targets: list[str] = field(default_factory=list)
    curated: set[str] = field(default_factory=set)

    def add(self, table: str, row: Row) -> None:
        """Append one row."""
        self.rows[table].append(row)

    def extend(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows."""
        self.rows[table].extend(rows)

    def __getitem__(self, table: str) -> list[Row]:
        return self.rows[table]

    def add_problem(
        self, stage: str, error: str, message: str, *, record: Record | None = None, area_id: str | None = None
    ) -> None:
        """Append a row of `problems`; `at` is set when it is written."""
        self.add(
            "problems",
            {
                "document_id": record.document_id if record else None,
                "area_id": area_id or (record.area_id if record else None),
                "path": record.meta.file_name if record else None,
                "stage": stage,
                "error": error,
                "message": message,
            },
        )


def iso(day: date | None) -> str | None:
    """The ISO form of a date that may be unknown."""
    return day.isoformat() if day else None


def as_json_list(values: Sequence[str]) -> str | None:
    """A JSON list for a column, NULL where nothing is known."""
    return json.dumps(list(values), ensure_ascii=False) if values else None


def review_status(*confidences: float) -> str:
    """`unreviewed` where any of the confidences is low."""
    return "unreviewed" if min(confidences) < LOW_CONFIDENCE else "accepted"


def unique_id(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the first free of -2, -3, ... where it is taken; it is taken from then on."""
    number, chosen = 1, wanted
    while chosen in taken:
        number += 1
        chosen = f"{wanted}-{number}"
    taken.add(chosen)
    return chosen


class IdNumbers:
    """Gives out ids with numbers (`norfolk-2020-03-a12`), each once and none of those that were taken before."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = frozenset(taken)
        self._counts: dict[str, Iterator[int]] = defaultdict(partial(count, 1))

    def next_id(self, stem: str) -> str:
        """`stem` with the first number that is free."""
        return next(each for number in self._counts[stem] if (each := f"{stem}{number}") not in self._taken)


def theme_rows(id_column: str, item_id: str, themes: Iterable[ThemeHit]) -> list[Row]:
    """Rows of a themes join table; a theme counts once, with the evidence met first."""
    rows: dict[str, Row] = {}
    for hit in themes:
        row = {"theme_id": hit.theme_id, "evidence": hit.evidence, "confidence": hit.confidence, "basis": hit.basis}
        rows.setdefault(hit.theme_id, {id_column: item_id, **row})
    return list(rows.values())


def document_row(record: Record) -> Row:
    """The row of `documents` of one document."""
    document, findings, meta = record.extracted.document, record.findings, record.meta
    return {
        "document_id": record.document_id,
        "area_id": record.area_id,
        "doc_type": record.doc_type.value,
        "doc_type_confidence": findings.confidence if findings else None,
        "title": meta.title or (findings.title if findings else None) or (document.title if document else None),
        "publisher": meta.publisher or (findings.publisher if findings else None),
        "source_url": meta.source_url,
        "published": meta.published or iso(record.published),
        "retrieved_at": meta.retrieved_at,
        "sha256": record.sha256,
        "media_type": meta.media_type or (document.media_type if document else "application/octet-stream"),
        "page_count": document.page_count if document else None,
        "text_origin": record.text_origin,
        "licence": meta.licence,
        "status": "ok" if findings else "problem",
        "file_name": meta.file_name,
    }


def passage_rows(record: Record) -> list[Row]:
    """The rows of `passages` of one document: its whole text."""
    document = record.extracted.document
    return [
        {
            "document_id": record.document_id,
            "page": block.page,
            "seq": block.seq,
            "kind": block.kind.value,
            "text": block.text,
            "text_source": text_source(record, block.page),
        }
        for block in (document.blocks if document else ())
    ]


def text_source(record: Record, page: int) -> str:
    """Where the words on a document's page come from: `file`, or `ocr` where they were read off its picture."""
    document = record.extracted.document
    return "ocr" if document is not None and page in document.ocr_pages else "file"


def source_confidence(record: Record, page: int) -> float:
    """How sure a page's words are: what was read off a picture is for a person to look at."""
    return 1.0 if text_source(record, page) == "file" else 0.0


def place(record: Record, text: str, page: int, char_start: int, char_end: int) -> Row:
    """The columns that say what a row's words are, where they stand and whose they are."""
    return {
        "text": text,
        "document_id": record.document_id,
        "page": page,
        "char_start": char_start,
        "char_end": char_end,
        "text_origin": record.text_origin,
        "text_source": text_source(record, page),
    }
