"""Titles of groups in plans: which weakness the rows below belong to, and when to none."""

from __future__ import annotations

from extract.model.context import Context
from extract.reading import read_document
from extract.types.action_plan import extract_action_plan

PLAN = """# Marland written statement of action

## {title}

| Action | Lead | By when |
|---|---|---|
| Train every school in the graduated approach | Marland County Council | March 2021 |
| Publish a joint commissioning strategy | Marland CCG | May 2021 |
"""


def numbers(title: str) -> set[int | None]:
    document = read_document(PLAN.format(title=title).encode(), media_type="text/markdown", file_name="plan.md")
    found = extract_action_plan(document, Context(area_id="marland"))
    assert len(found.actions) == 2
    return {action.weakness_number for action in found.actions}


def test_rows_under_one_weakness_belong_to_it() -> None:
    assert numbers("Weakness 2: joint commissioning") == {2}


def test_rows_under_several_weaknesses_belong_to_none_of_them() -> None:
    assert numbers("Weaknesses 1 and 2: joint commissioning") == {None}
    assert numbers("Areas of weakness 1-3") == {None}
