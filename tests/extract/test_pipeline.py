"""From a document to its findings: what is said where type, area or extractor are missing."""

from extract.model.context import AreaName, Context
from extract.model.doc_types import DocType
from extract.model.document import Cell, Draft, Kind, assemble
from extract.pipeline import extract_findings
from extract.readers.pdf import read_pdf
from extract.types.registry import extractors
from tests.support import report_pages
from tests.support.report_pages import IMPROVEMENT, Report

AREAS = (AreaName("derbyshire", "Derbyshire"),)


def errors(found):
    return [problem.error for problem in found.problems]


def test_a_report_comes_out_with_area_type_and_themes():
    found = extract_findings(read_pdf(Report().draw()), Context(AREAS))
    assert (found.doc_type, found.area_id, errors(found)) == (DocType.INSPECTION_REPORT, "derbyshire", [])
    item = next(weakness for weakness in found.weaknesses if weakness.quote.text == IMPROVEMENT[0])
    assert "ehc-quality" in {hit.theme_id for hit in item.themes}
    assert all(hit.evidence for weakness in found.weaknesses for hit in weakness.themes)


def test_an_unknown_area_is_a_problem_and_the_findings_stay():
    found = extract_findings(read_pdf(Report().draw()), Context())
    assert found.area_id is None
    assert "no_area" in errors(found)
    assert found.weaknesses


def test_a_type_that_nothing_is_read_from_says_so():
    document = assemble([Draft(Kind.PARAGRAPH, "A visit to Derbyshire")], media_type="text/plain")
    found = extract_findings(document, Context(AREAS, "derbyshire", DocType.INTERIM_VISIT))
    assert errors(found) == ["not_read"]


def test_every_other_type_has_an_extractor():
    extract_findings(read_pdf(Report().draw()), Context(AREAS))
    assert set(DocType) - set(extractors()) == {DocType.INTERIM_VISIT}


def test_names_of_persons_are_kept_out_of_every_type(monkeypatch):
    named = "Ms Avery Holloway, Director of Children's Services, should shorten waits for therapy."
    monkeypatch.setattr(report_pages, "IMPROVEMENT", (*IMPROVEMENT[:2], named))
    found = extract_findings(read_pdf(Report().draw()), Context(AREAS))
    told = [weakness.quote.text for weakness in found.weaknesses]
    assert IMPROVEMENT[0] in told
    assert not any("Holloway" in text for text in told)
    assert "names_person" in errors(found)


def test_type_confidence_and_area_are_the_pipelines_to_say():
    document = read_pdf(Report().draw())
    own = extractors()[DocType.INSPECTION_REPORT](document, Context(AREAS))
    assert (own.doc_type, own.confidence, own.area_id) == (DocType.UNKNOWN, 0.0, None)


def test_a_year_printed_with_five_digits_is_no_deadline_and_is_told():
    heads, row = ("Ref", "Action", "Lead", "By when"), ("1.1", "Train every school", "Head of SEND", "31 March 20221")
    drafts = [
        Draft(Kind.ROW, "", 1, cells=tuple(Cell(t, n) for n, t in enumerate(heads)), table=1, is_header=True),
        Draft(Kind.ROW, "", 1, cells=tuple(Cell(t, n) for n, t in enumerate(row)), table=1),
    ]
    document = assemble(drafts, media_type="text/html")
    found = extract_findings(document, Context(AREAS, "derbyshire", DocType.ACTION_PLAN))
    assert [action.deadline for action in found.actions] == [None]
    (problem,) = [problem for problem in found.problems if problem.error == "unclear_deadline"]
    assert "1.1" in problem.message
    assert "20221" in problem.message


def test_a_text_on_a_councils_own_host_is_its_page_whatever_its_form():
    text = "The written statement of action for SEND was submitted to Ofsted on 4 March 2019."
    document = assemble([Draft(Kind.PARAGRAPH, text)], media_type="text/plain")
    derbyshire = (AreaName("derbyshire", "Derbyshire", hosts=("derbyshire.gov.uk",)),)
    hosted = extract_findings(document, Context(derbyshire, source_url="https://www.derbyshire.gov.uk/send"))
    assert hosted.doc_type is DocType.LOCAL_OFFER_PAGE
    assert "no_type" not in errors(hosted)
    assert extract_findings(document, Context(derbyshire)).doc_type is DocType.UNKNOWN
    away = extract_findings(document, Context(derbyshire, source_url="https://www.example.org/send"))
    assert away.doc_type is DocType.NEWS
