"""Who says it: by the host, by the site's name, by what stands at the page's head."""

from __future__ import annotations

import pytest

from db.reference.areas import load_area_names
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Draft, Kind, assemble
from extract.pipeline import extract_findings
from extract.recognise.publisher import find_publisher

TEXT = "The area SEND inspection found that families wait too long. A written statement of action is due."


def page(*texts: str, title: str | None = None, media_type: str = "text/html") -> Document:
    return assemble([Draft(Kind.PARAGRAPH, text) for text in texts or (TEXT,)], media_type=media_type, title=title)


@pytest.mark.parametrize(
    ("url", "kind", "area_id"),
    [
        ("https://www.norfolk.gov.uk/send", "council", "norfolk"),
        ("https://democracy.slough.gov.uk/mgAi.aspx?ID=1", "council", "slough"),
        ("https://torbay.moderngov.co.uk/ieListDocuments.aspx?CId=2", "council", "torbay"),
        ("https://cheshireeast.moderngov.co.uk/x", "council", "cheshire-east"),
        ("https://modgov.southwark.gov.uk/documents/s1", "council", "southwark"),
        ("https://www.birmingham.gov.uk/news/1", "council", "birmingham"),
        ("https://web.archive.org/web/20210101000000/https://www.bury.gov.uk/send", "council", "bury"),
        ("https://www.gov.uk/government/news/1", "government", None),
        ("https://files.ofsted.gov.uk/v1/file/1", "inspectorate", None),
        ("https://www.icb.nhs.uk/news", "health", None),
        ("https://www.bbc.co.uk/news/1", "media", None),
        ("https://www.oxfordmail.co.uk/news/1", "media", None),
        ("https://www.hemeltoday.co.uk/x", "media", None),
        ("https://questions-statements.parliament.uk/written-questions/detail/1", "parliament", None),
        ("https://www.warwickshireparentcarervoice.org/inspection", "forum", "warwickshire"),
        ("https://www.healthwatchnorthumberland.co.uk/x", "charity", "northumberland"),
        ("https://oakprimary.durham.sch.uk/letters", "school", "durham"),
        ("https://www.example.org/news/1", "other", None),
    ],
)
def test_the_host_tells(url: str, kind: str, area_id: str | None) -> None:
    found = find_publisher(page(), Context(areas=load_area_names(), source_url=url))
    assert (found.kind, found.area_id) == (kind, area_id)
    assert found.name
    assert found.is_third_party is (kind not in ("council", "government", "inspectorate", "health"))


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (page(title="SEND services must improve | Derby Telegraph"), "media"),
        (page(title="Inspectors return - BBC News"), "media"),
        (page("By Ann Other, Local Democracy Reporter", TEXT), "media"),
        (page(title="Inspection outcome – Kirby Parent Carer Forum"), "forum"),
        (page("Kirby Parent Carer Forum", TEXT), "forum"),
        (page("As your parent carer forum, we met the inspectors.", TEXT), "forum"),
        (page("To ask the Secretary of State for Education, how many areas were inspected.", TEXT), "parliament"),
        (page("Registered charity 123456", TEXT), "charity"),
        (page(title="SEND inspection - Norfolk County Council"), "council"),
        (page("We work with our parent carer forum.", TEXT), None),
        (page("The council wrote to the Secretary of State.", TEXT), None),
        (page(), None),
    ],
)
def test_without_an_address_the_page_may_tell(document: Document, kind: str | None) -> None:
    assert find_publisher(document, Context(areas=load_area_names())).kind == kind


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "application/pdf"])
def test_a_newspapers_page_is_secondary_news_in_any_form(media_type: str) -> None:
    document = page("Norfolk inspected", TEXT, media_type=media_type)
    url = "https://www.edp24-gazette.co.uk/news/1"
    found = extract_findings(document, Context(areas=load_area_names(), source_url=url))
    assert (found.doc_type, found.is_third_party, found.area_id) == (DocType.NEWS, True, "norfolk")
    assert found.publisher == "edp24-gazette.co.uk"


def test_a_letter_stays_the_inspectorates_whoever_keeps_a_copy() -> None:
    text = (
        "Dear Mrs Other\n\nJoint local area SEND inspection in Norfolk\n\nThis letter outlines our findings from the "
        "inspection. Her Majesty’s Chief Inspector has determined that a written statement of action is required."
    )
    document = page(*text.split("\n\n"), "Yours sincerely")
    found = extract_findings(document, Context(areas=load_area_names(), source_url="https://www.example.com/a.pdf"))
    assert found.doc_type is DocType.INSPECTION_LETTER
    assert not found.is_third_party


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("Half of areas fail", "By our reporter, 12 June 2019", TEXT), "media"),
        (("By Jo Doe, education correspondent", TEXT), "media"),
        ((TEXT, *("More of it.",) * 9, "A spokesperson for Marland County Council said it would hire staff."), "media"),
        ((TEXT, "A council spokeswoman told us that more staff would come."), "media"),
        ((TEXT, "Cllr Doe, the council's lead for children, said: we accept the findings."), None),
        ((TEXT, "A spokesperson for the parent carer forum said: we were heard."), None),
    ],
)
def test_bylines_and_spokespeople_are_the_presss(texts: tuple[str, ...], kind: str | None) -> None:
    assert find_publisher(page(*texts), Context()).kind == kind


def test_what_was_agreed_on_a_complaint_answers_no_inspection() -> None:
    blocks = [
        Draft(Kind.HEADING, "Marland County Council (22 001 234)", level=1),
        Draft(Kind.PARAGRAPH, "In March 2022 Ofsted and the CQC found that the SEND area had made no progress. The Council agreed to:"),
        Draft(Kind.BULLET, "• pay £500 for the delay in the plan", marker="•"),
        Draft(Kind.BULLET, "• review its process for annual reviews by September 2023", marker="•"),
    ]  # fmt: skip
    title = "Council failed to secure education - Local Government and Social Care Ombudsman"
    decision = assemble(blocks, media_type="text/html", title=title)
    council = assemble(blocks, media_type="text/html", title="Our answer - Marland County Council")
    assert find_publisher(decision, Context()).kind == "complaints"
    found = [
        extract_findings(each, Context(areas=load_area_names(), area_id="norfolk", doc_type=DocType.NEWS)).actions
        for each in (decision, council)
    ]
    assert [len(actions) for actions in found] == [0, 2]
