"""Acceptance letters: the day of submission, the verdict, requests for more detail, a new day after a rejection."""

from __future__ import annotations

import pytest

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.findings import Findings
from extract.recognise.doc_type import classify
from extract.types.acceptance_letter import extract_acceptance_letter
from tests.support.letter_text import document

HEAD = """
6 April 2020
Director of Children's Services, Exshire County Council
Accountable Officer, NHS Exshire Clinical Commissioning Group
Dear Director
This letter is written in accordance with the Children Act 2004 (Joint Area Reviews) Regulations 2015 to inform Exshire \
County Council and the clinical commissioning group, as principal authorities, that Ofsted and the CQC have jointly \
evaluated the written statement of action submitted to us on 27 March 2020.
"""
FIT = """
The statement of action is deemed to be fit for purpose in setting out how the area will tackle the significant areas of \
weakness identified in the published report letter.
Leaders have made a strong start. These strengths stand out:
• Parents took part.
• Aims are clear.
"""
ASKS = """
The plan needs further detail to make clear how leaders will act on the following points:
• It is not clear who in social care takes part:
  – in delivery; and
  – in evaluation.
• The roles of school leaders are not set out.
"""
TAIL = "Yours sincerely\nRegional Director"


def findings(text: str) -> Findings:
    return extract_acceptance_letter(document(HEAD.strip("\n") + text + TAIL), Context(area_id="exshire"))


def test_submission_and_acceptance_are_events() -> None:
    found = findings(FIT)
    assert [(e.event, e.date) for e in found.events] == [
        ("letter_dated", "2020-04-06"),
        ("wsoa_submitted", "2020-03-27"),
        ("wsoa_accepted", "2020-04-06"),
    ]
    assert "fit for purpose" in found.events[2].quote.text
    assert found.problems == ()
    assert found.inspection is not None
    assert found.inspection.is_report is False
    assert found.inspection.local_authority == "Exshire County Council"


def test_a_verdict_without_a_date_is_a_problem_and_no_event() -> None:
    text = HEAD.replace("6 April 2020\n", "").strip("\n") + FIT + TAIL
    found = extract_acceptance_letter(document(text), Context(area_id="exshire"))
    assert [problem.error for problem in found.problems] == ["no_date"]
    assert [event.event for event in found.events] == ["wsoa_submitted"]


def test_praise_is_no_request() -> None:
    assert findings(FIT).feedback == ()


def test_each_request_for_detail_is_numbered() -> None:
    assert [(f.number, f.request.text) for f in findings(FIT + ASKS).feedback] == [
        (1, "It is not clear who in social care takes part: – in delivery; and – in evaluation."),
        (2, "The roles of school leaders are not set out."),
    ]


def test_requests_may_be_paragraphs() -> None:
    found = findings(
        FIT + "The measures are good. However, it would be helpful if you set out how families will be told.\n"
    )
    assert [f.request.text for f in found.feedback] == [
        "The measures are good. However, it would be helpful if you set out how families will be told."
    ]


def test_a_rejected_plan_has_a_new_day() -> None:
    text = (
        "\nThe statement of action is not deemed to be fit for purpose.\n"
        "You are required to revise and resubmit the statement by 8 October 2019. You should address the following:\n"
        "• actions lack measures;\n• deadlines are missing.\n"
    )
    found = findings(text)
    assert [(e.event, e.date) for e in found.events] == [
        ("letter_dated", "2020-04-06"),
        ("wsoa_submitted", "2020-03-27"),
        ("wsoa_resubmission_requested", "2020-04-06"),
        ("wsoa_due", "2019-10-08"),
    ]
    assert [f.request.text for f in found.feedback] == ["actions lack measures;", "deadlines are missing."]


def test_an_accelerated_progress_plan_is_not_the_statement_of_action() -> None:
    text = "\nI am pleased to confirm that your Accelerated Progress Plan is considered fit for purpose.\n"
    found = findings(text)
    assert [(e.event, e.label) for e in found.events][-1] == (
        "other",
        "Accelerated progress plan accepted as fit for purpose",
    )


def test_a_letter_that_only_explains_the_rules_has_no_verdict() -> None:
    text = "\nIf we deem that the statement is not fit for purpose, you will be required to revise it within 20 working days.\n"
    found = findings(text)
    assert [e.event for e in found.events] == ["letter_dated", "wsoa_submitted"]
    assert [p.error for p in found.problems] == ["no_verdict"]


def test_no_verdict_and_strange_lists_are_problems() -> None:
    assert [p.error for p in findings("\nWe thank you for the plan.\n").problems] == ["no_verdict"]
    odd = FIT + "The board met in these places:\n• the town hall\n• the library\n"
    assert [p.error for p in findings(odd).problems] == ["unknown_list"]


def test_praise_that_turns_to_requests_is_no_bar_to_them() -> None:
    asks = "You have addressed most of our points, but these need further detail:\n• Who pays.\n• When work starts.\n"
    assert len(findings(FIT + asks).feedback) == 2


def test_a_verdict_told_of_an_earlier_version_is_not_this_letters() -> None:
    told = "In our letter of 3 March 2020 we said that the first version was not fit for purpose.\n"
    assert "wsoa_accepted" in {event.event for event in findings(told + FIT).events}


