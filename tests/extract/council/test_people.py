"""Names of persons are recognised; bodies, posts and places are not taken for them. All names are invented."""

import pytest

from extract.language.people import find_people, without_people
from extract.model.doc_types import DocType
from extract.model.document import Draft, Kind, assemble
from extract.model.findings import ActionFinding, Findings, TargetFinding


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cllr Jan Marsh thanked the team.", ("Cllr Jan Marsh",)),
        ("Led by Ms Marsh.", ("Ms Marsh",)),
        ("Jan Marsh, Director of Children's Services, will lead.", ("Jan Marsh",)),
        ("Owner: Jan O'Brien-Smith (SEND Lead Officer)", ("Jan O'Brien-Smith",)),
        ("Jan Marsh said it was good.", ("Jan Marsh",)),
        ("Jan Marsh, who runs a forum, commented on it.", ("Jan Marsh",)),
        ("Appointment of an independent chair for the SEND board – Joan Hill", ("Joan Hill",)),
        ("Chair: Dr A. B. Marsh", ("Dr A. B. Marsh",)),
    ],
)
def test_names(text, names):
    assert find_people(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Director of Children's Services will lead with the Designated Clinical Officer.",
        "Marland County Council, the lead agency, will report to the SEND Improvement Board.",
        "The Department for Education said so.",
        "Family Voice Marland (chair of the forum) was asked.",
        "East Marland Community Healthcare, Chief Nurse's team",
        "NHS Marland and Waverley ICB, head of commissioning",
        "Autumn Term, SEND Manager",
        "The Written Statement of Action said that plans are late.",
    ],
)
def test_bodies_and_posts_are_no_names(text):
    assert find_people(text) == ()


def test_items_that_name_persons_are_left_out_and_counted():
    document = assemble(
        [Draft(Kind.PARAGRAPH, "Cllr Jan Marsh will chair it."), Draft(Kind.PARAGRAPH, "Hire three officers.")],
        media_type="text/plain",
    )
    named, plain = (document.quote_blocks([block]) for block in document.blocks)
    findings = Findings(
        DocType.NEWS,
        1.0,
        actions=(ActionFinding(named), ActionFinding(plain)),
        targets=(TargetFinding("officers", plain, target=3, action_index=1),),
    )
    kept = without_people(findings)
    assert [action.quote.text for action in kept.actions] == ["Hire three officers."]
    assert kept.targets[0].action_index == 0
    assert [problem.error for problem in kept.problems] == ["names_person"]
    assert without_people(kept) == kept
