from __future__ import annotations

from datetime import date

from extract.model.context import Context
from extract.pipeline import extract_findings
from extract.recognise.doc_type import classify
from tests.support.plan_text import OPENING, findings_of, read_html, table, texts

HEAD = "Ref | Action | Lead | By when | Measure of success | RAG"


def test_a_table_row_is_an_action_with_all_it_says() -> None:
    found = findings_of(
        OPENING
        + "<h2>Weakness 1: timeliness of plans</h2>"
        + table(HEAD, "1.1 | Recruit twelve caseworkers | Head of SEND | Autumn term 2020 | 60% of EHC plans within 20 weeks by July 2021 | Amber")
    )  # fmt: skip
    (action,) = found.actions
    assert action.quote.text == "Recruit twelve caseworkers"
    assert (action.ref, action.weakness_number, action.owner, action.status) == ("1.1", 1, "Head of SEND", "Amber")
    assert (action.deadline_text, action.deadline, action.deadline_precision) == (
        "Autumn term 2020",
        date(2020, 12, 31),
        "term",
    )
    assert action.measure == "60% of EHC plans within 20 weeks by July 2021"
    (target,) = found.targets
    assert (target.target, target.unit, target.by_date) == (60, "percent", date(2021, 7, 31))
    assert (target.measure_id, target.weakness_number, target.action_index) == ("ehc_plans_within_20_weeks", 1, 0)
    assert found.published == date(2020, 10, 9)
    assert found.inspection is not None
    assert found.inspection.start_date == date(2020, 3, 2)


def test_every_action_can_be_quoted() -> None:
    body = OPENING + table(
        HEAD, "1.1 | Write a guide | ICB | May 2021 | 60% of reviews | Red", "1.2 | Train staff | LA | | |"
    )
    document = read_html(body)
    found = extract_findings(document, Context())
    quotes = [action.quote for action in found.actions] + [target.quote for target in found.targets]
    assert len(quotes) == 3
    assert all(document.quote(q.page, q.char_start, q.char_end) == q for q in quotes)


def test_a_cell_of_bullets_is_as_many_actions() -> None:
    row = (
        "1.2 | <ul><li>Train staff</li><li>Hire staff</li></ul> | LA | <ul><li>May 2021</li><li>June 2021</li></ul> | |"
    )
    actions = findings_of(table(HEAD, row)).actions
    assert texts(actions) == ["Train staff", "Hire staff"]
    assert {action.owner for action in actions} == {"LA"}
    assert [action.deadline_text for action in actions] == ["May 2021", "June 2021"]


def test_a_bulleted_cell_with_a_lead_in_is_one_action() -> None:
    actions = findings_of(
        table(HEAD, "1.1 | Renew the offer:<ul><li>its words</li><li>its pages</li></ul> | LA | May 2021 | |")
    ).actions
    assert len(actions) == 1


def test_banners_tie_actions_to_weaknesses() -> None:
    body = (
        "<table><tr><th>Action</th><th>Owner</th><th>Timescale</th></tr>"
        "<tr><td colspan=3>Area of weakness 2: transition</td></tr><tr><td>Write a protocol</td><td>ICB</td><td>May 2021</td></tr>"
        "<tr><td colspan=3>Weakness 3</td></tr><tr><td>Open a telephone line</td><td>LA</td><td>ongoing</td></tr>"
        "<tr><td colspan=3>Cross-cutting actions</td></tr><tr><td>Share a data board</td><td>LA</td><td>termly</td></tr></table>"
    )
    actions = findings_of(OPENING + body).actions
    assert [action.weakness_number for action in actions] == [2, 3, None]


def test_pillars_are_not_weaknesses() -> None:
    actions = findings_of(
        OPENING
        + "<h2>Pillar 1: joining up</h2>"
        + table("Action | Lead | Timescale", "Write a joint protocol | ICB | May 2021")
        + "<h2>Pillar 2: early help</h2>"
        + table("Action | Lead | Timescale", "Train early years staff | LA | May 2021")
    ).actions
    assert [action.weakness_number for action in actions] == [None, None]