@pytest.mark.parametrize(
    ("lead_in", "requests"),
    [
        (
            "To improve it, in the next version:",
            ("say how families will be heard", "set out who pays", "give each aim a date"),
        ),
        ("We would ask that the partnership:", ("is clearer about health", "names a lead for each action")),
        ("The statement would be stronger if it:", ("gave a date for each measure", "named who answers for waits")),
        ("Partners could make the plan clearer. It would help if it:", ("gave dates", "named who answers for waits")),
        ("We ask you to:", ("Explain the links to health visitors.", "Put a date on each aim.")),
        (
            "In our view you could go further if you:",
            ("define your measures", "show your baselines", "tell families more"),
        ),
        ("I invite leaders to:", ("look again at transition", "hear more young people")),
    ],
)
def test_requests_as_imperatives(lead_in: str, requests: tuple[str, ...]) -> None:
    body = f"\n{lead_in}\n" + "".join(f"• {request}\n" for request in requests)
    found = findings(FIT + body)
    assert [each.request.text for each in found.feedback] == list(requests)


def test_praise_in_verbs_is_no_request() -> None:
    found = findings(FIT + "\nThe plan has these strengths. Leaders:\n• Set out clear aims.\n• Show who leads.\n")
    assert found.feedback == ()


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The inspection took place between 27 January 2020 and 31 January 2020.", ["2020-01-27", "2020-01-31"]),
        (
            "Following the inspection of Exshire from 27 to 31 January 2020, you wrote a plan.",
            ["2020-01-27", "2020-01-31"],
        ),
        ("Exshire was inspected on 27 January 2020.", ["2020-01-27"]),
    ],
)
def test_the_inspections_days_are_events(sentence: str, days: list[str]) -> None:
    found = findings(f"\n{sentence}" + FIT)
    assert [event.date for event in found.events if event.event.startswith("inspection_")] == days


@pytest.mark.parametrize(
    "told",
    [
        "Following the joint inspection of Exshire in September 2019, you sent us your statement on 27 March 2020.",
        "After the inspection you submitted the plan on 27 March 2020.",
        "After the inspection, the letter was published on 27 March 2020 and you sent us your plan on 27 March 2020.",
    ],
)
def test_the_day_on_which_a_plan_was_sent_is_no_day_of_the_inspection(told: str) -> None:
    head = "\n6 April 2020\nDirector of Children's Services, Exshire County Council\nDear Director\n"
    found = extract_acceptance_letter(document(head.strip("\n") + f"\n{told}" + FIT + TAIL), Context(area_id="exshire"))
    events = {(event.event, event.date) for event in found.events}
    assert not any(event.startswith("inspection") for event, _ in events)
    assert ("wsoa_submitted", "2020-03-27") in events
    assert found.inspection is not None
    assert found.inspection.start_date is None


@pytest.mark.parametrize(
    "verdict",
    [
        "Ofsted and the CQC have evaluated the statement and have concluded that it is fit for purpose.",
        "We have considered it together with the CQC and judge it to be fit for purpose.",
        "Her Majesty's Chief Inspector and the CQC have jointly reviewed it and agree that it is fit for purpose.",
    ],
)
@pytest.mark.parametrize(
    "submitted",
    [
        "You sent it on 30 August 2019.",
        "You submitted it on 30 August 2019.",
        "The written statement of action reached us on 30 August 2019.",
    ],
)
def test_a_letter_in_words_of_its_own_is_known_by_its_verdict(verdict: str, submitted: str) -> None:
    letter = document(
        "6 November 2019\nDear Ms Sample\nWritten statement of action\nFollowing the inspection of Exshire's services for "
        f"children with SEND, a written statement of action was required. {submitted}\n{verdict}\nYou may wish to:\n"
        "• explain how families are heard\n• give a date for each milestone\nYours sincerely\nRegional Director"
    )
    assert classify(letter, Context())[0] is DocType.ACCEPTANCE_LETTER
    found = extract_acceptance_letter(letter, Context(area_id="exshire"))
    days = {event.event: event.date for event in found.events}
    assert (days["wsoa_submitted"], days["wsoa_accepted"]) == ("2019-08-30", "2019-11-06")
    assert [item.request.text for item in found.feedback] == [
        "explain how families are heard",
        "give a date for each milestone",
    ]


@pytest.mark.parametrize(
    "lead_in", ["The reasons are as follows.", "These points need work:", "We found the following."]
)
def test_reasons_right_under_a_verdict_that_rejects_the_plan_are_requests(lead_in: str) -> None:
    found = findings(
        f"\nThe statement is not yet fit for purpose. {lead_in}\n1. Outcomes cannot be measured.\n2. No dates are given.\n"
    )
    assert [item.request.text for item in found.feedback] == ["Outcomes cannot be measured.", "No dates are given."]


def test_strengths_right_under_a_verdict_are_no_requests() -> None:
    found = findings(
        "\nThe statement is deemed to be fit for purpose. Its strengths are these.\n• Aims are clear.\n• Parents took part.\n"
    )
    assert found.feedback == ()
