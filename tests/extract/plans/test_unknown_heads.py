"""Column heads that councils make up: a plan's actions are found under them, and what no rule knows is told."""

from __future__ import annotations

import pytest

from extract.plans.columns import Role, header_role
from tests.support.plan_text import findings_of, table, texts


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("What are we doing?", Role.ACTION),
        ("What we are doing", Role.ACTION),
        ("What’s being done", Role.ACTION),
        ("What needs doing?", Role.ACTION),
        ("What partners are doing", Role.ACTION),
        ("Our commitments", Role.ACTION),
        ("Improvement work", Role.ACTION),
        ("What needs to happen next", Role.ACTION),
        ("Actions we are taking", Role.ACTION),
        ("What action will be taken?", Role.ACTION),
        ("What has been agreed?", Role.ACTION),
        ("What the partnership will do", Role.ACTION),
        ("What have we agreed to do?", Role.ACTION),
        ("How we are doing it", Role.ACTION),
        ("What have we done so far?", Role.STATUS),
        ("What has been achieved", Role.STATUS),
        ("What will families see?", Role.OUTCOME),
        ("What young people will notice", Role.OUTCOME),
        ("What will be different", Role.MEASURE),
        ("What we will see", Role.OUTCOME),
        ("What good looks like", Role.MEASURE),
        ("What did inspectors find?", Role.WEAKNESS),
        ("Who is doing it", Role.OWNER),
        ("When will it be done?", Role.DEADLINE),
        ("When it will be done", Role.DEADLINE),
        ("When we will do it", Role.DEADLINE),
        ("Do it by", Role.DEADLINE),
    ],
)
def test_heads_in_every_tense(header: str, role: Role) -> None:
    assert header_role(header) is role


@pytest.mark.parametrize("head", ["Our moves", "Turning the tide", "In practice", "The doing bit"])
def test_verbs_under_an_unknown_head_are_the_actions_not_the_success_criteria(head: str) -> None:
    body = table(
        f"No | {head} | Lead | Target date | Success criteria",
        "1 | Recruit six caseworkers | Head of SEND | March 2021 | All posts filled",
        "2 | Open a family hub in the town | ICB | May 2021 | Hub live",
        "3 | Review the pathway | ICB | June 2021 | Pathway live",
    )
    found = findings_of(body)
    assert texts(found.actions) == ["Recruit six caseworkers", "Open a family hub in the town", "Review the pathway"]
    assert [action.measure for action in found.actions] == ["All posts filled", "Hub live", "Pathway live"]


def test_an_unknown_head_over_sentences_that_are_no_actions_is_told_and_nothing_takes_their_place() -> None:
    body = table(
        "No | Wherefore | Lead | Target date | Success criteria",
        "1 | Six caseworkers in the team of the town and a seventh in reserve | Head of SEND | March 2021 | All posts filled",
        "2 | A hub for families in the middle of the county, open all day | ICB | May 2021 | Hub live",
    )
    found = findings_of(body)
    assert found.actions == ()
    assert [p.message for p in found.problems if p.error == "unknown_header"] == [
        "no rule knows the column headed “Wherefore”: read what stands under it"
    ]


def test_a_column_that_content_explains_is_no_problem() -> None:
    body = table(
        "Action | Chief | Timescale", "Write a guide | ICB | May 2021", "Hire staff | Head of SEND | June 2021"
    )
    found = findings_of(body)
    assert [action.owner for action in found.actions] == ["ICB", "Head of SEND"]
    assert found.problems == ()


def test_success_criteria_still_stand_for_actions_where_the_table_has_no_other_column() -> None:
    body = table(
        "Success criteria | Lead | Target date", "All posts filled | ICB | May 2021", "Hub live | LA | May 2021"
    )
    assert texts(findings_of(body).actions) == ["All posts filled", "Hub live"]


@pytest.mark.parametrize("head", ["Turning the tide", "In practice", "The doing bit"])
@pytest.mark.parametrize("last", ["Success criteria", "RAG", "Notes"])
def test_verbs_under_an_unknown_head_beside_who_and_when_are_the_actions(head: str, last: str) -> None:
    body = table(
        f"No | {head} | Lead | By when | {last}",
        "1 | Recruit six caseworkers | Head of SEND | March 2021 | Green",
        "2 | Open a family hub in the town | ICB | May 2021 | Amber",
        "3 | Review the pathway | ICB | June 2021 | Red",
    )
    found = findings_of(body)
    assert texts(found.actions) == ["Recruit six caseworkers", "Open a family hub in the town", "Review the pathway"]
    assert [action.deadline_text for action in found.actions] == ["March 2021", "May 2021", "June 2021"]


@pytest.mark.parametrize("head", ["Target", "Targets", "Agreed target"])
def test_a_target_that_is_nothing_but_dates_is_the_deadline(head: str) -> None:
    body = table(
        f"No | Action | Lead | {head} | Success criteria",
        "1 | Recruit six caseworkers | Head of SEND | March 2021 | All posts filled",
        "2 | Open a family hub in the town | ICB | May 2021 | Hub live",
    )
    assert [action.deadline_text for action in findings_of(body).actions] == ["March 2021", "May 2021"]
