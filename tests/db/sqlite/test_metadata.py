"""metadata.yml tells what every table, view and column holds, and nothing that is not there."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from sqlite_utils import Database

from db.sqlite.fulltext import create_fulltext
from db.sqlite.schema import create_schema

METADATA = yaml.safe_load((Path(__file__).parents[3] / "metadata.yml").read_text("utf-8"))
SEND = METADATA["databases"]["send"]
# Words that fill a page's numbers but tell nobody anything.
MEANINGLESS = {"", "todo", "tbd", "column", "text", "id"}


@pytest.fixture(scope="module")
def columns():
    """Columns by table or view of an empty database, without the full-text index."""
    with closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection)
        create_schema(db)
        create_fulltext(db)
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts%' ESCAPE '\\'"
        )
        return {
            name: [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')] for (name,) in names.fetchall()
        }


def test_every_table_and_view_has_a_title_and_a_description(columns):
    undescribed = [
        name
        for name in columns
        if not {"title", "description"} <= {k for k, v in SEND["tables"].get(name, {}).items() if v}
    ]
    assert undescribed == []


def test_every_column_has_a_description(columns):
    undescribed = [
        f"{table}.{column}"
        for table, names in columns.items()
        for column in names
        if str(SEND["tables"].get(table, {}).get("columns", {}).get(column, "")).lower() in MEANINGLESS
    ]
    assert undescribed == []


def test_nothing_is_described_that_is_not_there(columns):
    stale = [
        f"{table}.{column}"
        for table, described in SEND["tables"].items()
        for column in [
            *described["columns"],
            *described.get("facets", []),
            described.get("sort"),
            described.get("sort_desc"),
        ]
        if column and column not in columns.get(table, [])
    ]
    assert stale == []


def test_licence_and_source_are_told():
    assert METADATA["license"]
    assert METADATA["license_url"].startswith("https://www.nationalarchives.gov.uk/doc/open-government-licence")
    assert METADATA["source"]
    assert METADATA["source_url"]


def test_tables_that_only_join_are_hidden():
    joins = ["weakness_themes", "action_themes", "strength_themes", "weakness_sources", "event_sources", "build_info"]
    assert [name for name in joins if not SEND["tables"][name].get("hidden")] == []


def test_no_facet_is_over_a_list(columns):
    assert all(isinstance(facet, str) for described in SEND["tables"].values() for facet in described.get("facets", []))


def test_every_query_tells_what_it_answers():
    for name, query in SEND["queries"].items():
        assert query["title"].strip(), name
        assert len(query["description"]) > 40, name
