"""What a page tells, apart from how it is shown. A template and its files are made of the same `Answer`, so that they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.site.wording import in_words

Cells = Mapping[str, Any]
# The id of an area, and the name that must stand beside it: nobody reads ids.
_NAMED = {"area_id": "area", "neighbour_id": "neighbour", "other_area_id": "other_area"}


@dataclass(frozen=True)
class Table:
    """Rows of one sort. `name` is its key in JSON and `?table=` of a CSV; unknown values are None, never 0.

    `columns` are in the order of the files; a row may hold more, which only the page uses. `headings` are words for
    columns whose name does not say it. Raises `ValueError` where an area's id has no name beside it.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[Cells]
    headings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column, name in _NAMED.items():
            if column in self.columns and name not in self.columns:
                raise ValueError(f"table {self.name}: {column} needs the column {name} beside it")

    def heading(self, column: str) -> str:
        """The column's heading for people."""
        words = in_words(f"{column.removesuffix('_id')}_code_here" if column.endswith("_id") else column)
        return self.headings.get(column, words[:1].upper() + words[1:])

    def values(self, row: Cells) -> list[Any]:
        """The row's cells in the order of `columns`; what it does not hold is unknown."""
        return [row.get(column) for column in self.columns]


@dataclass(frozen=True)
class Answer:
    """A page's question and its answer.

    `criteria` say in words what was asked ("Area": "Norfolk"), `facts` are single figures and words with what they are
    out of ("areas_read": 30, "areas_asked": 33), `notes` are the sentences that a reader of a file needs as much as one
    of the page. The first table is the one that a CSV gives.
    """

    name: str  # of the files: "compare-norfolk"
    title: str
    tables: tuple[Table, ...] = ()
    criteria: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def table(self, name: str) -> Table | None:
        """The table of that name, None where there is none."""
        return next((table for table in self.tables if table.name == name), None)
