from __future__ import annotations

import pytest

from extract.model.document import Kind
from extract.readers.pdf.breaks import CellPieces, TablePieces, row_continues
from extract.readers.pdf.layout import TextPiece


def row(*texts: str) -> tuple[CellPieces, ...]:
    return tuple(
        CellPieces((TextPiece(Kind.PARAGRAPH, text, 1, 40.0, 40.0, 8.0),) if text else (), at)
        for at, text in enumerate(texts)
    )


PLAN = TablePieces(
    page=1,
    columns=(0.0, 100.0, 200.0, 300.0),
    rows=(
        row("Action", "Lead", "By when"),
        row("Write a guide for families", "ICB", "within 18 months"),
        row("Train every SENCO in the area", "LA", "by Easter 2020"),
    ),
    row_pages=(1, 1, 1),
)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (("Share the data with schools", "LA", "by July 2020"), False),
        (("and in the towns beyond it", "", ""), True),
        (("and in the towns beyond it", "partners", "by July 2020"), True),
    ],
)
def test_a_small_letter_goes_on_with_a_row_only_where_its_column_has_none(
    first: tuple[str, ...], expected: bool
) -> None:
    assert row_continues(PLAN, row(*first)) is expected


def test_a_deadline_with_a_small_letter_is_no_rest_of_one_above() -> None:
    table = TablePieces(
        1, PLAN.columns, (*PLAN.rows[:1], row("Train every SENCO in the area", "LA", "May 2020")), (1, 1)
    )
    assert not row_continues(table, row("Share the data with schools", "LA", "by July 2020"))
    assert row_continues(table, row("Share the data with schools", "partners", "by July 2020"))
