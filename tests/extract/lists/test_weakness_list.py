"""The list of weaknesses in every form met: glyphs, numbers, titles, nesting, page breaks, damage."""

from __future__ import annotations

import pytest

from extract.lists.weakness_list import check_count, find_stated_count, find_weakness_list, weaknesses_of
from extract.model.findings import WeaknessKind
from tests.support.letter_text import document

FIXED = (
    "The area is required to produce and submit a written statement of action to Ofsted that explains how the area will "
    "tackle the following areas of significant weakness:\n"
)


def items(text: str) -> list[tuple[str | None, str]]:
    found = document(text)
    listed = find_weakness_list(found)
    if listed is None:
        return []
    return [(w.title, w.quote.text) for w in weaknesses_of(found, listed, WeaknessKind.SIGNIFICANT_WEAKNESS)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("• the lack of a plan;\n• poor checks; and\n• late help", ["the lack of a plan", "poor checks", "late help"]),
        ("◼ Plans are late. They are poor.\n◼ Too few go out.", ["Plans are late. They are poor.", "Too few go out."]),
        (
            "• the lack of a plan;\n• poor checks;\n• and late help.",
            ["the lack of a plan", "poor checks", "and late help."],
        ),
        (
            "• poor checks in early years\n• late help from\n===\nhealth teams\nYours sincerely",
            ["poor checks in early years", "late help from health teams"],
        ),
        (
            "• the lack of a plan\n• the weak oversight of\n• provision by schools\n• late help",
            ["the lack of a plan", "the weak oversight of • provision by schools", "late help"],
        ),
        (
            "the lack of a plan;\npoor checks;\nlate help.\nYours sincerely\nA Person",
            ["the lack of a plan", "poor checks", "late help."],
        ),
        (
            "• in some schools, poor checks:\n  – in the north\n  – in the south\n• late help",
            ["in some schools, poor checks: – in the north – in the south", "late help"],
        ),
        ("• the lack of a plan • poor checks • late help", ["the lack of a plan", "poor checks", "late help"]),
        ("1. Plans are late.\n2. Checks are poor.\nYours sincerely", ["Plans are late.", "Checks are poor."]),
        (
            "• the lack of a plan\n• poor checks\nThe partners will now work together.",
            ["the lack of a plan", "poor checks"],
        ),
    ],
)
def test_forms_of_the_list(body: str, expected: list[str]) -> None:
    assert [text for _, text in items(FIXED + body)] == expected


@pytest.mark.parametrize(
    "body",
    [
        "1) Joint work:\n• Bodies do not work together well enough:\n  ➢ too much varies.\n2) Plans:\n• Plans lack detail.\nYours sincerely",
        "# Joint work\n• Bodies do not work together well enough:\n  ➢ too much varies.\n# Plans\n• Plans lack detail.\nYours sincerely",
        "** Joint work:\n• Bodies do not work together well enough:\n  ➢ too much varies.\n** Plans:\n• Plans lack detail.\nYours sincerely",
        "• Joint work:\n  – Bodies do not work together well enough:\n  ➢ too much varies.\n• Plans:\n  – Plans lack detail.\nYours sincerely",
    ],
)
def test_titles_are_kept_apart_from_their_text(body: str) -> None:
    assert items(FIXED + body) == [
        ("Joint work", "Bodies do not work together well enough: ➢ too much varies."),
        ("Plans", "Plans lack detail."),
    ]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Inspectors found three significant areas of weakness:",
        "The significant weaknesses identified were:",
        "Inspectors found three areas of significant weakness. The revisit will look at nothing else. They are:",
        "They identified the following areas of serious weakness:",
        "The local area is now required to submit a statement to\nOfsted that explains how it will tackle the following areas of significant",
    ],
)
def test_lead_ins_of_notices_and_pages(lead_in: str) -> None:
    assert len(items(f"{lead_in}\n• the lack of a plan\n• poor checks\n• late help")) == 3


def test_the_stated_number_decides_between_readings() -> None:
    listed = "• the lack of a plan\n• and oversight of it\n• late help"
    assert len(items(f"There were three areas of significant weakness:\n{listed}")) == 3
    assert len(items(f"There were two areas of significant weakness:\n{listed}")) == 2


def test_another_number_than_stated_is_a_problem_and_lowers_confidence() -> None:
    found = document("Inspectors found four significant weaknesses:\n• the lack of a plan\n• poor checks")
    listed = find_weakness_list(found)
    assert listed is not None
    assert [problem.error for problem in check_count(listed)] == ["count_mismatch"]
    assert {w.confidence for w in weaknesses_of(found, listed, WeaknessKind.SIGNIFICANT_WEAKNESS)} == {0.6}


def test_a_list_of_something_else_is_none() -> None:
    assert items("Families told us:\n• waits are long\n• letters are unclear") == []
    assert items("There is no area of significant weakness.\nSchools are good.") == []


def test_what_announces_another_list_is_no_part_of_the_last_item() -> None:
    body = "The four areas of significant weakness are:\n1. plans\n2. waits\n3. checks\n4. views are not asked for\nTell us this:\n• Are you heard?"
    assert [text for _, text in items(body)] == ["plans", "waits", "checks", "views are not asked for"]


def test_the_same_list_twice_is_one_list() -> None:
    text = (
        FIXED + "• the lack of a plan\n• poor checks\nYours sincerely\n" + FIXED + "• the lack of a plan\n• poor checks"
    )
    assert len(items(text)) == 2


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("There are 12 significant weaknesses", 12),
        ("identifies three areas of significant weakness", 3),
        ("some areas of weakness", None),
    ],
)
def test_stated_counts(text: str, count: int | None) -> None:
    assert find_stated_count(text) == count
