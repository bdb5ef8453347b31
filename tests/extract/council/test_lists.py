"""Lists of weaknesses in the forms council documents give them. All wording is invented; Marland is no real area."""

import pytest

from extract.council.lists import best_lists, find_council_lists
from extract.council.strengths import find_strengths
from extract.lists.pieces import pieces_of
from extract.model.findings import WeaknessKind
from extract.reading import read_document

CONTEXT = "Ofsted and the CQC inspected Marland in March 2019.\n\n"


def lists(text: str, name: str = "paper.md"):
    document = read_document(text.encode(), media_type=None, file_name=name)
    return best_lists(find_council_lists(document, pieces_of(document)))


def texts(text: str, name: str = "paper.md"):
    return [quote.text for listed in lists(CONTEXT + text, name) for quote in listed.quotes]


THREE = ["Late plans", "Poor transition to adult life", "Weak oversight of services"]


@pytest.mark.parametrize(
    "lead_in",
    [
        "The 3 serious weaknesses are in relation to:",
        "It focuses on three areas of weakness:",
        "Inspectors determined there were three areas of significant weakness:",
        "The letter names three significant areas of weakness, as follows:",
        "The areas of concern were:",
        "The following areas of significant weakness were identified:",
        "The area must explain how it will tackle the following areas of significant weakness:",
        "The report says that there are significant weaknesses in these areas:",
        "## Areas of significant weakness",
        "The inspection led to a statement of action for 3 areas of significant weakness, which we grouped. These were:",
        "The statement of action must explain how the area will tackle the following areas of significant",
        "4.2 The inspectors found the following areas of weakness:",
        "**Significant weaknesses identified**",
        "## What we need to improve",
    ],
)
@pytest.mark.parametrize("style", ["- {}", "• {};", "{n}. {}", "{n}) {}", "  * {}", "({n}) {}"])
def test_lead_ins_and_marks(lead_in, style):
    items = "\n".join(style.format(text, n=n) for n, text in enumerate(THREE, 1))
    assert texts(f"{lead_in}\n\n{items}\n\nThe council accepted the findings.") == THREE


@pytest.mark.parametrize(
    "lead_in",
    [
        "Progress has been made against all three areas of significant weakness:",
        "Actions being taken against the areas of weakness are:",
        "Through feedback from parents, we learned that weaknesses were:",
        "The inspection covers three questions:",
        "There will be three workshops on the weaknesses identified:",
        "What we have done about the significant weaknesses:",
        "The framework asks about areas of strength and weakness:",
    ],
)
def test_other_lists_are_no_weaknesses(lead_in):
    items = "\n".join(f"- {text}" for text in THREE)
    assert texts(f"{lead_in}\n\n{items}\n") == []


def test_a_list_without_an_inspection_near_is_none():
    assert lists("The audit found these areas of weakness in stock control:\n\n- Late counts\n- Poor labels\n") == ()


def test_titles_with_text_and_nested_bullets():
    found = lists(
        CONTEXT + "They determined there were two areas of significant weakness:\n\n"
        "- 1) Waiting times:\n"
        "- Families wait too long for help in these services:\n"
        " - ➢ Therapy waits vary by postcode.\n"
        " - ➢ Diagnosis takes two years.\n"
        "- 2) Plans:\n"
        "- Too many plans are out of date.\n\n"
        "- Nobody checks whether they are followed.\n\n"
        "The council must respond.\n"
    )
    assert [quote.text for quote in found[0].quotes] == [
        "Families wait too long for help in these services: - ➢ Therapy waits vary by postcode. "
        "- ➢ Diagnosis takes two years.",
        "Too many plans are out of date. - Nobody checks whether they are followed.",
    ]
    assert found[0].titles == ("Waiting times", "Plans")


def test_items_numbered_like_paragraphs():
    items = "\n\n".join(f"3.2.{n} {text}" for n, text in enumerate(THREE, 1))
    assert texts(f"3.2 The areas of significant weakness are:\n\n{items}\n\n3.3 The council agreed.\n") == THREE
    items = "\n".join(f"{mark}) {text}" for mark, text in zip("abc", THREE, strict=True))
    assert texts(f"5. The three areas of weakness are:\n{items}\n\n6. The council agreed.\n") == THREE
    items = "\n\n".join(f"{mark}. {text}" for mark, text in zip(("i", "ii", "iii"), THREE, strict=True))
    assert texts(f"The three areas of weakness are:\n\n{items}\n\nThe council agreed.\n") == THREE


