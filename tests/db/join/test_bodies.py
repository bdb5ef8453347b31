"""Names of responsible bodies as documents print them, joined to the register's bodies."""

from typing import Any

from db.join.bodies import link_bodies, unknown_body_problems

INSPECTION = {
    "inspection_id": "sheffield-2018-11", "area_id": "sheffield", "start_date": "2018-11-12", "published": None,
    "local_authority": "Sheffield City Council", "health_bodies": '["NHS Sheffield CCG"]',
}  # fmt: skip


def link(
    *, responsible: str | None = None, owner: str | None = None, area_id: str = "sheffield", day: str = "2018-11-12",
    published: str | None = None,
) -> Any:  # fmt: skip
    place = {"inspection_id": "x", "area_id": area_id}
    inspection = {**INSPECTION, **place, "start_date": day, "local_authority": None, "health_bodies": None}
    weaknesses = [{**place, "weakness_id": "w", "responsible": responsible}]
    actions = [{**place, "action_id": "a", "document_id": "d", "owner": owner}]
    return link_bodies([inspection], weaknesses, actions, {"d": published})


def owners(owner: str, **place: Any) -> list[str]:
    return [row["body_id"] for row in link(owner=owner, **place).actions]


def test_an_inspection_has_the_bodies_it_names() -> None:
    rows = link_bodies([INSPECTION], [], [], {}).inspections
    assert [row["body_id"] for row in rows] == ["sheffield-city-council", "sheffield-ccg"]
    assert [row["named"] for row in rows] == ["Sheffield City Council", "NHS Sheffield CCG"]


def test_kinds_of_provider_are_no_bodies_and_no_problem() -> None:
    links = link(responsible='["Sheffield City Council", "school and college leaders"]')
    assert [row["body_id"] for row in links.weaknesses] == ["sheffield-city-council"]
    assert unknown_body_problems(links) == []


def test_a_name_of_no_known_body_is_a_problem_that_says_what_to_do() -> None:
    problems = unknown_body_problems(link(responsible='["NHS Elsewhere ICB"]'))
    assert [(row["error"], row["area_id"]) for row in problems] == [("unknown_body", "sheffield")]
    assert "body_aliases.csv" in problems[0]["message"]


def test_owners_name_bodies_in_running_text() -> None:
    assert owners("Director of Commissioning, Sheffield City Council") == ["sheffield-city-council"]
    assert owners("SEND Improvement Board") == []


def test_the_ccg_is_the_areas_only_one() -> None:
    assert owners("Sheffield City Council and CCG") == ["sheffield-city-council", "sheffield-ccg"]
    # Several were there, or it was merged while the plan may have been written.
    assert owners("the CCG", area_id="essex", day="2019-09-30") == []
    assert owners("the CCG", area_id="norfolk", day="2020-03-02") == []
    assert owners("the CCG", area_id="norfolk", day="2020-03-02", published="2020-10-09") == ["norfolk-and-waveney-ccg"]


def test_another_bodys_short_name_is_not_the_areas_own() -> None:
    assert owners("Black Country CCG", area_id="dudley", day="2019-07-01") == []


def test_a_councils_initials_in_its_own_area() -> None:
    assert owners("ECC / parents", area_id="essex", day="2019-09-30") == ["essex-county-council"]
    assert owners("ECC / parents", area_id="kent", day="2019-01-28") == []
