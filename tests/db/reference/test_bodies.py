"""Bodies: one body however its name is worded, those before and after it, and names in running text."""

import pytest
from sqlite_utils import Database

from db.reference.areas import area_rows
from db.reference.bodies import bodies_of_areas, find_bodies_in, find_body, load_bodies
from tests.support.reference_db import reference_db


@pytest.fixture
def facts() -> Database:
    return reference_db()


@pytest.mark.parametrize(
    "name",
    [
        "Norfolk and Waveney ICB",
        "NHS Norfolk and Waveney Integrated Care Board",
        "Norfolk & Waveney NHS Integrated Care Board (ICB)",
        "NHS Norfolk and Waveney area ICB",
        "The NHS Norfolk and Waveney Integrated Care Board",
    ],
)
def test_one_board_however_it_is_worded(name: str) -> None:
    assert find_body(name) == "norfolk-and-waveney-icb"


@pytest.mark.parametrize(
    ("name", "body_id"),
    [
        ("Bexley Local Authority", "london-borough-of-bexley"),
        ("London Borough of Bexley", "london-borough-of-bexley"),
        ("City of Stoke-on-Trent", "stoke-on-trent-city-council"),
        ("Kingston upon Hull City Council", "hull-city-council"),
        ("The Royal Borough of Greenwich", "royal-borough-of-greenwich"),
        ("Leicester, Leicestershire, and Rutland ICB", "leicester-leicestershire-and-rutland-icb"),
        ("Worcestershire Children’s First", "worcestershire-children-first"),
        ("Dorset County Council", "dorset-county-council"),
        ("Dorset Council", "dorset-council"),
        ("school and college leaders", None),
        ("Anyshire County Council", None),
    ],
)
def test_councils_and_others_by_their_usual_forms(name: str, body_id: str | None) -> None:
    assert find_body(name) == body_id


def test_a_name_that_changed_hands_is_of_the_body_there_that_day() -> None:
    assert find_body("NHS Devon", "2021-11-22") == "devon-ccg"
    assert find_body("NHS Devon", "2024-02-05") == "devon-icb"
    assert find_body("NHS Devon") is None
    assert find_body("NHS North East and North Cumbria", "2024-01-01") == "north-east-and-north-cumbria-icb"


def test_bodies_in_running_text() -> None:
    found = find_bodies_in("Head of SEND, Norfolk County Council, with Norfolk and Waveney NHS ICB")
    assert [body_id for body_id, _ in found] == ["norfolk-county-council", "norfolk-and-waveney-icb"]
    found = find_bodies_in("Norfolk Community Health and Care NHS Trust; North East London NHS FT or Foundation Trust")
    assert [body_id for body_id, _ in found] == ["norfolk-community-health-and-care-nhs-trust"]
    found = find_bodies_in("North East London NHS Foundation Trust and the council")
    assert [body_id for body_id, _ in found] == ["north-east-london-nhs-foundation-trust"]
    # A district, and a provider whose name begins as a board's does.
    assert find_bodies_in("West Lancashire Borough Council") == ()
    assert find_bodies_in("NHS Devon Partnership Trust", "2024-01-01") == ()


def test_the_register_counts_as_the_nhs_does() -> None:
    ccgs = [body for body in load_bodies() if body.kind == "ccg"]
    icbs = [body for body in load_bodies() if body.kind == "icb"]
    assert sum(body.existed("2013-04-01") for body in ccgs) == 211
    assert sum(body.existed("2021-04-01") for body in ccgs) == 106
    assert sum(body.existed("2022-07-01") for body in icbs) == 42
    assert sum(body.existed("2026-04-01") for body in icbs) == 36
    assert not any(body.existed("2022-07-01") for body in ccgs)


def test_every_area_has_its_council_and_a_board_of_today() -> None:
    for area in area_rows():
        bodies = bodies_of_areas()[area["area_id"]]
        assert sum(body.kind == "council" for body in bodies) == 1, area["area_id"]
        if area["status"] == "current":
            assert any(body.kind == "icb" and body.existed("2026-11-01") for body in bodies), area["area_id"]
            assert any(body.kind == "icb" and body.existed("2023-01-01") for body in bodies), area["area_id"]


def test_nobody_follows_before_the_one_before_ended(facts: Database) -> None:
    """Whoever went whole has a successor on the next day, and a successor was there that day."""
    broken = facts.execute(
        "SELECT s.predecessor_id, s.successor_id FROM body_successors s JOIN bodies p ON p.body_id = s.predecessor_id "
        "JOIN bodies n ON n.body_id = s.successor_id WHERE date(p.valid_to, '+1 day') <> s.effective_date "
        "OR coalesce(n.valid_from, '') > s.effective_date"
    ).fetchall()
    assert broken == []
    heirless = "SELECT body_id FROM bodies WHERE valid_to IS NOT NULL AND body_id NOT IN (SELECT predecessor_id FROM body_successors)"
    assert facts.execute(heirless).fetchall() == []


def test_a_board_and_its_ccgs_are_one_line_of_history(facts: Database) -> None:
    line = "SELECT related_id FROM body_history WHERE body_id = 'norfolk-and-suffolk-icb' AND relation = 'predecessor'"
    before = {row[0] for row in facts.execute(line)}
    assert {"norfolk-and-waveney-icb", "suffolk-and-north-east-essex-icb", "norwich-ccg", "west-suffolk-ccg"} <= before
    assert "mid-essex-ccg" not in before
