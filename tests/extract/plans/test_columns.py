from __future__ import annotations

import pytest

from extract.model.document import Block, Cell, Draft, Kind, assemble
from extract.plans.columns import Role, header_role, read_header
from extract.plans.content import fits, guess_columns


def rows(*lines: str) -> list[Block]:
    drafts = [
        Draft(Kind.ROW, "", table=1, cells=tuple(Cell(text.strip(), i) for i, text in enumerate(line.split("|"))))
        for line in lines
    ]
    return list(assemble(drafts, media_type="text/html").blocks)


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Action", Role.ACTION),
        ("What we will do", Role.ACTION),
        ("What and when", Role.ACTION),
        ("Key actions", Role.ACTION),
        ("Lead officer", Role.OWNER),
        ("Who is responsible?", Role.OWNER),
        ("Sponsoring director", Role.OWNER),
        ("By when", Role.DEADLINE),
        ("Time-scale", Role.DEADLINE),
        ("End date", Role.DEADLINE),
        ("Start date", Role.START),
        ("Measures of success", Role.MEASURE),
        ("How will we know?", Role.MEASURE),
        ("Benefit to children", Role.MEASURE),
        ("RAG May 20", Role.STATUS),
        ("BRAG rating", Role.STATUS),
        ("Ref.", Role.REF),
        ("Action ID", Role.REF),
        ("Area of weakness", Role.WEAKNESS),
        ("Baseline (2019)", Role.BASELINE),
        ("Target", Role.TARGET),
        ("Target date", Role.DEADLINE),
        ("Undertaking", Role.ACTION),
        ("Improvement work", Role.ACTION),
        ("Our response", Role.ACTION),
        ("Answerable", Role.OWNER),
        ("Jointly led by", Role.OWNER),
        ("To be finished", Role.DEADLINE),
        ("Quarter due", Role.DEADLINE),
        ("By what date", Role.DEADLINE),
        ("How will we know it has worked?", Role.MEASURE),
        ("Intended effect for children", Role.MEASURE),
        ("Completed", None),
        ("By", None),
        ("Responses", None),
        ("Improvement", None),
        ("Set up a board of families", None),
        ("", None),
    ],
)
def test_header_role(header: str, role: Role | None) -> None:
    assert header_role(header) == role


def test_read_header() -> None:
    header, other = rows("Ref | Action | Lead | By when", "1.1 | Write a guide | ICB | May 2021")
    columns = read_header(header)
    assert columns is not None
    assert columns.roles == {0: Role.REF, 1: Role.ACTION, 2: Role.OWNER, 3: Role.DEADLINE}
    assert read_header(other) is None


def test_longer_headers_are_known_beside_known_ones() -> None:
    (header, body) = rows(
        "Ref | Action | Responsible organisation and lead officer | Description of success for families",
        "1.1 | Review the impact | Head of SEND | Families know who leads",
    )
    columns = read_header(header)
    assert columns is not None
    assert columns.roles == {0: Role.REF, 1: Role.ACTION, 2: Role.OWNER, 3: Role.MEASURE}
    assert read_header(body) is None


def test_columns_by_content() -> None:
    body = rows(
        "1.1 | Develop a guide with families | Head of SEND | May 2021 | Families say that it helps them | Green",
        "1.2 | Review the pathway for autism | ICB | July 2021 | Children wait less than they did | Amber",
        "1.3 | Train every SENCO in the area | Head of Inclusion | ongoing | Schools are more confident | Red",
    )
    columns = guess_columns(body)
    assert columns is not None
    assert columns.roles == {
        0: Role.REF,
        1: Role.ACTION,
        2: Role.OWNER,
        3: Role.DEADLINE,
        4: Role.MEASURE,
        5: Role.STATUS,
    }
    assert not columns.is_certain
    assert fits(columns, body)
    assert not fits(columns, rows("a | b"))


def test_a_table_of_prose_has_no_columns_of_a_plan() -> None:
    assert guess_columns(rows("Aim | Children are happy here", "Vision | Families are heard here")) is None
