"""Fact tables against their forms: each kind of slip is told by file, row and column."""

import pytest

from db.errors import BadFactsError
from db.facts.findings import starter_weaknesses
from db.reference import checks
from db.reference.checks import check_tables, find_faults
from db.reference.tables import FactRow, read_table

ITEM: FactRow = {
    "area_id": "norfolk", "inspection_start": "2020-03-02", "kind": "strength", "number": "1", "responsible": None,
    "page": "6", "text": "Families are heard.", "themes": "coproduction local-offer", "source_url": "https://example.org/r",
}  # fmt: skip


def faults(**changed: str | None) -> list[str]:
    return list(find_faults("starter_report_items", [ITEM | changed]))


def test_the_tables_that_come_along_are_sound() -> None:
    check_tables()
    assert faults() == []


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("area_id", "norfolk-county", "is 'norfolk-county', no known area_id"),
        ("inspection_start", "2/3/2020", "is '2/3/2020', no day as YYYY-MM-DD"),
        ("kind", "strenght", "is 'strenght', none of priority_action, area_for_improvement, strength"),
        ("number", "one", "is 'one', no number"),
        ("number", None, "is empty"),
        ("text", None, "is empty"),
        ("text", " Families", "is ' Families', no text without blanks at its ends"),
        ("themes", "co-production", "is 'co-production', no list of known themes with spaces between"),
        ("source_url", "corpus/report.pdf", "is 'corpus/report.pdf', no web address"),
    ],
)
def test_each_slip_is_told(column: str, value: str | None, told: str) -> None:
    assert faults(**{column: value}) == [f"starter_report_items.csv, row 2: {column} {told}"]


def test_a_row_twice_and_a_row_without_a_source_are_told() -> None:
    assert list(find_faults("starter_report_items", [ITEM, ITEM])) == [
        "starter_report_items.csv, row 3: says the same as row 2"
    ]
    event = read_table("starter_events")[0] | {"source_url": None, "source_title": None}
    assert list(find_faults("starter_events", [event])) == [
        "starter_events.csv, row 2: neither source_url nor source_title says where it is from"
    ]


def test_a_column_too_many_or_too_few_is_told() -> None:
    short = {name: value for name, value in ITEM.items() if name != "page"}
    assert list(find_faults("starter_report_items", [short])) == [
        "starter_report_items.csv, row 2: the columns page are missing or unknown"
    ]


def test_a_build_ends_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "read_table", lambda name: [ITEM | {"page": "six"}] if "items" in name else [])
    with pytest.raises(
        BadFactsError, match=r"^starter_report_items.csv, row 2: page is 'six', no number: mend the row"
    ):
        check_tables()


def test_an_inspection_that_is_not_known_is_told() -> None:
    with pytest.raises(BadFactsError, match="no full inspection of that day: take inspection_start from"):
        starter_weaknesses([])
