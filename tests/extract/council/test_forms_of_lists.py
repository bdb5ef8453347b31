"""One list of weaknesses in many forms: glyphs, sizes, files, places in a pack, lead-ins, and tables that are none."""

from __future__ import annotations

import io

import docx
import pytest

from db.reference.areas import load_area_names
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.findings import Findings
from extract.pipeline import extract_findings
from extract.reading import read_document
from tests.support.pages import PageWriter

ITEMS = (
    "The absence of a shared strategy for autism across education, health and care, so that families meet another answer in "
    "every part of the county and at every age",
    "Late and weak education, health and care plans that say too little of what health and social care will do for a child",
    "Limited oversight by leaders of the time that children wait for speech and language therapy",
)
HEAD = (
    "Report to the Children and Families Scrutiny Committee",
    "SEND: written statement of action",
    "1.1 Ofsted and the CQC inspected services for SEND in Norfolk between 2 and 6 March 2020.",
    "1.2 Inspectors found three areas of significant weakness:",
)
AFTER = "1.3 The statement was written with families and will be brought back to this committee in the autumn."


def read(content: bytes, name: str, doc_type: DocType | None = None) -> Findings:
    document = read_document(content, media_type=None, file_name=name)
    return extract_findings(document, Context(load_area_names(), area_id="norfolk", doc_type=doc_type))


def listed(findings: Findings) -> tuple[str, ...]:
    return tuple(item.quote.text.strip(" .;") for item in findings.weaknesses if not item.is_name)


@pytest.mark.parametrize(("glyph", "end"), [("•", ";"), ("–", ""), ("-", "."), ("o", ""), ("*", ";"), ("(", "")])
def test_bullets_of_a_paper_as_pdf(glyph: str, end: str) -> None:
    writer = PageWriter()
    for text in HEAD:
        writer.paragraph(text)
    for number, item in enumerate(ITEMS, 1):
        writer.bullets([item + end], glyph=f"({number})" if glyph == "(" else glyph)
    assert listed(read(writer.paragraph(AFTER).bytes(), "paper.pdf")) == ITEMS


@pytest.mark.parametrize(
    ("style", "mark"),
    [("List Bullet", ""), ("List Number", ""), ("Normal", "\uf0b7\t"), ("Normal", "\uf0fc "), ("Normal", "☐ "), ("Normal", "{})\t")],
)  # fmt: skip
def test_bullets_of_a_paper_in_word(style: str, mark: str) -> None:
    paper = docx.Document()
    for text in HEAD:
        paper.add_paragraph(text)
    for letter, item in zip("abc", ITEMS, strict=True):
        paper.add_paragraph(f"{mark.format(letter)}{item};", style=style)
    paper.add_paragraph(AFTER)
    buffer = io.BytesIO()
    paper.save(buffer)
    assert listed(read(buffer.getvalue(), "paper.docx")) == ITEMS


@pytest.mark.parametrize("mark", ["* ", "→ ", "\t•\t", "({}) ", "☐ "])
def test_bullets_of_a_paper_as_text(mark: str) -> None:
    items = "\n".join(f"{mark.format(number)}{item}" for number, item in zip(("i", "ii", "iii"), ITEMS, strict=True))
    assert listed(read("\n\n".join([*HEAD, items, AFTER]).encode(), "paper.txt")) == ITEMS


PAPERS = {
    "Better Care Fund": ("1.1 The fund pays for care.", "The board's priorities for action are:", ("shorter stays", "fewer falls")),
    HEAD[1]: (HEAD[2], "Inspectors found three areas of significant weakness:", ITEMS),
    "Pharmacy needs": ("1.1 A draft was published on 3 January 2021.", "Areas of weakness:", ("opening hours", "parking")),
}  # fmt: skip


