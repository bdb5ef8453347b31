"""Where the items of a list end. All wording is invented."""

import pytest

from extract.lists.items import gather_items
from extract.lists.pieces import pieces_of
from extract.reading import read_document


@pytest.mark.parametrize(
    "after", ["Yours sincerely", "| Action | Lead |\n|---|---|\n| Hire two | ICB |", "## Main findings"]
)
def test_a_numbered_list_takes_in_no_sign_off_no_table_and_no_heading_though_its_last_item_is_unfinished(after):
    text = f"1. Late plans for many.\n\n2. Weak oversight (by leaders\n\n{after}\n"
    pieces = pieces_of(read_document(text.encode(), media_type=None, file_name="letter.md"))
    items, taken = gather_items(pieces)
    assert [item.text for item in items] == ["Late plans for many.", "Weak oversight (by leaders"]
    assert taken == 2
