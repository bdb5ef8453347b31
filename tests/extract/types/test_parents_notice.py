"""Notices to parents: the visit's days, the first inspection's, the survey's, and the repeated list."""

from __future__ import annotations

from datetime import date

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.findings import Findings, WeaknessKind
from extract.recognise.doc_type import classify
from extract.types.parents_notice import extract_parents_notice
from tests.support.letter_text import document

NOTICE = """
29 April 2019
Dear parents and carers
Joint local area SEND revisit in Exshire
Ofsted and the Care Quality Commission (CQC) will revisit Exshire between 13 and 15 May 2019.
Inspectors carried out a joint inspection between 12 and 16 June 2017. They identified the following areas of serious weakness:
• the lack of a joint strategy
• poor checks at the age of two
• and late help from health teams.
A survey opens at 12 noon on 30 April 2019 and closes at 12 noon on 7 May 2019.
You may join a webinar on 9 May 2019.
Yours sincerely
"""


def findings(text: str = NOTICE) -> Findings:
    return extract_parents_notice(document(text), Context(area_id="exshire"))


def test_the_list_belongs_to_the_first_inspection() -> None:
    found = findings()
    assert [(w.number, w.kind, w.quote.text) for w in found.weaknesses] == [
        (1, WeaknessKind.SIGNIFICANT_WEAKNESS, "the lack of a joint strategy"),
        (2, WeaknessKind.SIGNIFICANT_WEAKNESS, "poor checks at the age of two"),
        (3, WeaknessKind.SIGNIFICANT_WEAKNESS, "and late help from health teams."),
    ]
    inspection = found.inspection
    assert inspection is not None
    assert (inspection.start_date, inspection.end_date) == (date(2017, 6, 12), date(2017, 6, 16))
    assert (inspection.kind, inspection.framework, inspection.is_report) == ("full", "2016", False)


def test_every_date_has_its_event() -> None:
    assert [(e.event, e.date) for e in findings().events] == [
        ("revisit_start", "2019-05-13"),
        ("revisit_end", "2019-05-15"),
        ("inspection_start", "2017-06-12"),
        ("inspection_end", "2017-06-16"),
        ("other", "2019-04-30"),
        ("other", "2019-05-07"),
        ("other", "2019-05-09"),
    ]
    assert findings().published == date(2019, 4, 29)


def test_one_sentence_with_both_visits() -> None:
    text = NOTICE.replace(
        "Ofsted and the Care Quality Commission (CQC) will revisit Exshire between 13 and 15 May 2019.\nInspectors carried out "
        "a joint inspection between 12 and 16 June 2017. They",
        "Following the inspection of 12 to 16 June 2017, inspectors will revisit Exshire from 13 to 15 May 2019. They",
    )
    assert {(e.event, e.date) for e in findings(text).events if e.event.endswith("start")} == {
        ("revisit_start", "2019-05-13"),
        ("inspection_start", "2017-06-12"),
    }


def test_a_notice_without_salutation_and_with_the_first_inspection_in_passing() -> None:
    text = """
30 April 2019
Letter to be circulated to parents and carers by Exshire County Council
Visit to Exshire from 13 May to 15 May 2019.
Ofsted and the CQC will carry out jointly a re-visit of your local area from 13 May to 15 May 2019.
It comes after the special educational needs re-visit was due and will follow the previous inspection that took place \
between 12 June 2017 and 16 June 2017.
It will look at the areas of serious weakness detailed in the written statement of action (WSOA):
• the lack of a joint strategy
• poor checks at the age of two
"""
    read = document(text)
    assert classify(read, Context())[0] is DocType.PARENTS_NOTICE
    found = findings(text)
    assert [(e.event, e.date) for e in found.events] == [
        ("revisit_start", "2019-05-13"),
        ("revisit_end", "2019-05-15"),
        ("inspection_start", "2017-06-12"),
        ("inspection_end", "2017-06-16"),
    ]
    assert found.inspection is not None
    assert found.inspection.start_date == date(2017, 6, 12)
    assert len(found.weaknesses) == 2


def test_a_monitoring_inspection_repeats_areas_for_priority_action() -> None:
    text = (
        "Dear parents and carers\n"
        "Ofsted and CQC will carry out a monitoring inspection of the local area partnership from 6 to 17 October 2025.\n"
        "They will look at the two areas for priority action:\n• use of data\n• governance\nYours sincerely\n"
    )
    found = findings(text)
    assert [w.kind for w in found.weaknesses] == [WeaknessKind.PRIORITY_ACTION] * 2
    assert (found.events[0].event, found.events[0].label) == ("inspection_start", "Monitoring inspection began")
    assert found.inspection is not None
    assert (found.inspection.framework, found.inspection.start_date) == ("2023", None)


def test_the_list_may_be_a_table() -> None:
    text = (
        "Message for parents and carers\n"
        "Ofsted and CQC will revisit Exshire from 7 to 9 March 2022, after the inspection of 3 to 7 June 2019.\n"
        "That inspection found these areas of significant weakness:\n"
        "| No. | Area of significant weakness |\n| 1 | the poor use of data to plan services |\n"
        "| 2 | weak governance of what services do |\n"
    )
    found = findings(text)
    assert [(w.number, w.quote.text) for w in found.weaknesses] == [
        (1, "the poor use of data to plan services"),
        (2, "weak governance of what services do"),
    ]
    assert found.inspection is not None
    assert (found.inspection.start_date, found.inspection.significant_weaknesses) == (date(2019, 6, 3), 2)


def test_a_date_no_rule_knows_and_an_empty_notice_are_problems() -> None:
    assert [p.error for p in findings(NOTICE.replace("You may join a webinar on", "The hall is shut on")).problems] == [
        "unknown_date"
    ]
    assert [p.error for p in findings("Dear parents and carers\nThank you.").problems] == ["nothing_found"]
