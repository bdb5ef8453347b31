"""An area's inspections over both frameworks, the newest first whether its report was read or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.facts.inspections import OUTCOME_LABELS
from db.site.comparing.knowledge import Knowledge, know_told
from db.site.reading import Reader
from db.site.wording import format_date, in_words

# Dates that are not known are read off the id, which is made of area and month.
_HISTORY = """
SELECT h.shown_for, h.relation, h.inspection_id, h.area_id, a.name AS area, h.framework, h.kind, h.start_date, h.end_date,
  h.published, h.outcome, h.plan_required, h.significant_weaknesses, h.sufficient, h.not_sufficient, h.document_id,
  h.follows_id, h.source_url, d.text_origin AS paper_origin, h.next_monitoring_months, h.next_full_years,
  coalesce(h.start_date, h.published,
    substr(replace(replace(h.inspection_id, '-revisit', ''), '-monitoring', ''), -7)) AS at
FROM inspection_history h JOIN areas a ON a.area_id = h.area_id
LEFT JOIN documents d ON d.document_id = h.document_id WHERE h.shown_for = :area ORDER BY at DESC, h.inspection_id
"""
_KNOWN = "SELECT * FROM inspection_known WHERE area_id = :area"
_PLANS = "SELECT * FROM plan_register WHERE area_id = :area"
KINDS = {
    ("2016", "full"): "Full inspection, 2016–22",
    ("2016", "revisit"): "Revisit",
    ("2023", "full"): "Full inspection, since 2023",
    ("2023", "monitoring"): "Monitoring inspection",
}
COLUMNS = (
    "area_id", "area", "relation", "inspected", "published", "kind", "framework", "outcome", "known", "items_known",
    "items_told", "follows", "inspection_id", "document_id", "source_url",
)  # fmt: skip


@dataclass(frozen=True)
class Inspection:
    """One inspection of an area, or of one that it came from or became (`relation` is not "own").

    `knowledge` tells how much is known here of what a full inspection told; None for revisits and monitoring inspections.
    `known_row` is what that is told from, a row of inspection_known. `plan` is its row of plan_register, None where no
    plan was required.
    """

    row: Mapping[str, Any]
    knowledge: Knowledge | None
    plan: Mapping[str, Any] | None
    follow_ups: tuple[Mapping[str, Any], ...]
    known_row: Mapping[str, Any] | None = None

    @property
    def is_own(self) -> bool:
        """Whether it is of the area itself."""
        return bool(self.row["relation"] == "own")

    @property
    def is_full(self) -> bool:
        """Whether it is a full inspection."""
        return bool(self.row["kind"] == "full")

    @property
    def kind(self) -> str:
        """Which sort of inspection it is, in words."""
        return KINDS.get((self.row["framework"], self.row["kind"]), in_words(self.row["kind"]))

    @property
    def when(self) -> str:
        """Its first day as people write it, or the month that is known of it."""
        return format_date(self.row["at"])

    @property
    def outcome(self) -> str:
        """The outcome in words."""
        return OUTCOME_LABELS.get(self.row["outcome"], "Outcome not known")

    @property
    def is_read(self) -> bool:
        """Whether the letter or report itself was read here; what we wrote about it is not it."""
        return self.row["document_id"] is not None and not self.is_retold

    @property
    def is_retold(self) -> bool:
        """Whether only a text in our words stands for the letter or report."""
        return bool(self.row["paper_origin"] == "paraphrase")


async def read_inspections(read: Reader, area_id: str) -> list[Inspection]:
    """Every inspection shown for the area, the newest first."""
    rows = [dict(row) for row in await read(_HISTORY, {"area": area_id})]
    known = {row["inspection_id"]: dict(row) for row in await read(_KNOWN, {"area": area_id})}
    plans = {row["inspection_id"]: dict(row) for row in await read(_PLANS, {"area": area_id})}
    return [
        Inspection(
            row,
            know_told(known[row["inspection_id"]]) if row["inspection_id"] in known else None,
            plans.get(row["inspection_id"]),
            tuple(each for each in rows if each["follows_id"] == row["inspection_id"]),
            known.get(row["inspection_id"]),
        )
        for row in rows
    ]


def latest_full(inspections: Sequence[Inspection]) -> Inspection | None:
    """The area's own latest full inspection, whether its report was read or not; None where none is known."""
    return next((each for each in inspections if each.is_own and each.is_full), None)


def as_rows(inspections: Sequence[Inspection]) -> list[dict[str, Any]]:
    """The inspections as rows of the page's table."""
    names = {each.row["inspection_id"]: each.when for each in inspections}
    return [
        {
            **each.row,
            "inspected": each.row["start_date"],
            "kind": each.kind,
            "outcome": each.outcome if each.row["outcome"] else None,
            "known": each.knowledge.words if each.knowledge else None,
            "items_known": each.knowledge.items if each.knowledge else None,
            "items_told": each.knowledge.out_of if each.knowledge else None,
            "follows": names.get(each.row["follows_id"]),
        }
        for each in inspections
    ]
