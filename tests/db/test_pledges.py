from __future__ import annotations

from typing import Any

from db.pledges import is_same_pledge, merge_pledges

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


def test_what_differs_is_another_pledge() -> None:
    one = target("plan", by_date="2023-04-30")
    assert not is_same_pledge(one, target("plan", by_date="2023-07-31"))
    assert not is_same_pledge(one, target("plan", unit="weeks") | {"unit": "weeks", "target": 61.0})
    assert not is_same_pledge(one, target("plan", measure="places in special schools"))
    assert not is_same_pledge(target("plan", baseline=8.0), target("plan", baseline=20.0))
    assert not is_same_pledge(one, target("plan", measure_id="m"))
    assert not is_same_pledge(one, target("plan", area_id="essex"))
