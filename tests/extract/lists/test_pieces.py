"""Pieces undo what converters run together, and keep their place in the stored text."""

from __future__ import annotations

import pytest

from extract.lists.pieces import pieces_of, quote_of, quote_part
from extract.model.document import Draft, Kind, assemble


def pieces(*texts: str) -> list[tuple[Kind, str, str]]:
    document = assemble([Draft(Kind.PARAGRAPH, text) for text in texts], media_type="text/plain")
    found = pieces_of(document)
    assert all(quote_of(document, piece).text == piece.text for piece in found)
    return [(piece.kind, piece.marker, piece.text) for piece in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain text", [(Kind.PARAGRAPH, "", "plain text")]),
        (
            "weakness: • one • two",
            [(Kind.PARAGRAPH, "", "weakness:"), (Kind.BULLET, "•", "one"), (Kind.BULLET, "•", "two")],
        ),
        ("– late help", [(Kind.BULLET, "–", "late help")]),
        ("o late help", [(Kind.BULLET, "o", "late help")]),
        ("2) Plans:", [(Kind.PARAGRAPH, "2)", "Plans:")]),
        ("poor plans. Yours sincerely", [(Kind.PARAGRAPH, "", "poor plans."), (Kind.PARAGRAPH, "", "Yours sincerely")]),
        ("of 18- to 25-year-olds – and others", [(Kind.PARAGRAPH, "", "of 18- to 25-year-olds – and others")]),
        ("Page 3 of 9", []),
        (
            "weakness:\n1. one\n2. two",
            [(Kind.PARAGRAPH, "", "weakness:"), (Kind.BULLET, "1.", "one"), (Kind.BULLET, "2.", "two")],
        ),
        (
            "weakness:\n- one\n- two",
            [(Kind.PARAGRAPH, "", "weakness:"), (Kind.BULLET, "-", "one"), (Kind.BULLET, "-", "two")],
        ),
        (
            "help for young people\n– and families –\n– comes late",
            [(Kind.PARAGRAPH, "", "help for young people – and families – – comes late")],
        ),
    ],
)
def test_a_block_is_cut_where_its_marks_are(text: str, expected: list[tuple[Kind, str, str]]) -> None:
    assert pieces(text) == expected


def test_the_numbers_of_a_list_count_before_a_converters_dash() -> None:
    document = assemble([Draft(Kind.BULLET, "- 1) Plans:", marker="-")], media_type="text/markdown")
    assert [(piece.marker, piece.text) for piece in pieces_of(document)] == [("1)", "Plans:")]


def test_a_part_is_quoted_through_wide_white_space() -> None:
    document = assemble([Draft(Kind.PARAGRAPH, "dated  14\n June   2018 by post")], media_type="text/plain")
    piece = pieces_of(document)[0]
    start = piece.text.index("14 June")
    assert quote_part(document, piece, start, start + len("14 June 2018")).text == "14 June 2018"
    assert quote_part(document, piece, start + 1, start + 5).text == "4 Ju"


def test_numbered_labels_are_no_running_titles() -> None:
    texts = ("Weakness 1", "Plans are late.", "Weakness 2", "Waits are long.")
    assert [text for _, _, text in pieces(*texts)] == list(texts)
