"""Verdicts told for all weaknesses at once, carried to each and labelled; some of several says nothing of any."""

from typing import Any

import pytest

from db.join.verdicts import carry_overall_verdicts

URL = "https://example.org/revisit"


def follow_up(outcome: str, *, start: str = "2021-05-10", kind: str = "revisit") -> dict[str, Any]:
    return {
        "inspection_id": f"exshire-{start[:7]}-{kind}", "follows_id": "exshire-2019-01", "outcome": outcome,
        "start_date": start, "published": None, "document_id": None, "source_url": URL,
    }  # fmt: skip


def weakness(kind: str = "significant_weakness", **values: Any) -> dict[str, Any]:
    return {"inspection_id": "exshire-2019-01", "kind": kind, "progress": None, "progress_basis": None, **values}


@pytest.mark.parametrize(
    ("outcome", "kind", "progress"),
    [
        ("all_sufficient", "significant_weakness", "sufficient"),
        ("none_sufficient", "significant_weakness", "not_sufficient"),
        ("effective_action", "priority_action", "effective_action"),
        ("some_sufficient", "significant_weakness", None),
        ("effective_action", "area_for_improvement", None),
    ],
)
def test_all_or_none_says_it_of_each(outcome: str, kind: str, progress: str | None) -> None:
    row = weakness(kind)
    carry_overall_verdicts([follow_up(outcome)], [row])
    assert row["progress"] == progress
    assert row["progress_basis"] == ("overall" if progress else None)
    assert row.get("progress_source_url") == (URL if progress else None)


def test_what_is_stated_of_one_weakness_stays() -> None:
    row = weakness(progress="not_sufficient", progress_basis="stated")
    carry_overall_verdicts([follow_up("all_sufficient")], [row])
    assert (row["progress"], row["progress_basis"]) == ("not_sufficient", "stated")


def test_the_last_of_several_revisits_counts() -> None:
    row = weakness()
    carry_overall_verdicts([follow_up("all_sufficient", start="2022-06-01"), follow_up("none_sufficient")], [row])
    assert row["progress"] == "sufficient"
