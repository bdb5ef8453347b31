"""Actions and requests as council documents list them. All wording is invented."""

import pytest

from extract.council.actions import find_actions, with_deadline
from extract.council.feedback import find_feedback
from extract.council.findings import council_findings
from extract.council.tables import find_weakness_tables
from extract.lists.pieces import pieces_of
from extract.reading import read_document


def read(text: str, name: str = "page.md"):
    document = read_document(text.encode(), media_type=None, file_name=name)
    return document, pieces_of(document)


def actions(text: str, name: str = "page.md"):
    return [(action.status, action.quote.text) for action in find_actions(*read(text, name))]


ITEMS = "\n\n- a phone line was opened\n- two officers were hired\n"
FOUND = ["a phone line was opened", "two officers were hired"]


@pytest.mark.parametrize(
    ("lead_in", "status"),
    [
        ("Among the actions included are:", None),
        ("The plan includes the following actions:", None),
        ("Key actions to date include:", None),
        ("Next steps are:", None),
        ("We will:", None),
        ("The partnership has committed to:", None),
        ("Since the inspection we have:", "done"),
        ("As a direct result of this feedback:", "done"),
        ("As a result of what families told the council:", "done"),
        ("The service has tackled these issues by:", "done"),
        ("In response to this, we:", "done"),
        ("## What we have done", "done"),
        ("## What we will do next", None),
        ("## Actions taken since the inspection", "done"),
        ("Improvements made so far include:", "done"),
    ],
)
def test_lead_ins(lead_in, status):
    assert actions(lead_in + ITEMS) == [(status, text) for text in FOUND]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Through feedback and discussions with parent carers, we learned that:",
        "Through talking to stakeholders, we know that:",
        "The committee is recommended to:",
        "## Actions required",
        "Its four priorities are:",
        "The inspection covers these questions:",
        "Members of the working group are:",
        "The main risks are:",
        "Families told us:",
        "The following points were discussed and noted",
        "The three areas of significant weakness are:",
    ],
)
def test_other_lists_hold_no_actions(lead_in):
    assert actions(lead_in + ITEMS) == []


def test_items_without_marks_end_where_sentences_begin():
    text = (
        "Among the actions included are:\n\nMore caseworkers in the plans team;\n\nA new phone line for families.\n\n"
        "Extra money for the advice service, which is independent.\n\nThe plan builds on last year's strategy.\n\n"
        '"We are pleased," the leader of the council said.\n'
    )
    assert [text for _, text in actions(text, "news.txt")] == [
        "More caseworkers in the plans team",
        "A new phone line for families.",
        "Extra money for the advice service, which is independent.",
    ]


def test_progress_under_numbered_titles_belongs_to_that_weakness():
    found = find_actions(
        *read(
            "Work has progressed against each of the areas of weakness:\n\n- 1) Waiting times:\n- A board was set up. It "
            "meets monthly.\n- 2) Plans:\n- Every plan is audited.\n  - by two officers\n- A new form is in use.\n"
        )
    )
    assert [(action.weakness_number, action.quote.text) for action in found] == [
        (1, "A board was set up. It meets monthly."),
        (2, "Every plan is audited. - by two officers"),
        (2, "A new form is in use."),
    ]


def test_you_said_we_did_tables():
    html = (
        "<table><tr><th>You said<th>We did</tr><tr><td>Nobody answers<td>We opened a phone line</tr>"
        "<tr><td>Letters are unclear<td>We rewrote all letters</tr></table>"
    )
    assert actions(html, "page.html") == [("done", "We opened a phone line"), ("done", "We rewrote all letters")]


REQUESTS = (
    "The letter requested some further detail on the plan. These points are answered below.\n\n"
    "- It is not clear who leads for care.\n"
    " - A care lead is named.\n"
    " - ➤ Care sits on every group.\n"
    "- Stipulate the measures of leadership.\n"
    " - ➤ A dashboard will be kept.\n\n"
    "- ➤ A risk register will be set up.\n"
    "- Leaders will report each term.\n"
    "- The plan lacks information about school leaders.\n"
    " - Views to be collected through:\n"
    " - a survey\n\n"
    "The plan was updated.\n"
)


