"""The database as one file beside its metadata, for plain Datasette, Datasette Lite or any program that reads SQLite."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import yaml

from scrape.files import replacing, write_whole

# Datasette names a database after its file, and the metadata is of "send".
FILE_NAME = "send.db"
METADATA_NAME = "metadata.json"
# SQL functions of our own (db/site/plugins), which another program does not have: questions that use them are left out.
_OWN_FUNCTIONS = ("area_id_of(", "escape_fts(")
# What is said of a table, and of a query, in Datasette's own words.
_TABLE_KEYS = ("title", "description", "label_column", "sort", "sort_desc", "size", "facets", "hidden", "columns")
_QUERY_KEYS = ("title", "description", "sql", "params")
_KEYS = ("title", "description", "license", "license_url", "source", "source_url")


def write_sqlite(connection: sqlite3.Connection, metadata: Path, folder: Path) -> list[Path]:
    """Write `send.db`, made compact, and `metadata.json` to `folder`, each whole; gives their paths.

    The file needs nothing of ours: full-text search, views and every table work in plain SQLite.
    """
    with replacing(folder / FILE_NAME) as fresh:
        fresh.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(fresh),))
    plain = plain_metadata(yaml.safe_load(metadata.read_text("utf-8")))
    write_whole(folder / METADATA_NAME, (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode())
    return [folder / FILE_NAME, folder / METADATA_NAME]


def plain_metadata(metadata: dict[str, Any]) -> dict[str, Any]:
    """The parts of our metadata that Datasette without our plugins can use."""
    send = metadata["databases"]["send"]
    return {
        **_only(metadata, _KEYS),
        "databases": {
            "send": {
                **_only(send, _KEYS),
                "tables": {name: _only(table, _TABLE_KEYS) for name, table in send["tables"].items()},
                "queries": {
                    name: _only(query, _QUERY_KEYS)
                    for name, query in send["queries"].items()
                    if not any(function in query["sql"] for function in _OWN_FUNCTIONS)
                },
            }
        },
    }


def _only(values: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: values[key] for key in keys if key in values}
