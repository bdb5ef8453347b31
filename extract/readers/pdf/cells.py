"""A page's tables as the reader holds them until the whole document is known."""

from __future__ import annotations

from dataclasses import dataclass

from extract.readers.pdf.layout import TextPiece

# A cell's text stops at least this far (points) before the cell's right edge.
CELL_PADDING = 5.0


@dataclass(frozen=True, slots=True)
class CellPieces:
    """A table's cell as the blocks inside it, with its place in the grid."""

    pieces: tuple[TextPiece, ...]
    column: int
    col_span: int = 1
    row_span: int = 1
    fill: str | None = None

    @property
    def text(self) -> str:
        """The cell's text, a line feed between its blocks."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TablePieces:
    """A table: page it begins on, columns' x positions, rows of cells (empty rows left out)."""

    page: int
    columns: tuple[float, ...]
    rows: tuple[tuple[CellPieces, ...], ...]
    row_pages: tuple[int, ...]


PagePiece = TextPiece | TablePieces