def test_requests_have_their_answers():
    feedback = find_feedback(*read(REQUESTS))
    assert [(item.number, item.request.text) for item in feedback.requests] == [
        (1, "It is not clear who leads for care."),
        (2, "Stipulate the measures of leadership."),
        (3, "The plan lacks information about school leaders."),
    ]
    assert feedback.requests[1].response is not None
    assert feedback.requests[1].response.text.endswith("Leaders will report each term.")
    assert [action.quote.text for action in feedback.actions][2:5] == [
        "A dashboard will be kept.",
        "A risk register will be set up.",
        "Leaders will report each term.",
    ]


def test_a_list_without_answers_is_no_feedback():
    assert (
        find_feedback(*read("Inspectors asked for more detail.\n\n- It is not clear.\n- It lacks dates.\n")).requests
        == ()
    )


def test_lists_under_a_weakness_s_heading_belong_to_it():
    found = find_actions(
        *read(
            "## Weakness 1: late plans\n\nSince then we have:\n\n- hired staff\n\n### Next\n\nWe will:\n\n- hire more\n\n"
            "## Weakness 2: long waits\n\nWe will:\n\n- open a clinic\n\n## Other work\n\nWe will:\n\n- move offices\n"
        )
    )
    assert [(action.weakness_number, action.quote.text) for action in found] == [
        (1, "hired staff"),
        (1, "hire more"),
        (2, "open a clinic"),
        (None, "move offices"),
    ]


def test_deadlines_in_an_action_s_own_words():
    document, pieces = read("We will:\n\n- open a clinic by September 2021\n- hire staff\n")
    first, second = (with_deadline(action, as_of=None) for action in find_actions(document, pieces))
    assert (first.deadline_text, str(first.deadline), first.deadline_precision) == (
        "by September 2021",
        "2021-09-30",
        "month",
    )
    assert second.deadline is None


def test_table_of_weaknesses_and_progress():
    html = (
        "<p>Ofsted inspected the area.</p><table><tr><th>Ref<th>Area of significant weakness<th>Progress to date</tr>"
        "<tr><td>1<td>Plans are late<td><ul><li>Three officers hired<li>A tracker is in use</ul></tr>"
        "<tr><td>2<td>Waits are long<td>A clinic was opened in May</tr></table>"
    )
    document, _ = read(html, "page.html")
    (table,) = find_weakness_tables(document, document.blocks)
    assert [quote.text for quote in table.weaknesses] == ["Plans are late", "Waits are long"]
    assert [(action.weakness_number, action.quote.text) for action in table.actions] == [
        (1, "Three officers hired"),
        (1, "A tracker is in use"),
        (2, "A clinic was opened in May"),
    ]


def test_rows_of_a_table_take_the_numbers_of_the_list():
    html = (
        "<p>Inspectors named three areas of significant weakness:</p><ol><li>Waits are long<li>Plans are late<li>Joint "
        "commissioning is weak</ol><table><tr><th>Weakness<th>Action</tr><tr><td>Joint commissioning<td>A board was set "
        "up</tr><tr><td>Plan<td>Three officers were hired</tr><tr><td>Other<td>The office was moved</tr></table>"
    )
    document, _ = read(html, "page.html")
    found = council_findings(document, document.blocks)
    assert len(found.weaknesses) == 3
    assert [(action.weakness_number, action.quote.text) for action in found.actions] == [
        (3, "A board was set up"),
        (2, "Three officers were hired"),
        (None, "The office was moved"),
    ]


def test_lists_under_a_heading_that_names_a_weakness_belong_to_it():
    document, _ = read(
        "Ofsted named two areas of significant weakness:\n\n- The timeliness of plans\n- Joint commissioning of therapies\n\n"
        "# Joint commissioning\n\nWe have:\n\n- set up a board\n\n# Timeliness of plans\n\nWe have:\n\n- hired staff\n\n"
        "# Contact\n\nWe will:\n\n- answer every call\n"
    )
    found = council_findings(document, document.blocks)
    assert [action.weakness_number for action in found.actions] == [2, 1, None]


def test_requests_without_answers_count_where_the_inspectorate_asks_for_them():
    feedback = find_feedback(
        *read("Ofsted has asked for further detail on:\n\n- who leads\n- how success is measured\n")
    )
    assert [(item.request.text, item.response) for item in feedback.requests] == [
        ("who leads", None),
        ("how success is measured", None),
    ]


