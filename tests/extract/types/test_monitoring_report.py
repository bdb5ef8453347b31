"""Monitoring reports: the overall verdict, one for each area for priority action, responsible bodies, what it follows."""

from __future__ import annotations

from datetime import date

import pytest

from extract.model.context import Context
from extract.model.findings import Findings, WeaknessKind
from extract.types.monitoring_report import extract_monitoring_report
from tests.support.letter_text import document

HEAD = """
# Area SEND monitoring inspection of Exshire Local Area Partnership
Inspection dates: 15 September to 1 October 2025
Date of previous inspection: 3 to 7 July 2023
# Monitoring inspection outcome
{overall}
The next full area SEND inspection will be within approximately three years.
# Information about the local area partnership
Exshire County Council and NHS Exshire Integrated Care Board (ICB) are jointly responsible for services.
"""
MIXED = "The local area partnership has taken effective action in one of the two areas for priority action."
ALL = "The local area partnership has taken effective action to address all areas for priority action."
HEADED = """
# What progress has the partnership made?
# Area for priority action 1: leaders should listen to children and families
Views are now gathered well.
The local area partnership has taken effective action to address this area for priority action.
# Area for priority action 2: leaders should put a joint commissioning plan in place
Too little has changed.
The local area partnership has not taken effective action to address this area for priority action.
# Inspection team
"""
TABLE = """
# Areas for priority action
| Responsible body | Area for priority action | Action taken |
| Exshire County Council and NHS Exshire ICB | Leaders should listen to children, young people and their families when they plan services. | Effective action |
| NHS Exshire ICB | Leaders should put a joint commissioning plan in place that closes gaps in therapy. | Ineffective action |
# Inspection team
"""
BARE_TABLE = """
# Areas for priority action
| Responsible body | Area for priority action |
| Exshire County Council | Leaders should listen to children, young people and their families when they plan services. |
| NHS Exshire ICB | Leaders should put a joint commissioning plan in place that closes gaps in therapy. |
"""


def findings(body: str, overall: str) -> Findings:
    return extract_monitoring_report(document(HEAD.format(overall=overall) + body), Context(area_id="exshire"))


@pytest.mark.parametrize("body", [HEADED, TABLE, BARE_TABLE + HEADED], ids=["headed", "table", "both"])
def test_a_verdict_for_each_area(body: str) -> None:
    found = findings(body, MIXED)
    assert [(w.number, w.kind, w.progress) for w in found.weaknesses] == [
        (1, WeaknessKind.PRIORITY_ACTION, "effective_action"),
        (2, WeaknessKind.PRIORITY_ACTION, "ineffective_action"),
    ]
    assert "listen to children" in found.weaknesses[0].quote.text


def test_boxes_with_text_and_a_verdict_below() -> None:
    body = """
# Areas for priority action
| Leaders should listen to children, young people and their families when they plan services. |
Views are now gathered well. Much is new.
The local area partnership has taken effective action.
| Leaders should put a joint commissioning plan in place that closes gaps in therapy. |
Too little has changed.
The local area partnership has not taken effective action.
# Inspection team
""".replace("| Leaders should put", "|| Leaders should put")
    found = findings(body, MIXED)
    assert [(w.quote.text[:25], w.progress) for w in found.weaknesses] == [
        ("Leaders should listen to ", "effective_action"),
        ("Leaders should put a join", "ineffective_action"),
    ]


def test_mixed_verdicts_leave_the_overall_outcome_open() -> None:
    found = findings(HEADED, MIXED)
    assert found.inspection is not None
    assert found.inspection.outcome is None
    assert [problem.error for problem in found.problems] == ["no_outcome"]


def test_responsible_bodies_come_from_the_table() -> None:
    found = findings(BARE_TABLE + HEADED, MIXED)
    assert [w.responsible for w in found.weaknesses] == [("Exshire County Council",), ("NHS Exshire ICB",)]
    assert findings(TABLE, MIXED).weaknesses[0].responsible == ("Exshire County Council", "NHS Exshire ICB")


@pytest.mark.parametrize(
    ("overall", "outcome"),
    [
        (ALL, "effective_action"),
        (
            "The local area partnership has taken effective action to address the areas for priority action.",
            "effective_action",
        ),
        (
            "The partnership has not taken effective action in any of the areas for priority action.",
            "ineffective_action",
        ),
        (
            "The local area partnership has taken ineffective action to address the areas for priority action.",
            "ineffective_action",
        ),
    ],
)
def test_an_overall_verdict_is_each_areas_where_none_has_its_own(overall: str, outcome: str) -> None:
    found = findings(BARE_TABLE, overall)
    assert found.inspection is not None
    assert found.inspection.outcome == outcome
    assert found.inspection.outcome_label == overall
    assert [w.progress for w in found.weaknesses] == [outcome, outcome]
    assert found.problems == ()


def test_the_inspection_and_the_one_it_follows() -> None:
    found = findings(TABLE, ALL)
    inspection = found.inspection
    assert inspection is not None
    assert (inspection.framework, inspection.kind, inspection.is_report) == ("2023", "monitoring", True)
    assert (inspection.start_date, inspection.end_date) == (date(2025, 9, 15), date(2025, 10, 1))
    assert (inspection.previous_start, inspection.previous_end) == (date(2023, 7, 3), date(2023, 7, 7))
    assert inspection.follows_start == date(2023, 7, 3)
    assert inspection.next_full_years == 3
    assert inspection.local_authority == "Exshire County Council"
    assert inspection.health_bodies == ("NHS Exshire Integrated Care Board",)
    assert [(e.event, e.date) for e in found.events] == [
        ("inspection_start", "2025-09-15"),
        ("inspection_end", "2025-10-01"),
    ]


