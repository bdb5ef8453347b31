"""What exists officially and is not here: one row a document, each with its state and the address to get it."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from db.publish.missing import OfficialDocument, format_missing, missing_as_json, read_official
from tests.support.reference_db import reference_db


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> list[OfficialDocument]:
    database: Path = tmp_path_factory.mktemp("missing") / "send.db"
    reference_db().conn.execute(f"VACUUM INTO '{database}'")
    return read_official(database)


def of(official: list[OfficialDocument], area_id: str) -> dict[str, OfficialDocument]:
    return {each.what: each for each in official if each.area_id == area_id}


def test_every_area_of_today_has_what_exists_or_that_nothing_is_known(official: list[OfficialDocument]) -> None:
    current = {row[0] for row in reference_db().execute("SELECT area_id FROM areas WHERE status = 'current'")}
    by_area: dict[str, list[OfficialDocument]] = defaultdict(list)
    for each in official:
        by_area[each.area_id].append(each)
    assert len(current) == 153
    assert current <= by_area.keys()
    # Whoever was inspected can be looked up: the file, or the authority's page on Ofsted's site.
    assert [
        each.area for each in official if "inspection" in each.what and not each.url and each.area_id in current
    ] == []


def test_reports_letters_and_plans_have_their_state(official: list[OfficialDocument]) -> None:
    dorset = of(official, "dorset")["inspection report"]
    assert (dorset.state, dorset.url) == ("told in our words", "https://files.ofsted.gov.uk/v1/file/50246984")
    barnet = of(official, "barnet")["inspection letter"]
    assert (barnet.state, barnet.known) == ("only its outcome", "told no significant weakness")
    birmingham = of(official, "birmingham")
    assert birmingham["inspection letter"].state == "told in part, in our words"
    assert birmingham["inspection letter"].known == "6 of 13 significant weaknesses told"
    assert of(official, "northumberland")["written statement of action"].state == "not here"
    assert of(official, "bedford")["written statement of action"].state == "not found"


def test_one_line_a_document_that_is_not_here(official: list[OfficialDocument]) -> None:
    read = OfficialDocument(
        "exshire", "Exshire", "inspection report", "2024-01-15", "2024-03-01", "read", None, "https://e"
    )
    plan = OfficialDocument("exshire", "Exshire", "priority action plan", "2024-01-15", None, "not found", None, None)
    lines = format_missing([read, plan]).splitlines()
    assert lines[0] == "2 official documents are known or were required: 1 read, 1 not found"
    assert lines[1] == ("  Exshire: priority action plan, on the inspection of 2024-01-15: not found: no address known")
    assert "sendkb ingest" in lines[2]
    assert [row["what"] for row in json.loads(missing_as_json([read, plan]))] == ["priority action plan"]
    assert format_missing([read]).splitlines() == ["1 official documents are known or were required: 1 read"]
