"""Plans written for the tests, read from HTML."""

from __future__ import annotations

from extract.model.context import Context
from extract.model.document import Document
from extract.model.findings import ActionFinding, Findings
from extract.reading import read_document
from extract.types.action_plan import extract_action_plan

OPENING = """<h1>Anyshire SEND written statement of action</h1>
<p>Published 9 October 2020. It answers the inspection between 2 and 6 March 2020.</p>
<p>There are three areas of significant weakness:</p>
<ul><li>the timeliness of education, health and care plans</li>
<li>transition into adulthood for young people aged 18 to 25</li>
<li>communication and co-production with families</li></ul>"""


def read_html(body: str) -> Document:
    page = f"<html><head><title>Anyshire plan</title></head><body><main>{body}</main></body></html>"
    return read_document(page.encode(), media_type="text/html", file_name="plan.html")


def findings_of(body: str) -> Findings:
    return extract_action_plan(read_html(body), Context())


def table(*rows: str) -> str:
    """A table of rows whose cells are parted by "|"; the first is the header."""
    head, *rest = rows
    cells = "".join(f"<th>{cell.strip()}</th>" for cell in head.split("|"))
    body = "".join("<tr>" + "".join(f"<td>{c.strip()}</td>" for c in row.split("|")) + "</tr>" for row in rest)
    return f"<table><thead><tr>{cells}</tr></thead>{body}</table>"


def texts(actions: tuple[ActionFinding, ...]) -> list[str]:
    return [action.quote.text for action in actions]
