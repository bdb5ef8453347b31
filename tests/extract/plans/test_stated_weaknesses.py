"""The weaknesses that a plan itself states, in the forms plans have them: each once, quoted, with the plan's number."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import Workbook

from extract.model.context import Context
from extract.model.findings import Findings, WeaknessKind
from extract.reading import read_document
from extract.types.action_plan import extract_action_plan
from tests.support.plan_text import findings_of, table, texts

HEAD = "Action | Lead | Timescale"
TITLE = "<h1>Anyshire local area: written statement of action</h1>"


def stated(found: Findings) -> list[tuple[int | None, str]]:
    return [(item.number, item.quote.text) for item in found.weaknesses]


def part(title: str, action: str) -> str:
    return title + table(HEAD, f"{action} | ICB | May 2021")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<h2>Area of weakness 1: {}</h2>", "<h2>Area of weakness 2: {}</h2>"),
        ("<h2>Significant weakness one – {}.</h2>", "<h2>Significant weakness two – {}.</h2>"),
        ("<h2>Area of weakness 1</h2><p><strong>{}</strong></p>", "<h2>Area of weakness 2</h2><p><strong>{}</strong></p>"),
        ("<h2>Weakness 1</h2><p>{}.</p>", "<h2>Weakness 2</h2><p>{}.</p>"),
        ("<details><summary>ASW1: {}</summary>", "</details><details><summary>ASW2: {}</summary>"),
        ("<p><b>Serious weakness (1): {}</b></p>", "<p><b>Serious weakness (2): {}</b></p>"),
    ],
)  # fmt: skip
def test_titles_of_parts(first: str, second: str) -> None:
    one, two = "The lack of a joint strategy for therapies", "Poor oversight of annual reviews across the area"
    body = TITLE + part(first.format(one), "Write a strategy") + part(second.format(two), "Count the reviews")
    found = findings_of(body)
    assert stated(found) == [(1, one), (2, two)]
    assert {item.kind for item in found.weaknesses} == {WeaknessKind.SIGNIFICANT_WEAKNESS}
    assert [action.weakness_number for action in found.actions] == [1, 2]


def test_banner_rows() -> None:
    body = TITLE + (
        "<table><tr><th>Action</th><th>Lead</th><th>When</th></tr>"
        "<tr><td colspan=3>Weakness 1: Parents and carers are not heard when services are planned</td></tr>"
        "<tr><td>Set up a forum</td><td>LA</td><td>May 2021</td></tr>"
        "<tr><td colspan=3>Weakness 2: Waits for an autism assessment are too long</td></tr>"
        "<tr><td>Hire a team</td><td>ICB</td><td>May 2021</td></tr></table>"
    )
    assert stated(findings_of(body)) == [
        (1, "Parents and carers are not heard when services are planned"),
        (2, "Waits for an autism assessment are too long"),
    ]


def test_a_column_of_weaknesses() -> None:
    body = TITLE + (
        "<table><tr><th>Area of weakness</th><th>Action</th><th>Lead</th><th>When</th></tr>"
        "<tr><td rowspan=2>1. The absence of a plan for young people who leave school</td><td>Write a plan</td><td>LA</td><td>May 2021</td></tr>"
        "<tr><td>Share the plan</td><td>LA</td><td>May 2021</td></tr>"
        "<tr><td>2. Too few therapists in the county</td><td>Hire a team</td><td>ICB</td><td>May 2021</td></tr></table>"
    )
    found = findings_of(body)
    assert stated(found) == [
        (1, "The absence of a plan for young people who leave school"),
        (2, "Too few therapists in the county"),
    ]
    assert [action.weakness_number for action in found.actions] == [1, 1, 2]


def test_sheets_of_a_workbook() -> None:
    book = Workbook()
    first = book.active
    first.title = "Weakness 1"
    first.append(["Weakness 1: Parents are not heard in the planning of services"])
    first.append(["Ref", "Action", "Lead", "By when"])
    first.append(["1.1", "Set up a forum", "LA", "May 2021"])
    second = book.create_sheet("Weakness 2 - Weak joint working")
    second.append(["Ref", "Action", "Lead", "By when"])
    second.append(["2.1", "Agree a protocol", "ICB", "May 2021"])
    file = BytesIO()
    book.save(file)
    document = read_document(file.getvalue(), media_type=None, file_name="plan.xlsx")
    found = extract_action_plan(document, Context())
    assert stated(found) == [
        (1, "Parents are not heard in the planning of services"),
        (2, "Weak joint working"),
    ]
    assert [item.is_name for item in found.weaknesses] == [False, True]


def test_priority_actions_beside_areas_for_improvement() -> None:
    body = (
        "<h1>Anyshire priority action plan</h1>"
        + part("<h2>Priority action 1: Leaders should act to cut the waits for therapies</h2>", "Hire a team")
        + part("<h2>Area for improvement 1: Leaders should improve transition at 14</h2>", "Write a guide")
        + part("<h2>Area for improvement 2: Leaders should hear more families</h2>", "Set up a forum")
    )
    found = findings_of(body)
    assert [(i.kind.value, i.number, i.quote.text) for i in found.weaknesses] == [
        ("priority_action", 1, "Leaders should act to cut the waits for therapies")
    ]


def test_a_name_is_told_from_a_wording() -> None:
    body = (
        TITLE + part("<h2>Weakness 1: Transition</h2>", "Write a plan") + part("<h2>Weakness 2: Therapies</h2>", "Hire")
    )
    found = findings_of(body)
    assert stated(found) == [(1, "Transition"), (2, "Therapies")]
    assert all(item.is_name for item in found.weaknesses)


@pytest.mark.parametrize(
    "title",
    [
        "<h2>Pillar 1: The lack of a strategy is put right</h2>",
        "<h2>Weakness 1 – action plan</h2>",
        "<h2>Weakness 1 (continued)</h2>",
        "<h2>Area of weakness 1 progress update</h2>",
        "<h2>Our priorities</h2>",
        "<p>Weakness 1: the lack of plans ........ 4</p>",
        "<p>Weakness 1 is tackled by every partner in the area.</p>",
        "<h2>Weakness 1</h2><p>We will write a strategy and share it with every school.</p>",
        "<h2>Weakness 1</h2><p>Lead: Head of SEND</p>",
    ],
)
def test_what_states_no_weakness(title: str) -> None:
    assert findings_of(TITLE + part(title, "Write a strategy")).weaknesses == ()


def test_quotes_are_the_documents_own() -> None:
    body = TITLE + part("<h2>Weakness 1: The lack of\n a joint  strategy.</h2>", "Write a strategy")
    document = read_document(f"<main>{body}</main>".encode(), media_type="text/html", file_name="a.html")
    (item,) = extract_action_plan(document, Context()).weaknesses
    quote = item.quote
    assert quote.text == "The lack of a joint strategy"
    assert document.quote(quote.page, quote.char_start, quote.char_end) == quote


def test_a_documents_title_is_no_action() -> None:
    found = findings_of(
        f"{TITLE}<p>Lead: Executive Director</p><p>Date: May 2021</p>" + part("<h2>Weakness 1</h2>", "Hire")
    )
    assert texts(found.actions) == ["Hire"]


@pytest.mark.parametrize(
    "line", ["Report of: Executive Director", "Contact: the SEND team", "Prepared for: Scrutiny Committee"]
)
def test_a_covers_labels_are_no_actions(line: str) -> None:
    found = findings_of(
        f"{TITLE}<p>{line}</p><p>Date: 26 April 2022</p>" + part("<h2>Weakness 1</h2>", "Write a guide")
    )
    assert texts(found.actions) == ["Write a guide"]


@pytest.mark.parametrize("head", ["Area for improvement", "Which area for improvement", "AFI"])
def test_areas_for_improvement_are_not_the_priority_actions_of_their_numbers(head: str) -> None:
    body = (
        "<h1>Anyshire priority action plan</h1>"
        + part("<h2>Area for priority action 1: Leaders should act to cut the waits for therapies</h2>", "Hire a team")
        + "<h2>Areas for improvement</h2>"
        + table(
            f"{head} | {HEAD}",
            "1. Transition for young people with SEND into adult services | Write a guide | LA | May 2025",
        )
        + table(HEAD, "Set up a forum | LA | June 2025")
    )
    found = findings_of(body)
    assert [(action.quote.text, action.weakness_number) for action in found.actions] == [
        ("Hire a team", 1),
        ("Write a guide", None),
        ("Set up a forum", None),
    ]
    assert [(item.number, item.kind.value) for item in found.weaknesses] == [(1, "priority_action")]


@pytest.mark.parametrize(
    "title",
    [
        "<h2>Priority action {n}</h2><p>{}</p>",
        "<h2>Priority action {n}: {}</h2>",
        "<h2>Area for priority action {n}</h2><p><b>{}</b></p>",
    ],
)
def test_what_leaders_should_do_words_an_area_for_priority_action(title: str) -> None:
    worded = [
        "Leaders should improve preparation for adulthood",
        "The council and the ICB must agree how they commission",
    ]
    parts = "".join(
        part(title.replace("{n}", str(n)).format(text), f"Agree the plan number {n}")
        for n, text in enumerate(worded, 1)
    )
    found = findings_of("<h1>Anyshire local area partnership: priority action plan</h1>" + parts)
    assert stated(found) == [(1, worded[0]), (2, worded[1])]
    assert [action.weakness_number for action in found.actions] == [1, 2]
    assert {item.kind for item in found.weaknesses} == {WeaknessKind.PRIORITY_ACTION} and not found.weaknesses[
        0
    ].is_name


@pytest.mark.parametrize(
    "before", ["Remaining area of weakness", "The outstanding area of weakness", "Original significant weakness"]
)
def test_what_a_later_plan_says_of_a_part_is_no_part_of_its_title(before: str) -> None:
    found = findings_of(
        "<h1>Anyshire SEND accelerated progress plan</h1>"
        + part(f"<h2>{before} 1: The wide variation in help for young children</h2>", "Give each hub a kit")
    )
    assert stated(found) == [(1, "The wide variation in help for young children")]


def test_the_word_that_leads_on_to_the_next_item_is_no_part_of_a_weakness() -> None:
    items = "<li>the length of time that families wait; and</li><li>the support that families have meanwhile.</li>"
    found = findings_of(
        f"{TITLE}<p>There are two significant areas of weakness:</p><ul>{items}</ul>" + part("", "Hire staff")
    )
    assert [text for _, text in stated(found)] == [
        "the length of time that families wait",
        "the support that families have meanwhile.",
    ]
