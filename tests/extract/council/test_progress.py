"""Verdicts of a revisit as pages retell them."""

import pytest

from extract.council.progress import find_progress
from extract.lists.pieces import pieces_of
from extract.reading import read_document

LIST = "\n\n- joint commissioning\n- the quality of EHC plans\n"


def verdicts(lead_in):
    document = read_document((lead_in + LIST).encode(), media_type=None, file_name="page.md")
    return [weakness.progress for weakness in find_progress(document, pieces_of(document)).weaknesses]


@pytest.mark.parametrize(
    ("lead_in", "progress"),
    [
        ("The area has made sufficient progress in these areas of weakness:", "sufficient"),
        ("The area has not made sufficient progress in these areas of weakness:", "not_sufficient"),
    ],
)
def test_a_verdict_goes_to_its_list(lead_in, progress):
    assert verdicts(lead_in) == [progress] * 2


@pytest.mark.parametrize(
    "lead_in",
    [
        "Inspectors came to determine whether the local area has made sufficient progress in these areas of weakness:",
        "They wanted to see if the area had made sufficient progress in the areas of weakness:",
        "The revisit is to assess the progress made in these areas of weakness:",
    ],
)
def test_the_question_is_no_verdict(lead_in):
    assert verdicts(lead_in) == []
