"""PDF pages for tests, drawn line by line with reportlab, so that a test says exactly what stands where."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT, TOP, BOTTOM = 57.0, 532.0, 780.0, 70.0
_LEADING = 14.5


@dataclass
class PageWriter:
    """A document under way: every method draws at the current height and moves down; a full page begins the next."""

    footer: Sequence[str] = ()
    size: float = 12.0
    bottom: float = BOTTOM
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)
    page: int = 1
    y: float = TOP

    def __post_init__(self) -> None:
        self.canvas = Canvas(self._buffer, pagesize=A4, invariant=1)
        self._draw_footer()

    def heading(self, text: str, size: float = 14.0) -> PageWriter:
        self._gap(14)
        self._lines(text, LEFT, RIGHT, "Helvetica-Bold", size)
        self._gap(8)
        return self

    def paragraph(self, text: str, *, gap: float = 13.0, x: float = LEFT) -> PageWriter:
        self._lines(text, x, RIGHT, "Helvetica", self.size)
        self._gap(gap)
        return self

    def bullets(self, items: Sequence[str], *, glyph: str = "•", indent: float = 0.0, gap: float = 6.0) -> PageWriter:
        for item in items:
            self._room(_LEADING)
            self.canvas.setFont("Helvetica", self.size)
            self.canvas.drawString(LEFT + indent, self.y, glyph)
            self._lines(item, LEFT + indent + 18, RIGHT, "Helvetica", self.size)
            self._gap(gap)
        return self

    def table(
        self, rows: Sequence[Sequence[str]], columns: Sequence[float], *, header: bool = True, gap: float = 0.0
    ) -> PageWriter:
        """A ruled table; cells hold lines parted by line feeds. A row that does not fit goes on on the next page, its
        cells cut where the page ends, as word processors do it."""
        for number, row in enumerate(rows):
            font = "Helvetica-Bold" if header and number == 0 else "Helvetica"
            cells = [
                [
                    line
                    for part in text.split("\n")
                    for line in simpleSplit(part, font, self.size, columns[i + 1] - columns[i] - 12)
                ]
                for i, text in enumerate(row)
            ]
            while any(cells):
                fit = int((self.y - self.bottom - 8) // _LEADING)
                if fit < 1:
                    self.new_page()
                    continue
                part, cells = [cell[:fit] for cell in cells], [cell[fit:] for cell in cells]
                self._row(part, columns, font)
        self._gap(gap)
        return self

    def new_page(self) -> PageWriter:
        self.canvas.showPage()
        self.page += 1
        self.y = TOP
        self._draw_footer()
        return self

    def bytes(self, *, password: str | None = None) -> bytes:
        if password:
            self.canvas.setEncrypt(password)
        self.canvas.save()
        return self._buffer.getvalue()

    def _row(self, cells: Sequence[Sequence[str]], columns: Sequence[float], font: str) -> None:
        height = max(len(cell) for cell in cells) * _LEADING + 6
        top, bottom = self.y, self.y - height
        for i, cell in enumerate(cells):
            self.canvas.rect(columns[i], bottom, columns[i + 1] - columns[i], height, stroke=1, fill=0)
            self.canvas.setFont(font, self.size)
            for k, line in enumerate(cell):
                self.canvas.drawString(columns[i] + 6, top - (k + 1) * _LEADING + 2, line)
        self.y = bottom

    def _lines(self, text: str, left: float, right: float, font: str, size: float) -> None:
        for line in simpleSplit(text, font, size, right - left):
            self._room(size * 1.2)
            self.canvas.setFont(font, size)
            self.canvas.drawString(left, self.y, line)
            self.y -= size * 1.2
        self.canvas.setFont("Helvetica", self.size)

    def _room(self, height: float) -> None:
        if self.y - height < self.bottom:
            self.new_page()

    def _gap(self, height: float) -> None:
        if self.y < TOP:
            self.y -= height

    def _draw_footer(self) -> None:
        self.canvas.setFont("Helvetica", 10)
        for k, line in enumerate(self.footer):
            self.canvas.drawString(LEFT, 40 - 12 * k, line.replace("{page}", str(self.page)))
        self.canvas.setFont("Helvetica", self.size)
