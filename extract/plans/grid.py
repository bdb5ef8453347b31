"""A table's row as a grid of cells, with the merged cells that reach down to it from the rows above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.model.document import Block, Cell, squash
from extract.plans.columns import Columns, Role


@dataclass(frozen=True, slots=True)
class Held:
    """A cell with the row it stands in; merged cells are held for the rows below."""

    block: Block
    cell: Cell
    is_carried: bool = False

    @property
    def text(self) -> str:
        """The cell's text on one line."""
        return squash(self.cell.text)


def grid_of(row: Block, held: dict[int, tuple[Held, int]]) -> dict[int, Held]:
    """The row's cells by column, with merged cells from above; `held` is brought up to date for the next row."""
    grid: dict[int, Held] = {}
    own = {cell.column for cell in row.cells if cell.text.strip() or cell.row_span > 1}
    for column, (above, left) in list(held.items()):
        if column in own or left <= 0:
            del held[column]
            continue
        grid[column] = Held(above.block, above.cell, is_carried=True)
        held[column] = (above, left - 1)
    for cell in row.cells:
        if cell.column in grid and not cell.text.strip():
            continue
        grid[cell.column] = Held(row, cell)
        if cell.row_span > 1:
            held[cell.column] = (Held(row, cell), cell.row_span - 1)
    return grid


def text_of(grid: dict[int, Held], columns: Columns, role: Role) -> str | None:
    """The text of a role's first column that has one, as printed; None where none has."""
    return next(texts_of(grid, columns, role), None)


def texts_of(grid: dict[int, Held], columns: Columns, role: Role) -> Iterator[str]:
    """The texts of a role's columns as printed, line ends kept, empty ones left out."""
    for column in columns.all_of(role):
        held = grid.get(column)
        if held is not None and held.text:
            yield held.cell.text.strip()
