"""Which area a document is about."""

import pytest

from db.reference.areas import load_area_names
from extract.model.context import AreaName, Context
from extract.model.document import Draft, Kind, assemble
from extract.reading import read_document
from extract.recognise.area import find_area

AREAS = tuple(
    AreaName(area_id, name, aliases)
    for area_id, name, aliases in (
        ("norfolk", "Norfolk", ()),
        ("suffolk", "Suffolk", ()),
        ("derby", "Derby", ()),
        ("derbyshire", "Derbyshire", ()),
        ("reading", "Reading", ()),
        ("east-sussex", "East Sussex", ()),
        ("kingston-upon-hull", "Kingston upon Hull", ("Hull",)),
    )
)


def area_of(*texts, heading=False, title=None):
    kind = Kind.HEADING if heading else Kind.PARAGRAPH
    document = assemble([Draft(kind, text) for text in texts], media_type="text/plain", title=title)
    return find_area(document, Context(areas=AREAS))


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Joint area SEND inspection in Norfolk", "norfolk"),
        ("Area SEND inspection of Derbyshire Local Area Partnership", "derbyshire"),
        ("Derby City Council", "derby"),
        ("The area of Kingston upon Hull", "kingston-upon-hull"),
        ("Hull City Council met", "kingston-upon-hull"),
        ("East Sussex County Council", "east-sussex"),
        ("Reading is taught well. Reading levels rise.", None),
        ("Reading Borough Council", "reading"),
        ("A paper about services", None),
    ],
)
def test_an_area_is_recognised_by_its_names(text, area):
    assert area_of(text) == area


def test_a_neighbour_named_in_passing_does_not_win():
    assert area_of("Norfolk County Council", "We learnt from Suffolk. Suffolk helped. Suffolk again.") == "norfolk"


def test_two_areas_alike_are_no_area():
    assert area_of("Norfolk and Suffolk") is None


def test_what_a_person_said_is_certain():
    document = assemble([Draft(Kind.PARAGRAPH, "Norfolk County Council")], media_type="text/plain")
    assert find_area(document, Context(areas=AREAS, area_id="suffolk")) == "suffolk"


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("NORFOLK COUNTY COUNCIL", "norfolk"),
        ("WRITTEN STATEMENT OF ACTION FOR SUFFOLK", "suffolk"),
        ("READING AND WRITING", None),
        ("Local authority code: 926", "norfolk"),
        ("E10000020", "norfolk"),
        ("Unique reference number 80418", "norfolk"),
        ("In 926 cases plans were late", None),
        ("The Wherry Vale CCG and the council agreed a plan", "norfolk"),
    ],
)
def test_capitals_codes_and_boards_name_an_area(text: str, area: str | None) -> None:
    norfolk = AreaName("norfolk", "Norfolk", bodies=("Wherry Vale CCG",), codes=("E10000020", "926", "80418"))
    document = assemble([Draft(Kind.PARAGRAPH, text)], media_type="text/plain")
    assert find_area(document, Context(areas=(norfolk, *AREAS[1:]))) == area


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("SEND in Hants", "hampshire"),
        ("Leics SEND inspection", "leicestershire"),
        ("Warks families wait", "warwickshire"),
        ("NE Lincs Council", "north-east-lincolnshire"),
        ("the LEICESTER LOCAL AREA", "leicester"),
        ("NHS Eastern Cheshire CCG and its partners", "cheshire-east"),
    ],
)
def test_short_names_that_people_write(text: str, area: str) -> None:
    document = assemble([Draft(Kind.PARAGRAPH, text)], media_type="text/plain")
    assert find_area(document, Context(areas=load_area_names())) == area


@pytest.mark.parametrize(
    ("window", "area"),
    [
        ("Questions and answers - Hull City Council", "kingston-upon-hull"),
        ("Questions and answers | SEND | Derby City Council", "derby"),
        ("Questions and answers » East Sussex local offer", "east-sussex"),
        ("Questions and answers - SEND - local offer", None),
    ],
)
def test_a_page_under_another_heading_than_its_windows_is_still_its_sites(window, area):
    html = f"<html><head><title>{window}</title></head><body><main><h1>What families ask</h1><p>Who helps us?</p></main></body></html>"
    document = read_document(html.encode(), media_type="text/html", file_name="page.html")
    assert document.title == "What families ask"
    assert find_area(document, Context(areas=AREAS)) == area


def test_a_paper_with_parts_for_several_areas_is_about_none_of_them():
    def paper(*headings):
        drafts = [
            Draft(Kind.PARAGRAPH, "Norfolk and Waveney board: SEND inspections in Norfolk and Suffolk, Norfolk first.")
        ]
        drafts += [Draft(Kind.HEADING, heading, level=2) for heading in headings]
        return assemble(drafts, media_type="text/html", title="SEND inspections in Norfolk")

    assert find_area(paper("1. Norfolk", "2. Suffolk"), Context(areas=AREAS)) is None
    assert find_area(paper("Norfolk", "Norfolk:"), Context(areas=AREAS)) == "norfolk"
    assert find_area(paper("SEND inspection in Norfolk", "What Suffolk did"), Context(areas=AREAS)) == "norfolk"
