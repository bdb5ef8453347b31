"""An answer's files hold what the answer holds, and open where people open them."""

import asyncio
import csv
import io
import json
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from db.site.answers.answer import Answer, Table
from db.site.answers.files import Origin, to_csv, to_json, to_xlsx
from db.site.answers.respond import file_links, respond

ROWS = (
    {"area_id": "norfolk", "area": "Norfolk", "items": 2, "out_of": 5, "text": "=not a formula’s\x02text", "shown": 1},
    {"area_id": "essex", "area": "Essex", "items": None, "out_of": None, "text": None},
)
TABLE = Table("told", "Told: by area/theme", ("area_id", "area", "items", "out_of", "text"), ROWS, {"out_of": "Out of"})
ANSWER = Answer(
    "told-areas", "Who was told?", (TABLE, Table("other", "Told: by area/theme", ("note",), ())), {"Theme": "Workforce"},
    {"areas_read": 1, "areas_asked": 2}, ("Counts say how many.",),
)  # fmt: skip
ORIGIN = Origin("http://localhost/told?theme=workforce", "2026-11-26")


def test_json_keeps_unknown_as_null_and_says_what_was_asked():
    content = json.loads(to_json(ANSWER, ORIGIN))
    assert content["tables"]["told"][1] == {
        "area_id": "essex",
        "area": "Essex",
        "items": None,
        "out_of": None,
        "text": None,
    }
    assert "shown" not in content["tables"]["told"][0]  # only what the table says it has
    assert content["criteria"] == {"Theme": "Workforce"}
    assert content["facts"] == {"areas_read": 1, "areas_asked": 2}
    assert content["address"] == ORIGIN.address
    assert content["licence"]["name"] == "OGL-UK-3.0"


def test_csv_begins_with_the_mark_that_excel_asks_for():
    content = to_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbfarea_id,area,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["items"] for row in rows] == ["2", ""]
    assert "formula’s" in rows[0]["text"]


def test_workbook_opens_on_a_cover_sheet_and_is_wide_enough():
    book = load_workbook(io.BytesIO(to_xlsx(ANSWER, ORIGIN)))
    assert book.sheetnames == ["About", "Told by area theme", "Told by area theme 2"]
    cover = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert cover["Theme"] == "Workforce"
    assert cover["Areas read"] == 1
    assert cover["Address"] == ORIGIN.address
    assert "Open Government Licence" in cover["Licence"]
    sheet = book[book.sheetnames[1]]
    assert [cell.value for cell in sheet[1]] == ["Area", "Items", "Out of", "Text", "Area code here"]
    assert sheet["D2"].value == "=not a formula’s text"
    assert sheet["D2"].data_type == "s"
    assert sheet["B3"].value is None
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["B"].width
    assert sheet.freeze_panes == "A2"


def test_an_areas_id_needs_its_name():
    with pytest.raises(ValueError, match="needs the column area"):
        Table("bad", "Bad", ("area_id", "items"), ())


def ask(path, extension=None, query="", answer=ANSWER):
    async def execute(_sql):
        return SimpleNamespace(rows=[("2026-11-26T01:02:03+00:00",)])

    datasette = SimpleNamespace(
        urls=SimpleNamespace(path=lambda each: f"/base{each}"),
        absolute_url=lambda _request, each: f"http://host{each}",
        metadata=lambda _key: None,
        get_database=lambda _name: SimpleNamespace(execute=execute),
    )
    request = SimpleNamespace(
        url_vars={"extension": extension}, path=path, query_string=query, scope={},
        args=dict(each.split("=") for each in query.split("&") if each),
    )  # fmt: skip
    return asyncio.run(respond(datasette, request, "told", answer)), file_links(datasette, request, answer)


def test_files_are_downloads_named_for_the_answer():
    answer, _ = ask("/told.csv", "csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="told-areas-told.csv"'
    assert answer.body == to_csv(TABLE)
    assert ask("/told.json", "json")[0].headers == {}
    assert "attachment" in ask("/told.json", "json", "_dl=on")[0].headers["content-disposition"]
    assert ask("/told.xlsx", "xlsx")[0].body.startswith(b"PK")


def test_an_answers_address_is_the_pages_own():
    answer, links = ask("/told.json", "json", "theme=workforce&_dl=on")
    assert json.loads(answer.body)["address"] == "http://host/base/told?theme=workforce"
    assert json.loads(answer.body)["data_as_of"] == "2026-11-26"
    assert [label for label, _ in links] == ["CSV", "Excel", "JSON"]
    assert links[0] == ("CSV", "/base/told.csv?theme=workforce")


def test_a_table_that_is_not_there_is_told():
    answer, _ = ask("/told.csv", "csv", "table=nothing")
    assert answer.status == 404
    assert "told, other" in answer.body
