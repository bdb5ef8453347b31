from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from db.join.join import KnownRows, link_records
from db.join.plan_history import review_day
from db.join.rows import Tables
from db.sqlite.schema import create_schema
from extract.model.doc_types import DocType
from extract.model.document import Quote
from extract.model.findings import ActionFinding
from tests.support.made import inspection_row, make_record


def version(day: date, *actions: ActionFinding) -> object:
    return make_record(
        actions=list(actions),
        name=f"plan-{day}.pdf",
        doc_type=DocType.ACTION_PLAN,
        inspection=None,
        published=day,
        retrieved_at=f"{day}T09:00:00Z",
    )


def action(text: str, ref: str | None = None, deadline: date | None = None, owner: str = "ICB") -> ActionFinding:
    stated = deadline.isoformat() if deadline else None
    return ActionFinding(
        Quote(text, 1, 0, 0), ref=ref, owner=owner, deadline_text=stated, deadline=deadline, deadline_precision="day"
    )


def joined(*records: object) -> Tables:
    return link_records(KnownRows([inspection_row()], [], area_ids=frozenset({"norfolk"})), list(records))  # type: ignore[arg-type]


FIRST, SECOND = date(2020, 10, 9), date(2021, 4, 1)


def test_a_deadline_that_moved_is_a_second_version_of_one_action() -> None:
    tables = joined(
        version(FIRST, action("Train every SENCO in the county", "1.1", date(2021, 1, 31))),
        version(SECOND, action("Train every SENCO in the county", "1.1", date(2021, 7, 31))),
    )
    (row,) = tables["actions"]
    assert row["deadline"] == "2021-07-31"
    assert [(v["published"], v["deadline"]) for v in tables["action_versions"]] == [
        ("2020-10-09", "2021-01-31"),
        ("2021-04-01", "2021-07-31"),
    ]


def test_a_reworded_action_is_known_by_its_number() -> None:
    tables = joined(
        version(FIRST, action("Train every SENCO in the county", "1.1")),
        version(SECOND, action("Train every SENCO in the county and their deputies", "1.1")),
        version(date(2021, 5, 1), action("Publish a guide for parents", "1.1")),
    )
    assert [row["text"] for row in tables["actions"]] == [
        "Train every SENCO in the county",
        "Publish a guide for parents",
    ]


def test_one_plan_may_promise_the_same_twice() -> None:
    plan = version(
        FIRST, action("Train every SENCO in the county", "1.1"), action("Train every SENCO in the county", "2.4")
    )
    again = version(
        SECOND, action("Train every SENCO in the county", "1.1"), action("Train every SENCO in the county", "2.4")
    )
    tables = joined(plan, again)
    assert [row["ref"] for row in tables["actions"]] == ["1.1", "2.4"]
    assert len(tables["action_versions"]) == 4


def test_the_view_shows_by_how_much() -> None:
    db = Database(memory=True)
    create_schema(db)
    db.conn.execute(
        "INSERT INTO areas (area_id, gss_code, name, region, status) VALUES ('x', 'E1', 'X', 'East', 'current')"
    )
    for name in ("one", "two"):
        db["documents"].insert(  # type: ignore[union-attr]
            {"document_id": name, "doc_type": "action_plan", "sha256": name, "media_type": "text/html",
             "text_origin": "official", "status": "ok"}
        )  # fmt: skip
    db["actions"].insert(  # type: ignore[union-attr]
        {"action_id": "x-a1", "area_id": "x", "text": "t", "text_origin": "official", "review_status": "accepted"}
    )
    for name, published, deadline in (("one", "2020-10-09", "2021-01-31"), ("two", "2021-04-01", "2021-03-02")):
        db["action_versions"].insert(  # type: ignore[union-attr]
            {"action_id": "x-a1", "document_id": name, "published": published, "text": "t", "deadline": deadline}
        )
    (row,) = db.query("SELECT * FROM plan_slippage")
    assert (row["slipped_days"], row["before_deadline"], row["deadline"]) == (30, "2021-01-31", "2021-03-02")


def test_review_day() -> None:
    assert review_day("RAG May 20") == "2020-05-31"
    assert review_day("2020-10-09") == "2020-10-09"
    assert review_day("Latest RAG") is None
