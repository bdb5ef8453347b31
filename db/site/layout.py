"""Which columns of an answer or a table are columns on the page; ids, pages and addresses share one, "Where from"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

# In the order in which they are shown.
_WHERE_FROM = (
    "page",
    "document_id",
    "source_url",
    "weakness_id",
    "action_id",
    "strength_id",
    "target_id",
    "inspection_id",
)
# The same in tables, whose rows may be about the ids themselves.
_TABLE_WHERE_FROM = (
    "inspection_id",
    "document_id",
    "page",
    "source_url",
    "progress_document_id",
    "progress_source_url",
    "url",
)
# Ids that stand among "Where from" where their row's text has a column.
_NAMED_BESIDE = {"weakness_id": "weakness", "action_id": "action"}
# In a table: what only programs need, and what another column tells in words. Files and the page of a row have all.
_IN_FILES_ONLY = {
    "char_start", "char_end", "sha256", "confidence", "doc_type_confidence", "item_no", "file_name", "media_type", "licence",
    "latitude", "longitude", "domain", "ofsted_urn", "ofsted_region", "successor_ids", "local_authority", "health_bodies",
    "previous_start", "previous_end", "previous_text", "next_monitoring_months", "next_full_years", "review_status",
    "by_text", "retrieved_at", "text_source", "note",
}  # fmt: skip
_TOLD_BY = {
    "region": {"area"},
    "framework": {"inspected", "start_date"},
    "unit": {"target"},
    "measure_id": {"measure"},
    "source": {"source_url"},
    "end_date": {"start_date"},
    "plan_required": {"outcome_label"},
    "superseded_by": {"from_event"},
    "follow_up_id": {"followed_up"},
    "area_id": {"area"},
    "neighbour_id": {"neighbour"},
    "theme_id": {"theme"},
    "related_id": {"related"},
    "outcome": {"outcome_label"},
    "text_origin": {"text", "weakness", "action", "request", "measure", "label"},
    "weakness_origin": {"weakness"},
    "action_origin": {"action"},
    "deadline_text": {"deadline"},
    "date_precision": {"date"},
    "deadline_precision": {"deadline"},
    "source_title": {"source_url"},
}
# Told otherwise: the area's name is a link, a paraphrase is labelled at its text, rows stand in the order of events.
_TOLD_OTHERWISE = {
    "area_id",
    "neighbour_id",
    "event_id",
    "follows_id",
    "text_origin",
    "weakness_origin",
    "action_origin",
}
# Long texts that several rows in a row may share.
_SAID_ONCE = {"weakness", "targets", "outturn", "measure"}
_AS_ABOVE = Markup('<span class="hint">as above</span>')
# What Datasette shows of an empty value.
_EMPTY = "&nbsp;"
_LINK_TEXT = re.compile(r">[^<]*<")


@dataclass(frozen=True)
class Layout:
    """Columns by place: those that are the same in every row, those shown as columns, those that tell where a row comes
    from; and the cells as shown.
    """

    same: tuple[int, ...]
    shown: tuple[int, ...]
    where_from: tuple[int, ...]
    is_from_one_place: bool  # every row has the same in "Where from"
    rows: tuple[tuple[Any, ...], ...]


def arrange(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Layout:
    """The layout of an answer: columns that no row fills are left out, what is the same in every row is told once,
    long texts are not repeated row after row.

    `rows` hold cells as HTML, as Datasette made them.
    """
    return _lay_out(columns, rows, _TOLD_OTHERWISE, [columns.index(name) for name in _WHERE_FROM if name in columns])


def arrange_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], *, has_key: bool) -> Layout:
    """The layout of a table's rows, likewise; `has_key` says that the first column leads to the row itself."""
    told = {name for name, by in _TOLD_BY.items() if by & set(columns)} | _IN_FILES_ONLY
    key = [0] if has_key else []
    beside = [name for name, text in _NAMED_BESIDE.items() if text in columns]
    where_from = [columns.index(name) for name in (*beside, *_TABLE_WHERE_FROM) if name in columns]
    return _lay_out(columns, rows, told, [*key, *(place for place in where_from if place not in key)])


def _lay_out(columns: Sequence[str], rows: Sequence[Sequence[Any]], told: Set[str], gathered: Sequence[int]) -> Layout:
    filled = {place for row in rows for place, cell in enumerate(row) if not is_empty(cell)}
    shown = [
        place for place, name in enumerate(columns) if place in filled and place not in gathered and name not in told
    ]
    same = [place for place in shown if len(rows) > 1 and all(row[place] == rows[0][place] for row in rows)]
    shown = [place for place in shown if place not in same]
    said_once = {place for place in shown if columns[place] in _SAID_ONCE}
    above: Sequence[Any] = ()
    cells = []
    for row in rows:
        cells.append(
            tuple(
                _AS_ABOVE if above and place in said_once and len(str(cell)) > 40 and cell == above[place] else cell
                for place, cell in enumerate(row)
            )
        )
        above = row
    where_from = [place for place in gathered if place in filled]
    is_from_one_place = len(rows) > 1 and all(row[place] == rows[0][place] for row in rows for place in where_from)
    return Layout(tuple(same), tuple(shown), tuple(where_from), is_from_one_place, tuple(cells))


def is_empty(cell: Any) -> bool:
    """Whether a cell shows nothing."""
    return str(cell) in {"", _EMPTY}


def name_key(cell: Any, words: str) -> Markup:
    """The link that Datasette makes of a row's key, with words in the place of the key."""
    return Markup(_LINK_TEXT.sub(lambda _: f">{escape(words)}<", str(cell), count=1))
