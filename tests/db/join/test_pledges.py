from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from db.join.pledges import is_same_pledge, merge_pledges
from db.sqlite.schema import create_schema

RANKS = {"plan": (0, 1, 6, "plan"), "news": (2, 1, 10, "news")}


def target(document: str | None, **values: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(
        (
            "inspection_id",
            "weakness_id",
            "action_id",
            "baseline",
            "unit",
            "comparator",
            "by_date",
            "by_text",
            "measure_id",
        )
    )
    return row | {"target_id": f"t-{document}", "area_id": "norfolk", "document_id": document, "measure": "EHC plans in time", "target": 60.0} | values  # fmt: skip


def test_one_pledge_told_twice_is_one_target_of_the_plan() -> None:
    news = target("news", unit="percent", measure="share of EHC plans in time", measure_id="m", by_date="2022-04-09")
    plan = target("plan", unit="percent", baseline=8.0, measure_id="m", weakness_id="w1")
    register = [target(None, target_id="ours", baseline=8.0, measure_id="m", by_date="2022-04-30")]
    kept, gone = merge_pledges([news, plan], register, RANKS)
    assert [row["document_id"] for row in kept] == ["plan"]
    assert (kept[0]["by_date"], kept[0]["weakness_id"]) == ("2022-04-09", "w1")
    assert gone == ["ours"]


def test_a_register_pledge_that_no_document_states_stays() -> None:
    assert merge_pledges([target("plan", target=80.0)], [target(None)], RANKS)[1] == []


def test_one_plan_may_pledge_the_same_for_two_actions() -> None:
    rows = [target("plan", action_id=f"a{n}", measure="Waits", unit="weeks") for n in (1, 2)]
    assert len(merge_pledges(rows, [], RANKS)[0]) == 2


def test_what_differs_is_another_pledge() -> None:
    one = target("plan", by_date="2023-04-30")
    assert not is_same_pledge(one, target("plan", by_date="2023-07-31"))
    assert not is_same_pledge(one, target("plan", unit="weeks") | {"unit": "weeks", "target": 61.0})
    assert not is_same_pledge(one, target("plan", measure="places in special schools"))
    assert not is_same_pledge(target("plan", baseline=8.0), target("plan", baseline=20.0))
    assert not is_same_pledge(one, target("plan", measure_id="m"))
    assert not is_same_pledge(one, target("plan", area_id="essex"))


def test_a_pledge_from_a_baseline_is_met_at_its_level() -> None:
    db = Database(memory=True)
    create_schema(db)
    db.conn.execute(
        "INSERT INTO areas (area_id, gss_code, name, region, status) VALUES ('x', 'E1', 'X', 'East', 'current')"
    )
    db.conn.execute("INSERT INTO measure_definitions VALUES ('m', 'Plans in time', 'percent', 'd', 's', NULL)")
    for year, value in ((2020, 20.5), (2021, 61.0)):
        db.conn.execute("INSERT INTO measures VALUES ('x', 'm', ?, ?, NULL, NULL, 's')", (year, value))
    db.conn.execute(
        "INSERT INTO targets (target_id, area_id, measure, baseline, target, comparator, measure_id, text, text_origin) "
        "VALUES ('t', 'x', 'Plans in time', 8, 60, 'increase', 'm', 'from 8% to 60%', 'official')"
    )
    assert [(row["year"], row["is_met"]) for row in db.query("SELECT * FROM pledges ORDER BY year")] == [
        (2020, 0),
        (2021, 1),
    ]
