import pytest
from sqlite_utils import Database

from db.building.load import load_tables, load_texts, read_register
from db.check.corrections import apply_corrections
from db.check.verify import find_violations
from db.errors import BadCorrectionsError
from db.facts.load import load_facts
from db.join.join import link_records
from db.reading.read import Reading
from db.sqlite.schema import create_schema
from tests.support.made import make_record

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
        (f"{WEAKNESS},number,several,why", "whole number"),
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


@pytest.fixture
def read(db):
    """The facts and a letter with two weaknesses."""
    record = make_record(
        "Plans are too often late",
        "Young people have few choices",
        strengths=["Schools help"],
        requests=[("Say who leads", "Ann")],
    )
    load_texts(db, [Reading(record)])
    load_tables(db, link_records(read_register(db), [record]), at=AT)
    return db


def row_of(db, item_id=WEAKNESS):
    return db.table("weaknesses").get(item_id)


def test_words_that_stand_in_the_source_get_their_own_place(read, correct):
    assert row_of(read)["text_origin"] == "official"
    assert correct(f"{WEAKNESS},text,too often late,shorter") == (1, [])
    row = row_of(read)
    assert (row["text"], row["text_origin"], row["page"]) == ("too often late", "official", 1)
    assert row["char_end"] - row["char_start"] == len("too often late")
    assert find_violations(read) == []


def test_words_that_stand_nowhere_become_a_paraphrase_and_say_so(read, correct):
    assert correct(f"{WEAKNESS},text,The inspectors said nothing of the kind.,rumour") == (1, [])
    row = row_of(read)
    assert row["text_origin"] == "paraphrase"
    assert [row[column] for column in ("document_id", "page", "char_start", "char_end")] == [None] * 4
    assert find_violations(read) == []


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("page", "999", "do not stand on page 999"),
        ("page", "-1", "do not stand on page -1"),
        ("char_start", "-5", "follows from the words"),
        ("char_end", "3", "follows from the words"),
        ("responsible", "the board", "list of names"),
        ("source_url", "javascript:alert(1)", "no address"),
        ("source_url", "https://", "no address"),
        ("number", "-3", "whole number"),
        ("confidence", "7", "number from 0 to 1"),
        ("text", "a\x00b", "control characters"),
        ("text", "x" * 20_001, "no cell holds more than 20,000"),
    ],
)
def test_what_a_column_cannot_hold_is_refused(read, correct, column, value, message):
    before = row_of(read)
    applied, faults = correct(f'{WEAKNESS},{column},"{value}",why')
    assert applied == 0
    assert message in faults[0]
    assert row_of(read) == before


@pytest.mark.parametrize(
    ("item", "column", "value", "message"),
    [
        ("norfolk-2020-03", "start_date", "31 Feb", "day of the calendar"),
        ("norfolk-2020-03", "start_date", "2020-02-31", "day of the calendar"),
        ("norfolk-2020-03", "start_date", "9999-99-99", "day of the calendar"),
        ("norfolk-2020-03", "end_date", "2019-01-01", "before it starts"),
        ("norfolk-2020-03", "published", "2020-13", "day, month or year"),
    ],
)
def test_a_date_is_a_day_of_the_calendar(db, correct, item, column, value, message):
    applied, faults = correct(f"{item},{column},{value},why")
    assert applied == 0
    assert message in faults[0]


def test_a_paraphrase_is_not_made_official_without_a_document(db, correct):
    assert row_of(db)["text_origin"] == "paraphrase"
    applied, faults = correct(f"{WEAKNESS},text_origin,official,trust me")
    assert applied == 0
    assert "ingest the one that does" in faults[0]


def test_the_text_of_a_request_stays_in_the_words_of_its_source(read, correct):
    item = next(read.query("SELECT feedback_id FROM plan_feedback"))["feedback_id"]
    applied, faults = correct(
        f"{item},request,Say who pays,why", f"{item},response,Bob,why", f"{item},request,who leads,why"
    )
    assert applied == 1
    assert "own words only" in faults[0]
    assert "own words" in faults[1]


def test_a_file_with_an_endless_cell_or_of_other_letters_is_refused_in_a_line(db, correct, tmp_path):
    with pytest.raises(BadCorrectionsError, match="line 1: field larger"):
        correct(f'{WEAKNESS},text,"{"x" * 140_000}",why')
    (tmp_path / "corrections.csv").write_bytes("id,column,value,reason\na,b,£,d".encode("cp1252"))
    with pytest.raises(BadCorrectionsError, match="not UTF-8"):
        apply_corrections(db, tmp_path / "corrections.csv", at=AT)
