"""One weakness in two wordings is recognised; different weaknesses are not."""

import pytest

from extract.language.wording import (
    align,
    content_words,
    likeness,
    likeness_by_length,
    pair_wordings,
    share_named,
)

FIRST = [
    "the lack of a joint strategy for commissioning",
    "poor quality of education, health and care plans",
    "long waits for speech and language therapy",
]


def test_small_changes_and_another_order_are_paired() -> None:
    second = [
        "The poor quality of EHC (education, health and care) plans.",
        "The initial inspection found long waiting times for speech and language therapists' help.",
        "A joint commissioning strategy is lacking.",
    ]
    assert pair_wordings(FIRST, second) == {0: 1, 1: 2, 2: 0}


def test_something_else_has_no_partner() -> None:
    assert pair_wordings(FIRST, ["exclusions of pupils from schools", "long waits for therapy"]) == {1: 2}
    assert pair_wordings([], ["anything"]) == {}


PLANS = "Education, health and care plans are issued late and are poor in quality"
ADULT = "Preparation for adult life begins too late in too many schools"
TALK = "Leaders do not speak clearly with parents and carers about decisions"


@pytest.mark.parametrize(
    ("known", "other", "expected"),
    [
        ([PLANS, ADULT, TALK], [PLANS, ADULT, TALK], [0, 1, 2]),
        ([PLANS, ADULT, TALK], [TALK, PLANS, ADULT], [2, 0, 1]),
        ([PLANS, ADULT, TALK], ["Area 3: " + TALK.lower()], [2]),
        ([PLANS, ADULT, TALK], ["speaking", "planning", "growing up"], [0, 1, 2]),
        ([PLANS, ADULT, TALK], ["something else", "another"], [None, None]),
        ([PLANS, ADULT], [ADULT, "something else"], [1, 0]),
        ([PLANS], [PLANS, PLANS], [0, None]),
        ([], [PLANS], [None]),
    ],
)
def test_items_of_two_lists_are_joined_by_wording_then_by_order(known, other, expected):
    assert align(known, other) == expected


def test_a_word_or_two_prove_nothing():
    assert likeness(content_words("late plans"), content_words(PLANS)) == 0


def test_a_long_text_that_has_a_short_ones_words_is_no_version_of_it():
    short, long = content_words("late care plans"), content_words(f"{PLANS}. {ADULT}. {TALK}. Care comes late.")
    assert likeness(short, long) == 1
    assert likeness_by_length(short, long) < 0.6
    assert likeness_by_length(content_words("of the"), content_words("and so")) == 0


def test_a_name_is_asked_for_its_own_words_only():
    assert share_named(content_words("Preparation for adulthood and life"), content_words(ADULT)) == 2 / 3
    assert share_named(content_words("the area"), content_words(ADULT)) == 0


def test_words_that_every_weakness_has_do_not_count():
    assert content_words("Services for children's needs in this area") == {"need"}
