"""Reports of area SEND inspections, on documents drawn here; the real ones are scored by `sendkb evaluate`."""

from datetime import date

import pytest

from extract.model.context import Context
from extract.model.document import squash
from extract.readers.pdf import read_pdf
from extract.types.inspection_report import extract_inspection_report
from tests.support.report_pages import BOARD, COUNCIL, IMPROVEMENT, NARRATIVE, PRIORITY, STRENGTHS, Report


def findings(report):
    return extract_inspection_report(read_pdf(report.draw()), Context(area_id="derbyshire"))


def of_kind(found, kind):
    return [weakness for weakness in found.weaknesses if weakness.kind == kind]


def texts(items):
    return [item.quote.text for item in items]


def squashed(wanted):
    return [squash(text) for text in wanted]


def test_every_column_of_the_inspection():
    inspection = findings(Report()).inspection
    assert (inspection.framework, inspection.kind, inspection.is_report) == ("2023", "full", True)
    assert (inspection.start_date, inspection.end_date) == (date(2024, 9, 23), date(2024, 9, 27))
    assert (inspection.previous_start, inspection.previous_end) == (date(2016, 11, 14), date(2016, 11, 18))
    assert inspection.previous_text == "14 to 18 November 2016"
    assert inspection.outcome == "systemic_failings"
    assert inspection.outcome_label.startswith("There are widespread")
    assert inspection.plan_required is True
    assert (inspection.next_monitoring_months, inspection.next_full_years) == (18, 3)
    assert inspection.local_authority == COUNCIL
    assert inspection.health_bodies == (BOARD,)


@pytest.mark.parametrize(("outcome", "years"), [("typically_positive", 5), ("inconsistent", 3)])
def test_the_better_outcomes_require_no_plan(outcome, years):
    found = findings(Report(outcome=outcome))
    assert found.inspection.outcome == outcome
    assert found.inspection.plan_required is False
    assert (found.inspection.next_monitoring_months, found.inspection.next_full_years) == (None, years)
    assert of_kind(found, "priority_action") == []
    assert found.problems == ()


@pytest.mark.parametrize(
    ("label", "text", "start", "end"),
    [
        ("Date of previous inspection", "16 May 2016", date(2016, 5, 16), date(2016, 5, 16)),
        ("Dates of previous inspections", "30 January to 3 February 2017", date(2017, 1, 30), date(2017, 2, 3)),
        ("Date of previous inspection", "Not previously inspected", None, None),
        (
            "Date of previous inspection",
            "3 to 7 July 2017, with a revisit in May 2019",
            date(2017, 7, 3),
            date(2017, 7, 7),
        ),
    ],
)
def test_previous_inspections_in_their_forms(label, text, start, end):
    inspection = findings(Report(previous_label=label, previous=text)).inspection
    assert inspection.previous_text == text
    assert (inspection.previous_start, inspection.previous_end) == (start, end)


@pytest.mark.parametrize("glyph", ["•", "▪", "◼", "−", "o"])
def test_lists_with_any_glyph(glyph):
    found = findings(Report(glyph=glyph))
    assert texts(found.strengths) == squashed(STRENGTHS)
    assert texts(of_kind(found, "narrative")) == squashed(NARRATIVE)


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_tables_wherever_the_page_ends(lines):
    found = findings(Report(lines_before_lists=lines))
    actions = of_kind(found, "priority_action")
    assert texts(actions) == squashed(text for _, text in PRIORITY)
    assert [action.responsible for action in actions] == [bodies for bodies, _ in PRIORITY]
    assert [action.number for action in actions] == [1, 2, 3]
    assert texts(of_kind(found, "area_for_improvement")) == squashed(IMPROVEMENT)


@pytest.mark.parametrize("layout", ["table", "headless", "box", "list", "bodies"])
def test_areas_for_improvement_in_every_layout(layout):
    found = findings(Report(improvement_layout=layout))
    items = of_kind(found, "area_for_improvement")
    assert texts(items) == squashed(IMPROVEMENT)
    assert [item.responsible for item in items] == [(COUNCIL,) if layout == "bodies" else ()] * 3


@pytest.mark.parametrize("layout", ["box", "bodies"])
@pytest.mark.parametrize("lines", range(0, 40, 2))
def test_improvements_in_boxes_wherever_the_page_ends(layout, lines):
    found = findings(Report(outcome="inconsistent", improvement_layout=layout, lines_before_lists=lines))
    assert texts(of_kind(found, "area_for_improvement")) == squashed(IMPROVEMENT)


def test_a_lost_bullet_font_before_a_quotation_is_still_a_bullet(monkeypatch):
    strengths = (*STRENGTHS, "'Just ask' is the name of a drop-in that families value.")
    monkeypatch.setattr("tests.support.report_pages.STRENGTHS", strengths)
    assert texts(findings(Report(glyph="o")).strengths) == squashed(strengths)


@pytest.mark.parametrize(
    "heading",
    [
        "What is it like to be a child or young person with SEND in this area?",
        "What it is like to be a child or young person with special educational needs and/or disabilities (SEND) in this area",
        "What is it like to be a child or young person with SEND in the area?",
    ],
)
def test_spellings_of_the_long_heading(heading):
    assert texts(findings(Report(experience_heading=heading)).strengths) == squashed(STRENGTHS)


def test_a_cover_without_labels_and_an_outcome_without_heading_are_read_all_the_same():
    report = Report(dates_label="Held from ", outcome_heading="The judgement")
    inspection = findings(report).inspection
    assert (inspection.start_date, inspection.end_date) == (date(2024, 9, 23), date(2024, 9, 27))
    assert (inspection.outcome, inspection.next_monitoring_months) == ("systemic_failings", 18)


def test_events_are_the_days_of_the_inspection():
    assert [(event.event, event.date) for event in findings(Report()).events] == [
        ("inspection_start", "2024-09-23"),
        ("inspection_end", "2024-09-27"),
    ]


def test_what_is_missing_is_said():
    report = Report(outcome="inconsistent", improvement_layout="none", details=(("Details", "will follow"),))
    messages = [problem.message for problem in findings(report).problems]
    assert any("areas for improvement not found" in message for message in messages)
    assert any("local authority not found" in message for message in messages)
    assert any("health bodies not found" in message for message in messages)


def test_officers_are_no_health_bodies():
    details = (
        ("Local authority", "Integrated care board"),
        (
            "Name of authority:\nDerbyshire County Council",
            "Name of ICB:\nNHS Suffolk and North East Essex ICB;\nNHS Norfolk and Waveney ICB",
        ),
        ("Name of lead person:\nExecutive Director", "Name of lead:\nChief Executive"),
    )
    inspection = findings(Report(details=details)).inspection
    assert inspection.local_authority == "Derbyshire County Council"
    assert inspection.health_bodies == ("NHS Suffolk and North East Essex ICB", "NHS Norfolk and Waveney ICB")


def test_a_health_body_whose_name_goes_on_in_the_next_row_is_read_whole():
    details = (
        ("Local authority", "Integrated care board"),
        ("Exshire County Council", "North Wolds and South Exshire"),
        ("", "Integrated Care Board"),
        ("", "NHS Exford and Weald ICB"),
        ("Director of Children’s Services", "Chief Executive of the Integrated Care Board"),
    )
    inspection = findings(Report(details=details)).inspection
    assert inspection.local_authority == "Exshire County Council"
    assert inspection.health_bodies == (
        "North Wolds and South Exshire Integrated Care Board",
        "NHS Exford and Weald ICB",
    )
