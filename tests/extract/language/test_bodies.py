"""Bodies' names: where one ends and the next begins."""

import pytest

from extract.language.bodies import same_body, split_bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Norfolk County Council", ("Norfolk County Council",)),
        ("NHS Exshire ICB together with Wolds Council", ("NHS Exshire ICB", "Wolds Council")),
        (
            "Wolds Council and Exford Council with NHS Exshire and Wolds ICB",
            ("Wolds Council", "Exford Council", "NHS Exshire and Wolds ICB"),
        ),
        ("Leaders of Exford City Council and NHS Exshire ICB", ("Exford City Council", "NHS Exshire ICB")),
        (
            "Derbyshire County Council and NHS Derby and Derbyshire Integrated Care Board",
            ("Derbyshire County Council", "NHS Derby and Derbyshire Integrated Care Board"),
        ),
        (
            "Oxfordshire County Council and NHS Buckinghamshire, Oxfordshire, and Berkshire West ICB",
            ("Oxfordshire County Council", "NHS Buckinghamshire, Oxfordshire, and Berkshire West ICB"),
        ),
        (
            "Suffolk County Council, NHS Suffolk and North East Essex ICB and NHS Norfolk and Waveney ICB",
            ("Suffolk County Council", "NHS Suffolk and North East Essex ICB", "NHS Norfolk and Waveney ICB"),
        ),
        (
            "Bristol, North Somerset and South Gloucestershire ICB and North Somerset Council",
            ("Bristol, North Somerset and South Gloucestershire ICB", "North Somerset Council"),
        ),
        (
            "Hull City Council; NHS Humber and North Yorkshire Integrated Care Board (ICB)",
            ("Hull City Council", "NHS Humber and North Yorkshire Integrated Care Board"),
        ),
        (
            "Exshire Borough Council Schools and multi-academy trusts",
            ("Exshire Borough Council", "Schools", "multi-academy trusts"),
        ),
        ("The local authority and the ICB", ("The local authority", "the ICB")),
        ("NHS Sussex and NHS Kent and Medway ICB", ("NHS Sussex", "NHS Kent and Medway ICB")),
        (
            "Hertfordshire County Council Hertfordshire and West Essex Integrated Care Board",
            ("Hertfordshire County Council", "Hertfordshire and West Essex Integrated Care Board"),
        ),
        (
            "Kent County Council NHS Kent and Medway Integrated Care Board (ICB) Medway Council",
            ("Kent County Council", "NHS Kent and Medway Integrated Care Board", "Medway Council"),
        ),
        ("Essex County Council Children and Families", ("Essex County Council Children and Families",)),
        ("Name of ICB: Dorset ICB", ("Dorset ICB",)),
        ("NHS Wolds and South Exshire, Integrated Care Board", ("NHS Wolds and South Exshire, Integrated Care Board",)),
        (
            "North Wolds and\nSouth Exshire\nNHS Integrated Care Board",
            ("North Wolds and South Exshire NHS Integrated Care Board",),
        ),
        ("NHS Exshire\n(ICB)", ("NHS Exshire",)),
        ("Exshire Council and Integrated Care Board", ("Exshire Council", "Integrated Care Board")),
        ("school and college leaders.", ("school and college leaders",)),
        ("Exford City Council, school and college leaders", ("Exford City Council", "school and college leaders")),
        ("Exshire Council, with schools and settings", ("Exshire Council", "schools", "settings")),
        ("Area leaders, NHS Exshire and schools", ("Area leaders", "NHS Exshire and schools")),
        (
            "Royal Borough of Kensington and Chelsea and North West London ICB",
            ("Royal Borough of Kensington and Chelsea", "North West London ICB"),
        ),
        (
            "London Borough of Hammersmith & Fulham, North West London ICB",
            ("London Borough of Hammersmith & Fulham", "North West London ICB"),
        ),
        (
            "London Borough of Enfield NHS North Central London ICB",
            ("London Borough of Enfield", "NHS North Central London ICB"),
        ),
        (
            "London Borough of Enfield and North Central London ICB",
            ("London Borough of Enfield", "North Central London ICB"),
        ),
        ("City of Wolverhampton Council and Black Country ICB", ("City of Wolverhampton Council", "Black Country ICB")),
        (
            "City of York Council Humber and North Yorkshire Health and Care Partnership",
            ("City of York Council", "Humber and North Yorkshire Health and Care Partnership"),
        ),
        (
            "Council of the Isles of Scilly and Cornwall and the Isles of Scilly ICB",
            ("Council of the Isles of Scilly", "Cornwall and the Isles of Scilly ICB"),
        ),
        (
            "Exshire Council (EC) and NHS Exshire Integrated Care Board (NHS Exshire ICB)",
            ("Exshire Council", "NHS Exshire Integrated Care Board (NHS Exshire ICB)"),
        ),
        ("", ()),
    ],
)
def test_bodies_are_parted_between_names_only(text, bodies):
    assert split_bodies(text) == bodies


def test_names_known_from_elsewhere_are_taken_out_whole():
    known = ("Brighton and Hove City Council", "NHS Sussex")
    assert split_bodies("NHS Sussex and Brighton and Hove City Council", known) == known[::-1]


def test_a_bare_place_in_the_details_table_does_not_cut_other_names():
    """Some details tables name the council by its place alone; a board's name may end in that place."""
    assert split_bodies(
        "Exshire County Council and NHS Exford & Exshire ICB", ("Exshire", "NHS Exford and Exshire")
    ) == (
        "Exshire County Council",
        "NHS Exford & Exshire ICB",
    )


def test_a_body_met_twice_counts_once():
    assert split_bodies("Kent County Council, Kent County Council") == ("Kent County Council",)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("NHS Sussex", "NHS Sussex Integrated Care Board", True),
        ("Trafford Council", "Trafford Metropolitan Borough Council", True),
        ("NHS Sussex", "NHS Surrey", False),
        ("North East London ICB", "South East London ICB", False),
    ],
)
def test_bodies_are_compared_without_generic_words(first, second, same):
    assert same_body(first, second) is same
