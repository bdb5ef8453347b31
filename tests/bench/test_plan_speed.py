"""A long pack of plan pages is read in seconds: 200 pages, 1,500 rows."""

from __future__ import annotations

import io
import resource
import time

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extract.action_plan import extract_action_plan
from extract.context import Context
from extract.readers.pdf import read_pdf

PAGES, ROWS = 200, 1500
LEFT = (40, 90, 380, 520, 610, 800)
MAX_SECONDS, MAX_MEGABYTES = 30, 500


def plan(*, ruled: bool) -> bytes:
    """A plan of eight rows a page (the last pages have fewer), its header repeated on each."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=landscape(A4))
    row = 0
    for page in range(PAGES):
        canvas.setFont("Helvetica", 9)
        y = 540
        cells = ("Ref", "Action", "Lead", "By when", "Measure of success")
        for _ in range(1 + (ROWS * (page + 1) // PAGES - ROWS * page // PAGES)):
            for x, text in zip(LEFT, cells, strict=False):
                canvas.drawString(x + 3, y, text)
            if cells[0] != "Ref":
                canvas.drawString(LEFT[1] + 3, y - 11, "so that every family hears from us in good time")
            if ruled:
                canvas.grid(LEFT, [y + 12, y - 16])
            y -= 28 + (0 if ruled else 8)
            row += 1
            cells = (
                f"1.{row - page}",
                "Agree a protocol with schools and health partners",
                "Head of SEND",
                "May 2021",
                "60% of reviews on time",
            )
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "unruled"])
def test_a_long_plan_is_read_in_time(ruled: bool) -> None:
    data = plan(ruled=ruled)
    began = time.perf_counter()
    document = read_pdf(data)
    found = extract_action_plan(document, Context())
    seconds = time.perf_counter() - began
    assert document.page_count == PAGES
    assert len(found.actions) == ROWS
    assert {action.owner for action in found.actions} == {"Head of SEND"}
    assert seconds < MAX_SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < MAX_MEGABYTES
