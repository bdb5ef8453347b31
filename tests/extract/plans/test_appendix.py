from __future__ import annotations

from datetime import date

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.recognise.doc_type import classify
from extract.types.committee_report import extract_committee_report
from tests.support.plan_text import read_html, table, texts

PAPER = """<h1>People Scrutiny Committee</h1><p>Meeting date: 14 January 2021</p>
<p>This report tells members of the written statement of action after the inspection of special educational needs.</p>"""
HEAD = "Ref | Action | Lead | By when | Measure"


def test_a_plan_in_a_papers_appendix_is_read() -> None:
    body = (
        PAPER
        + "<h2>Appendix 1: written statement of action</h2><h2>Weakness 2: transition</h2>"
        + table(
            HEAD,
            "2.1 | Write a protocol | ICB | March | 80% of moves planned by July 2021",
            "2.2 | Train staff | LA | ongoing |",
        )
    )
    assert classify(read_html(body), Context())[0] is DocType.COMMITTEE_REPORT
    found = extract_committee_report(read_html(body), Context())
    planned = [action for action in found.actions if action.ref]
    assert texts(tuple(planned)) == ["Write a protocol", "Train staff"]
    assert [action.weakness_number for action in planned] == [2, 2]
    assert planned[0].deadline == date(2021, 3, 31)  # the first March after the meeting
    (target,) = found.targets
    assert target.action_index is not None
    assert found.actions[target.action_index].quote.text == "Write a protocol"


def test_a_committees_own_log_of_actions_is_left_out() -> None:
    log = table("Action | Lead officer | Deadline", "Send the minutes to members | Democratic services | May 2021")
    found = extract_committee_report(read_html(PAPER + "<h2>Action log</h2>" + log), Context())
    assert found.actions == ()


def test_other_tables_of_a_paper_are_no_plan() -> None:
    body = PAPER + table(
        "Risk | Mitigating action | Owner | Deadline", "Costs rise | Watch the costs | Finance | May 2021"
    )
    assert extract_committee_report(read_html(body), Context()).actions == ()
