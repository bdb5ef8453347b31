"""Which columns of a query's answer are columns on the page; ids, pages and addresses share one, "Where from"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

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
    filled = {place for row in rows for place, cell in enumerate(row) if not is_empty(cell)}
    shown = [
        place for place, name in enumerate(columns) if place in filled and name not in {*_WHERE_FROM, *_TOLD_OTHERWISE}
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
    where_from = [columns.index(name) for name in _WHERE_FROM if name in columns and columns.index(name) in filled]
    is_from_one_place = len(rows) > 1 and all(row[place] == rows[0][place] for row in rows for place in where_from)
    return Layout(tuple(same), tuple(shown), tuple(where_from), is_from_one_place, tuple(cells))


def is_empty(cell: Any) -> bool:
    """Whether a cell shows nothing."""
    return str(cell) in {"", _EMPTY}
