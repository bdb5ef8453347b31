"""Answers `/about`: sources, licence, definitions, the data dictionary, the accessibility statement."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from db.facts.inspections import OUTCOME_LABELS
from db.publish.tables import LICENCE
from db.site.about.dictionary import describe_tables
from db.site.answers.answer import Answer, Table
from db.site.answers.respond import respond
from db.site.reading import DATABASE, make_reader
from db.site.wording import name_type

_WORDS = Path(__file__).parent / "words.yml"
_THEMES = "SELECT label AS term, definition AS meaning FROM themes ORDER BY label"
_DOCUMENTS = """
SELECT publisher, doc_type, count(*) AS documents, max(published) AS latest FROM documents
GROUP BY publisher, doc_type ORDER BY count(*) DESC, publisher, doc_type
"""
_BUILD = "SELECT key, value FROM build_info"
_FRAMEWORKS = {
    "wsoa_required": "2016–22", "no_wsoa": "2016–22", "all_sufficient": "2016–22, revisit",
    "some_sufficient": "2016–22, revisit", "none_sufficient": "2016–22, revisit", "typically_positive": "since 2023",
    "inconsistent": "since 2023", "systemic_failings": "since 2023", "effective_action": "since 2023, monitoring",
    "ineffective_action": "since 2023, monitoring",
}  # fmt: skip


@cache
def read_words() -> dict[str, Any]:
    """What words.yml says."""
    words: dict[str, Any] = yaml.safe_load(_WORDS.read_text("utf-8"))
    return words


async def show_about(datasette: Any, request: Any) -> Any:
    """The page; its CSV is the data dictionary."""
    read, words = make_reader(datasette), read_words()
    texts = datasette.metadata("tables", database=DATABASE) or {}
    tables = await datasette.get_database(DATABASE).execute_fn(lambda connection: describe_tables(connection, texts))
    build = {row["key"]: row["value"] for row in await read(_BUILD)}
    themes = [dict(row) for row in await read(_THEMES)]
    documents = [{**dict(row), "type": name_type(row["doc_type"])} for row in await read(_DOCUMENTS)]
    columns = [
        {"table": table.name, "title": table.title, "column": column.name, "type": column.type, "key": column.key,
         "meaning": column.meaning}
        for table in tables
        for column in table.columns
    ]  # fmt: skip
    outcomes = [
        {"framework": _FRAMEWORKS[code], "code": code, "label": label} for code, label in OUTCOME_LABELS.items()
    ]
    operator = {key: datasette.metadata(key) or None for key in ("title", "operator", "contact")}
    answer = Answer(
        "about",
        "About these data",
        (
            Table("columns", "Data dictionary", ("table", "title", "column", "type", "key", "meaning"), columns),
            Table("sources", "Sources", ("publisher", "what", "as_at", "url"), words["sources"]),
            Table("documents", "Documents here", ("publisher", "type", "documents", "latest"), documents),
            Table("definitions", "Definitions", ("term", "meaning"), words["definitions"]),
            Table("themes", "Themes", ("term", "meaning"), themes),
            Table("outcomes", "Outcomes", ("framework", "label", "code"), outcomes),
        ),
        facts={
            "tables": len(tables), "columns": len(columns), "built": build["built_at"][:10], "version": build["version"],
            "least_theme_confidence": float(build.get("least_theme_confidence", 0)), **operator,
            "accessibility_standard": words["accessibility"]["standard"],
            "accessibility_prepared": words["accessibility"]["prepared"],
        },
        notes=(f"{LICENCE['title']}: {LICENCE['path']}", *words["accessibility"]["not_done"]),
    )  # fmt: skip
    return await respond(
        datasette, request, "about", answer, {"described": tables, "accessibility": words["accessibility"]}
    )
