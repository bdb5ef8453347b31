"""What a plan's first page says of the plan: submitted, accepted, published, reviewed; and the day it is from."""

from __future__ import annotations

from datetime import date

import pytest

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.findings import Findings
from extract.recognise.doc_type import classify
from tests.support.plan_text import findings_of, read_html, table

STATEMENT = "<h1>Anyshire local area: written statement of action</h1>"
ACCELERATED = "<h1>Anyshire accelerated progress plan</h1>"
IMPROVEMENT = "<h1>Anyshire priority action plan</h1>"
ACTIONS = table("Action | Lead | Timescale", "Write a guide | ICB | May 2023")


def events(found: Findings) -> list[tuple[str, str]]:
    return sorted((event.event, event.date) for event in found.events)


@pytest.mark.parametrize(
    ("line", "event", "day"),
    [
        ("Submitted to Ofsted and the CQC on 18 September 2020", "wsoa_submitted", "2020-09-18"),
        ("We submitted this statement on 26 August 2022.", "wsoa_submitted", "2022-08-26"),
        ("Statement submitted: 22 September 2017", "wsoa_submitted", "2017-09-22"),
        ("Date of submission: 3 May 2019", "wsoa_submitted", "2019-05-03"),
        ("It was submitted to HMCI on 4 March 2022.", "wsoa_submitted", "2022-03-04"),
        ("4 March 2022 (submitted)", "wsoa_submitted", "2022-03-04"),
        ("Approved by the DfE on 27 May 2022", "wsoa_accepted", "2022-05-27"),
        ("Ours was judged fit for purpose on 10 October 2022.", "wsoa_accepted", "2022-10-10"),
        ("Accepted by Ofsted and the CQC: 7 June 2019", "wsoa_accepted", "2019-06-07"),
        ("Signed off by Ofsted, 7 June 2019", "wsoa_accepted", "2019-06-07"),
        ("This statement was sent to Ofsted on 4 November 2021", "wsoa_submitted", "2021-11-04"),
        ("Published on 9 October 2020", "wsoa_published", "2020-10-09"),
        ("Publication date: 9 October 2020", "wsoa_published", "2020-10-09"),
    ],
)
def test_a_statements_own_days(line: str, event: str, day: str) -> None:
    found = findings_of(f"{STATEMENT}<p>{line}</p>{ACTIONS}")
    assert events(found) == [(event, day)]
    assert found.published == (date.fromisoformat(day) if event == "wsoa_published" else None)


def test_what_was_sent_on_one_day_and_accepted_on_another() -> None:
    line = "This statement was sent to Ofsted on 4 November 2021 and declared fit for purpose on 19 November 2021."
    found = findings_of(f"{STATEMENT}<p>{line}</p>{ACTIONS}")
    assert events(found) == [("wsoa_accepted", "2021-11-19"), ("wsoa_submitted", "2021-11-04")]


def test_two_days_in_one_sentence_are_two_events() -> None:
    line = "We sent ours to Ofsted, submitted on 26 August 2022, and it was found fit for purpose on 10 October 2022."
    found = findings_of(f"{STATEMENT}<p>{line}</p>{ACTIONS}")
    assert events(found) == [("wsoa_accepted", "2022-10-10"), ("wsoa_submitted", "2022-08-26")]
    assert found.published is None


@pytest.mark.parametrize(
    "line",
    [
        "This statement must be submitted by 4 March 2022.",
        "It will be submitted on 4 March 2022.",
        "The statement is due to be published on 4 March 2022.",
        "The inspectors’ letter was published on 4 March 2022.",
        "It was not fit for purpose on 4 March 2022.",
    ],
)
def test_what_is_planned_or_anothers_is_no_event_of_the_plan(line: str) -> None:
    found = findings_of(f"{STATEMENT}<p>{line}</p>{ACTIONS}")
    told = {event.event for event in found.events}
    assert told.isdisjoint({"wsoa_submitted", "wsoa_accepted", "wsoa_published"})
    assert found.published is None


def test_deadlines_still_count_from_the_day_of_submission() -> None:
    rows = table("Action | Lead | Timescale", "Write a guide | ICB | within 3 months")
    (action,) = findings_of(f"{STATEMENT}<p>Submitted on 18 September 2020</p>{rows}").actions
    assert action.deadline == date(2020, 12, 18)


def test_the_departments_form_of_an_accelerated_progress_plan() -> None:
    form = (
        "<h1>Annex A: Accelerated Progress Plan (APP) for a local area</h1>"
        "<p>Agreed by the Department for Education on 8 April 2022</p>"
        "<p>On 20 April 2023 a meeting took place with the Department for Education and NHS England to review progress.</p>"
        "<table><tr><td>Name of the local area</td><td>Anyshire</td></tr>"
        "<tr><td>Date of inspection</td><td>18 to 20 January 2022</td></tr>"
        "<tr><td>Date of publication of the revisit report</td><td>25 February 2022</td></tr></table>"
    )
    found = findings_of(form + ACTIONS)
    assert events(found) == [
        ("dfe_monitoring", "2023-04-20"),
        ("other", "2022-04-08"),
        ("revisit_end", "2022-01-20"),
        ("revisit_published", "2022-02-25"),
        ("revisit_start", "2022-01-18"),
    ]
    assert found.published is None
    assert found.inspection is not None
    assert (found.inspection.kind, found.inspection.start_date) == ("revisit", date(2022, 1, 18))


@pytest.mark.parametrize(
    ("head", "line", "event"),
    [
        (ACCELERATED, "Agreed by DfE and NHS England on 8 April 2022", ("other", "2022-04-08")),
        (ACCELERATED, "Agreed with DfE and NHS England 14 February 2022", ("other", "2022-02-14")),
        (ACCELERATED, "Date of revisit: 18 January 2022", ("revisit_start", "2022-01-18")),
        (ACCELERATED, "Six-month review meeting with the DfE: 12 October 2022", ("dfe_monitoring", "2022-10-12")),
        (ACCELERATED, "Published on 9 May 2022", ("plan_published", "2022-05-09")),
        (IMPROVEMENT, "Published: 9 May 2024", ("plan_published", "2024-05-09")),
        (IMPROVEMENT, "Submitted to Ofsted on 9 May 2024", ("other", "2024-05-09")),
    ],
)
def test_other_plans(head: str, line: str, event: tuple[str, str]) -> None:
    assert events(findings_of(f"{head}<p>{line}</p>{ACTIONS}")) == [event]


def test_an_accelerated_plans_first_inspection_is_none_of_its_revisit() -> None:
    found = findings_of(f"{ACCELERATED}<p>The initial inspection took place on 3 December 2018.</p>{ACTIONS}")
    assert all(not event.event.startswith("revisit") for event in found.events)


@pytest.mark.parametrize(
    "text",
    [
        "Annex A: Accelerated Progress Plan (APP) for a Local Area following the judgement on a revisit.",
        "SEND accelerated progress plan. Name of the local area: Anyshire. Date of revisit: 18 January 2022.",
        "Accelerated Progress Plan (APP) of the local area, agreed by the DfE on 8 April 2022",
    ],
)
def test_the_departments_form_is_a_plan(text: str) -> None:
    document = read_html(f"<h1>Anyshire</h1><p>Progress since the SEND inspection.</p><p>{text}</p>")
    assert classify(document, Context())[0] is DocType.ACTION_PLAN
