"""Finds what a search asks for, and counts it by every filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.search.query import to_match, unwanted
from db.site.reading import Reader
from db.site.searching.asked import Asked
from db.site.searching.facets import FacetIndex, keep_in, numbers_of, to_mask
from db.site.searching.spelling import find_forms_of

# A word in the text counts more than one in an action's owner or measure; of texts that fit alike what areas were told to
# act on comes before what is told in passing, and a document's own words before ours. Less is better.
_RANKED = """
SELECT f.rowid, bm25(search_items_fts, 4.0, 1.0) * CASE s.kind WHEN 'narrative' THEN 0.9 WHEN 'strength' THEN 0.9
  WHEN 'action' THEN 0.8 WHEN 'target' THEN 0.8 ELSE 1 END * CASE s.text_origin WHEN 'paraphrase' THEN 0.8 ELSE 1 END AS rank
FROM search_items_fts f JOIN search_items s ON s.item_no = f.rowid
WHERE search_items_fts MATCH :match ORDER BY rank, f.rowid
"""
_UNWANTED = "SELECT rowid FROM search_items_fts WHERE search_items_fts MATCH :match"
_ALIKE = "SELECT other_id, score, shares FROM similar_items WHERE item_id = :item ORDER BY score DESC, other_id"


@dataclass(frozen=True)
class Search:
    """The findings that were asked for as numbers, best first; `matched` are those that the words (or the likeness) fit
    whatever was chosen. `match` is the words as a full-text query, `shares` what a finding has in common with the one
    that it is like.
    """

    numbers: Sequence[int]
    matched: int
    match: str = ""
    shares: Mapping[int, str] = field(default_factory=dict)


async def run_search(read: Reader, index: FacetIndex, asked: Asked) -> Search:
    """Find what is asked for."""
    chosen = index.select(asked.chosen)
    if asked.like:
        return await _find_alike(read, index, asked, chosen)
    query = asked.query
    if query.is_empty:
        return Search(list(numbers_of(chosen)), index.everything)
    forms = await find_forms_of(read, query)
    match = to_match(query, forms)
    if match == '""':
        rows = await read(_UNWANTED, {"match": unwanted(query, forms)})
        matched = index.everything & ~to_mask([row[0] for row in rows])
        return Search(list(numbers_of(matched & chosen)), matched)
    ranked = [row[0] for row in await read(_RANKED, {"match": match})]
    return Search(keep_in(ranked, chosen), to_mask(ranked), match)


async def _find_alike(read: Reader, index: FacetIndex, asked: Asked, chosen: int) -> Search:
    rows = await read(_ALIKE, {"item": asked.like})
    shares = {index.items[row["other_id"]]: row["shares"] for row in rows if row["other_id"] in index.items}
    return Search(keep_in(shares, chosen), to_mask(list(shares)), shares=shares)


def count_by(index: FacetIndex, asked: Asked, search: Search, name: str) -> dict[str, int]:
    """How many findings each value of a filter would give, all else staying as it is asked."""
    return index.counts(name, search.matched & index.select_without(asked.chosen, name))