def test_a_heading_in_a_weaknesss_words_ties_to_it() -> None:
    actions = findings_of(
        OPENING
        + "<h2>Communication and co-production with families</h2>"
        + table("Action | Lead | Timescale", "Open a telephone line | LA | May 2021")
    ).actions
    assert [action.weakness_number for action in actions] == [3]


def test_reference_numbers_tie_only_where_they_count_the_weaknesses() -> None:
    rows = [
        "1.1 | Write a guide | LA | May 2021",
        "2.1 | Write a plan | LA | May 2021",
        "3.1 | Write a list | LA | May 2021",
    ]
    linked = findings_of(OPENING + table("Ref | Action | Lead | Timescale", *rows)).actions
    assert [action.weakness_number for action in linked] == [1, 2, 3]
    two = findings_of(OPENING + table("Ref | Action | Lead | Timescale", *rows[:2])).actions
    assert [action.weakness_number for action in two] == [None, None]


def test_a_column_of_weaknesses_ties_and_an_empty_cell_keeps_the_one_above() -> None:
    actions = findings_of(
        table("Weakness | Action | Lead | Timescale", "W2 | Write a guide | LA | May 2021", "| Hire staff | LA | May 2021", "1 and 3 | Share data | LA | May 2021", "3. How families are told | Send letters | LA | May 2021")
    ).actions  # fmt: skip
    assert [action.weakness_number for action in actions] == [2, 2, None, 3]


def test_a_reference_broken_in_a_narrow_column_is_one() -> None:
    body = "<table><tr><th>Ref</th><th>Action</th><th>Lead</th></tr><tr><td>ASW2.<br>1</td><td>Write a guide</td><td>LA</td></tr></table>"
    (action,) = findings_of(body).actions
    assert (action.ref, action.weakness_number) == ("ASW2.1", 2)


def test_lines_with_unknown_labels_and_with_the_weakness_stand_between_an_action_and_its_lead() -> None:
    body = (
        OPENING
        + "".join(
            f"<h3>{n}.1 Guide for families, on paper</h3><p>Area of weakness: {n}. Words</p><p>What families will see: A guide</p>"
            "<p>Lead: ICB</p><p>Timescale: May 2021</p>"
            for n in (2, 1)
        )
        + "<p><strong>Train every SENCO</strong></p><p>What families will see: Skill</p><p>Lead: LA</p><p>Timescale: June 2021</p>"
    )
    actions = findings_of(body).actions
    assert texts(actions) == ["Guide for families, on paper"] * 2 + ["Train every SENCO"]
    assert [(a.ref, a.weakness_number, a.owner) for a in actions[:2]] == [("2.1", 2, "ICB"), ("1.1", 1, "ICB")]
    assert actions[2].owner == "LA"


def test_two_owners_of_a_cell_with_two_actions_are_both_owners_of_each() -> None:
    body = (
        "<table><tr><th>Action</th><th>Lead</th><th>Deadline</th></tr><tr><td><ul><li>Write a guide</li>"
        "<li>Print the guide</li></ul></td><td>Head of SEND<br>ICB</td><td>{}</td></tr></table>"
    )
    shared = findings_of(body.format("May 2021")).actions
    assert {action.owner for action in shared} == {"Head of SEND; ICB"}
    apart = findings_of(body.format("May 2021<br>July 2021")).actions
    assert [action.owner for action in apart] == ["Head of SEND", "ICB"]


def test_merged_cells_hold_for_every_row_beside_them() -> None:
    body = (
        "<table><tr><th>Ref</th><th>Action</th><th>Lead</th><th>Deadline</th></tr>"
        "<tr><td rowspan=2>1.1</td><td>Write a guide</td><td rowspan=2>ICB</td><td>May 2021</td></tr>"
        "<tr><td>Print the guide</td><td>July 2021</td></tr></table>"
    )
    actions = findings_of(body).actions
    assert [(a.ref, a.owner, a.deadline_text) for a in actions] == [
        ("1.1", "ICB", "May 2021"),
        ("1.1", "ICB", "July 2021"),
    ]