def test_items_that_are_paragraphs_of_several_sentences():
    items = [f"{text}. Families told inspectors of it many times. It has not been put right." for text in THREE]
    joined = "\n\n".join(f"{n}. {text}" for n, text in enumerate(items, 1))
    assert texts(f"Inspectors named three areas of significant weakness:\n\n{joined}\n\nThe council agreed.\n") == items


def test_titles_in_bold_with_paragraphs_beneath():
    text = "".join(f"**{name}**\n\nInspectors found that {name.lower()} and said so.\n\n" for name in THREE)
    assert texts(f"Inspectors named three areas of significant weakness:\n\n{text}\n\n# Next\n\nWe agreed.\n") == [
        f"Inspectors found that {name.lower()} and said so." for name in THREE
    ]


def test_damaged_indents_and_a_note_in_the_list():
    assert (
        texts(
            "2.4 The 3 serious weaknesses are in relation to:\n- Late plans\n - Poor transition to adult life\n"
            " - Weak oversight of services\n- [note: there are some 900 plans]\n\n2.5 Since then work has begun.\n"
        )
        == THREE
    )


def test_an_item_split_over_two_bullets_is_one():
    assert texts(
        "The three areas of significant weakness are:\n\n- Late plans and\n- poor annual reviews\n- Weak oversight of "
        "services\n- Long waits\n"
    ) == ["Late plans and - poor annual reviews", "Weak oversight of services", "Long waits"]


def test_items_run_into_one_bullet_are_parted():
    assert texts(
        "The area must tackle the following areas of significant weakness:\n- the time plans take\nand their quality - "
        "the lack of oversight - poor transition\n"
    ) == ["the time plans take and their quality", "the lack of oversight", "poor transition"]


def test_the_list_ends_where_another_is_announced():
    assert (
        texts(
            "Members were reminded of the key areas of concern, these were as follows:-\n\n- Late plans\n- Poor transition "
            "to adult life\n- Weak oversight of services\n\nThe director then spoke of what had been done since the "
            "inspection. These were as follows:-\n\n- A new board\n- A new page\n"
        )
        == THREE
    )


def test_inspectors_may_measure_progress_against_the_list():
    items = "\n".join(f"- {text}" for text in THREE)
    assert (
        texts(
            "The revisit focused on measuring progress against the three areas of significant weakness of 2019:\n"
            f"{items}\nInspectors have written to us.\n"
        )
        == THREE
    )


def test_the_same_list_twice_is_one_and_the_letter_s_own_words_win():
    letter = "- Too many plans are late. They are poor.\n- Transition is weak. Few young people find work.\n"
    found = texts(
        "The two significant weaknesses are plans and transition.\n\n# Letter\n\n"
        f"{letter}\nYours sincerely\n\nLead inspector\n\n# Letter again\n\n{letter}\nYours sincerely\n"
    )
    assert found == [
        "Too many plans are late. They are poor.",
        "Transition is weak. Few young people find work.",
    ]


def test_lines_without_any_marks():
    assert texts("It focuses on three areas of weakness:\n" + "\n".join(THREE) + "\n", "page.txt") == THREE
    assert texts("It focuses on three areas of weakness:\n\n" + "\n\n".join(THREE) + "\n\n" + "Text. " * 60) == THREE


def test_headings_that_number_the_weaknesses():
    assert (
        texts("".join(f"### Weakness {n}: {text}\n\nWe hired staff.\n\n" for n, text in enumerate(THREE, 1))) == THREE
    )
    assert texts("".join(f"**ASW {n} – {text}**\n\nProgress is good.\n\n" for n, text in enumerate(THREE, 1))) == THREE


def test_table_of_weaknesses():
    rows = "\n".join(f"| {n} | {text} |" for n, text in enumerate(THREE, 1))
    assert (
        texts(f"The inspectors' areas of significant weakness were:\n\n| No | Weakness |\n|---|---|\n{rows}\n") == THREE
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Written Statement of Action (WSoA) focuses on three areas - late plans, transition to adult life and "
            "communication with families. It was produced jointly.",
            ["late plans", "transition to adult life", "communication with families"],
        ),
        (
            "Inspectors identified two areas of weakness: the timeliness of Education, Health and Care plans; and the "
            "lack of joint commissioning.",
            ["the timeliness of Education, Health and Care plans", "the lack of joint commissioning"],
        ),
        (
            "Four significant weaknesses were identified: (1) late plans, (2) poor transition, (3) waiting times for "
            "speech, language and communication support and (4) weak governance.",
            [
                "late plans",
                "poor transition",
                "waiting times for speech, language and communication support",
                "weak governance",
            ],
        ),
        (
            "The significant weaknesses identified by Ofsted were late plans, poor transition and the views of children, "
            "young people and families not being heard.",
            [
                "late plans",
                "poor transition",
                "the views of children, young people and families not being heard",
            ],
        ),
        (
            "Inspectors raised three areas of weakness in their letter. These were late plans, poor transition and weak "
            "oversight. The council agrees.",
            ["late plans", "poor transition", "weak oversight"],
        ),
        (
            "The main areas of concern were outlined and they included weak leadership, the overlooked voice of children "
            "and the time that inspectors saw plans take.",
            ["weak leadership", "the overlooked voice of children", "the time that inspectors saw plans take"],
        ),
    ],
)
def test_sentences_that_name_them_all(sentence, expected):
    assert texts(sentence) == expected


