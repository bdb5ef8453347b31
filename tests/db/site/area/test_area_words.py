"""What the page of an area says in words: plans, deadlines, pledges."""

from datetime import date

import pytest

from db.site.area.ahead import word_label
from db.site.area.inspections import Inspection
from db.site.area.promised import name_weakness, state_of, word_pledge
from db.site.area.steps import kind_of, plan_step
from db.site.area.summary import tell_due, tell_plan
from db.site.wording import format_figure

TODAY = date(2024, 6, 15)


@pytest.mark.parametrize(
    ("status", "deadline", "state"),
    [
        ("Embedded", "2020-01-01", "reported: Embedded"),
        (None, None, "no deadline; outcome not known"),
        (None, "2024-06-15", "due"),
        (None, "2024-06", "due"),
        (None, "2024-06-14", "deadline passed; outcome not known"),
        (None, "2023", "deadline passed; outcome not known"),
    ],
)
def test_the_state_of_an_action(status, deadline, state):
    assert state_of(status, deadline, TODAY) == state


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (2000000.0, "pounds", "£2 million"),
        (1234567.0, "pounds", "£1,234,567"),
        (60.0, "percent", "60%"),
        (7.5, "percent", "7.5%"),
        (1000.0, "places", "1,000 places"),
        (3.0, None, "3"),
    ],
)
def test_figures_as_people_write_them(value, unit, words):
    assert format_figure(value, unit) == words


def test_a_pledge_says_from_where_to_where_and_by_when():
    row = {
        "measure": "Plans in time",
        "baseline": 8.0,
        "target": 60.0,
        "unit": "percent",
        "comparator": None,
        "by_date": "2022-04-30",
    }
    assert word_pledge(row) == "Plans in time: from 8% to 60% by 30 Apr 2022"
    assert word_pledge({**row, "baseline": None, "comparator": "increase"}) == "Plans in time: 60% more by 30 Apr 2022"
    assert word_pledge({**row, "baseline": None, "target": None, "by_date": None}) == "Plans in time"


def test_a_computed_date_says_how_without_codes():
    assert (
        word_label("Revisit expected about this month (computed: 18 months from wsoa accepted 2020-09-25)")
        == "Revisit expected about this month (18 months after: WSoA accepted, 25 Sep 2020)"
    )
    assert (
        word_label(
            "Priority action plan due (computed: 28 working days from report published 2024-02-23, which is day 1)"
        )
        == "Priority action plan due (28 working days after: report published, 23 Feb 2024, which is day 1)"
    )
    assert word_label("Inspection began") == "Inspection began"


def test_a_weakness_is_named_without_its_id():
    assert name_weakness("significant_weakness", 2, "2020-03-02") == "significant weakness 2 of Mar 2020"
    assert name_weakness("narrative", 7, None) == "weakness told in the text"
    assert name_weakness(None, None, None) is None


def inspection(plan_required, framework="2016", plan=None):
    row = {"inspection_id": "a", "framework": framework, "plan_required": plan_required}
    return Inspection(row, None, plan, ())


def event(code, day, name, basis="register"):
    return {"inspection_id": "a", "event_code": code, "date": day, "event": name, "basis": basis}


def test_what_had_to_be_done_is_none_unknown_or_a_plan_with_its_day():
    assert tell_plan(None, []) == "Not known whether a plan was required."
    assert tell_plan(inspection(None), []) == "Not known whether a plan was required."
    assert tell_plan(inspection(0), []) == "No written statement of action was required."
    assert tell_plan(inspection(0, "2023"), []) == "No priority action plan was required."
    events = [
        event("wsoa_published", "2020-10-09", "WSoA published"),
        event("wsoa_due", "2020-09-07", "WSoA due", "computed"),
    ]
    assert (
        tell_plan(inspection(1), events)
        == "A written statement of action by 7 Sep 2020 (computed); published 9 Oct 2020."
    )
    assert tell_plan(inspection(1, plan={"state": "no plan found"}), []).endswith(
        "not known here; no plan was found here."
    )


@pytest.mark.parametrize(
    ("label", "step", "kind"),
    [
        ("Priority action and improvement plan submitted; later approved", "submitted", "plan_step"),
        ("Priority action plan approved by the inspectorates.", "approved", "plan_step"),
        ("Draft priority action plan submitted.", None, "other"),
        ("Cabinet decision on the plan.", None, "other"),
        ("Monitoring inspection (reported 20 October 2025).", None, "monitored"),
        ("Monitoring inspection expected about this month", None, "other"),
        ("Monitoring of the statement ended.", None, "other"),
    ],
)
def test_an_event_of_no_kind_tells_by_its_words_of_a_plan_or_a_monitoring_inspection(label, step, kind):
    assert plan_step(label) == step
    assert kind_of("other", label) == kind
    assert kind_of("workshop", label) == "workshop"


def test_a_plan_that_was_submitted_came():
    due = event("plan_due", "2023-12-19", "Plan due")
    told = event("other", "2023-12", "Other") | {"what": "Priority action plan submitted; later approved."}
    assert tell_plan(inspection(1, "2023"), [due, told]) == "A priority action plan by 19 Dec 2023; submitted Dec 2023."


def test_what_is_due_next_and_how_much_has_passed():
    row = {"label": "Plan due (x)", "date": "2024-07-01", "state": "due", "text_origin": None}
    passed = {**row, "state": "passed, outcome not known"}
    assert (
        tell_due([passed, row, {**row, "date": "2025"}])
        == "1 Jul 2024: Plan due. 1 date has passed with the outcome not known."
    )
    assert tell_due([{**row, "state": "done"}]) == "No date ahead is known."