def test_a_table_without_header_goes_on_with_the_columns_before() -> None:
    body = table("Ref | Action | Lead | Timescale", "1.1 | Write a guide | LA | May 2021") + (
        "<table><tr><td>1.2</td><td>Print the guide</td><td>ICB</td><td>June 2021</td></tr></table>"
    )
    assert [(a.ref, a.owner) for a in findings_of(body).actions] == [("1.1", "LA"), ("1.2", "ICB")]


def test_a_repeated_header_is_no_action() -> None:
    body = (
        "<table><tr><th>Action</th><th>Lead</th><th>When</th></tr><tr><td>Write</td><td>LA</td><td>May 2021</td></tr>"
    )
    body += "<tr><td>Action</td><td>Lead</td><td>When</td></tr><tr><td>Print it</td><td>LA</td><td>May 2021</td></tr></table>"
    assert texts(findings_of(body).actions) == ["Write", "Print it"]


def test_risks_versions_and_glossaries_are_no_actions() -> None:
    body = (
        table("Risk | Mitigating action | Owner | RAG", "Staff leave | Hire more | LA | Red")
        + table("Version | Date | Author | Changes", "1 | May 2020 | Head of SEND | First")
        + table("Term | Meaning", "EHC | Education, health and care")
    )
    found = findings_of(body)
    assert found.actions == ()
    assert [problem.error for problem in found.problems] == ["no_actions"]


def test_headings_with_labelled_lines() -> None:
    body = (
        "<h2>Weakness 3: communication</h2><h3>3.1 Set up a telephone line</h3>"
        "<p>Lead: Robin Example, Head of SEND</p><p>Timescale: by Easter 2021</p><p>Success: calls answered</p>"
        "<h3>3.2 Renew the local offer</h3><p>Lead: Parent Carer Forum | Timescale: Q1 2021/22</p>"
    )
    actions = findings_of(body).actions
    assert texts(actions) == ["Set up a telephone line", "Renew the local offer"]
    assert [(a.ref, a.weakness_number, a.owner) for a in actions] == [
        ("3.1", 3, "Head of SEND"),
        ("3.2", 3, "Parent Carer Forum"),
    ]
    assert [a.deadline for a in actions] == [date(2021, 4, 4), date(2021, 6, 30)]
    assert actions[0].measure == "calls answered"


def test_a_card_of_labels_is_an_action() -> None:
    body = "<table><tr><td>Action</td><td>Share a data board</td></tr><tr><td>Lead</td><td>ICB</td></tr><tr><td>Timescale</td><td>30/06/2021</td></tr></table>"
    (action,) = findings_of(body).actions
    assert (action.quote.text, action.owner, action.deadline) == ("Share a data board", "ICB", date(2021, 6, 30))


def test_baseline_and_target_columns_make_targets() -> None:
    body = table("Measure | Baseline | Target July 2021", "EHC plans issued within 20 weeks | 8% | 60%")
    (target,) = findings_of(body).targets
    assert (target.baseline, target.target, target.unit, target.by_date) == (8, 60, "percent", date(2021, 7, 31))
    assert target.measure_id == "ehc_plans_within_20_weeks"


def test_columns_by_month_make_a_target_each() -> None:
    body = "<h1>Accelerated progress plan</h1><p>January 2023</p>" + table(
        "Action | Lead | Baseline | 3 months | 12 months",
        "Audit ten plans each month | Quality lead | 40% good | 50% | 80%",
    )
    found = findings_of(body)
    assert [(t.baseline, t.target, t.by_date) for t in found.targets] == [
        (40, 50, date(2023, 4, 30)),
        (40, 80, date(2024, 1, 31)),
    ]
    assert [target.action_index for target in found.targets] == [0, 0]