def test_a_sentence_that_cannot_be_parted_as_counted_yields_none():
    assert texts("Inspectors named four areas of weakness: plans, transition and oversight.") == []


def test_priority_actions_and_improvements_are_kinds_of_their_own():
    found = lists(
        "Inspectors visited Marland in May 2024.\n\nThere are two areas for priority action:\n\n- Cut waits\n- Fix "
        "plans\n\nThe areas for improvement are:\n\n- Better data\n- Better reviews\n- Better advice\n"
    )
    assert [(listed.kind, len(listed.quotes)) for listed in found] == [
        (WeaknessKind.PRIORITY_ACTION, 2),
        (WeaknessKind.AREA_FOR_IMPROVEMENT, 3),
    ]


def test_strengths_are_no_weaknesses():
    document = read_document(
        (
            f"{CONTEXT}## What is working well\n\n- Health visitors\n- Short breaks\n\nInspectors praised:\n\n- Schools\n\n"
            "## What needs to improve\n\n- Plans\n- Waits\n"
        ).encode(),
        media_type=None,
        file_name="paper.md",
    )
    pieces = pieces_of(document)
    assert [(item.section, item.quote.text) for item in find_strengths(document, pieces)] == [
        ("What is working well", "Health visitors"),
        ("What is working well", "Short breaks"),
        ("What is working well", "Schools"),
    ]
    (listed,) = find_council_lists(document, pieces)
    assert listed.kind is WeaknessKind.AREA_FOR_IMPROVEMENT
    assert [quote.text for quote in listed.quotes] == ["Plans", "Waits"]


PLAN_ROWS = "| Ref | Action | Lead | By when | Measure |\n|---|---|---|---|---|\n" + "".join(
    f"| 2.{n} | {action} for families | Head of SEND | May 2022 | Waits fall from 96 weeks to {n} weeks for all |\n"
    for n, action in enumerate(("Write a guide", "Hire a team"), 1)
)


@pytest.mark.parametrize(
    "title",
    [
        "## Area of weakness 2",
        "## Priority action two",
        "## Significant weakness 2 of 3",
        "## Areas of weakness",
        "The two areas of significant weakness are addressed as follows:",
    ],
)
def test_a_plans_table_is_no_list_of_weaknesses(title):
    assert texts(f"{title}\n\n{PLAN_ROWS}") == []


@pytest.mark.parametrize(
    "title",
    [
        "## Area of weakness 2",
        "## Priority action 2:",
        "## Weakness two",
        "**Area of weakness addressed: 1 – late plans**",
    ],
)
def test_a_parts_title_with_its_number_announces_no_list(title):
    assert texts(f"{title}\n\n- write a guide with families\n- hire a team of therapists\n") == []


def test_the_bullets_count_though_a_plan_follows():
    bullets = "".join(f"- {text}\n" for text in THREE)
    body = f"The three areas of significant weakness are:\n\n{bullets}\n## Area of weakness 3\n\n{PLAN_ROWS}"
    assert texts(body) == THREE


@pytest.mark.parametrize(
    "sentence",
    [
        "There was progress in four of the five areas of weakness found in 2021, Ofsted and the CQC have said.",
        "The weaknesses were identified in March 2019, the council accepted them and a plan followed.",
        "Areas of significant weakness were told by the inspectors, said leaders, and parents had told them.",
        "The areas of weakness concerned Ofsted, the CQC and the Department for Education.",
    ],
)
def test_days_inspectorates_and_speech_are_no_weaknesses(sentence):
    assert texts(sentence) == []


def test_a_bullet_that_names_weaknesses_leads_in_no_bullets_beside_it():
    beside = "- Inspectors found three areas of weakness\n- A plan followed in May\n- A revisit is due in June\n"
    assert texts(beside) == []
    below = "- Inspectors found three areas of weakness\n  - Late plans\n  - Poor transition to adult life\n  - Weak oversight of services\n"
    assert texts(below) == THREE
