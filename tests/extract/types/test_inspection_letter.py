"""Inspection letters of 2016-22: dates, bodies, determination, sections, the list of significant weaknesses."""

from __future__ import annotations

from datetime import date

from extract.model.context import Context
from extract.model.findings import Findings, WeaknessKind
from extract.types.inspection_letter import extract_inspection_letter
from tests.support.letter_text import LETTER, document


def findings(text: str = LETTER) -> Findings:
    return extract_inspection_letter(document(text), Context(area_id="exshire"))


def significant(found: Findings) -> list[str]:
    return [w.quote.text for w in found.weaknesses if w.kind is WeaknessKind.SIGNIFICANT_WEAKNESS]


def test_the_inspection_itself() -> None:
    found = findings()
    inspection = found.inspection
    assert inspection is not None
    assert (inspection.framework, inspection.kind, inspection.is_report) == ("2016", "full", True)
    assert (inspection.start_date, inspection.end_date) == (date(2018, 4, 16), date(2018, 4, 20))
    assert inspection.outcome == "wsoa_required"
    assert inspection.plan_required is True
    assert inspection.significant_weaknesses == 3
    assert inspection.local_authority == "Exshire County Council"
    assert inspection.health_bodies == ("NHS Exshire Clinical Commissioning Group",)
    assert found.title == "Joint local area SEND inspection in Exshire"
    assert found.problems == ()


def test_events_are_dated_and_quoted() -> None:
    assert [(e.event, e.date, e.quote.text) for e in findings().events][:2] == [
        ("letter_dated", "2018-06-14", "14 June 2018"),
        (
            "inspection_start",
            "2018-04-16",
            "Between 16 April 2018 and 20 April 2018, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection",
        ),
    ]
    assert [(e.event, e.date) for e in findings().events][2:] == [("inspection_end", "2018-04-20")]


def test_a_note_on_the_letter_gives_the_day_of_receipt() -> None:
    found = findings(
        LETTER.replace("County Hall", "The letter dated 14 June 2018 but received on 20 June 2018\nCounty Hall")
    )
    assert [e.date for e in found.events if e.event == "letter_received"] == ["2018-06-20"]
    assert [e.date for e in found.events if e.event == "letter_dated"] == ["2018-06-14"]


def test_significant_weaknesses_are_numbered_and_name_who_must_submit() -> None:
    found = findings()
    assert significant(found) == [
        "the lack of a joint strategy that all partners own",
        "weak checks at the age of two",
        "poor plans.",
    ]
    first = found.weaknesses[0]
    assert (first.number, first.confidence) == (1, 1.0)
    assert first.responsible == ("Exshire County Council", "NHS Exshire Clinical Commissioning Group")


def test_strengths_and_areas_for_development_stand_under_their_question() -> None:
    found = findings()
    assert [s.quote.text for s in found.strengths] == [
        "Health visitors see most families and find needs early.",
        "Nursery staff are well trained.",
        "Portage is valued.",
        "Attendance improves.",
    ]
    assert (found.strengths[0].section or "").endswith("special educational needs and/or disabilities")
    narrative = [w for w in found.weaknesses if w.kind is WeaknessKind.NARRATIVE]
    assert [(w.number, w.quote.text) for w in narrative] == [
        (1, "Few two-year-olds are checked in: – the north; and – the villages."),
        (2, "Waits for therapy are long."),
        (3, "Exclusions rise."),
    ]
    assert "improving outcomes" in (narrative[2].title or "")


def test_main_findings_and_sign_off_yield_nothing() -> None:
    found = findings()
    texts = " ".join([*(w.quote.text for w in found.weaknesses), *(s.quote.text for s in found.strengths)])
    assert "Leaders know" not in texts
    assert "A Person" not in texts


def test_a_whole_letter_without_determination_requires_nothing() -> None:
    text = LETTER[: LETTER.index("As a result")] + LETTER[LETTER.index("# Main") : LETTER.index("** The inspection")]
    inspection = findings(text + "Yours sincerely\n").inspection
    assert inspection is not None
    assert (inspection.outcome, inspection.plan_required) == ("no_wsoa", False)
    assert inspection.significant_weaknesses is None


def test_part_of_a_letter_leaves_the_outcome_open_and_says_so() -> None:
    found = findings(LETTER[: LETTER.index("As a result")])
    assert found.inspection is not None
    assert found.inspection.outcome is None
    assert "no_outcome" in {problem.error for problem in found.problems}


def test_what_no_rule_knows_becomes_a_problem() -> None:
    text = LETTER.replace("◼ Portage is valued.", "◼ Portage is valued.\n# Safeguarding\nAll is well.")
    assert [p.error for p in findings(text).problems] == ["unknown_heading"]
    cut = LETTER[: LETTER.index("◼ the lack of a joint")]
    assert "no_weaknesses" in {problem.error for problem in findings(cut).problems}


def test_several_health_bodies_are_all_responsible() -> None:
    text = LETTER.replace(
        "Chief Officer, NHS Exshire Clinical Commissioning Group",
        "Chief Officer, NHS North Exshire CCG\nManaging Director, South Exshire and Extown CCG",
    )
    found = findings(text)
    assert found.inspection is not None
    assert found.inspection.health_bodies == ("NHS North Exshire CCG", "South Exshire and Extown CCG")
    assert len(found.weaknesses[0].responsible) == 3
