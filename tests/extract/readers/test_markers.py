"""What stands before an item, and how lists count."""

import pytest

from extract.readers.markers import roman


@pytest.mark.parametrize(("number", "text"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix")])
def test_small_roman_numerals(number: int, text: str) -> None:
    assert roman(number) == text
