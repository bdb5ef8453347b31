"""Verdicts told for all weaknesses at once, carried to each of them and labelled as what they are."""

from __future__ import annotations

from collections.abc import Iterable

from db.sqlite.row import Row

# What an overall outcome says of each weakness it covers. "Some" says nothing of any of them.
_OF_EACH = {
    "all_sufficient": ("significant_weakness", "sufficient"),
    "none_sufficient": ("significant_weakness", "not_sufficient"),
    "effective_action": ("priority_action", "effective_action"),
    "ineffective_action": ("priority_action", "ineffective_action"),
}


def carry_overall_verdicts(inspections: Iterable[Row], weaknesses: Iterable[Row]) -> None:
    """Set `progress` (basis "overall") of weaknesses whose follow-up judged all or none alike, where nothing is stated.

    Of several follow-ups of one inspection the last one counts.
    """
    verdicts: dict[tuple[str, str], tuple[str, Row]] = {}
    for row in sorted(inspections, key=lambda row: str(row["start_date"] or row["published"] or "")):
        if row["outcome"] in _OF_EACH and row.get("follows_id"):
            kind, progress = _OF_EACH[row["outcome"]]
            verdicts[row["follows_id"], kind] = progress, row
    for weakness in weaknesses:
        found = verdicts.get((weakness["inspection_id"], weakness["kind"]))
        if found is not None and weakness["progress"] is None:
            progress, follow_up = found
            weakness["progress"], weakness["progress_basis"] = progress, "overall"
            weakness["progress_document_id"] = follow_up.get("document_id")
            weakness["progress_source_url"] = follow_up["source_url"]
