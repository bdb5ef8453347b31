"""Only an inspectorate's document makes an inspection; only a document that may say so takes a paraphrase's place."""

from __future__ import annotations

from datetime import date

import pytest

from db.join.join import KnownRows, link_records
from db.join.rows import Tables
from extract.model.doc_types import DocType
from extract.model.findings import InspectionFinding
from tests.support.made import inspection_row, make_record, paraphrase_row

ITEMS = (
    "EHC plans are too often issued late and hold too little about health and care",
    "Young people who prepare for adult life are offered too few choices",
)
PARAPHRASES = [paraphrase_row(number, text) for number, text in enumerate(("Late plans.", "Adulthood."), start=1)]
# What such pages say of the inspection they tell of.
TOLD = InspectionFinding("2016", "full", date(2020, 3, 2), date(2020, 3, 6), plan_required=True, is_report=True)
TELLING = sorted(set(DocType) - {each for each in DocType if each.makes_inspection})


def join(*records, inspections, weaknesses=()) -> Tables:
    return link_records(KnownRows(inspections, weaknesses, area_ids=frozenset({"norfolk"})), records)


@pytest.mark.parametrize("doc_type", TELLING)
def test_a_document_of_another_type_makes_no_inspection(doc_type):
    told = make_record(
        name="page.html", doc_type=doc_type, inspection=TOLD, events=[("inspection_start", "2020-03-02")]
    )
    tables = join(told, inspections=[])
    assert tables["inspections"] == []
    assert [(row["event"], row["inspection_id"]) for row in tables["timeline"]] == [("inspection_start", None)]


@pytest.mark.parametrize("doc_type", TELLING)
def test_nor_does_it_change_one_that_is_known(doc_type):
    known = inspection_row(end_date=None, plan_required=None)
    (row,) = join(make_record(name="p.html", doc_type=doc_type, inspection=TOLD), inspections=[known])["inspections"]
    assert {name: row[name] for name in known} == known


@pytest.mark.parametrize(
    ("doc_type", "confidence", "items", "stands"),
    [
        (DocType.COMMITTEE_REPORT, 0.9, ITEMS, True),
        (DocType.LOCAL_OFFER_PAGE, 0.6, ITEMS, True),
        (DocType.LOCAL_OFFER_PAGE, 0.2, ITEMS, False),
        (DocType.NEWS, 0.9, ITEMS, False),
        (DocType.UNKNOWN, 0.4, ITEMS, False),
        (DocType.LOCAL_OFFER_PAGE, 0.9, ("Local offer", "Preparing for adulthood"), False),
    ],
)
def test_a_list_takes_the_paraphrases_place_only_where_its_document_may_say_so(doc_type, confidence, items, stands):
    page = make_record(*items, name="page.html", doc_type=doc_type, inspection=TOLD, confidence=confidence)
    tables = join(page, inspections=[inspection_row()], weaknesses=PARAPHRASES)
    texts = [row["text"] for row in tables["weaknesses"]]
    assert texts == (list(items) if stands else [row["text"] for row in PARAPHRASES])
    # Either way it is named as a source of those it means.
    assert page.document_id in {row["document_id"] for row in tables["weakness_sources"]}


def test_labels_alone_are_no_weaknesses():
    page = make_record("Local offer", "Transitions", doc_type=DocType.LOCAL_OFFER_PAGE, inspection=TOLD)
    assert join(page, inspections=[inspection_row()])["weaknesses"] == []


@pytest.mark.parametrize(
    "event", ["revisit_start", "revisit_end", "revisit_published", "wsoa_submitted", "wsoa_accepted"]
)
@pytest.mark.parametrize(
    ("day", "stands"), [("2019-03-04", False), ("2019", False), ("2020-03", True), ("2022-05-09", True)]
)
def test_what_follows_an_inspection_cannot_be_before_the_areas_first(event, day, stands):
    page = make_record(name="page.html", doc_type=DocType.LOCAL_OFFER_PAGE, events=[(event, day)])
    tables = join(page, inspections=[inspection_row()])
    told = [row["error"] for row in tables["problems"]]
    stated = [row["date"] for row in tables["timeline"] if row["basis"] == "stated"]
    assert (stated, "before_inspection" in told) == (([day], False) if stands else ([], True))


def test_where_no_inspection_is_known_nothing_is_before_it():
    page = make_record(name="page.html", doc_type=DocType.LOCAL_OFFER_PAGE, events=[("revisit_start", "2019-03-04")])
    assert [row["date"] for row in join(page, inspections=[])["timeline"]] == ["2019-03-04"]


@pytest.mark.parametrize(
    ("start", "tied"),
    [(date(2020, 7, 6), "norfolk-2020-03"), (date(2020, 3, 9), "norfolk-2020-03"), (date(2026, 10, 5), None)],
)
def test_a_visit_years_later_is_another_inspections(start, tied):
    framework = "2016" if start.year < 2023 else "2023"
    told = InspectionFinding(framework, "full", start, None)
    page = make_record(
        name="page.html",
        doc_type=DocType.PARENTS_NOTICE,
        inspection=told,
        events=[("inspection_start", start.isoformat())],
    )
    (row,) = join(page, inspections=[inspection_row()])["timeline"]
    assert row["inspection_id"] == tied


def test_dates_far_from_the_only_inspection_since_2023_are_anothers():
    known = inspection_row(inspection_id="norfolk-2023-07", framework="2023", start_date="2023-07-10")
    told = InspectionFinding("2023", "full", date(2026, 10, 5), None)
    page = make_record(
        name="page.html", doc_type=DocType.PARENTS_NOTICE, inspection=told, events=[("inspection_start", "2026-10-05")]
    )
    tables = join(page, inspections=[known])
    assert [row["inspection_id"] for row in tables["timeline"]] == [None]
    assert "date_mismatch" not in {row["error"] for row in tables["problems"]}
