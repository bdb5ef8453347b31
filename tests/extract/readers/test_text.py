"""Plain text and Markdown as blocks."""

import pytest

from extract.model.document import Kind
from extract.model.errors import UnreadableDocumentError
from extract.reading import read_document


def blocks(text: str | bytes, name: str = "paper.md"):
    data = text.encode() if isinstance(text, str) else text
    return read_document(data, media_type=None, file_name=name).blocks


def shapes(text: str, name: str = "paper.md"):
    return [(block.kind.value, block.level, block.text) for block in blocks(text, name)]


def test_headings_of_every_kind():
    text = "# One\n\nTwo\n---\n\n**Three**\n\nBackground\n\n- an item of the list\n"
    assert shapes(text) == [
        ("heading", 1, "One"),
        ("heading", 2, "Two"),
        ("heading", 0, "Three"),
        ("heading", 0, "Background"),
        ("bullet", 0, "- an item of the list"),
    ]


def test_items_after_a_lead_in_are_no_headings():
    text = "Among the actions are:\n\nNew phone line\n\nMore caseworkers\n\n" + "A longer paragraph follows. " * 5
    assert [kind for kind, _, _ in shapes(text)] == ["paragraph"] * 4


def test_numbered_section_titles_are_headings_and_numbered_items_are_not():
    text = "Introduction of some length.\n\n2. Proposals\n\nThe areas are:\n\n1. Plans\n\n2. Transition\n"
    assert [kind for kind, _, _ in shapes(text)] == ["paragraph", "heading", "paragraph", "bullet", "bullet"]


def test_bullets_nest_by_indentation_and_keep_inner_markers():
    text = "- 1) Waiting times:\n- Families wait too long:\n - ➢ for therapy\n - ➢ for diagnosis\n- 2) Plans:\n"
    found = blocks(text)
    assert [(block.level, block.marker, block.body) for block in found] == [
        (0, "- 1)", "Waiting times:"),
        (0, "-", "Families wait too long:"),
        (1, "- ➢", "for therapy"),
        (1, "- ➢", "for diagnosis"),
        (0, "- 2)", "Plans:"),
    ]


@pytest.mark.parametrize("glyph", ["•", "▪", "◼", "\uf0b7", "–", "−", "*", "o", "➤", "✓"])
def test_every_glyph_is_a_bullet(glyph):
    (block,) = blocks(f"{glyph} late plans")
    assert (block.kind, block.marker, block.body) == (Kind.BULLET, glyph, "late plans")


def test_numbered_paragraphs_are_paragraphs():
    found = blocks("- 2.4 The weaknesses are:\n  - late plans\n\n3.1 Costs are small.\n")
    assert [(block.kind, block.marker, block.body) for block in found] == [
        (Kind.PARAGRAPH, "- 2.4", "The weaknesses are:"),
        (Kind.BULLET, "-", "late plans"),
        (Kind.PARAGRAPH, "3.1", "Costs are small."),
    ]


def test_wrapped_lines_are_joined_and_hyphens_taken_out():
    text = "The area's plans for co-\nproduction were submit-\nted to inspectors in the first\nweek of term.\nSecond paragraph.\n"
    assert shapes(text, "a.txt") == [
        ("paragraph", 0, "The area's plans for co-production were submitted to inspectors in the first week of term."),
        ("paragraph", 0, "Second paragraph."),
    ]


def test_short_lines_without_bullets_stay_apart():
    text = "The plan focuses on these areas of weakness:\nLate plans\nTransition to adult life\nCommunication\n"
    assert [block.text for block in blocks(text, "a.txt")][1:] == [
        "Late plans",
        "Transition to adult life",
        "Communication",
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\n\f\n", "\f", "\n   \n\n"])
def test_a_bullet_goes_on_over_a_gap_in_lower_case(gap):
    found = blocks(f"• Families do not know{gap}what help there is.\n• Plans are late.\n", "a.txt")
    assert [block.text for block in found] == ["• Families do not know what help there is.", "• Plans are late."]


def test_an_aside_under_a_list_is_not_its_last_item():
    found = blocks("- Late plans\n- Poor oversight of plans\n[note: some 900 plans]\n")
    assert [block.text for block in found] == ["- Late plans", "- Poor oversight of plans", "[note: some 900 plans]"]


def test_markup_goes_and_words_stay():
    text = "**Bold** and *soft* [link](https://example.org/a_(b)) from 1<sup>st</sup> June &amp; note<sup>2</sup>, file_name_x\n"
    assert shapes(text)[0][2] == "Bold and soft link from 1st June & note, file_name_x"


def test_split_ordinals_are_joined():
    assert shapes("Published on 1 st October 2018.")[0][2] == "Published on 1st October 2018."


def test_pipe_and_tab_tables():
    found = blocks("| Action | Lead |\n|---|---|\n| Hire staff | Council |\n\nReport title:\tSEND update\n")
    assert [(block.kind, block.is_header, [cell.text for cell in block.cells]) for block in found] == [
        (Kind.ROW, True, ["Action", "Lead"]),
        (Kind.ROW, False, ["Hire staff", "Council"]),
        (Kind.ROW, False, ["Report title:", "SEND update"]),
    ]
    assert [block.table for block in found] == [1, 1, 2]


def test_form_feeds_are_pages_and_spans_hold():
    document = read_document(b"One.\n\fTwo.\n\f", media_type=None, file_name="a.txt")
    assert document.page_count == 2
    assert document.quote_blocks(document.blocks).text == "One. Two."


def test_windows_text_is_read():
    assert blocks("the area’s plan – late".encode("cp1252"), "a.txt")[0].text == "the area’s plan – late"


def test_text_without_words_is_unreadable():
    with pytest.raises(UnreadableDocumentError):
        blocks("---\n\n***\n")


def test_bold_items_are_items():
    found = blocks("Weaknesses are:\n\n**1. Late plans**\n\n**2. Long waits**\n")
    assert [(block.kind, block.marker, block.body, block.is_bold) for block in found[1:]] == [
        (Kind.BULLET, "1.", "Late plans", True),
        (Kind.BULLET, "2.", "Long waits", True),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_councils_write(encoding):
    text = "The café’s plan – for all – is late."
    document = read_document(text.encode(encoding), media_type="text/plain", file_name="paper.txt")
    assert [block.text for block in document.blocks] == [text]


def test_lines_of_as_many_spaced_pipes_are_rows_without_a_rule():
    text = "The plan\n\nActions | Lead | By when\n1.1 Hire staff | Head of SEND | May 2021\n1.2 Open a clinic | CCG | June 2021\nReviews: monthly\n"
    assert [(block.kind.value, len(block.cells)) for block in blocks(text, "plan.txt")] == [
        ("paragraph", 0),
        ("row", 3),
        ("row", 3),
        ("row", 3),
        ("paragraph", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Home | News | Contact\n\nWe met in May.\n",
        "Either | or\nthis | that\n",
        "one | two | three | four\nHead of SEND | CCG | May\n",
    ],
)
def test_a_line_with_pipes_alone_is_no_row(text):
    assert "row" not in [block.kind.value for block in blocks(text, "page.txt")]
