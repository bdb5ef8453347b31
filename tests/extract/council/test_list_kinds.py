"""A list is what its lead-in says it is, and what its items are."""

from __future__ import annotations

import pytest

from extract.council.findings import council_findings
from extract.council.list_kinds import are_goals, is_no_action, is_others_work
from extract.model.document import Document, Draft, Kind, assemble
from extract.model.findings import Findings, WeaknessKind


def page(*lines: str) -> Document:
    """Lines beginning with "- " are bullets, with "# " headings."""
    kinds = {"- ": Kind.BULLET, "# ": Kind.HEADING}
    drafts = [Draft(kinds[line[:2]], line[2:], marker="•" if line[0] == "-" else "") if line[:2] in kinds
              else Draft(Kind.PARAGRAPH, line) for line in lines]  # fmt: skip
    return assemble(drafts, media_type="text/html")


def read(*lines: str) -> Findings:
    document = page(*lines)
    return council_findings(document, document.blocks)


TOLD = "Ofsted and the CQC carried out an inspection of SEND services in Norfolk between 2 and 6 March 2020."


@pytest.mark.parametrize(
    ("texts", "goals"),
    [
        (["working as one team", "improving how needs are found", "helping young people do well as adults"], True),
        (["To develop joint plans", "To make sure that families are heard"], True),
        (["Better communication with parents", "Quicker decisions", "Stronger governance"], True),
        (["Ensure that plans name health needs", "Build trust with families"], True),
        (["Planning for adulthood is weak", "Sharing of information between services", "Support is late"], False),
        (["Improving but still inconsistent quality of plans", "Reducing waits too slowly"], False),
        (["The quality and timeliness of EHC plans", "Joint commissioning"], False),
        ([], False),
    ],
)
def test_goals_are_told_from_faults(texts: list[str], goals: bool) -> None:
    assert are_goals(texts) is goals


@pytest.mark.parametrize(
    "lead_in",
    [
        "The statement has three sections, each focusing on a key area of weakness:",
        "Our work on the areas of significant weakness is split into two parts:",
        "The significant weaknesses are:",
        "Inspectors found these areas of weakness:",
    ],
)
def test_what_a_plan_wants_to_reach_is_no_weakness(lead_in: str) -> None:
    found = read(TOLD, lead_in, "- working as one team for children", "- improving how needs are found and met")
    assert found.weaknesses == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("While seven areas had moved on well, two areas of weakness remained:", 2),
        ("Of the nine weaknesses, two areas of significant weakness had not made enough headway:", 2),
        ("Inspectors were content with five areas but named two weaknesses:", 2),
    ],
)
def test_the_count_nearest_the_list_is_the_lists(text: str, count: int) -> None:
    found = read(TOLD, text, "- Poor assessment of needs", "- Too many children are out of school")
    assert len(found.weaknesses) == count
    assert "count_mismatch" not in [problem.error for problem in found.problems]


@pytest.mark.parametrize(
    "text",
    [
        "The team found four key areas for improvement. 1. Weak leadership of reforms; 2. Families have too little say; "
        "3. Poor self-evaluation of services; 4. No strategy for joint commissioning. The statement of action follows.",
        "It told of four areas of significant weakness: (1) weak leadership of reforms, (2) families have too little say, "
        "(3) poor self-evaluation of services and (4) no strategy for joint commissioning",
        "There are four weaknesses that the written statement of action answers: a) weak leadership of reforms; b) families "
        "have too little say; c) poor self-evaluation of services; d) no strategy for joint commissioning.",
    ],
)
def test_items_numbered_inside_a_paragraph_are_a_list(text: str) -> None:
    found = read(f"{TOLD} A written statement of action is required.", text)
    texts = [item.quote.text.strip(" .").lower() for item in found.weaknesses]
    assert texts == [
        "weak leadership of reforms",
        "families have too little say",
        "poor self-evaluation of services",
        "no strategy for joint commissioning",
    ]
    assert {item.kind for item in found.weaknesses} == {WeaknessKind.SIGNIFICANT_WEAKNESS}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Inspectors want to know what support feels like. They will:", True),
        ("During the visit, the inspection team will:", True),
        ("Ofsted and the CQC will look at files. In the second week they will also:", True),
        ("Parents and carers can:", True),
        ("You will:", True),
        ("Inspectors found weaknesses. We will:", False),
        ("The council has listened. It will:", False),
        ("Following the inspection, the partnership will:", False),
        ("Leaders across the area have agreed to:", False),
    ],
)
def test_what_others_will_do_is_no_promise_of_the_area(text: str, others: bool) -> None:
    assert is_others_work(text) is others
    found = read(TOLD, text, "- Meet groups of young people", "- Look at how easily help is found")
    assert (found.actions == ()) is others
    assert found.feedback == ()


@pytest.mark.parametrize(
    "text",
    [
        "Information on priorities for the next term",
        "Accelerated Progress Plan – July 2021",
        "Inspection letter (May 2019)",
        "NHS England",
        "the Department for Education (DfE) and",
        "Read the full report on Ofsted's website",
        "Download the plan",
        "Norfolk County Council",
        "https://www.example.org/plan",
        "Frequently asked questions",
    ],
)
def test_menus_titles_and_bodies_are_no_actions(text: str) -> None:
    assert is_no_action(text)
    found = read(
        TOLD, "We will now work on the following actions:", f"- {text}", "- Recruit two more caseworkers by May"
    )
    assert [action.quote.text for action in found.actions] == ["Recruit two more caseworkers by May"]


