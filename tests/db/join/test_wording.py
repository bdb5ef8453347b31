import pytest

from db.join.wording import align, likeness, words

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
    assert likeness(words("late plans"), words(PLANS)) == 0
