"""The council and the health bodies that a sentence of a letter or report names, whatever the form of its words."""

from __future__ import annotations

import pytest

from extract.letters.head import find_bodies


@pytest.mark.parametrize(
    ("sentence", "council", "health"),
    [
        (
            "The local authority and NHS Exshire ICB share responsibility for SEND in Exford. Exford Borough Council pays.",
            "Exford Borough Council",
            ("NHS Exshire ICB",),
        ),
        (
            "London Borough of Wolds and Marsh and NHS North Exshire Integrated Care Board are jointly responsible.",
            "London Borough of Wolds and Marsh",
            ("NHS North Exshire Integrated Care Board",),
        ),
        (
            "City of Exford Council and NHS Wolds and South Exshire, Integrated Care Board are jointly responsible.",
            "City of Exford Council",
            ("NHS Wolds and South Exshire, Integrated Care Board",),
        ),
        (
            "Royal Borough of Marsh and NHS South Exshire ICB (SE ICB) commission services.",
            "Royal Borough of Marsh",
            ("NHS South Exshire ICB",),
        ),
        (
            "NHS Exshire Integrated Care Board took over from NHS Wolds Clinical Commissioning Group. St. Osyth Council agreed.",
            "St. Osyth Council",
            ("NHS Exshire Integrated Care Board", "NHS Wolds Clinical Commissioning Group"),
        ),
    ],
)
def test_bodies_are_named_whole_and_no_further(sentence: str, council: str, health: tuple[str, ...]) -> None:
    assert find_bodies([sentence]) == (council, health)
