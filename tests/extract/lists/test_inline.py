"""A list inside a sentence is parted by its numbers, its semicolons or its commas, and as many times as it says."""

from __future__ import annotations

import pytest

from extract.lists.inline import split_inline


@pytest.mark.parametrize(
    ("text", "stated", "items"),
    [
        ("1) governance 2) late plans, long waits", None, ["governance", "late plans, long waits"]),
        ("governance; plans that are late, or poor; waits", None, ["governance", "plans that are late, or poor", "waits"]),
        ("governance, commissioning and co-production", None, ["governance", "commissioning", "co-production"]),
        ("late plans and the use of data, and waits", 2, ["late plans and the use of data", "waits"]),
        ("leadership and data and waits", 2, ["leadership and data", "waits"]),
        ("leadership and data and waits", 3, ["leadership", "data", "waits"]),
        ("leadership, data and waits", 4, []),
        ("education, health and care plans", None, []),
        ("governance", None, []),
        ("governance", 1, []),
        ("a, b and governance", None, []),
    ],
)  # fmt: skip
def test_a_list_is_parted_as_it_says_or_not_at_all(text: str, stated: int | None, items: list[str]) -> None:
    lead = "weak in: "
    spans = split_inline(lead + text, (len(lead), len(lead + text)), stated)
    assert [(lead + text)[start:end] for start, end in spans] == items
