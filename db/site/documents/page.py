"""Answers `/documents/<id>`: the stored text, a quotation marked with `?quote=`, and where it was published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from db.site.answers.answer import Answer, Table
from db.site.answers.not_found import answer_not_found
from db.site.answers.respond import respond
from db.site.area.holdings import name_document
from db.site.documents.text import Span, choose_pages, mark_pages
from db.site.reading import Reader, make_reader
from db.site.searching.labels import KINDS
from db.site.wording import name_type

# A report that was ingested without an address was published where its inspection says.
_DOCUMENT = """
SELECT d.*, a.name AS area, coalesce(d.source_url,
  (SELECT i.source_url FROM inspections i WHERE i.document_id = d.document_id AND i.source_url LIKE '%files.ofsted.gov.uk%')) AS address
FROM documents d LEFT JOIN areas a ON a.area_id = d.area_id WHERE d.document_id = :document
"""
_LENGTHS = "SELECT page, sum(length(text) + 1) FROM passages WHERE document_id = :document GROUP BY page"
_PASSAGES = """
SELECT page, seq, kind, text FROM passages WHERE document_id = :document AND page BETWEEN :first AND :last ORDER BY seq
"""
_FINDINGS = """
SELECT item_id, kind, page, text, text_origin FROM search_items WHERE document_id = :document ORDER BY page, item_no
"""
_SPANS = """
SELECT page, char_start, char_end FROM {table} WHERE {column} = :item AND document_id = :document AND char_start IS NOT NULL
"""
_QUOTED = (
    ("weaknesses", "weakness_id"),
    ("strengths", "strength_id"),
    ("actions", "action_id"),
    ("targets", "target_id"),
    ("plan_feedback", "feedback_id"),
)
_ORIGINS = {
    "official": "published by an inspectorate or by the area’s own bodies",
    "secondary": "published by a third party",
    "paraphrase": "our own summary of what was published",
}
_PROBLEMS = "SELECT message FROM problems WHERE document_id = :document ORDER BY problem_id"


async def show_document(datasette: Any, request: Any) -> Any:
    """The document's page; an id that is not held is told."""
    from datasette.utils import tilde_encode

    read, values = make_reader(datasette), {"document": unquote(request.url_vars["document"])}
    rows = await read(_DOCUMENT, values)
    if not rows:
        message = (
            "No document of this name is held here: it may have been read anew under another one. Search for its words."
        )
        return await answer_not_found(datasette, request, message)
    document = dict(rows[0])
    quote = request.args.get("quote") or ""
    span = await find_span(read, document["document_id"], quote) if quote else None
    lengths = {row[0]: row[1] for row in await read(_LENGTHS, values)}
    is_file = bool(request.url_vars.get("extension"))
    numbers, before, after = choose_pages(lengths, span.page if span else _number(request.args.get("page")))
    if is_file:
        numbers = sorted(lengths)
    bounds = {"first": numbers[0], "last": numbers[-1]} if numbers else {"first": 1, "last": 0}
    passages = [dict(row) for row in await read(_PASSAGES, {**values, **bounds})]
    findings = [{**dict(row), "kind": KINDS[row["kind"]]} for row in await read(_FINDINGS, values)]
    facts = _facts(document, len(findings))
    answer = Answer(
        f"document-{document['document_id']}",
        facts["Title"],
        (
            Table("passages", "Text", ("page", "seq", "kind", "text"), passages),
            Table("findings", "What was read from it", ("page", "kind", "text", "text_origin", "item_id"), findings),
        ),
        facts=facts,
    )
    context = {
        "document": document,
        "text_pages": mark_pages(passages, span),
        "problems": [row["message"] for row in await read(_PROBLEMS, values)],
        "before": before,
        "after": after,
        "of_pages": max(lengths, default=0),
        "quoted": next((row for row in findings if row["item_id"] == quote), None),
        "is_marked": span is not None,
        "row_path": tilde_encode(document["document_id"]),
    }
    return await respond(datasette, request, "document", answer, context)


async def find_span(read: Reader, document_id: str, item_id: str) -> Span | None:
    """Where in the document a finding stands, None where it does not stand in this one."""
    for table, column in _QUOTED:
        rows = await read(_SPANS.format(table=table, column=column), {"item": item_id, "document": document_id})
        if rows:
            return Span(*rows[0])
    return None


def _facts(document: Mapping[str, Any], findings: int) -> dict[str, Any]:
    return {
        "Title": name_document(document["title"], document["doc_type"], document["area"]),
        "Kind": name_type(document["doc_type"]),
        "Area": document["area"],
        "Published": document["published"],
        "Publisher": document["publisher"],
        "Text": _ORIGINS[document["text_origin"]],
        "Pages": document["page_count"],
        "Findings read from it": findings,
        "Taken in": (document["retrieved_at"] or "")[:10] or None,
        "Source": document["address"],
    }


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 6 else None
