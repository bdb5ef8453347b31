"""Which lines of a PDF page a person does not see."""

from __future__ import annotations

import pytest

from extract.readers.pdf.lines import Line
from extract.readers.pdf.unseen import seen


def line(x0: float = 60, x1: float = 300, y: float = 400, size: float = 10, text: str = "Waits are long.") -> Line:
    return Line(text, x0, x1, y, size, False, 0, len(text) - 1)


@pytest.mark.parametrize(
    "unseen", [line(size=1), line(x0=-300, x1=-60), line(x0=600, x1=800), line(y=-12), line(y=850)],
    ids=["tiny", "left", "right", "below", "above"],
)  # fmt: skip
def test_a_line_off_the_page_or_too_small_to_read_is_left_out(unseen: Line) -> None:
    assert seen([line(), unseen], 595, 842) == [line()]


@pytest.mark.parametrize(
    "on_edge", [line(x0=-1, x1=200), line(x0=400, x1=596), line(y=-1), line(y=842), line(size=1.5)]
)
def test_a_line_that_reaches_over_the_edge_is_seen(on_edge: Line) -> None:
    assert seen([on_edge], 595, 842) == [on_edge]


def test_characters_without_a_shape_are_not_seen() -> None:
    assert [each.text for each in seen([line(text="Waits\u200b are long.")], 595, 842)] == ["Waits are long."]