@pytest.mark.parametrize(
    "text",
    [
        "Write a joint plan for therapies",
        "Updates for parents will be sent each month",
        "Minutes are published within a week",
        "The creation of a new youth forum",
        "Train every school in how to write reports",
        "Information is now shared between nurses and schools",
    ],
)
def test_actions_that_speak_of_such_things_stay(text: str) -> None:
    assert not is_no_action(text)


@pytest.mark.parametrize(
    "lead_in",
    [
        "The notice asks the council to:",
        "The Executive Member will be asked to:",
        "By next spring the partners expect to:",
        "Council and CCG leaders have agreed that they:",
        "To join, you need to:",
        "While they are here inspectors will:",
        "The leader said: “There is more to do, and we will:",
    ],
)
def test_what_is_asked_hoped_or_said_in_speech_is_no_action(lead_in: str) -> None:
    assert read(TOLD, lead_in, "- answer calls within two days", "- open a new centre").actions == ()


@pytest.mark.parametrize(
    "lead_in",
    ["Since the inspection the council has:", "The partners will now:", "Over the next year, we will:"],
)
def test_what_the_area_says_it_does_is_an_action(lead_in: str) -> None:
    assert len(read(TOLD, lead_in, "- answer calls within two days", "- open a new centre").actions) == 2


@pytest.mark.parametrize(
    "lead_in",
    [
        "Common weaknesses are:",
        "Of the areas inspected, a third had these weaknesses:",
        "Across England inspectors found the following areas of weakness:",
        "Many areas have significant weaknesses:",
    ],
)
def test_weaknesses_of_many_areas_are_no_areas_own(lead_in: str) -> None:
    assert read(TOLD, lead_in, "- late plans", "- poor joint commissioning").weaknesses == ()


@pytest.mark.parametrize(
    ("lead_in", "kind"),
    [
        ("Their report asks for action in these priority areas:", WeaknessKind.PRIORITY_ACTION),
        ("Inspectors asked the partnership to improve in two areas, namely:", WeaknessKind.AREA_FOR_IMPROVEMENT),
        ("The report calls for improvement in two areas:", WeaknessKind.AREA_FOR_IMPROVEMENT),
    ],
)
def test_a_report_asks_for_action_or_improvement_in_areas(lead_in: str, kind: WeaknessKind) -> None:
    found = read(
        TOLD, lead_in, "- leaders should finish annual reviews on time", "- leaders should cut waits"
    ).weaknesses
    assert [item.kind for item in found] == [kind, kind]


@pytest.mark.parametrize(
    "lines",
    [
        ("Its purpose is to:", "- hold partners to account", "- unblock barriers"),
        ("The role of the board includes:", "- checking on delivery", "- reporting to cabinet"),
        ("The group is responsible for:", "- reviewing the risk log", "- agreeing changes"),
        ("The board was set up to:", "- oversee delivery of the plan", "- challenge partners"),
        (
            "Our improvement plan focuses on four areas:",
            "- leading together and governing well",
            "- plans written in time",
        ),
        ("In the next issue we will tell you about:", "- how reviews are changing", "- training for schools"),
        ("At the session we will look at:", "- what has been done for families", "- how money is shared"),
        ("# Our principles", "We will:", "- put children first", "- be honest about what we can do"),
        ("# Membership and roles", "We will:", "- send a deputy where we cannot come"),
        ("# Vision", "The partnership will:", "- make every child feel welcome", "- build on what works"),
        ("The plan includes:", "- early identification", "- short breaks", "- the local offer"),
        ("Next steps include:", "- autism", "- annual reviews"),
        (
            "Of five weaknesses two had made sufficient progress. The three that had not are:",
            "- the culture of the area",
            "- co-production",
        ),
        (
            "Four areas had made enough progress, while those that had not were:",
            "- joint commissioning",
            "- the local offer",
        ),
    ],
)
def test_what_a_body_is_for_what_is_talked_of_and_names_of_things_are_no_actions(lines: tuple[str, ...]) -> None:
    assert read(TOLD, *lines).actions == ()


@pytest.mark.parametrize(
    "lines",
    [
        (
            "# Our principles",
            "We listen.",
            "# Next steps",
            "We will:",
            "- open a helpline by May 2021",
            "- train staff",
        ),
        ("Our plan focuses on:", "- recruiting three more educational psychologists", "- opening a helpline"),
        ("We have:", "- a new helpline", "- more case officers"),
    ],
)
def test_what_is_done_and_promised_stays_an_action(lines: tuple[str, ...]) -> None:
    assert len(read(TOLD, *lines).actions) == 2


def test_the_count_of_areas_for_priority_action_is_no_sign_of_what_was_done() -> None:
    found = read(
        "Ofsted and the CQC inspected SEND services of the Norfolk local area partnership in November 2023.",
        "The two areas for priority action are:",
        "- Leaders must urgently cut how long children wait to be assessed.",
        "- Leaders must urgently oversee children placed outside the county.",
    )
    assert [weakness.kind for weakness in found.weaknesses] == [WeaknessKind.PRIORITY_ACTION] * 2