@pytest.mark.parametrize("mark", ["Item {}", "Agenda Item {}", "ITEM NO. {}", "Agenda item no: {}", "AGENDA ITEM: {}"])
def test_the_item_of_a_pack_however_its_number_stands_at_the_top_of_the_page(mark: str) -> None:
    writer = PageWriter().heading("Norfolk County Council").heading("Health and Wellbeing Board").heading("Agenda")
    for number, (title, (opening, lead_in, items)) in enumerate(PAPERS.items(), 3):
        writer.new_page()
        writer.paragraph(mark.format(number), x=430).paragraph("Report to the Health and Wellbeing Board").heading(
            title
        )
        writer.paragraph(opening).paragraph(lead_in).bullets(items)
    found = read(writer.bytes(), "pack.pdf")
    assert listed(found) == ITEMS
    assert found.actions == ()


REVISIT = """Ofsted

5 December 2019

Dear Director

# Joint local area SEND revisit in Wigan

Between 23 September 2019 and 26 September 2019, Ofsted and the Care Quality Commission (CQC) revisited the local area of \
Wigan to decide whether the local area has made sufficient progress in addressing the areas of significant weakness.

The area has made sufficient progress in addressing one of the two significant weaknesses identified at the initial \
inspection. The area has not made sufficient progress in addressing one significant weakness.

## Main findings

{lead_in}

{mark}plans are of poor quality and are often late{end}

Leaders have trained staff.

The local area has not made sufficient progress in addressing this significant weakness.

{mark}parents are not involved in decisions about services{end}

Leaders have listened.

The local area has made sufficient progress in addressing this significant weakness.
"""


@pytest.mark.parametrize(
    ("lead_in", "mark", "end"),
    [
        ("At the time of the initial inspection, inspectors found that:", "- ", ""),
        ("In 2017, inspectors found the following significant weaknesses:", "- ", ""),
        ("The inspection in 2017 identified that:", "", ""),
        ("At the initial inspection, inspectors reported that:", "**", "**"),
        ("Inspectors identified the following at the initial inspection:", "**", "**"),
    ],
)
@pytest.mark.parametrize("salutation", ["Dear Director\n\n", ""])
def test_who_found_a_weakness_is_none_of_it(lead_in: str, mark: str, end: str, salutation: str) -> None:
    letter = REVISIT.format(lead_in=lead_in, mark=mark, end=end).replace("Dear Director\n\n", salutation)
    assert [(item.quote.text, item.progress) for item in read(letter.encode(), "revisit.md").weaknesses] == [
        ("plans are of poor quality and are often late", "not_sufficient"),
        ("parents are not involved in decisions about services", "sufficient"),
    ]


ROWS = """# SEND Written Statement of Action: Ofsted and CQC area inspection

Report to: Overview and Scrutiny Committee, Barnsley Council, 26 April 2022

1.1 Ofsted and the CQC inspected the local area of Barnsley between 20 and 24 September 2021.

## {first}

| Ref | {head} | Lead | By when | Measure of success |
|---|---|---|---|---|
| 1.1 | Agree a joint strategy for mental health | Service Director | May 2022 | Strategy approved by the Board |
| 1.2 | Provide a toolkit to all schools | Head of SEND | September 2022 | All schools use the toolkit |

## {second}

| Ref | {head} | Lead | By when | Measure of success |
|---|---|---|---|---|
| 2.1 | Commission 250 extra assessments | CCG Head of Commissioning | 30 November 2022 | Waits reduced to 40 weeks |
| 2.2 | Launch a support offer for families | Designated Clinical Officer | June 2022 | Families say that it helped |
"""


@pytest.mark.parametrize(
    "heading",
    [
        "Area of weakness {}",
        "Area of concern {} of 2",
        "Area of significant weakness {} – action plan",
        "Weakness {}: progress to date",
        "Priority area {}",
        "Areas of weakness",
    ],
)
@pytest.mark.parametrize("head", ["Action", "Turning the tide"])
@pytest.mark.parametrize("doc_type", [None, DocType.COMMITTEE_REPORT, DocType.ACTION_PLAN])
def test_a_plans_table_is_no_list_of_weaknesses_whatever_stands_over_it(
    heading: str, head: str, doc_type: DocType | None
) -> None:
    paper = ROWS.format(first=heading.format(1), second=heading.format(2), head=head)
    found = read(paper.encode(), "paper.md", doc_type)
    assert listed(found) == ()
    assert [action.ref for action in found.actions] == ["1.1", "1.2", "2.1", "2.2"]
