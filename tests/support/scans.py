"""PDFs whose pages are pictures, as a scanner makes them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "Leaders of the area know what families say of the services and of the waits."


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    """A PDF of what is drawn."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def scanned(*pages: Callable[[Canvas], None], text_first: bool = True) -> bytes:
    """A PDF whose pages are pictures of what is drawn, behind a page of text."""
    pictures = [pdfium.PdfDocument(drawn(page))[0].render(scale=3, grayscale=True).to_pil() for page in pages]

    def draw(canvas: Canvas) -> None:
        if text_first:
            canvas.drawString(60, 700, SENTENCE)
            canvas.showPage()
        for picture in pictures:
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()

    return drawn(draw)
