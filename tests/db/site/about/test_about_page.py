"""/about tells sources, licence, definitions, every column of the schema, and what is accessible."""

import asyncio
import csv
import io
from pathlib import Path

import yaml

from db.facts.inspections import OUTCOME_LABELS
from db.site.about.page import _FRAMEWORKS, read_words

ROOT = Path(__file__).parents[4]


def test_the_dictionary_has_every_column_of_the_schema_and_its_keys(pages):
    rows = pages.json("/about.json")["tables"]["columns"]
    told = {(row["table"], row["column"]): row for row in rows}
    tables = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["send"]["tables"]

    def of_schema(connection):
        return {
            (table, column)
            for table in tables
            for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        }

    assert set(told) == asyncio.run(pages.datasette.get_database("send").execute_fn(of_schema))
    assert [key for key, row in told.items() if not row["meaning"]] == []
    assert told["weaknesses", "weakness_id"]["key"] == "identifies the row"
    assert told["weaknesses", "area_id"]["key"] == "refers to areas"
    assert told["area_lineage", "predecessor_id"]["key"] == "part of the row's key; refers to areas"
    assert told["measures", "value"]["type"] == "number"


def test_page_and_csv_hold_the_same_dictionary(pages):
    page = pages.read("/about")
    shown = [tuple(cell.get_text() for cell in row.select("td")) for row in page.select("details tbody tr")]
    rows = list(csv.DictReader(io.StringIO(pages.get("/about.csv").content.decode("utf-8-sig"))))
    assert shown == [(row["column"], row["type"] or "computed", row["key"], row["meaning"]) for row in rows]
    assert f"{len(rows)} columns" in pages.words("/about")


def test_every_source_has_a_publisher_and_an_address_or_says_where(pages):
    sources = read_words()["sources"]
    assert all(each["publisher"] and each["what"] and each["as_at"] for each in sources)
    assert [each["publisher"] for each in sources if not each["url"]] == ["Councils and NHS bodies"]
    page = pages.read("/about")
    for each in sources:
        assert not each["url"] or page.select_one(f'#sources ~ .table-wrapper a[href="{each["url"]}"]')


def test_outcomes_definitions_licence_and_accessibility_are_told(pages):
    assert set(_FRAMEWORKS) == set(OUTCOME_LABELS)
    words = pages.words("/about")
    for expected in (
        *OUTCOME_LABELS.values(), "Open Government Licence v3.0", "Accessibility statement", "WCAG 2.2", "Our paraphrase",
        "Co-production and voice", "No contact has been set",
    ):  # fmt: skip
        assert expected in words
    assert pages.read("/").select_one('footer a[href="/about"]')
