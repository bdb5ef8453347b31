import pytest
from sqlite_utils import Database

from db.check.corrections import apply_corrections
from db.errors import BadCorrectionsError
from db.facts.load import load_facts
from db.sqlite.schema import create_schema

AT = "2026-01-01T00:00:00+00:00"
WEAKNESS = "norfolk-2020-03-w1"


@pytest.fixture(scope="module")
def facts():
    database = Database(memory=True)
    create_schema(database)
    load_facts(database)
    return database


@pytest.fixture
def db(facts):
    database = Database(memory=True)
    facts.conn.backup(database.conn)
    return database


@pytest.fixture
def correct(db, tmp_path):
    def run(*lines, header="id,column,value,reason"):
        path = tmp_path / "corrections.csv"
        path.write_text("\n".join((header, *lines)), encoding="utf-8")
        return apply_corrections(db, path, at=AT)

    return run


def test_a_value_is_replaced_and_shown_as_reviewed(db, correct):
    assert correct(f"{WEAKNESS},text,Plans were late.,letter of 2020 page 11") == (1, [])
    row = db.table("weaknesses").get(WEAKNESS)
    assert (row["text"], row["review_status"]) == ("Plans were late.", "reviewed")


def test_numbers_become_numbers_and_an_empty_value_unknown(db, correct):
    assert correct("norfolk-2020-03,significant_weaknesses,4,table", "norfolk-2020-03,published,,withdrawn")[0] == 2
    row = db.table("inspections").get("norfolk-2020-03")
    assert (row["significant_weaknesses"], row["published"]) == (4, None)


def test_themes_are_replaced_together(db, correct):
    assert correct(f"{WEAKNESS},themes,ehc-quality; coproduction,read again") == (1, [])
    rows = db.query("SELECT theme_id FROM weakness_themes WHERE weakness_id = ? ORDER BY 1", (WEAKNESS,))
    assert [row["theme_id"] for row in rows] == ["coproduction", "ehc-quality"]
    assert db.table("weaknesses").get(WEAKNESS)["review_status"] == "reviewed"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("norfolk-2020-03-w99,text,x,why", "no row with id"),
        (f"{WEAKNESS},colour,red,why", "no column colour"),
        (f"{WEAKNESS},weakness_id,other,why", "no column weakness_id"),
        (f"{WEAKNESS},text,x,", "a reason is needed"),
        (f"{WEAKNESS},number,several,why", "cannot store TEXT value in INTEGER column"),
        (f"{WEAKNESS},kind,rumour,why", "CHECK constraint failed"),
        (f"{WEAKNESS},inspection_id,nowhere-2020-01,why", "inspections has no row"),
        (f"{WEAKNESS},themes,colours,why", "no such theme: colours"),
    ],
)
def test_a_bad_row_is_a_problem_and_stops_nothing(db, correct, line, message):
    before = db.table("weaknesses").get(WEAKNESS)
    applied, faults = correct(line, "norfolk-2020-03,published,2020-06-10,site")
    assert applied == 1
    assert message in faults[0]
    assert "line 2" in faults[0]
    assert db.table("weaknesses").get(WEAKNESS) == before
    assert [row["message"] for row in db.query("SELECT message FROM problems WHERE stage = 'correct'")] == faults


def test_no_file_is_no_correction(db, tmp_path):
    assert apply_corrections(db, tmp_path / "corrections.csv", at=AT) == (0, [])


def test_a_file_of_another_kind_is_refused(correct):
    with pytest.raises(BadCorrectionsError, match="lacks the column"):
        correct("a,b", header="one,two")
