"""One weakness in two wordings is recognised; different weaknesses are not."""

from extract.letters.wording import pair_wordings

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
