import asyncio
import csv
import json

import pytest
from datasette.app import Datasette
from openpyxl import load_workbook
from sqlite_utils import Database

from db.errors import NoDatabaseError
from db.facts.load import load_facts
from db.publish.export import export
from db.sqlite.schema import create_schema


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "send.db"
    db = Database(path)
    create_schema(db)
    load_facts(db)
    db.conn.execute("UPDATE weaknesses SET text = '=1+1 is a quotation' WHERE weakness_id = 'norfolk-2020-03-w1'")
    db.table("weaknesses").enable_fts(["text"])
    db.conn.commit()
    db.close()
    return path


def test_csv_and_json_hold_every_row_and_column(database, tmp_path):
    export(database, tmp_path, ["csv", "json"])
    # Excel takes a CSV for UTF-8 only with this mark.
    assert (tmp_path / "areas.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "areas.csv").open(encoding="utf-8-sig", newline="") as file:
        areas = list(csv.DictReader(file))
    assert len(areas) == 156
    norfolk = next(row for row in areas if row["area_id"] == "norfolk")
    assert norfolk["la_code"] == "926"
    weaknesses = json.loads((tmp_path / "weaknesses.json").read_text("utf-8"))
    assert {row["text_origin"] for row in weaknesses} == {"paraphrase"}
    assert next(row for row in weaknesses if row["weakness_id"] == "norfolk-2020-03-w1")["page"] is None


def test_a_workbook_has_a_sheet_a_table_and_no_formulas(database, tmp_path):
    report = export(database, tmp_path, ["xlsx"])
    assert sorted(path.name for path in report.files) == ["datapackage.json", "sendkb.xlsx"]
    book = load_workbook(tmp_path / "sendkb.xlsx", read_only=True)
    assert {"areas", "weaknesses", "timeline"} <= set(book.sheetnames)
    texts = [cell for row in book["weaknesses"].iter_rows() for cell in row if cell.value == "=1+1 is a quotation"]
    assert [cell.data_type for cell in texts] == ["s"]


def test_a_workbook_opens_on_what_it_is_and_names_stand_beside_ids(database, tmp_path):
    export(database, tmp_path, ["xlsx"])
    book = load_workbook(tmp_path / "sendkb.xlsx")
    assert book.sheetnames[:4] == ["About", "areas", "inspections", "weaknesses"]
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert "Open Government Licence" in about["Licence"]
    assert set(book.sheetnames[1:]) <= set(about)
    sheet = book["weaknesses"]
    headings = [cell.value for cell in sheet[1]]
    place = headings.index("area_id")
    assert headings[place + 1] == "area"
    norfolk = next(row for row in sheet.iter_rows(values_only=True) if row[place] == "norfolk")
    assert norfolk[place + 1] == "Norfolk"
    widths = {
        name: sheet.column_dimensions[cell.column_letter].width for name, cell in zip(headings, sheet[1], strict=True)
    }
    assert widths["text"] > 40 > widths["number"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert [cell.value for cell in book["areas"][1]].count("area") == 0


def test_the_package_is_valid_by_the_frictionless_library(database, tmp_path):
    from frictionless import Package

    export(database, tmp_path, ["csv", "json"])
    assert "[\n]" in (tmp_path / "action_reviews.json").read_text("utf-8")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert [(task.name, error.message) for task in report.tasks for error in task.errors] == []
    assert report.valid


def test_the_package_describes_the_files_and_leaves_out_the_index(database, tmp_path):
    export(database, tmp_path, ["csv"])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert not [name for name in resources if "fts" in name]
    assert {resource["path"] for resource in resources.values()} == {path.name for path in tmp_path.glob("*.csv")}
    schema = resources["weaknesses"]["schema"]
    assert schema["primaryKey"] == ["weakness_id"]
    assert {"name": "char_start", "type": "integer"}.items() <= next(
        f for f in schema["fields"] if f["name"] == "char_start"
    ).items()
    areas = next(key for key in schema["foreignKeys"] if key["fields"] == ["area_id"])
    assert areas["reference"] == {"resource": "areas", "fields": ["area_id"]}
    assert package["licenses"][0]["title"] == "Open Government Licence v3.0"


def test_names_stay_unique_when_a_table_is_there_in_two_formats(database, tmp_path):
    export(database, tmp_path)
    names = [r["name"] for r in json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["resources"]]
    assert len(names) == len(set(names))


def test_what_excel_cannot_hold_is_told(tmp_path):
    path = tmp_path / "send.db"
    db = Database(path)
    create_schema(db)
    load_facts(db)
    db.conn.execute(
        "UPDATE weaknesses SET text = ? WHERE weakness_id = 'norfolk-2020-03-w1'", ("long " * 9000 + "\x0b",)
    )
    db.conn.commit()
    db.close()
    report = export(path, tmp_path / "out", ["xlsx"])
    assert [line.partition(":")[0] for line in report.problems] == ["sendkb.xlsx"]
    assert "of weaknesses are cut at Excel's limit" in report.problems[0]


def test_without_a_database_it_says_what_to_do(tmp_path):
    with pytest.raises(NoDatabaseError, match="run sendkb build first"):
        export(tmp_path / "send.db", tmp_path / "out")


def test_the_one_file_opens_in_plain_datasette_with_its_metadata(database, tmp_path):
    report = export(database, tmp_path, ["sqlite"])
    assert sorted(path.name for path in report.files) == ["datapackage.json", "metadata.json", "send.db"]
    metadata = json.loads((tmp_path / "metadata.json").read_text("utf-8"))
    datasette = Datasette([str(tmp_path / "send.db")], metadata=metadata)

    def ask(address):
        answer = asyncio.run(datasette.client.get(address))
        assert answer.status_code == 200, address
        return answer

    assert ask("/send/areas.json?_size=1&area_id=norfolk&_shape=array").json()[0]["name"] == "Norfolk"
    assert "What areas were told to improve" in ask("/send/weaknesses").text
    queries = metadata["databases"]["send"]["queries"]
    assert queries
    for name, query in queries.items():
        values = "&".join(f"{each}=" for each in query.get("params", ()))
        assert ask(f"/send/{name}.json?_shape=array&{values}").json() is not None
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [(each["path"], each["format"]) for each in package["resources"]] == [("send.db", "sqlite")]
