"""Highlight reports, trackers, forms of the department: what is no action stays none, and milestones are actions."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.plan_text import findings_of, table, texts

TITLE = "<h1>SEND improvement board: highlight report for Anyshire</h1>"


@pytest.mark.parametrize("due", ["Due", "Due by", "End date", "By when"])
@pytest.mark.parametrize("first", ["Workstream", "Theme", "Priority"])
def test_milestones_with_a_day_beside_them_are_the_actions_not_the_names_of_workstreams(first: str, due: str) -> None:
    body = TITLE + table(
        f"{first} | Milestone | Owner | {due} | RAG",
        "Waiting well | Two drop-in clinics for families | ICB | 30 April 2024 | Green",
        "Data | One joint dashboard for all partners | Head of Data | May 2024 | Amber",
    )
    found = findings_of(body)
    assert texts(found.actions) == ["Two drop-in clinics for families", "One joint dashboard for all partners"]
    assert [action.deadline for action in found.actions] == [date(2024, 4, 30), date(2024, 5, 31)]


def test_milestones_that_are_no_days_are_the_actions_where_no_other_column_is() -> None:
    body = TITLE + table(
        "Workstream | Milestone | Owner | RAG",
        "Waiting well | Two drop-in clinics for families | ICB | Green",
        "Data | One joint dashboard for all partners | Head of Data | Amber",
    )
    assert texts(findings_of(body).actions) == [
        "Two drop-in clinics for families",
        "One joint dashboard for all partners",
    ]


def test_milestones_that_are_days_stay_the_deadlines() -> None:
    body = table(
        "Action | Milestone | Owner",
        "Open two clinics | 30 April 2024 | ICB",
        "Build a dashboard | May 2024 | Council",
    )
    found = findings_of(body)
    assert texts(found.actions) == ["Open two clinics", "Build a dashboard"]
    assert [action.deadline for action in found.actions] == [date(2024, 4, 30), date(2024, 5, 31)]


def test_a_form_s_facts_and_dates_are_no_actions() -> None:
    body = "<h1>Annex A: Anyshire accelerated progress plan</h1><table>" + "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (
            ("Name of the local area", "Anyshire"),
            ("Date of original inspection", "26 to 30 June 2017"),
            ("Date of revisit", "8 to 10 July 2019"),
            ("Date APP agreed", "11 November 2019"),
            ("APP review dates", "May 2020; November 2020"),
        )
    )
    body += "</table>" + table("Action | Lead | End date", "Rebuild the site | ICB | March 2020")
    found = findings_of(body)
    assert texts(found.actions) == ["Rebuild the site"]
    assert found.published is None
    assert found.inspection is not None
    assert (found.inspection.kind, found.inspection.start_date) == ("revisit", date(2019, 7, 8))
    assert {(event.event, event.date) for event in found.events} >= {
        ("inspection_start", "2017-06-26"),
        ("inspection_end", "2017-06-30"),
        ("revisit_start", "2019-07-08"),
        ("revisit_end", "2019-07-10"),
        ("other", "2019-11-11"),
    }


@pytest.mark.parametrize(
    "rows", [("Plan published | 3 June 2024",), ("Use the lists for status",), ("Review | 3 June 2024",)]
)
def test_a_cover_sheet_of_one_line_is_no_plan(rows: tuple[str, ...]) -> None:
    cover = "<table>" + "".join(f"<tr><td>{row.replace(' | ', '</td><td>')}</td></tr>" for row in rows) + "</table>"
    body = cover + table("Action | Lead | End date", "Rebuild the site | ICB | March 2020")
    assert texts(findings_of(body).actions) == ["Rebuild the site"]


@pytest.mark.parametrize("heading", ["SEND improvement board: highlight report", "SEND update for March"])
def test_the_field_s_name_is_no_verb(heading: str) -> None:
    body = f"<h1>{heading}</h1><p>Overall rating: Amber</p><h2>{heading}</h2><p>Status: Amber</p>"
    body += table("Action | Lead | End date", "Rebuild the site | ICB | March 2020")
    assert "SEND" not in "".join(texts(findings_of(body).actions))


@pytest.mark.parametrize("check", ["Figures on our actions", "Proof of activity", "Record of steps"])
def test_a_column_that_only_a_word_calls_actions_gives_way_to_one_of_verbs(check: str) -> None:
    body = table(
        f"No | Turning it round | Accountable | Finish | {check}",
        "1a | Recruit five plan writers | ICB | 31 July 2017 | 70% of plans within 20 weeks by December 2017",
        "1b | Set one form for advice | Council | March 2018 | Audit of 30 cases each term",
    )
    assert texts(findings_of(body).actions) == ["Recruit five plan writers", "Set one form for advice"]


def test_a_number_in_brackets_is_another_document_s() -> None:
    body = "<h2>Area of weakness 1: The lack of joint commissioning of services (weakness 4 in the letter)</h2>"
    body += table("Action | Lead | End date", "Appoint a manager | ICB | March 2022")
    assert [action.weakness_number for action in findings_of(body).actions] == [1]


def test_titles_without_numbers_word_the_plan_s_weaknesses_in_their_order() -> None:
    parts = ("Families do not know the local offer", "Too few therapists work in the county")
    body = "".join(
        f"<h2>Area of weakness: {part}</h2>"
        + table("Action | Lead | End date", f"Write guide {n} for families | ICB | March 2022")
        for n, part in enumerate(parts)
    )
    found = findings_of(body)
    assert [(w.number, w.quote.text) for w in found.weaknesses] == [(1, parts[0]), (2, parts[1])]
    assert [action.weakness_number for action in found.actions] == [1, 2]


def test_who_said_it_is_no_part_of_a_weakness() -> None:
    body = "<h2>Priority 1</h2><p><b>What inspectors said:</b> Families wait too long for an assessment</p>"
    body += table("Action | Lead | End date", "Open clinics | ICB | March 2022")
    assert [w.quote.text for w in findings_of(body).weaknesses] == ["Families wait too long for an assessment"]


@pytest.mark.parametrize("text", ["Spending agreed for 2023", "In place from 2024", "Review in 2025"])
def test_a_year_in_a_column_of_targets_is_no_target(text: str) -> None:
    body = table("Action | Lead | End date | 12 months", f"Map what is spent | ICB | March 2022 | {text}")
    assert findings_of(body).targets == ()


def test_of_two_columns_of_measures_the_one_with_a_figure_measures() -> None:
    body = table(
        "Action | Impact | Lead | End date | Measure of success",
        "Recruit writers | Plans come on time | ICB | March 2022 | 70% of plans within 20 weeks",
    )
    found = findings_of(body)
    assert found.actions[0].measure == "70% of plans within 20 weeks"
    assert [target.target for target in found.targets] == [70]


def test_who_came_is_no_target() -> None:
    body = table("Action | Lead | End date | Evidence", "Hold mornings | ICB | March 2022 | 40 families came")
    assert findings_of(body).targets == ()


@pytest.mark.parametrize("text", ["31/03/202 2", "31/03/20 22", "31.03.2 022"])
def test_a_year_that_a_narrow_column_broke_is_whole(text: str) -> None:
    body = table("Action | Lead | End date", f"Train all plan writers | ICB | {text}")
    assert [action.deadline for action in findings_of(body).actions] == [date(2022, 3, 31)]


@pytest.mark.parametrize("head", ["Comments", "Notes", "Resources", "Original date", "Cost"])
def test_a_remark_is_no_measure(head: str) -> None:
    body = table(f"Action | Lead | Revised date | {head}", "Map what is spent | ICB | March 2022 | June 2021")
    assert [(action.deadline_text, action.measure) for action in findings_of(body).actions] == [("March 2022", None)]


def test_a_rating_of_complete_is_one_and_each_of_a_cells_actions_has_its_own_line() -> None:
    head = "<tr><th>Actions</th><th>Lead</th><th>Timescale</th><th>RAG</th></tr>"
    several = "<td><ul><li>Appoint two officers</li><li>Review the panel</li></ul></td><td>ICB</td>"
    several += "<td>May 2021<br>June 2021</td><td>G<br>C</td>"
    one = "<td>Agree a form</td><td>ICB</td><td>July 2021</td><td>C</td>"
    found = findings_of(f"<table>{head}<tr>{several}</tr><tr>{one}</tr></table>")
    assert [action.status for action in found.actions] == ["G", "C", "C"]


def test_a_numbered_part_below_a_weakness_serves_it() -> None:
    body = "<h2>Weakness 3: Trust is low</h2><h3>Objective 3.1 Families are heard</h3><p>Actions:</p>"
    body += "<ul><li>Hold six events (Lead: Head of SEND; by July 2020)</li></ul>"
    found = findings_of(body)
    assert [(each.weakness_number, each.owner, each.quote.text) for each in found.actions] == [
        (3, "Head of SEND", "Hold six events")
    ]


@pytest.mark.parametrize(
    ("text", "ref"), [("1A. Open clinics", "1A"), ("12b) Open clinics", "12b"), ("3D printing club", None)]
)
def test_a_number_with_a_letter_and_a_mark_is_a_reference(text: str, ref: str | None) -> None:
    body = table("Action | Lead | End date", f"{text} | ICB | March 2022")
    assert [action.ref for action in findings_of(body).actions] == [ref]


def test_where_no_day_is_revised_the_first_one_stands_and_a_total_is_no_action() -> None:
    body = table(
        "Action | Lead | Original due date | Revised due date",
        "Train 60 nurseries | ICB | March 2022 | May 2022",
        "Open clinics | ICB | June 2022 | ",
        "Total actions: 2 | | | ",
    )
    assert [(action.quote.text, action.deadline_text) for action in findings_of(body).actions] == [
        ("Train 60 nurseries", "May 2022"),
        ("Open clinics", "June 2022"),
    ]


def test_a_second_row_of_heads_below_a_wide_one_is_no_header_of_its_own() -> None:
    head = "<tr><td>Action</td><td>Accountable</td><td colspan=2>Timescales</td><td>RAG</td></tr>"
    head += "<tr><td></td><td></td><td>Start</td><td>End</td><td></td></tr>"
    row = "<tr><td>Appoint a chair</td><td>ICB</td><td>Oct 2021</td><td>Dec 2021</td><td>B</td></tr>"
    actions = findings_of(f"<table>{head}{row}</table>").actions
    assert [(action.owner, action.deadline_text, action.status) for action in actions] == [("ICB", "Dec 2021", "B")]


def test_by_is_a_label_behind_another() -> None:
    body = "<ul><li><b>Action:</b> Check all provision. <b>Lead:</b> Head of Inclusion. <b>By:</b> 31 May 2022.</li>"
    body += "<li><b>Action:</b> Keep a list. <b>Lead:</b> ICB. <b>By:</b> June 2022.</li></ul>"
    actions = findings_of(body).actions
    assert [(action.owner, action.deadline_text) for action in actions] == [
        ("Head of Inclusion", "31 May 2022"),
        ("ICB", "June 2022"),
    ]


@pytest.mark.parametrize(
    ("when", "deadline"), [("May 2022", "May 2022"), ("Ongoing", "Ongoing"), ("the council and its partners", None)]
)
def test_by_is_a_label_before_a_time(when: str, deadline: str | None) -> None:
    body = f"<p>Action A1: Open two clinics<br>Lead: ICB</p><p>By: {when}</p><p>Success measure: Clinics open</p>"
    (action,) = findings_of(body).actions
    assert (action.ref, action.quote.text, action.deadline_text) == ("A1", "Open two clinics", deadline)


def test_a_row_of_a_card_that_no_rule_knows_ends_no_action() -> None:
    rows = [
        ("Action", "Open two clinics"),
        ("Funding stream", "Winter fund"),
        ("Lead", "ICB"),
        ("Deadline", "May 2022"),
        ("", ""),
    ]
    card = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    found = findings_of(f"<h2>Priority 1</h2><table>{card}</table>")
    assert [(action.quote.text, action.owner, action.deadline_text) for action in found.actions] == [
        ("Open two clinics", "ICB", "May 2022")
    ]


@pytest.mark.parametrize(
    ("behind", "owner", "deadline"),
    [
        ("SEND Lead. By December 2024.", "SEND Lead", "By December 2024"),
        ("SEND Lead; before May 2025", "SEND Lead", "before May 2025"),
        ("SEND Lead. Ongoing.", "SEND Lead", "Ongoing"),
        ("SEND Lead. By all partners.", "SEND Lead. By all partners", None),
    ],
)
def test_a_day_behind_the_owner_of_a_line_is_the_deadline(behind: str, owner: str, deadline: str | None) -> None:
    (action,) = findings_of(f"<h2>Priority 1</h2><p>1.1 Retrain every plan writer. Lead: {behind}</p>").actions
    assert (action.owner, action.deadline_text) == (owner, deadline)
