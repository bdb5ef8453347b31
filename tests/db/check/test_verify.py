import pytest
from sqlite_utils import Database

from db.building.load import load_tables, load_texts
from db.check.verify import drop_violations, find_violations
from db.join.join import KnownRows, link_records
from db.reading.read import Reading
from db.sqlite.schema import create_schema
from tests.support.made import inspection_row, make_record

ONE = "EHC plans are too often issued late"
TWO = "Young people are offered too few choices"


@pytest.fixture
def db():
    database = Database(memory=True)
    create_schema(database)
    database.table("areas").insert(
        {
            "area_id": "norfolk",
            "gss_code": "E10000020",
            "name": "Norfolk",
            "region": "East of England",
            "status": "current",
        }
    )
    record = make_record(ONE, TWO, strengths=["Schools work well together"], actions=["Hire more staff"])
    tables = link_records(KnownRows([inspection_row()], area_ids=frozenset({"norfolk"})), [record])
    load_texts(database, [Reading(record)])
    load_tables(database, tables, at="2026-01-01T00:00:00+00:00")
    return database


def test_rows_as_extracted_are_verbatim(db):
    assert db.table("weaknesses").count == 2
    assert find_violations(db) == []


@pytest.mark.parametrize(
    "change",
    ["text = 'EHC plans are late'", "char_start = char_start + 1", "page = 2", "char_end = NULL"],
)
def test_a_row_that_is_not_verbatim_is_left_out_with_a_problem(db, change):
    db.conn.execute(f"UPDATE weaknesses SET {change} WHERE weakness_id = 'norfolk-2020-03-w1'")
    found = drop_violations(db, at="2026-01-01T00:00:00+00:00")
    assert [each.item_id for each in found] == ["norfolk-2020-03-w1"]
    assert [row["weakness_id"] for row in db.query("SELECT weakness_id FROM weaknesses")] == ["norfolk-2020-03-w2"]
    assert list(db.query("SELECT * FROM weakness_sources WHERE weakness_id = 'norfolk-2020-03-w1'")) == []
    problem = next(iter(db.query("SELECT stage, error, message FROM problems WHERE stage = 'verify'")))
    assert problem["error"] == "not_verbatim"
    assert "norfolk-2020-03-w1" in problem["message"]


def test_white_space_does_not_matter_and_a_span_may_run_over_pages(db):
    db.conn.execute("UPDATE passages SET page = 2 WHERE text = ?", (TWO,))
    db.conn.execute("UPDATE documents SET page_count = 2")
    row = next(iter(db.query("SELECT char_start FROM weaknesses WHERE text = ?", (ONE,))))
    passages = [r["text"] for r in db.query("SELECT text FROM passages WHERE page = 1 ORDER BY seq")]
    page = "\n".join(passages)
    end = len(page) + 1 + len(TWO)
    db.conn.execute(
        "UPDATE weaknesses SET text = ?, char_end = ? WHERE text = ?",
        (" ".join(f"{page[row['char_start'] :]}\n{TWO}".split()), end, ONE),
    )
    assert "norfolk-2020-03-w1" not in [each.item_id for each in find_violations(db)]
