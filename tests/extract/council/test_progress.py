"""Verdicts of a revisit as pages retell them."""

import pytest

from extract.council.findings import council_findings
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


@pytest.mark.parametrize(
    ("sentence", "progress"),
    [
        (
            "The area had not made sufficient progress in addressing any of the two significant weaknesses.",
            "not_sufficient",
        ),
        ("Leaders have not made enough progress against either of these areas.", "not_sufficient"),
        ("Inspectors saw insufficient progress in all of the areas of weakness.", "not_sufficient"),
        ("Sufficient progress has not been made in any of the significant weaknesses.", "not_sufficient"),
        ("The area has made sufficient progress in both of the areas of significant weakness.", "sufficient"),
        ("Sufficient progress had been made in each of the two weaknesses.", "sufficient"),
        ("The area has made sufficient progress in one of the two weaknesses.", None),
        ("They will decide whether the area has made sufficient progress in all of the weaknesses.", None),
        ("The area has not made sufficient progress in all of the weaknesses.", None),
    ],
)
def test_a_verdict_told_of_all_is_each_ones(sentence, progress):
    text = (
        "# SEND revisit\n\nOfsted and the CQC revisited Marland. "
        + sentence
        + "\n\nThe two areas of significant weakness were:\n\n- late plans for children\n- weak oversight of services\n"
    )
    document = read_document(text.encode(), media_type=None, file_name="page.md")
    found = council_findings(document, document.blocks)
    assert [weakness.progress for weakness in found.weaknesses] == [progress] * 2
    assert all(
        weakness.progress_quote is None or weakness.progress_quote.text == sentence.replace("# ", "")
        for weakness in found.weaknesses
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The local area has not made sufficient progress in addressing this significant weakness.",
        "The area has made sufficient progress in this area of weakness.",
    ],
)
def test_a_verdict_on_the_weakness_before_is_not_the_next_lists(sentence):
    assert verdicts(sentence) == []
