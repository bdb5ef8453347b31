from __future__ import annotations

import pytest

from extract.model.document import Cell, Draft, Kind, assemble
from extract.plans.owners import find_initials_key, is_owner, parse_owner


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Head of SEND", "Head of SEND"),
        ("Head of Early Years Head of Health Visiting", "Head of Early Years; Head of Health Visiting"),
        ("Director of Nursing Assistant Director for Children", "Director of Nursing; Assistant Director for Children"),
        ("Exshire CCG Director of Commissioning", "Exshire CCG Director of Commissioning"),
        ("(M.S) CYC (K.McN) CCG", "CYC CCG"),
        ("Robin Example, Head of SEND", "Head of SEND"),
        ("Head of SEND (Robin Example)", "Head of SEND"),
        ("Robin Example Head of SEND", "Head of SEND"),
        ("R. Example\nService Manager", "Service Manager"),
        ("Cllr Robin Example", None),
        ("RE", None),
        ("Robin", None),
        ("RE/SX", None),
        ("LA/ICB", "LA/ICB"),
        ("Dr Robin Example (DMO)", "DMO"),
        ("Anyshire County Council and NHS Anyshire CCG", "Anyshire County Council and NHS Anyshire CCG"),
        ("Assistant Director, Education & Inclusion", "Assistant Director, Education & Inclusion"),
        ("SEND Improvement Board (independent chair)", "SEND Improvement Board (independent chair)"),
        ("• Head of SEND\n• ICB lead", "Head of SEND; ICB lead"),
        ("Head of\nSEND", "Head of SEND"),
        ("Robin Example, Media Manager, WCC; Alex Sample, Clinical Lead", "Media Manager, WCC; Clinical Lead"),
        ("Robin Example, Head of SEND\nAlex Sample, Deputy Director", "Head of SEND; Deputy Director"),
        ("DCO (health) and AD Education", "DCO (health) and AD Education"),
        ("Robin Example (Head of SEND)", "Head of SEND"),
        ("Head of Commissioning and Asset Management", "Head of Commissioning and Asset Management"),
        ("Head of SEND and Robin Clement", "Head of SEND"),
        ("Head of Access [R.E.]", "Head of Access"),
        ("TBC", None),
        ("", None),
        *(
            (body, body)
            for body in (
                "South Tyneside and Sunderland NHS Foundation Trust",
                "Milton Keynes and Bedford Borough NHS Trust",
                "Tower Hamlets and Newham ICB",
                "Cheshire West and Chester Council",
                "North Cumbria & Northumberland Children’s Trust",
                "St Helens and Knowsley Hospitals",
                "Head of SEND and Black Country Healthcare",
            )
        ),
        ("Robin North, Head of SEND", "Head of SEND"),
        ("Robin West and Head of SEND", "Head of SEND"),
        ("Alex Heath and Anyshire County Council", "Anyshire County Council"),
        ("Robin Example and St Helens Council", "St Helens Council"),
    ],
)
def test_bodies_and_roles_stay_names_go(text: str, owner: str | None) -> None:
    assert parse_owner(text) == owner


def test_initials_become_the_role_of_the_plans_key() -> None:
    row = [Cell("RE", 0), Cell("Robin Example", 1), Cell("Head of SEND", 2)]
    document = assemble([Draft(Kind.ROW, "", cells=tuple(row), table=1)], media_type="text/html")
    key = find_initials_key(document.blocks)
    assert key == {"RE": "Head of SEND"}
    assert parse_owner("RE / LA", key=key) == "Head of SEND / LA"
    assert parse_owner("R.E.", key=key) == "Head of SEND"


def test_a_glossary_is_no_key_to_initials() -> None:
    rows = [("DCO", "Designated Clinical Officer"), ("PfA", "Preparation for adulthood"), ("KT", "Head of Access")]
    drafts = [Draft(Kind.ROW, "", cells=(Cell(a, 0), Cell(b, 1)), table=1) for a, b in rows]
    assert find_initials_key(assemble(drafts, media_type="text/html").blocks) == {"KT": "Head of Access"}


def test_is_owner() -> None:
    assert is_owner("Director of Education")
    assert is_owner("CYC and CCG")
    assert not is_owner("Review the pathway for every child who is waiting for help from the team.")
    assert not is_owner("September 2020")