def test_steps_under_a_merged_action_are_the_actions() -> None:
    body = (
        "<table><tr><th>Action</th><th>Steps</th><th>Who</th><th>When</th></tr>"
        "<tr><td rowspan=2>Improve advice</td><td>Write a template</td><td>DCO</td><td>May 2021</td></tr>"
        "<tr><td>Train advisers</td><td>DCO</td><td>June 2021</td></tr></table>"
    )
    assert texts(findings_of(body).actions) == ["Write a template", "Train advisers"]


def test_areas_for_improvement_are_not_priority_actions() -> None:
    head = "Action | Lead | Timescale"
    actions = findings_of(
        "<h2>Priority action 1: waits</h2>"
        + table(head, "Cut the waits | ICB | May 2024")
        + "<h2>Area for improvement 1: reviews</h2>"
        + table(head, "Write the reviews | LA | May 2024")
    ).actions
    assert [action.weakness_number for action in actions] == [1, None]


def test_a_plan_without_a_column_of_dates_says_them_in_its_actions() -> None:
    (action,) = findings_of(
        table("What and when | Who", "Appoint a co-ordinator by September 2022 | Head of SEND")
    ).actions
    assert (action.deadline_text, action.deadline) == ("by September 2022", date(2022, 9, 30))


def test_the_weaknesses_that_a_plan_repeats_come_out() -> None:
    found = findings_of(OPENING + table(HEAD, "1.1 | Write a guide | ICB | May 2021 | Use | Red"))
    assert [weakness.number for weakness in found.weaknesses] == [1, 2, 3]
    assert found.weaknesses[1].quote.text == "transition into adulthood for young people aged 18 to 25"


def test_two_rows_of_headers() -> None:
    body = (
        "<table><tr><th rowspan=2>Ref</th><th rowspan=2>Action</th><th rowspan=2>Lead</th><th colspan=2>RAG</th></tr>"
        "<tr><th>May 2020</th><th>August 2020</th></tr>"
        "<tr><td>1.1</td><td>Write a guide</td><td>ICB</td><td>Red</td><td>Amber</td></tr></table>"
    )
    (action,) = findings_of(body).actions
    assert action.status_history == (("RAG May 2020", "Red"), ("RAG August 2020", "Amber"))
    assert (action.status, action.status_date) == ("Amber", date(2020, 8, 31))


def test_one_header_over_number_and_text() -> None:
    body = (
        "<table><tr><th colspan=2>Action</th><th>Lead</th></tr><tr><td>1.1</td><td>Write a guide</td><td>ICB</td></tr>"
        "<tr><td>1.2</td><td>Print the guide</td><td>LA</td></tr></table>"
    )
    assert [(a.ref, a.quote.text) for a in findings_of(body).actions] == [
        ("1.1", "Write a guide"),
        ("1.2", "Print the guide"),
    ]


def test_labels_that_a_reader_ran_together() -> None:
    body = "<h3>Action 2.1: Write a protocol</h3><p>Lead: NHS Anyshire ICB Timescale: May 2021 Success criteria: in use</p>"
    (action,) = findings_of(body).actions
    assert (action.ref, action.quote.text, action.owner) == ("2.1", "Write a protocol", "NHS Anyshire ICB")
    assert (action.deadline_text, action.measure) == ("May 2021", "in use")


def test_a_card_with_two_pairs_a_row() -> None:
    body = (
        "<table><tr><td>Ref</td><td>1.1</td><td>Lead</td><td>ICB</td></tr>"
        "<tr><td>Action</td><td>Share a data board</td><td>Timescale</td><td>May 2021</td></tr></table>"
    )
    (action,) = findings_of(body).actions
    assert (action.ref, action.owner, action.deadline_text) == ("1.1", "ICB", "May 2021")


