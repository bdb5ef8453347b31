"""The documents that come with sendkb: marked, true to the register, and the same as their sources."""

import pytest

from db.reference.areas import load_area_names
from db.reference.tables import read_table
from extract.model.context import Context
from extract.pipeline import extract_findings
from extract.reading import read_document
from scrape.starter import LICENCE, load_sources, marking, starter_documents
from scrape.starter.write import render

DOCUMENTS = {meta.file_name: (content, meta) for content, meta in starter_documents()}


def read(name):
    return read_document(DOCUMENTS[name][0], media_type=None, file_name=name)


def find(name):
    return extract_findings(read(name), Context(areas=load_area_names()))


@pytest.mark.parametrize("source", load_sources(), ids=lambda source: source["file"])
def test_each_file_is_what_its_source_says(source):
    made = read_document(render(source), media_type=None, file_name=source["file"])
    assert made.text == read(source["file"]).text


@pytest.mark.parametrize("source", load_sources(), ids=lambda source: source["file"])
def test_tables_have_as_many_cells_as_columns(source):
    for block in source["blocks"]:
        if "table" in block:
            assert {len(row) for row in block["table"]["rows"]} == {len(block["table"]["widths"])}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_is_marked_and_names_the_official_document(name):
    meta = DOCUMENTS[name][1]
    assert (meta.text_origin, meta.licence) == ("paraphrase", LICENCE)
    assert meta.source_url.startswith("https://")
    # A long address is broken over lines.
    line = f"Paraphrase written for sendkb; the official document is at {meta.source_url}"
    assert "".join(line.split()) in "".join(read(name).text.split())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_marking_is_no_finding(name):
    found = find(name)
    items = (*found.weaknesses, *found.strengths, *found.actions, *found.targets, *found.events)
    assert not [item.quote.text for item in items if "sendkb" in item.quote.text]


@pytest.mark.parametrize(
    ("name", "doc_type", "area_id"),
    [
        ("norfolk-2020-inspection-letter.pdf", "inspection_letter", "norfolk"),
        ("norfolk-2020-acceptance-letter.html", "acceptance_letter", "norfolk"),
        ("norfolk-2022-revisit-letter.pdf", "revisit_letter", "norfolk"),
        ("norfolk-statement-of-action-page.html", "local_offer_page", "norfolk"),
        ("norfolk-statement-of-action-extract.docx", "action_plan", "norfolk"),
        ("essex-2019-inspection-letter.docx", "inspection_letter", "essex"),
        ("essex-2020-scrutiny-progress-paper.docx", "committee_report", "essex"),
        ("essex-2022-revisit-letter.html", "revisit_letter", "essex"),
        ("suffolk-2023-inspection-report.pdf", "inspection_report", "suffolk"),
        ("greenwich-2023-inspection-report.pdf", "inspection_report", "greenwich"),
    ],
)
def test_each_is_recognised(name, doc_type, area_id):
    found = find(name)
    assert (found.doc_type, found.area_id) == (doc_type, area_id)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("norfolk-2020-inspection-letter.pdf", "significant_weakness", 3),
        ("essex-2019-inspection-letter.docx", "significant_weakness", 3),
        ("essex-2020-scrutiny-progress-paper.docx", "significant_weakness", 3),
        ("norfolk-statement-of-action-page.html", "significant_weakness", 3),
        ("suffolk-2023-inspection-report.pdf", "priority_action", 2),
        ("suffolk-2023-inspection-report.pdf", "area_for_improvement", 3),
        ("greenwich-2023-inspection-report.pdf", "priority_action", 0),
        ("greenwich-2023-inspection-report.pdf", "area_for_improvement", 2),
    ],
)
def test_lists_come_out_whole(name, kind, count):
    assert len([weakness for weakness in find(name).weaknesses if weakness.kind == kind]) == count


def test_a_footer_is_no_finding():
    for name in ("suffolk-2023-inspection-report.pdf", "greenwich-2023-inspection-report.pdf"):
        found = find(name)
        assert [len(found.strengths), len([w for w in found.weaknesses if w.kind == "narrative"])] == (
            [2, 3] if "suffolk" in name else [4, 3]
        )
        assert not [w.quote.text for w in found.weaknesses if "inspection report" in w.quote.text]


def test_revisits_judge_every_weakness():
    for name in ("norfolk-2022-revisit-letter.pdf", "essex-2022-revisit-letter.html"):
        found = find(name)
        assert found.inspection.outcome == "all_sufficient"
        assert [weakness.progress for weakness in found.weaknesses] == ["sufficient"] * 3


def test_requests_and_answers_of_the_essex_paper():
    feedback = find("essex-2020-scrutiny-progress-paper.docx").feedback
    assert len(feedback) == 6
    assert all(request.response is not None for request in feedback)


def test_the_plan_s_actions_are_tied_to_weaknesses():
    found = find("norfolk-statement-of-action-extract.docx")
    assert [(action.ref, action.weakness_number) for action in found.actions] == [
        ("1.1", 1), ("1.2", 1), ("1.3", 1), ("2.1", 2), ("2.2", 2), ("3.1", 3), ("3.2", 3), ("3.3", 3),
    ]  # fmt: skip
    assert [(target.baseline, target.target) for target in found.targets] == [(8, 60)]


def test_dates_agree_with_the_register():
    register = {row["area_id"]: row["inspection_start"] for row in read_table("inspections_2016_2022")}
    for name in ("norfolk-2020-inspection-letter.pdf", "essex-2019-inspection-letter.docx"):
        found = find(name)
        assert found.inspection.start_date.isoformat() == register[found.area_id]


def test_the_marking_names_the_source():
    assert marking({"source_url": "https://example.org/letter"}).endswith("https://example.org/letter")
