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