def test_a_letter_instead_of_a_report() -> None:
    text = """
5 December 2025
Director of Children's Services, Exshire County Council
Dear Director
Monitoring inspection of Exshire local area partnership
Between 6 and 17 October 2025, Ofsted and the CQC conducted a monitoring inspection of the area of Exshire.
The full inspection took place in July 2023 and was followed by an action plan.
The partnership has taken effective action in addressing both areas for priority action:
• use of data and information across the partnership
• governance and quality assurance
Yours sincerely
"""
    found = extract_monitoring_report(document(text), Context())
    assert found.inspection is not None
    assert found.inspection.start_date == date(2025, 10, 6)
    assert found.inspection.outcome == "effective_action"
    assert [w.progress for w in found.weaknesses] == ["effective_action", "effective_action"]
    assert ("letter_dated", "2025-12-05") in {(e.event, e.date) for e in found.events}


def test_what_is_not_found_is_a_problem() -> None:
    found = extract_monitoring_report(document("# Monitoring inspection of Exshire\nLeaders were met."), Context())
    assert {p.error for p in found.problems} == {"no_dates", "no_previous", "no_outcome", "no_weaknesses"}


def test_a_table_in_another_order_than_the_headings_is_matched_by_its_words() -> None:
    first, second = [line for line in BARE_TABLE.splitlines() if "Leaders" in line]
    turned = BARE_TABLE.replace(first, "-").replace(second, first).replace("-\n", second + "\n", 1)
    assert turned.index(second) < turned.index(first)
    found = findings(turned + HEADED, MIXED)
    assert [w.responsible for w in found.weaknesses] == [("Exshire County Council",), ("NHS Exshire ICB",)]


def test_areas_taken_up_by_number_only() -> None:
    """The table has their words; the verdict stands in the midst of a paragraph on each."""
    body = (
        BARE_TABLE
        + """
# What did inspectors find?
# Area for priority action 1
A forum meets each month and has a vote. Parents say that it is heard. Leaders have therefore taken effective action, and what families
say now shapes what is bought for their children, from short breaks to the buses that take them to school each day of the week.
# Area for priority action 2
No plan is in place. Inspectors find that leaders have not yet taken effective action, although work with four schools is promising, and
the board knows by now which therapies are missing in which town, how many therapists have left and what it would cost to replace them.
# Inspection team
"""
    )
    found = findings(body, "This report looks at each area in turn.")
    assert [(w.number, w.quote.text[:25], w.responsible, w.progress) for w in found.weaknesses] == [
        (1, "Leaders should listen to ", ("Exshire County Council",), "effective_action"),
        (2, "Leaders should put a join", ("NHS Exshire ICB",), "ineffective_action"),
    ]
    assert found.inspection is not None and found.inspection.outcome is None


def test_months_that_are_no_number_of_years_are_left_open() -> None:
    body = HEADED.replace("# Inspection team", "")
    report = HEAD.format(overall=ALL).replace("three years", "18 months") + body
    found = extract_monitoring_report(document(report), Context(area_id="exshire"))
    assert found.inspection is not None and found.inspection.next_full_years is None


def test_answers_of_yes_and_no_under_a_question() -> None:
    """An overall sentence that numbers the areas it speaks of is none of all areas."""
    overall = (
        "Leaders have not taken effective action in areas for priority action 1 and 3, but have taken effective action in "
        "area for priority action 2."
    )
    body = """
# Areas for priority action
| Area for priority action | Responsible body | Effective action taken? |
| 1. Leaders should cut the time that children wait for therapies. | NHS Exshire ICB | No |
| 2. Leaders should write plans that say what each service does. | Exshire County Council | Yes |
| 3. Leaders should listen to young people when they plan services. | Exshire County Council | Not yet |
# Inspection team
"""
    found = findings(body, overall)
    assert [w.progress for w in found.weaknesses] == ["ineffective_action", "effective_action", "ineffective_action"]
    assert found.inspection is not None and found.inspection.outcome is None


def test_an_area_without_a_verdict_takes_the_overall_one_of_all() -> None:
    body = """
# Progress made
# Leaders should listen to children and families
Views are gathered. The partnership has taken effective action on this area for priority action.
# Leaders should put a joint commissioning plan in place
A plan is in place.
# Inspection team
"""
    found = findings(body, ALL)
    assert [(w.progress, w.confidence) for w in found.weaknesses] == [
        ("effective_action", 0.95),
        ("effective_action", 0.8),
    ]


def test_a_month_of_the_inspection_before_is_kept_as_text() -> None:
    report = HEAD.format(overall=ALL).replace("3 to 7 July 2023", "July 2023") + HEADED
    found = extract_monitoring_report(document(report), Context(area_id="exshire")).inspection
    assert found is not None
    assert (found.follows_start, found.previous_start, found.previous_text) == (None, None, "July 2023")


def test_headings_that_number_the_areas_take_the_verdict_told_of_all() -> None:
    body = """
# Progress made
# Priority action 1: Leaders should put a joint commissioning plan in place
A plan is in place. Families say that they are heard.
# Priority action 2: Leaders should offer every child a health check
Checks are made on time.
# Inspection team
"""
    found = findings(body, ALL)
    assert [(w.number, w.quote.text, w.progress) for w in found.weaknesses] == [
        (1, "Leaders should put a joint commissioning plan in place", "effective_action"),
        (2, "Leaders should offer every child a health check", "effective_action"),
    ]


def test_headings_of_another_kind_take_no_verdict() -> None:
    body = """
# Progress made
# Leadership
Leaders meet often.
# Commissioning
Plans are in place.
# Inspection team
"""
    assert findings(body, ALL).weaknesses == ()
