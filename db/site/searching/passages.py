"""Searching the words of the stored documents themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.search.query import to_match
from db.site.reading import Reader
from db.site.searching.asked import PAGE_SIZE, Asked
from db.site.searching.facets import FacetIndex
from db.site.searching.results import to_marks
from db.site.searching.spelling import find_forms_of
from db.site.wording import in_words

COLUMNS = (
    "area_id",
    "area",
    "region",
    "document",
    "kind_of_document",
    "published",
    "page",
    "text",
    "source_url",
    "document_id",
)
# As many are counted and given in files; nobody reads more.
MOST = 2000
_COUNT = "SELECT count(*) FROM (SELECT 1 {body} LIMIT :most)"
_ALL = "FROM passages_fts f WHERE passages_fts MATCH :match"
_NARROWED = """
FROM passages_fts f JOIN passages p ON p.rowid = f.rowid JOIN documents d ON d.document_id = p.document_id
LEFT JOIN areas a ON a.area_id = d.area_id
WHERE passages_fts MATCH :match {where}
"""
# The best are chosen before anything is shown of them: else SQLite marks the words of every passage that holds them.
_SELECT = """
WITH best AS MATERIALIZED (
  SELECT f.rowid AS place, bm25(passages_fts) AS score {body} ORDER BY score, place LIMIT :size OFFSET :start
)
SELECT d.area_id, a.name AS area, a.region, coalesce(d.title, d.file_name) AS document, d.doc_type, d.published, p.page,
  p.text, d.source_url, d.document_id, highlight(passages_fts, 0, :open, :close) AS marked
FROM best CROSS JOIN passages_fts f ON f.rowid = best.place JOIN passages p ON p.rowid = best.place
JOIN documents d ON d.document_id = p.document_id LEFT JOIN areas a ON a.area_id = d.area_id
WHERE passages_fts MATCH :match ORDER BY best.score, best.place
"""


async def count_passages(read: Reader, index: FacetIndex, asked: Asked) -> int:
    """How many passages hold the words, `MOST` where they are that many or more."""
    values = await _values(read, asked)
    if values is None:
        return 0
    return int((await read(_COUNT.format(body=_body(index, asked)), {**values, "most": MOST}))[0][0])


async def find_passages(read: Reader, index: FacetIndex, asked: Asked, *, every: bool) -> list[dict[str, Any]]:
    """The passages of the page asked for, best first, words marked in `marked`; all of them (up to `MOST`) with `every`."""
    values = await _values(read, asked)
    if values is None:
        return []
    size, start = (MOST, 0) if every else (PAGE_SIZE, (asked.page - 1) * PAGE_SIZE)
    rows = await read(
        _SELECT.format(body=_body(index, asked)),
        {**values, "size": size, "start": start, "open": "\x02", "close": "\x03"},
    )
    return [
        {**dict(row), "marked": to_marks(row["marked"]), "kind_of_document": in_words(row["doc_type"])} for row in rows
    ]


async def _values(read: Reader, asked: Asked) -> dict[str, Any] | None:
    """The words as a query; None where no word must occur."""
    match = to_match(asked.query, await find_forms_of(read, asked.query))
    return None if match == '""' else {"match": match}


def _body(index: FacetIndex, asked: Asked) -> str:
    """The query's end, narrowed to the areas and regions chosen: passages have no other filter."""
    where = ""
    areas = [*asked.chosen.get("area", ())]
    for area in asked.chosen.get("neighbours_of", ()):
        areas += index.neighbours.get(area, ())
    if areas:
        where += f" AND d.area_id IN ({_quoted(areas)})"
    if regions := asked.chosen.get("region"):
        where += f" AND a.region IN ({_quoted(regions)})"
    return _NARROWED.format(where=where) if where else _ALL


def _quoted(values: Sequence[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)
