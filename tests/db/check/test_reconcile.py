"""The register against documents, and the published figures against the database."""

import pytest
from sqlite_utils import Database

from db.check.reconcile import reconcile
from tests.support.reference_db import copy_of_reference_db, reference_db


@pytest.fixture
def facts() -> Database:
    return reference_db()


@pytest.fixture
def own_facts() -> Database:
    return copy_of_reference_db()


def errors(db: Database) -> set[tuple[str, str]]:
    """Error codes with the inspection each problem begins with."""
    return {(row["error"], row["message"].split(":")[0]) for row in reconcile(db)}


def test_ofsteds_published_figures_come_out(facts: Database) -> None:
    results = list(facts.query("SELECT * FROM reconciliation"))
    assert [row["figure_id"] for row in results if row["result"] != "pass"] == []
    expected = {row["figure_id"]: row["expected"] for row in results}
    assert (
        expected
        | {
            "2016_inspected": 149,
            "2016_wsoa_required": 82,
            "2016_significant_weaknesses": 436,
            "2016_revisits": 46,
            "2016_revisits_all_sufficient": 20,
            "2016_revisits_some_sufficient": 24,
            "2016_revisits_none_sufficient": 2,
            "2016_wsoa_required_east_of_england": 9,
        }
        == expected
    )


def test_regions_add_up_to_england(facts: Database) -> None:
    regions = {row["ofsted_region"]: row for row in facts.query("SELECT * FROM official_counts")}
    england = regions.pop("England")
    assert len(regions) == 8
    for column in ("inspected", "wsoa_required", "significant_weaknesses", "revisits", "all_sufficient"):
        assert sum(row[column] for row in regions.values()) == england[column]
    assert (regions["East of England"]["wsoa_required"], regions["East of England"]["inspected"]) == (9, 11)


def test_documents_do_not_change_what_was_published(own_facts: Database) -> None:
    own_facts["inspections"].update(
        "norfolk-2020-03", {"basis": "document", "outcome": "no_wsoa", "significant_weaknesses": 9}
    )
    failed = list(own_facts.query("SELECT figure_id FROM reconciliation WHERE result = 'fail'"))
    assert failed == []


def test_a_figure_that_is_not_reproduced_fails(own_facts: Database) -> None:
    own_facts.execute("DELETE FROM inspection_register WHERE inspection_id = 'norfolk-2020-03'")
    failed = {row["figure_id"] for row in own_facts.query("SELECT figure_id FROM reconciliation WHERE result = 'fail'")}
    assert {"2016_inspected", "2016_wsoa_required", "2016_significant_weaknesses"} <= failed


def test_the_register_alone_shows_its_own_gaps(facts: Database) -> None:
    found = errors(facts)
    for area in ("buckinghamshire-2026-02", "cambridgeshire-2025-05", "thurrock-2026-03"):
        assert ("no_start_date", area) in found
    assert ("no_outcome", "slough-2025-07") in found
    assert ("register_start_date", "greenwich-2023-05") in found
    assert ("register_start_date", "oxfordshire-2023-07") in found
    assert ("weakness_count", "kent-2019-01") in found
    assert ("event_dates_disagree", "staffordshire-2018-11") in found
    # Norfolk's three weaknesses are all there.
    assert ("weakness_count", "norfolk-2020-03") not in found


def test_no_register_row_is_said_to_differ_from_itself(facts: Database) -> None:
    differing = {place for error, place in errors(facts) if error.startswith("register_")}
    assert differing == {"greenwich-2023-05", "oxfordshire-2023-07"}


def test_a_report_that_disagrees_is_a_problem_for_each_column(own_facts: Database) -> None:
    own_facts["inspections"].update(
        "durham-2024-06", {"basis": "document", "start_date": "2024-06-17", "outcome": "typically_positive"}
    )
    found = errors(own_facts)
    assert {("register_start_date", "durham-2024-06"), ("register_outcome", "durham-2024-06")} <= found


def test_all_sources_of_one_value_are_told_in_one_row(own_facts: Database) -> None:
    own_facts["inspections"].update("greenwich-2023-05", {"basis": "document"})
    messages = [row["message"] for row in reconcile(own_facts) if row["message"].startswith("greenwich-2023-05")]
    assert messages == [
        "greenwich-2023-05: the start is 2023-05-15 in the document and Ofsted's management information; "
        "2023-05-11 in the table of report pages; 2023-05-15 is shown, check it"
    ]


def test_a_report_that_was_read_closes_the_gap(own_facts: Database) -> None:
    own_facts["inspections"].update("cambridgeshire-2025-05", {"basis": "document", "start_date": "2025-03-10"})
    assert ("no_start_date", "cambridgeshire-2025-05") not in errors(own_facts)


def test_the_previous_inspection_a_report_names_must_be_known(own_facts: Database) -> None:
    for inspection_id, previous in {
        "durham-2024-06": "2020-01-22",  # the revisit
        "brighton-and-hove-2023-03": "2016-05-16",  # a week before the one that is known
        "dorset-2024-03": "2017-01-23",  # left out of the table: nothing to compare with
    }.items():
        own_facts["inspections"].update(inspection_id, {"basis": "document", "previous_start": previous})
    assert {place for error, place in errors(own_facts) if error == "previous_inspection"} == {
        "brighton-and-hove-2023-03"
    }


def test_an_item_too_few_or_too_many_is_told(own_facts: Database) -> None:
    own_facts.execute("DELETE FROM weaknesses WHERE weakness_id = 'norfolk-2020-03-w3'")
    messages = [
        r["message"] for r in reconcile(own_facts) if r["error"] == "weakness_count" and "norfolk" in r["message"]
    ]
    assert messages == ["norfolk-2020-03: 2 of 3 significant weaknesses known, only in paraphrase; ingest its letter"]


def test_verdicts_read_are_checked_against_the_revisits_numbers(own_facts: Database) -> None:
    own_facts.execute(
        "UPDATE weaknesses SET progress = 'sufficient', progress_basis = 'stated' WHERE inspection_id = 'essex-2019-09'"
    )
    assert ("verdict_count", "essex-2022-05-revisit") not in errors(own_facts)
    own_facts.execute("UPDATE weaknesses SET progress = 'not_sufficient' WHERE weakness_id = 'essex-2019-09-w1'")
    assert ("verdict_count", "essex-2022-05-revisit") in errors(own_facts)


def test_priority_actions_and_the_plan_must_fit(own_facts: Database) -> None:
    own_facts["inspections"].update("suffolk-2023-11", {"basis": "document", "plan_required": 0})
    own_facts["inspections"].update("leeds-2026-04", {"basis": "document"})
    found = errors(own_facts)
    assert ("unexpected_priority_actions", "suffolk-2023-11") in found
    assert ("no_priority_actions", "leeds-2026-04") in found


def test_every_problem_can_be_written(own_facts: Database) -> None:
    problems = [{**row, "at": "2026-01-01T00:00:00+00:00"} for row in reconcile(own_facts)]
    own_facts["problems"].insert_all(problems)
    assert all("\n" not in row["message"] and row["stage"] == "reconcile" for row in problems)
