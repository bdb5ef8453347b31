from __future__ import annotations

from dataclasses import replace

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


def plan_with_merged_outcome(last: str, *, span: int = 2) -> TablePieces:
    """A plan whose outcome is merged over the page's last rows."""
    (outcome, *others) = row("Plans are on time", "1.1", "Hire two officers.", "Council")
    return TablePieces(
        1,
        (0.0, 100.0, 150.0, 300.0, 400.0),
        (
            row("Outcome", "Ref", "Action", "Lead"),
            (replace(outcome, row_span=span), *others),
            *((row("", "1.2", last, "Board")[1:],) if span > 1 else ()),
        ),
        (1, 1, 1) if span > 1 else (1, 1),
    )


def continued(*rows: tuple[CellPieces, ...], span: int) -> TablePieces:
    """The table on the next page; its outcome's cell is empty and merged over `span` rows."""
    first = (replace(rows[0][0], row_span=span), *rows[0][1:])
    return TablePieces(
        2, (0.0, 100.0, 150.0, 300.0, 400.0), (first, *(each[1:] for each in rows[1:])), (2,) * len(rows)
    )


@pytest.mark.parametrize("span", [1, 2])
def test_a_cell_merged_over_a_page_break_is_one(span: int) -> None:
    last = plan_with_merged_outcome("Write to families.", span=span)
    more = continued(row("", "1.3", "Train every SENCO.", "Board"), row("", "1.4", "Share data.", "Board"), span=2)
    joined = join_tables(last, more)
    assert [cell.row_span for cell in joined.rows[1]] == [span + 2, 1, 1, 1]
    assert [[cell.column for cell in each] for each in joined.rows[-2:]] == [[1, 2, 3], [1, 2, 3]]
    assert joined.rows[-2][0].text == "1.3"


def test_a_row_cut_beside_a_cell_merged_over_the_break_is_made_whole() -> None:
    last = plan_with_merged_outcome("Train health managers in the Code of")
    more = continued(row("", "", "Practice", ""), row("", "1.3", "Share data.", "Board"), span=2)
    joined = join_tables(last, more)
    assert [cell.text for cell in joined.rows[2]] == ["1.2", "Train health managers in the Code of Practice", "Board"]
    assert [cell.text for cell in joined.rows[3]] == ["1.3", "Share data.", "Board"]
    assert joined.rows[1][0].row_span == 3


def test_an_empty_cell_under_one_that_is_not_merged_stays_empty() -> None:
    last = plan_with_merged_outcome("", span=1)
    joined = join_tables(last, continued(row("", "1.2", "Share data.", "Board"), span=1))
    assert [cell.text for cell in joined.rows[-1]] == ["", "1.2", "Share data.", "Board"]
    assert joined.rows[1][0].row_span == 1


def test_a_merged_cell_that_ends_on_its_page_does_not_go_on() -> None:
    last = plan_with_merged_outcome("Write to families.")
    more = continued(row("Families know", "2.1", "Share data.", "Board"), span=1)
    joined = join_tables(last, more)
    assert joined.rows[1][0].row_span == 2
    assert joined.rows[-1][0].text == "Families know"
