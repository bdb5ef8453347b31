"""The findings of a search as people read them: quote, area, inspection, themes, what followed, page and source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from db.site.reading import Reader
from db.site.searching.find import Search
from db.site.searching.labels import FRAMEWORKS, KINDS, followed_sentence, followed_words
from db.site.wording import format_date

COLUMNS = (
    "area_id", "area", "region", "inspected", "framework", "kind", "text", "themes", "owner", "followed_by",
    "shares", "text_origin", "page", "document", "source_url", "item_id",
)  # fmt: skip
_OPEN, _CLOSE = "\x02", "\x03"
_ROWS = """
SELECT s.*, a.name AS area, a.region, d.title AS document, d.doc_type,
  (SELECT group_concat(t.theme_id, ' ') FROM counted_themes t WHERE t.item_id = s.item_id) AS theme_ids,
  act.owner, act.deadline, w.responsible
FROM search_items s JOIN areas a ON a.area_id = s.area_id
LEFT JOIN documents d ON d.document_id = s.document_id
LEFT JOIN actions act ON act.action_id = s.item_id
LEFT JOIN weaknesses w ON w.weakness_id = s.item_id
WHERE s.item_no IN ({marks})
"""
_MARKED = """
SELECT rowid, highlight(search_items_fts, 0, :open, :close) FROM search_items_fts
WHERE search_items_fts MATCH :match AND rowid IN ({marks})
"""
# SQLite takes so many values of a list at once.
_AT_ONCE = 900


async def read_results(
    read: Reader, search: Search, numbers: Sequence[int], themes: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The rows of these findings, in this order. `themes` are the labels by id; a row has its own by id in `theme_ids`."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        marks = ", ".join(str(int(number)) for number in numbers[start : start + _AT_ONCE])
        for row in await read(_ROWS.format(marks=marks)):
            found[row["item_no"]] = _as_read(dict(row), themes, search)
    return [found[number] for number in numbers if number in found]


async def mark_words(read: Reader, search: Search, numbers: Sequence[int]) -> dict[int, Markup]:
    """The texts of these findings with the words that were found marked, by number."""
    if not search.match or not numbers:
        return {}
    sql = _MARKED.format(marks=", ".join(str(int(number)) for number in numbers))
    return {
        row[0]: to_marks(row[1]) for row in await read(sql, {"open": _OPEN, "close": _CLOSE, "match": search.match})
    }


def to_marks(text: str) -> Markup:
    """A text in which signs stand around found words as HTML."""
    parts = re.split(f"{_OPEN}(.*?){_CLOSE}", text, flags=re.DOTALL)
    # Every second part stood between the signs.
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if place % 2 else Markup("{}").format(part)
        for place, part in enumerate(parts)
    )


def _as_read(row: dict[str, Any], themes: Mapping[str, str], search: Search) -> dict[str, Any]:
    own = sorted((row["theme_ids"] or "").split(), key=list(themes).index)
    return {
        **row,
        "theme_ids": own,
        "themes": [themes[theme] for theme in own],
        "kind_id": row["kind"],
        "kind": KINDS[row["kind"]],
        "framework": FRAMEWORKS.get(row["framework"], row["framework"]),
        "inspected_words": format_date(row["inspected"]) if row["inspected"] else None,
        "followed_by": followed_words(row["followed"], row["followed_basis"]),
        "followed_sentence": followed_sentence(row["kind"], row["followed"], row["followed_basis"]),
        "shares": search.shares.get(row["item_no"]),
    }