def test_bare_labels_on_lines_of_their_own() -> None:
    body = "<h3>Set up a helpline</h3><p>Lead</p><p>Parent Carer Forum</p><p>Timescale</p><p>Easter 2021</p>"
    (action,) = findings_of(body).actions
    assert (action.quote.text, action.owner, action.deadline) == (
        "Set up a helpline",
        "Parent Carer Forum",
        date(2021, 4, 4),
    )


def test_actions_under_weaknesses_told_in_numbered_headings() -> None:
    body = """<h2>1. Plans of the partnership are not known or used by schools and families.</h2>
    <h3>Action 1.1: Review how the partnership is governed</h3><ul><li>Due date: May 25</li>
    <li>Responsible officer (action lead): Robin Example, SEND Programme Manager</li>
    <li>Senior responsible officer: Alex Sample, Deputy Director</li>
    <li>Success criteria<ul><li>The review names gaps.</li><li>The board acts.</li></ul></li>
    <li>November progress update from action lead<p>The review was approved on 19 June 2025.</p></li></ul>
    <h2>2. Children wait too long for assessments in the area.</h2>
    <h3>Action 2.1: Clear the backlog</h3><ul><li>Due date: 31 July 2025</li><li>Status: Amber</li></ul>"""
    first, second = findings_of(body).actions
    assert (first.ref, first.weakness_number, first.owner) == ("1.1", 1, "SEND Programme Manager; Deputy Director")
    assert (first.deadline, first.measure) == (date(2025, 5, 31), "The review names gaps. The board acts.")
    assert (second.weakness_number, second.status) == (2, "Amber")


def test_neutral_parts_that_say_what_is_wrong_are_weaknesses() -> None:
    head = "Action | Lead | Timescale"
    body = (
        "<h2>Area 1: The lack of planning for young people who leave school</h2>"
        + table(head, "Write a protocol | ICB | May 2019")
        + "<h2>Priority 2</h2><p>Leaders have not worked together to say who does what.</p>"
        + table(head, "Agree the roles | LA | May 2019")
        + "<h2>Priority 3</h2><p>Our vision for the future</p>"
        + table(head, "Share the vision | LA | May 2019")
    )
    assert [action.weakness_number for action in findings_of(body).actions] == [1, 2, None]


def test_the_day_of_the_inspections_letter_is_not_the_plans() -> None:
    opening = "<h1>SEND action plan</h1><p>The letter was published on 10 April 2019. Submitted on 17 July 2019.</p>"
    rows = table("Action | Lead | By when", "Write a guide | LA | within 6 months")
    found = findings_of(opening + rows)
    assert found.published is None
    assert found.actions[0].deadline == date(2020, 1, 17)


def test_a_plan_tells_when_it_was_published() -> None:
    rows = table(HEAD, "1.1 | Write a guide | ICB | May 2021 | Use | Red")
    assert ("2020-10-09", "wsoa_published") in [(e.date, e.event) for e in findings_of(OPENING + rows).events]
    body = (
        "<h1>SEND priority action plan</h1><p>Published March 2024. It was discussed with families in May 2023.</p>"
        + rows
    )
    found = findings_of(body)
    assert [(e.date, e.date_precision, e.event) for e in found.events] == [("2024-03", "month", "plan_published")]
    assert found.published == date(2024, 3, 31)


def test_a_plan_is_told_from_its_title_and_table_and_goes_through_the_pipeline() -> None:
    document = read_html(OPENING + table(HEAD, "1.1 | Write a guide | ICB | May 2021 | Use | Red"))
    assert classify(document, Context())[0].value == "action_plan"
    assert texts(extract_findings(document, Context()).actions) == ["Write a guide"]


def test_what_an_action_makes_is_a_target_only_where_the_plan_measures_nothing_else() -> None:
    head = "Action | Lead | Timescale | Success criteria"
    measured = findings_of(table(head, "Recruit 20 additional officers | LA | May 2021 | All posts filled"))
    assert measured.targets == ()
    alone = findings_of(table("Action | Lead | Timescale", "Recruit 20 additional officers | LA | May 2021"))
    assert [target.target for target in alone.targets] == [20]
