from __future__ import annotations

import pytest

from extract.model.document import Kind
from extract.readers.pdf.breaks import join_tables
from extract.readers.pdf.cells import CellPieces, TablePieces
from extract.readers.pdf.layout import TextPiece
from extract.readers.pdf.row_breaks import row_continues


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


def test_a_cell_that_a_page_break_cut_in_a_sentence_is_one_text() -> None:
    more = TablePieces(2, PLAN.columns, (row("and in the towns beyond it", "", ""),), (2,))
    assert [cell.text for cell in join_tables(PLAN, more).rows[-1]] == [
        "Train every SENCO in the area and in the towns beyond it",
        "LA",
        "by Easter 2020",
    ]


def test_a_cell_goes_on_with_a_new_block_where_a_bullet_follows_or_a_full_stop_stood() -> None:
    last = TablePieces(1, PLAN.columns, (*PLAN.rows[:-1], row("We will:", "LA", "May 2020")), (1, 1, 1))
    bullet = TextPiece(Kind.BULLET, "• train every SENCO", 2, 40.0, 46.0, 8.0, marker="•")
    first = (CellPieces((bullet,), 0), *row("", "", "")[1:])
    joined = join_tables(last, TablePieces(2, PLAN.columns, (first,), (2,)))
    assert joined.rows[-1][0].text == "We will:\n• train every SENCO"
    assert len(joined.rows) == len(last.rows)
