"""What stands before an item, and how lists count."""

import pytest

from extract.readers.markers import roman, split_marker


@pytest.mark.parametrize(("number", "text"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix")])
def test_small_roman_numerals(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize("glyph", "◾▻♦★⚫⮚➙❯⁍⦿🡆‧🔹→»")
def test_a_sign_that_only_points_or_decorates_begins_an_item(glyph: str) -> None:
    marked = split_marker(f"{glyph} late plans of the area")
    assert marked is not None and (marked.marker, marked.rest, marked.is_list) == (
        glyph,
        "late plans of the area",
        True,
    )


@pytest.mark.parametrize("sign", "↑↓▲▼✗❌❗£%")
def test_a_sign_that_says_something_stays(sign: str) -> None:
    """A trend, a cross, a warning, a sum."""
    assert split_marker(f"{sign} 12 plans of the area") is None
