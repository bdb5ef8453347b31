"""What an area promised: actions and pledges, with whether the day has come and what is known of it since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.site.reading import Reader
from db.site.wording import format_date, format_figure

ACTION_COLUMNS = (
    "area_id", "area", "text", "text_origin", "owner", "deadline", "deadline_text", "state", "answers", "page", "source_url",
    "action_id",
)  # fmt: skip
TARGET_COLUMNS = (
    "area_id", "area", "pledge", "measure", "baseline", "target", "unit", "by_date", "outturn", "state", "text_origin", "page",
    "source_url", "target_id",
)  # fmt: skip
_ACTIONS = """
SELECT x.*, a.name AS area, w.kind AS weakness_kind, w.number AS weakness_number, i.start_date AS weakness_inspected,
  coalesce(x.source_url, d.source_url) AS link
FROM actions x JOIN areas a ON a.area_id = x.area_id LEFT JOIN documents d ON d.document_id = x.document_id
LEFT JOIN weaknesses w ON w.weakness_id = x.weakness_id LEFT JOIN inspections i ON i.inspection_id = w.inspection_id
WHERE x.area_id = :area ORDER BY x.inspection_id DESC, x.deadline IS NULL, x.deadline, x.action_id
"""
_TARGETS = """
SELECT t.*, a.name AS area, coalesce(t.source_url, d.source_url) AS link,
  (SELECT m.value FROM measures m WHERE m.area_id = t.area_id AND m.measure_id = t.measure_id
     AND m.year = CAST(substr(t.by_date, 1, 4) AS INTEGER)) AS outturn_of_year
FROM targets t JOIN areas a ON a.area_id = t.area_id LEFT JOIN documents d ON d.document_id = t.document_id
WHERE t.area_id = :area ORDER BY t.by_date, t.target_id
"""
_NAMES = {
    "significant_weakness": "significant weakness",
    "priority_action": "priority action",
    "area_for_improvement": "area for improvement",
    "narrative": "weakness told in the text",
}


async def read_actions(read: Reader, area_id: str, today: date) -> list[dict[str, Any]]:
    """The area's actions, those of its latest plan first, by deadline."""
    return [
        {
            **dict(row),
            "source_url": row["link"],
            "state": state_of(row["status"], row["deadline"], today),
            "answers": name_weakness(row["weakness_kind"], row["weakness_number"], row["weakness_inspected"]),
        }
        for row in await read(_ACTIONS, {"area": area_id})
    ]


async def read_targets(read: Reader, area_id: str, today: date) -> list[dict[str, Any]]:
    """The area's pledges, those due first before those due later."""
    return [
        {
            **dict(row),
            "source_url": row["link"],
            "pledge": word_pledge(dict(row)),
            "outturn": row["outturn_of_year"],
            "state": _target_state(dict(row), today),
        }
        for row in await read(_TARGETS, {"area": area_id})
    ]


def state_of(status: str | None, deadline: str | None, today: date) -> str:
    """What is known of an action: the status its plan reports, else how its deadline stands to today."""
    if status:
        return f"reported: {status}"
    if deadline is None:
        return "no deadline; outcome not known"
    if deadline[: len(today.isoformat())] >= today.isoformat()[: len(deadline)]:
        return "due"
    return "deadline passed; outcome not known"


def name_weakness(kind: str | None, number: int | None, inspected: str | None) -> str | None:
    """A weakness in a few words: "significant weakness 2 of Mar 2020"; None where there is none."""
    if kind is None:
        return None
    counted = f" {number}" if number and kind != "narrative" else ""
    return f"{_NAMES[kind]}{counted}" + (f" of {format_date(inspected[:7])}" if inspected else "")


def word_pledge(row: Mapping[str, Any]) -> str:
    """A pledge in words: "EHC plans in time: from 8% to 60% by 9 Apr 2022"; figures as people write them."""
    words = [str(row["measure"]).removesuffix(" (pounds)")]
    target, baseline, unit = row["target"], row["baseline"], row["unit"]
    figure = None if target is None else format_figure(target, unit)
    if row["comparator"] in {"increase", "decrease"} and baseline is None and figure:
        words.append(f": {figure} {'more' if row['comparator'] == 'increase' else 'less'}")
    elif figure:
        lead = {"at_least": "at least ", "at_most": "at most "}.get(row["comparator"] or "", "")
        start = f"from {format_figure(baseline, unit)} to " if baseline is not None else ""
        words.append(f": {start}{lead}{figure}")
    if row["by_date"]:
        words.append(f" by {format_date(row['by_date'])}")
    return "".join(words)


def _target_state(row: Mapping[str, Any], today: date) -> str:
    if row["outturn_of_year"] is not None:
        return f"{row['by_date'][:4]} as published: {format_figure(row['outturn_of_year'], row['unit'])}"
    if row["by_date"] is None:
        return "no date; outcome not known"
    if row["by_date"] >= today.isoformat()[: len(row["by_date"])]:
        return "before the target’s date"
    if row["measure_id"]:
        return f"date passed; no figure was published for {row['by_date'][:4]}"
    return "date passed; outcome not known"
