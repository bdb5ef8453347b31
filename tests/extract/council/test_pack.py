"""The paper about the inspection is found in a pack; nothing of the rest is read. All wording is invented."""

from extract.council.pack import inspection_blocks, parts_of
from extract.reading import read_document

PACK = """
Children's Scrutiny Committee

Date: 12 May 2021

A g e n d a

1 To receive apologies

2 Minutes

6 Response to the pandemic

7 SEND: after the Ofsted/CQC inspection

Minutes of the Meeting Held on 3 March 2021

Present:

5. Library review

The written statement of action on SEND inspection was discussed. The areas of significant weakness were:

- something said at another meeting

Item No. 6

Report title:\tResponse to the pandemic

The areas of weakness in supply were:

- Masks
- Gowns

Item No. 7

Report title:\tSpecial Educational Needs (SEND): after the Ofsted/CQC inspection

The significant weaknesses are:

- Late plans
- Weak oversight

Appendix A

The letter said so.
"""


def read(text: str):
    return read_document(text.encode(), media_type=None, file_name="pack.md")


def test_only_the_paper_about_the_inspection_counts():
    texts = [block.text for block in inspection_blocks(read(PACK))]
    assert texts[0] == "Item No. 7"
    assert texts[-1] == "The letter said so."


def test_a_pack_without_such_a_paper_yields_nothing():
    assert inspection_blocks(read(PACK[: PACK.index("Item No. 7")])) == ()


def test_a_paper_that_keeps_coming_back_to_it_counts_without_a_title():
    text = (
        "Agenda item 4\n\nUpdate by the director\n\n"
        + "The written statement of action is on course. " * 2
        + "\n\n"
        + "The area SEND inspection named areas of significant weakness.\n\nAgenda item 5\n\nParking\n\nFees rise.\n"
    )
    texts = [block.text for block in inspection_blocks(read(text))]
    assert texts[0] == "Agenda item 4"
    assert "Parking" not in texts


def test_a_single_paper_is_whole():
    document = read("Report title: SEND inspection\n\nPurpose\n\nTo report on it.\n")
    assert inspection_blocks(document) == document.blocks
    assert len(parts_of(document.blocks)) == 1


def test_the_page_of_one_agenda_item_is_read_with_its_minutes():
    document = read("# SEND written statement of action\n\n## Minutes\n\nThe director spoke of the inspection.\n")
    assert inspection_blocks(document) == document.blocks


def test_minutes_of_a_whole_meeting_are_not_read():
    document = read("# Cabinet\n\n## Minutes\n\nLibraries were discussed.\n\nThen the written statement of action.\n")
    assert inspection_blocks(document) == ()


def test_items_with_their_titles_in_one_line():
    document = read(
        "Item 4: Parking\n\nFees rise.\n\nItem 5: SEND inspection outcome\n\nReport to: Cabinet\n\nPlans are late.\n"
    )
    assert inspection_blocks(document)[0].text == "Item 5: SEND inspection outcome"


def test_ofsteds_inspection_of_another_service_is_left_out():
    other = "\nItem No. 8\n\nReport title:\tOfsted inspection of the fostering service\n\nAreas for improvement:\n\n- Training\n"
    texts = [block.text for block in inspection_blocks(read(PACK + other))]
    assert any("after the Ofsted/CQC inspection" in text for text in texts)
    assert not any("Training" in text for text in texts)
