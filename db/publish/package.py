"""The Frictionless description of an export (datapackage.json)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence, Set
from typing import Any

from db.publish.sqlite_file import FILE_NAME
from db.publish.tables import LICENCE, ExportTable
from db.publish.workbook import WORKBOOK

_TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def describe_package(
    connection: sqlite3.Connection,
    tables: Sequence[ExportTable],
    formats: Sequence[str],
    descriptions: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """The Frictionless description of an export: a resource a file, with types, keys and what every column means."""
    info = dict(connection.execute("SELECT key, value FROM build_info"))
    kinds = [kind for kind in ("csv", "json") if kind in formats]
    # An empty JSON list has no columns that a reader could find: it is data, but no table.
    empty = {
        table.name for table in tables if not connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone()
    }
    resources = []
    for table in tables:
        for kind in kinds:
            named = _describe_resource(table, kind, descriptions.get(table.name, {}), is_only=len(kinds) == 1)
            resources.append(_without_schema(named, table.name in empty, empty) if kind == "json" else named)
    if "xlsx" in formats:
        resources.append(
            {
                "name": "workbook",
                "title": "All tables, one sheet each",
                "path": WORKBOOK,
                "format": "xlsx",
                "mediatype": _MEDIA_TYPES["xlsx"],
            }
        )
    if "sqlite" in formats:
        resources.append(
            {
                "name": "database",
                "title": "The whole database: datasette send.db --metadata metadata.json",
                "path": FILE_NAME,
                "format": "sqlite",
                "mediatype": _MEDIA_TYPES["sqlite"],
            }
        )
    return {
        "name": "sendkb",
        "title": "SEND inspections, weaknesses and what followed, England",
        "description": 'Published inspection documents as data. Rows with text_origin "paraphrase" are in this '
        "project's words, all others quote the document and page they name.",
        "version": info.get("version", ""),
        "created": info.get("built_at", ""),
        "licenses": [LICENCE],
        "resources": resources,
    }


def _describe_resource(
    table: ExportTable, kind: str, description: Mapping[str, Any], *, is_only: bool
) -> dict[str, Any]:
    texts = description.get("columns", {})
    fields = []
    for name, sqlite_type in table.columns:
        field = {"name": name, "type": _TYPES.get(sqlite_type, "any")}
        if name in texts:
            field["description"] = texts[name]
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": _resource_name(other, kind, is_only=is_only), "fields": [other_column]},
            }
            for column, other, other_column in table.foreign_keys
        ]
    resource = {
        "name": _resource_name(table.name, kind, is_only=is_only),
        "path": f"{table.name}.{kind}",
        "profile": "tabular-data-resource",
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        "encoding": "utf-8",
        "schema": schema,
    }
    for key in ("title", "description"):
        if key in description:
            resource[key] = description[key]
    return resource


def _without_schema(resource: dict[str, Any], is_empty: bool, empty: Set[str]) -> dict[str, Any]:
    """A JSON resource without the schema where it is an empty list, and without references to such."""
    if is_empty:
        return {key: value for key, value in resource.items() if key not in {"schema", "profile"}}
    schema = dict(resource["schema"])
    kept = [
        key for key in schema.get("foreignKeys", ()) if key["reference"]["resource"].removesuffix("-json") not in empty
    ]
    if "foreignKeys" in schema:
        schema["foreignKeys"] = kept
    return {**resource, "schema": schema}


def _resource_name(table: str, kind: str, *, is_only: bool) -> str:
    """A package's resource names are unique, so that a table in two formats has the format in its name."""
    return table if is_only else f"{table}-{kind}"
