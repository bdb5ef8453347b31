"""What a long pack of plan pages costs to read: 200 pages, 1,500 rows. `python -m tests.bench.plan_pack`."""

from __future__ import annotations

import io
import resource
import time
from collections.abc import Callable

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extract.model.context import Context
from extract.readers.pdf import read_pdf
from extract.types.action_plan import extract_action_plan

PAGES, ROWS = 200, 1500
LEFT = (40, 90, 380, 520, 610, 800)


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


def main() -> None:
    """Print seconds, ratio to bare text reading and peak memory for both kinds of pack; run apart, since memory only grows."""
    for ruled in (True, False):
        data = plan(ruled=ruled)
        bare = _seconds(lambda data=data: _read_bare(data))  # type: ignore[misc]
        began = time.perf_counter()
        found = extract_action_plan(read_pdf(data), Context())
        seconds = time.perf_counter() - began
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"plan pack, {PAGES} pages, {len(found.actions)} actions of {ROWS} rows, {'ruled' if ruled else 'without rules'}: "
            f"{seconds:.1f} s, {seconds / bare:.1f} times bare text, peak {megabytes:.0f} MB"
        )


def _read_bare(data: bytes) -> None:
    pdf = pdfium.PdfDocument(data)
    for page in pdf:
        page.get_textpage().get_text_range()
    pdf.close()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
