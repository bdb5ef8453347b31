from __future__ import annotations

from datetime import date

import pytest

from extract.plans.status import StatusCell, colour_name, is_status, read_status


def test_reviews_are_kept_oldest_first_and_the_latest_is_the_status() -> None:
    status = read_status(
        [
            StatusCell("RAG August 20", "Completed", None),
            StatusCell("RAG May 20", "Progressing but delayed", None),
            StatusCell("RAG November 20", "", None),
        ]
    )
    assert status.status == "Completed"
    assert status.status_date == date(2020, 8, 31)
    assert status.history == (("RAG May 20", "Progressing but delayed"), ("RAG August 20", "Completed"))


def test_a_colour_alone_is_a_status() -> None:
    assert read_status([StatusCell("RAG", "", "00b050")]).status == "Green"
    assert read_status([StatusCell("RAG", "", "ffffff")]).status is None


def test_without_headers_the_review_furthest_right_is_the_latest() -> None:
    words = ("Not started", "In progress", "Completed", "")
    assert read_status([StatusCell("", word, None) for word in words]).status == "Completed"
    pair = [StatusCell("RAG", "Amber", None), StatusCell("Progress", "In progress", None)]
    assert read_status(pair).status == "Amber"


def test_several_reviews_in_one_cell() -> None:
    status = read_status([StatusCell("Progress", "May 2020: Amber; September 2020: Green", None)])
    assert status.history == (("May 2020", "Amber"), ("September 2020", "Green"))
    assert status.status == "Green"


def test_comments_are_no_status() -> None:
    assert read_status([StatusCell("Progress", "The group met twice and agreed a way forward", None)]).status is None
    assert read_status([StatusCell("Progress", "Completed – the guide is online", None)]).status == "Completed"


@pytest.mark.parametrize(
    ("fill", "name"),
    [("ff0000", "Red"), ("ffc000", "Amber"), ("92d050", "Green"), ("0070c0", "Blue"), ("d9d9d9", None), (None, None)],
)
def test_colour_names(fill: str | None, name: str | None) -> None:
    assert colour_name(fill) == name


def test_is_status() -> None:
    assert is_status("On track")
    assert is_status("R")
    assert not is_status("Head of SEND")