def test_table_of_requests_and_answers():
    html = (
        "<table><tr><th>No<th>Ofsted feedback<th>Our response</tr><tr><td>1<td>It is not clear who leads<td>A lead is named"
        "</tr><tr><td>2<td>Measures are missing<td></tr></table><p>The plan was updated.</p>"
    )
    feedback = find_feedback(*read(html, "page.html"))
    assert [(item.number, item.request.text, item.response and item.response.text) for item in feedback.requests] == [
        (1, "It is not clear who leads", "A lead is named"),
        (2, "Measures are missing", None),
    ]
    assert [action.quote.text for action in feedback.actions] == ["A lead is named"]


def test_numbered_requests_are_all_requests():
    feedback = find_feedback(*read("Ofsted has asked for further detail on:\n\n1. who leads\n2. how it is measured\n"))
    assert [item.request.text for item in feedback.requests] == ["who leads", "how it is measured"]


def test_a_bare_link_is_no_action_but_a_link_inside_one_is():
    page = (
        "<main><h1>SEND</h1><p>What we have done since the inspection:</p><ul>"
        '<li><a href="/plan">Written statement of action (PDF)</a></li>'
        '<li>We opened <a href="/line">a phone line</a> for families.</li></ul></main>'
    )
    assert [text for _, text in actions(page, "page.html")] == ["We opened a phone line for families."]


def test_what_stands_under_each_headed_weakness_is_promised_for_it():
    text = (
        "Marland was inspected by Ofsted and the CQC in September 2018. Our SEND statement says what we do.\n\n"
        "## Weakness one: the long waits for assessments\n\n### What we will do\n\n- Hire two assessors by May 2019\n\n"
        "### What has changed so far\n\n- A second clinic has opened\n\n"
        "## Weakness two: delays in the transfer of statements\n\n### What we will do\n\n- Appoint four more writers of plans\n"
    )
    document, _ = read(text)
    found = council_findings(document, document.blocks)
    assert [(each.weakness_number, each.status, each.quote.text) for each in found.actions] == [
        (1, None, "Hire two assessors by May 2019"),
        (1, "done", "A second clinic has opened"),
        (2, None, "Appoint four more writers of plans"),
    ]
    assert len(found.weaknesses) == 2


def test_a_numbered_paragraph_below_a_heading_leads_in_its_own_list():
    text = "## Next steps\n\n4. The council and its partners will:\n\n   - hire two therapists by May 2021\n   - open a second clinic in town\n"
    assert actions(text) == [(None, "hire two therapists by May 2021"), (None, "open a second clinic in town")]


def test_a_progress_table_tells_done_from_next_and_counts_its_weaknesses():
    text = (
        "Marland's SEND services were inspected by Ofsted and the CQC in July 2023.\n\n"
        "| Priority action | What we have done | What happens next |\n|---|---|---|\n"
        "| 1. Leaders should improve plans | Trained all 140 staff | Audit 50 plans a term from April 2025 |\n"
        "| 2. Leaders should cut waits | Bought 300 assessments | Open a second hub by May 2025 |\n"
    )
    document, _ = read(text)
    found = council_findings(document, document.blocks)
    assert [weakness.quote.text for weakness in found.weaknesses] == [
        "Leaders should improve plans", "Leaders should cut waits",
    ]  # fmt: skip
    assert [(each.weakness_number, each.status, each.quote.text[:6]) for each in found.actions] == [
        (1, "done", "Traine"), (1, None, "Audit "), (2, "done", "Bought"), (2, None, "Open a"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lead_in", "deadlines"),
    [
        ("By July 2025 we will:", ["2025-07-31", "2025-03-31"]),
        ("We will, by the end of May 2025:", ["2025-05-31", "2025-03-31"]),
        ("We will:", [None, "2025-03-31"]),
        ("From July 2025 we will:", [None, "2025-03-31"]),
        ("By July 2025 we had done much. We have now:", [None, None]),
        ("Between May and by July 2025 or by August 2025 we will:", [None, "2025-03-31"]),
    ],
)
def test_a_lead_in_that_says_by_when_says_it_of_every_item_without_a_day_of_its_own(lead_in, deadlines):
    text = "Marland's SEND services were inspected by Ofsted in June 2024.\n\n"
    text += f"{lead_in}\n\n- cut the longest wait of all\n- review every plan by March 2025\n"
    document, _ = read(text)
    found = council_findings(document, document.blocks)
    assert [action.deadline and action.deadline.isoformat() for action in found.actions] == deadlines
