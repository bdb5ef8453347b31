"""The statutory clock: working days, months, and which dates are computed from what."""

from datetime import date

import pytest
from sqlite_utils import Database

from db.join.clock import add_months, add_working_days, apply_rule, compute_events, load_rules
from tests.support.reference_db import reference_db


@pytest.fixture
def facts() -> Database:
    return reference_db()


RULES = {rule.rule_id: rule for rule in load_rules()}


def inspection(**values: object) -> dict[str, object]:
    return {
        "inspection_id": "norfolk-2020-03", "area_id": "norfolk", "framework": "2016", "kind": "full",
        "outcome": "wsoa_required", "next_monitoring_months": None, "next_full_years": None, "published": None,
        "document_id": None, "source_url": None, **values,
    }  # fmt: skip


def event(name: str, day: str, basis: str = "stated", **values: object) -> dict[str, object]:
    return {
        "event_id": f"norfolk-{day}-{name}", "area_id": "norfolk", "inspection_id": "norfolk-2020-03", "date": day,
        "date_precision": {10: "day", 7: "month"}[len(day)], "event": name, "basis": basis, "document_id": None,
        "page": None, "source_url": None, **values,
    }  # fmt: skip


def test_norfolk_received_on_1_june_2020_and_owed_its_statement_on_7_september() -> None:
    assert apply_rule(RULES["wsoa_due"], date(2020, 6, 1)) == "2020-09-07"


@pytest.mark.parametrize(
    ("start", "amount", "first_day_counts", "end"),
    [
        (date(2020, 9, 11), 10, False, date(2020, 9, 25)),
        (date(2020, 9, 11), 1, True, date(2020, 9, 11)),
        (date(2021, 12, 24), 1, False, date(2021, 12, 29)),  # Christmas on a weekend: substitute days
        (date(2020, 5, 7), 1, False, date(2020, 5, 11)),  # VE Day moved the bank holiday to a Friday
        (date(2022, 9, 16), 1, False, date(2022, 9, 20)),  # the state funeral
        (date(2020, 5, 30), 1, True, date(2020, 6, 1)),  # received on a Saturday: Monday is day 1
    ],
)
def test_working_days_leave_out_weekends_and_englands_bank_holidays(
    start: date, amount: int, first_day_counts: bool, end: date
) -> None:
    assert add_working_days(start, amount, first_day_counts=first_day_counts) == end


def test_months_end_where_a_month_is_short() -> None:
    assert add_months(date(2019, 8, 31), 18) == date(2021, 2, 28)
    assert add_months(date(2020, 12, 1), 1) == date(2021, 1, 1)


def test_a_computed_date_says_so_and_from_what() -> None:
    timeline = compute_events([inspection()], [event("letter_received", "2020-06-01", document_id="letter", page=1)])
    assert [(e["date"], e["event"], e["basis"], e["document_id"]) for e in timeline.events] == [
        ("2020-09-07", "wsoa_due", "computed", "letter")
    ]
    assert "70 working days from letter received 2020-06-01" in timeline.events[0]["label"]
    assert [source["event_id"] for source in timeline.sources] == ["norfolk-2020-09-07-wsoa-due"]


def test_a_stated_date_that_agrees_gets_a_source_and_no_second_row() -> None:
    stated = event("wsoa_due", "2020-09-07")
    timeline = compute_events([inspection()], [event("letter_received", "2020-06-01"), stated])
    assert timeline.events == []
    assert [source["event_id"] for source in timeline.sources] == [stated["event_id"]]


def test_a_stated_date_that_differs_stays_beside_the_computed_one() -> None:
    timeline = compute_events([inspection()], [event("letter_received", "2020-06-01"), event("wsoa_due", "2020-09-14")])
    assert [e["date"] for e in timeline.events] == ["2020-09-07"]


def test_no_reply_is_expected_once_there_is_one() -> None:
    sent = event("wsoa_submitted", "2020-09-11")
    assert [e["date"] for e in compute_events([inspection()], [sent]).events] == ["2020-09-25"]
    answered = compute_events([inspection()], [sent, event("wsoa_accepted", "2020-09-25")])
    assert [e["event"] for e in answered.events] == ["reinspection_expected"]


def test_working_days_are_not_counted_from_a_month() -> None:
    assert compute_events([inspection()], [event("wsoa_resubmission_requested", "2019-09")]).events == []


def test_a_revisit_is_expected_about_eighteen_months_after_acceptance() -> None:
    timeline = compute_events([inspection()], [event("wsoa_accepted", "2019-10-18")])
    assert [(e["date"], e["date_precision"]) for e in timeline.events] == [("2021-04", "month")]
    # The framework and its revisits ended in December 2022.
    assert compute_events([inspection()], [event("wsoa_accepted", "2022-08-25")]).events == []


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("typically_positive", {"full_inspection_expected": "2029-01"}),
        ("inconsistent", {"full_inspection_expected": "2027-01"}),
        (
            "systemic_failings",
            {"full_inspection_expected": "2027-01", "monitoring_expected": "2025-07", "plan_due": "2024-03-07"},
        ),
        (None, {}),
    ],
)
def test_what_a_report_of_the_new_framework_brings(outcome: str | None, expected: dict[str, str]) -> None:
    report = event("report_published", "2024-01-30", basis="register")
    timeline = compute_events([inspection(framework="2023", outcome=outcome)], [report])
    assert {e["event"]: e["date"] for e in timeline.events} == expected


def test_the_publication_an_inspection_tells_will_do() -> None:
    told = inspection(framework="2023", outcome="inconsistent", published="2024-01-30", document_id="report")
    assert [(e["date"], e["document_id"]) for e in compute_events([told], []).events] == [("2027-01", "report")]


def test_what_the_report_itself_says_goes_before_the_rule() -> None:
    read = inspection(framework="2023", outcome="inconsistent", next_full_years=4)
    timeline = compute_events([read], [event("report_published", "2024-01-30")])
    assert [e["date"] for e in timeline.events] == ["2028-01"]


def test_the_register_gets_its_windows_without_doubling_what_is_stated(facts: Database) -> None:
    events = list(facts.query("SELECT * FROM timeline"))
    timeline = compute_events(facts.query("SELECT * FROM inspections"), events)
    stated = {(e["inspection_id"], e["event"], e["date"]) for e in events}
    assert not {(e["inspection_id"], e["event"], e["date"]) for e in timeline.events} & stated
    assert len({e["event_id"] for e in [*events, *timeline.events]}) == len(events) + len(timeline.events)
    norfolk = [s for s in timeline.sources if s["event_id"] == "norfolk-2020-09-07-wsoa-due"]
    assert len(norfolk) == 1


def test_every_rule_has_a_source_and_says_whether_it_was_verified(facts: Database) -> None:
    rules = {row["rule_id"]: row for row in facts.query("SELECT * FROM statutory_rules")}
    assert all(row["source_url"] for row in rules.values())
    assert rules["wsoa_due"]["is_verified"] == 1
    assert rules["priority_action_plan_due"]["is_verified"] == 0
