"""Document types are told from content, with a confidence; what no type claims is unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Cell, Document, Draft, Kind, assemble
from extract.model.errors import PatternError
from extract.reading import read_document
from extract.recognise import doc_type as module
from extract.recognise.doc_type import classify


def document(*lines: str, media_type: str = "application/pdf") -> Document:
    return assemble([Draft(Kind.PARAGRAPH, line) for line in lines], media_type=media_type)


def table(*rows: tuple[str, ...]) -> list[Draft]:
    return [
        Draft(Kind.ROW, "", cells=tuple(Cell(text, i) for i, text in enumerate(row)), table=1, is_header=n == 0)
        for n, row in enumerate(rows)
    ]


REPORT = document(
    "Local area partnership report",
    "Area SEND inspection of Exshire Local Area Partnership",
    "Inspection dates: 3 to 7 March 2025",
    "Dates of previous inspection: 4 to 8 March 2019",
    "Inspection outcome",
    "There are widespread and/or systemic failings. A monitoring inspection will be carried out within approximately 18 months.",
    "What is it like to be a child or young person with special educational needs and/or disabilities (SEND) in this area?",
    "In 2019 inspectors found a significant weakness in how families were told of services.",
)
MONITORING = document(
    "Area SEND monitoring inspection of Exshire Local Area Partnership",
    "Inspection dates: 8 to 12 September 2025",
    "Date of full inspection: 3 to 7 July 2023",
    "The local area partnership has taken effective action in two of the three areas for priority action.",
)
LETTER = document(
    "14 June 2018",
    "Director of Children's Services, Exshire Council",
    "Dear Director",
    "Joint local area SEND inspection in Exshire",
    "Between 16 and 20 April 2018, Ofsted and the CQC conducted a joint inspection of the local area of Exshire.",
    "Main findings",
    "The effectiveness of the local area in identifying children and young people’s special educational needs",
    "Yours sincerely",
)
REVISIT = document(
    "Dear Director",
    "Joint area SEND revisit in Exshire",
    "Between 1 and 3 March 2021, Ofsted and the CQC revisited the area of Exshire to decide whether sufficient progress "
    "has been made in addressing each of the areas of significant weakness.",
    "As a result of the findings of the initial inspection, HMCI determined that a written statement of action was "
    "required. This was declared fit for purpose on 4 April 2019.",
    "Yours sincerely",
)
ACCEPTANCE = document(
    "Dear Director",
    "This letter is written in accordance with the Children Act 2004 (Joint Area Reviews) Regulations 2015 to inform the "
    "principal authorities that Ofsted and the CQC have jointly evaluated the written statement of action submitted to "
    "us on 2 May 2019, following the SEND inspection.",
    "The statement of action is deemed to be fit for purpose in setting out how the area will tackle the significant areas.",
    "Yours sincerely",
)
JUDGED = document(
    "Dear Director",
    "Evaluation of the Exshire written statement of action",
    "Thank you for your statement for children with SEND, which we received on 2 May 2019. We have judged that it is fit for "
    "purpose in setting out how the area will tackle the weaknesses.",
    "Yours sincerely",
)
DEPARTMENTS = document(
    "Dear colleagues,",
    "Exshire Accelerated Progress Plan",
    "Thank you for the plan that follows the SEND revisit in June 2021. NHS England and the department have agreed that it is "
    "fit for purpose. Progress will be reviewed at six months.",
    "Yours sincerely",
)
PROSE_PLAN = document(
    "Exshire Local Area Partnership SEND Improvement Plan 2024-2026",
    "Area for improvement 1",
    "Leaders should improve the accuracy of EHC plans.",
    "What we will do",
    "1.1 Retrain every plan writer. Lead: SEND Lead. By December 2024.",
    "Area for improvement 2",
    "Leaders should shorten waits.",
)
BOARD = document(
    "Exshire Council",
    "Children and Young People Policy and Performance Board",
    "Report title: SEND – our written statement of action",
    "Report of: Strategic Director, People",
    "1.0 Purpose of the report",
    "1.1 To tell members how governance of the plan works.",
)
PARENTS = document(
    "Dear parents and carers",
    "Ofsted and the CQC will revisit Exshire between 1 and 3 March 2021 to look at services for children with special "
    "educational needs. A survey opens at 12 noon on Monday.",
)
PLAN = assemble(
    [
        Draft(Kind.HEADING, "Exshire SEND Written Statement of Action", level=1),
        *table(
            ("Action", "Lead", "By when", "Measure of success", "RAG"),
            ("Hire", "Council", "May 2020", "Staff", "Green"),
        ),
    ],
    media_type="application/pdf",
)
COMMITTEE = document(
    "Children and Young People Scrutiny Committee",
    "Report of the Director of Children's Services",
    "Agenda item 6: outcome of the SEND inspection",
    "Dear Director",
    "Joint area SEND inspection in Exshire",
    "Between 16 and 20 April 2018, Ofsted and the CQC conducted a joint inspection of the area of Exshire.",
    "Yours sincerely",
)
PAGE = document(
    "SEND inspection and written statement of action",
    "Between 12 and 16 November 2018, Ofsted and the CQC conducted a joint inspection of the local area of Exshire.",
    "Read the letter. The statement of action has been deemed to be fit for purpose.",
    "Page last updated: 3 May 2019",
    media_type="text/html",
)
NEWS = document(
    "Plan to improve special educational needs services",
    "Author: a reporter. Published 9th Oct 2020",
    "The written statement of action was accepted by Ofsted.",
    "The cabinet member said: “We will do better.”",
    "“It is a start,” said a parent.",
)
POST = document(
    "Ofsted SEND Monitoring Inspection – September 2025",
    "Inspectors will be in Exshire to see whether services for special educational needs have got better.",
    "Page last updated: 3 September 2025",
    media_type="text/html",
)
TEXT_PLAN = document(
    "Exshire SEND Written Statement of Action",
    "Action 1.1 Hire two caseworkers. Lead: Exshire County Council. By when: May 2020. Success measure: plans on time.",
    "Action 1.2 Train staff. Lead: Exshire CCG. By when: June 2020. Success measure: staff trained.",
    media_type="text/html",
)
INTERIM = document(
    "Dear Director", "Interim area SEND visit to Exshire", "Ofsted and the CQC visited.", "Yours sincerely"
)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (REPORT, DocType.INSPECTION_REPORT),
        (MONITORING, DocType.MONITORING_REPORT),
        (LETTER, DocType.INSPECTION_LETTER),
        (REVISIT, DocType.REVISIT_LETTER),
        (ACCEPTANCE, DocType.ACCEPTANCE_LETTER),
        (JUDGED, DocType.ACCEPTANCE_LETTER),
        (PROSE_PLAN, DocType.ACTION_PLAN),
        (DEPARTMENTS, DocType.ACCEPTANCE_LETTER),
        (PARENTS, DocType.PARENTS_NOTICE),
        (PLAN, DocType.ACTION_PLAN),
        (COMMITTEE, DocType.COMMITTEE_REPORT),
        (BOARD, DocType.COMMITTEE_REPORT),
        (PAGE, DocType.LOCAL_OFFER_PAGE),
        (NEWS, DocType.NEWS),
        (INTERIM, DocType.INTERIM_VISIT),
        (POST, DocType.LOCAL_OFFER_PAGE),
        (TEXT_PLAN, DocType.ACTION_PLAN),
    ],
    ids=lambda value: value.value if isinstance(value, DocType) else "",
)
def test_each_type_is_told_from_its_content(found: Document, expected: DocType) -> None:
    doc_type, confidence = classify(found, Context())
    assert doc_type is expected
    assert 0.4 < confidence <= 1


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Focused visit to Exshire children's services",
            "Dear Director",
            "Inspectors looked at fostering.",
            "Yours sincerely",
        ),
        ("Special educational needs: a national overview", "This paper gathers evidence from many inspections."),
        ("Minutes of the parish council", "The hall roof."),
    ],
)
def test_what_no_type_claims_stays_unknown(lines: tuple[str, ...]) -> None:
    assert classify(document(*lines), Context())[0] is DocType.UNKNOWN


def test_a_persons_word_is_certain() -> None:
    assert classify(REPORT, Context(doc_type=DocType.NEWS)) == (DocType.NEWS, 1.0)


def test_letter_on_a_web_page_is_still_the_letter() -> None:
    lines = [block.text for block in ACCEPTANCE.blocks]
    page = document("Home > SEND policies", "Letter from Ofsted", *lines, "Page last updated", media_type="text/html")
    assert classify(page, Context())[0] is DocType.ACCEPTANCE_LETTER


@pytest.mark.corpus
def test_the_real_documents_are_what_they_are(corpus: Path) -> None:
    wrong = {}
    for path in [*(corpus / "reports").iterdir(), *(corpus / "seeds").iterdir()]:
        gold = json.loads((corpus / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
        read = read_document(path.read_bytes(), media_type=None, file_name=path.name)
        doc_type, _ = classify(read, Context())
        if doc_type != gold.get("doc_type", "inspection_report"):
            wrong[path.name] = doc_type
    assert wrong == {}


SPEAKS_OF_IT = {
    "news": "SEND inspection: what it means\n\n14 May 2024\n\nThe area SEND inspection of Derbyshire was published today. We welcome it.",
    "announcement": "Area SEND inspection of Essex\n\nInspectors may visit between 11 and 15 March 2024. Families can tell them what they think.",
    "local offer": "Area SEND inspection report\n\nOur local area partnership was inspected in May. Read the report on Ofsted's website. Contact us.",
    "old letter told": "Joint local area SEND inspection in Torbay\n\nThe inspectors' letter was published. It asks for a written statement of action.",
    "revisit told": "Joint area SEND revisit in Bury\n\nInspectors revisited the local area in June. Bury has made sufficient progress in five areas.",
    "monitoring on the radio": "Monitoring inspection of Oxfordshire\n\nThe partnership has taken effective action in its areas for priority action, inspectors say.",
}


@pytest.mark.parametrize("text", SPEAKS_OF_IT.values(), ids=SPEAKS_OF_IT)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_page_that_speaks_of_a_report_is_none(text: str, media_type: str) -> None:
    title, *paragraphs = text.split("\n\n")
    drafts = [Draft(Kind.HEADING, title, level=1), *(Draft(Kind.PARAGRAPH, each) for each in paragraphs)]
    doc_type, _ = classify(assemble(drafts, media_type=media_type), Context())
    assert not doc_type.makes_inspection


OPENED = "Between 3 and 7 June 2019, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection of the local area of Exshire"
RETURNED = "Between 7 June 2021 and 9 June 2021, Ofsted and the CQC revisited the area of Exshire to decide whether it has improved."
LEADS_IN = (
    "The area is required to produce and submit a written statement of action to Ofsted that explains how the area will tackle "
    "the following areas of significant weakness:"
)


@pytest.mark.parametrize(
    ("lines", "media_type", "expected"),
    [
        (
            ("Joint area SEND inspection in Exshire", f"{OPENED}.", LEADS_IN),
            "application/pdf",
            DocType.INSPECTION_LETTER,
        ),
        (
            (
                "Ofsted",
                "9 August 2019",
                "Joint local area SEND inspection in Exshire",
                f"{OPENED} to judge it.",
                LEADS_IN,
            ),
            "text/html",
            DocType.INSPECTION_LETTER,
        ),
        (
            (
                "Joint area special educational needs and/or disabilities (SEND) inspection of Exshire County",
                f"{OPENED}.",
                "Her Majesty’s Chief Inspector has determined that a written statement of action is required.",
            ),
            "text/plain",
            DocType.INSPECTION_LETTER,
        ),
        (
            (
                "Joint local area SEND revisit in Exshire",
                RETURNED,
                "The area has made sufficient progress in addressing one of the two significant weaknesses.",
            ),
            "text/markdown",
            DocType.REVISIT_LETTER,
        ),
    ],
)
def test_a_letters_body_is_the_letter_where_its_address_and_signature_were_left_out(
    lines: tuple[str, ...], media_type: str, expected: DocType
) -> None:
    assert classify(document(*lines, media_type=media_type), Context())[0] is expected


@pytest.mark.parametrize(
    "lines",
    [
        ("Joint area SEND inspection in Exshire", f"{OPENED}.", "We welcome the letter.", LEADS_IN),
        ("Joint area SEND inspection in Exshire", f"Our news of 9 June: {OPENED.lower()}.", LEADS_IN),
        ("Joint area SEND inspection in Exshire", f"{OPENED}.", "A plan has to be written."),
        ("SEND news", f"The joint area SEND inspection in Exshire. {OPENED}.", LEADS_IN),
    ],
)
@pytest.mark.parametrize("media_type", ["text/html", "application/pdf"])
def test_a_page_with_a_letters_title_or_its_sentences_alone_is_no_letter(
    lines: tuple[str, ...], media_type: str
) -> None:
    assert not classify(document(*lines, media_type=media_type), Context())[0].makes_inspection


PLAN_TABLE = table(("Action", "Lead", "Due", "RAG"), ("Hire two officers", "Head of SEND", "May 2021", "Green"))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Health and Wellbeing Board, 18 March 2021", DocType.COMMITTEE_REPORT),
        ("Report to the Health and Wellbeing Board 4th May 2021", DocType.COMMITTEE_REPORT),
        ("Education Scrutiny Board. Agenda for the meeting on Wednesday 12 February 2020", DocType.COMMITTEE_REPORT),
        ("Written statement of action, approved by the Health and Wellbeing Board", DocType.ACTION_PLAN),
        ("Warrington WSOA tracker as at 30 November 2022", DocType.ACTION_PLAN),
    ],
)
def test_a_boards_paper_may_show_a_plan_and_a_plan_may_name_its_board(first: str, expected: DocType) -> None:
    lines = [first, "SEND: update on the written statement of action", "The table shows where the actions stand."]
    drafts = [*(Draft(Kind.PARAGRAPH, line) for line in lines), *PLAN_TABLE]
    assert classify(assemble(drafts, media_type="application/pdf"), Context())[0] is expected


CUE = {"id": "title", "weight": 9, "pattern": "tribunal"}


@pytest.mark.parametrize(
    ("name", "entry", "told"),
    [
        ("nws", {"needs": ["title"], "head": [CUE]}, "nws: no such document type: declare it"),
        ("news", {"needs": ["titel"], "head": [CUE]}, "news: titel is neither a shape nor the id of an entry"),
        ("news", {"needs": ["title"], "form": {"least": 1, "of": ["x"]}, "head": [CUE]}, "news: x is neither a shape"),
        ("news", {"needs": ["title"], "head": [CUE], "never": ["title"]}, "news: title is no shape: take one of"),
        ("news", {"needs": ["speech"], "shape": {"speach": 2}}, "news: speach is no shape: take one of"),
        ("news", {"head": [CUE]}, "news: an entry has no needs"),
        ("news", {"needs": ["title"], "head": [{"id": "title", "pattern": "x"}]}, "news: an entry has no weight"),
        ("news", {"needs": ["title"], "head": [{**CUE, "pattern": "(x"}]}, "news: '(x' is no regular expression"),
    ],
)
def test_a_slip_in_the_patterns_is_told_by_type_and_name(monkeypatch, name, entry, told):
    patterns = {"least": 5, "subject": ["send"], "types": {name: entry}}
    monkeypatch.setattr(module, "load_patterns", lambda _: patterns)
    module._profiles.cache_clear()
    try:
        with pytest.raises(PatternError) as error:
            classify(document("A SEND tribunal"), Context())
    finally:
        module._profiles.cache_clear()
    assert told in str(error.value)
