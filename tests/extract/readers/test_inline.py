"""Marks inside a line of Markdown or of a converter's HTML are not the author's words."""

from __future__ import annotations

import pytest

from extract.readers.inline import strip_markup


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Waits<!-- a > b --> fell.", "Waits fell."),
        ("Waits<!-- --> fell<!-- to be checked --> again.", "Waits fell again."),
        ("Waits <!-- fell.", "Waits <!-- fell."),
        ("Waits<!-- one --> fell <!-- again.", "Waits fell <!-- again."),
    ],
)
def test_a_comment_is_not_seen_and_one_that_is_never_closed_is_text(text: str, seen: str) -> None:
    assert strip_markup(text) == seen
