"""Comparisons: which areas, which counts, out of how many."""

import pytest
from sqlite_utils import Database

from db.errors import UnknownAreaError
from db.publish.compare import UnknownThemeError, compare, find_theme_id, summarise
from db.publish.comparison_text import format_table
from tests.support.reference_db import reference_db


@pytest.fixture
def facts() -> Database:
    return reference_db()


def test_neighbours_join_with_rank_and_closeness(facts: Database) -> None:
    rows = compare(facts, ["Norfolk"], theme="annual-reviews", peers="neighbours")
    assert len(rows) == 11
    assert rows[0]["relation"] == "chosen"
    assert rows[1]["relation"].startswith("neighbour 1 of Norfolk (")


def test_a_region_joins_without_abolished_areas(facts: Database) -> None:
    rows = compare(facts, ["norfolk"], theme="annual-reviews", peers="region")
    assert len(rows) == 11
    assert {row["region"] for row in rows} == {"East of England"}
    northwest = compare(facts, ["Cumberland"], theme="annual-reviews", peers="region")
    assert "cumbria" not in {row["area_id"] for row in northwest}


def test_areas_asked_for_twice_count_once_and_neighbours_do_not_repeat_them(facts: Database) -> None:
    rows = compare(facts, ["Norfolk", "norfolk", "Suffolk"], theme="annual-reviews", peers="neighbours")
    ids = [row["area_id"] for row in rows]
    assert ids[:2] == ["norfolk", "suffolk"]
    assert len(ids) == len(set(ids))


def test_a_neighbour_of_two_areas_says_so(facts: Database) -> None:
    relations = {
        row["area"]: row["relation"]
        for row in compare(facts, ["Norfolk", "Suffolk"], theme="outcomes", peers="neighbours")
    }
    assert relations["Norfolk"] == "chosen"
    assert any(" of Norfolk (" in relation and " of Suffolk (" in relation for relation in relations.values())


def test_counts_stand_beside_what_they_are_out_of(facts: Database) -> None:
    row = compare(facts, ["Norfolk"], theme="Preparation for adulthood and transitions")[0]
    assert (row["to_act_on"], row["significant_weaknesses"]) == (1, 1)
    assert (row["all_to_act_on"], row["inspections_read"]) == (3, 1)


def test_nothing_known_is_told_from_nothing_raised(facts: Database) -> None:
    row = compare(facts, ["Camden"], theme="therapies")[0]
    assert (row["to_act_on"], row["inspections_read"]) == (0, 0)


def test_what_is_known_of_an_area_without_items_is_told(facts: Database) -> None:
    rows = compare(facts, ["Barnet", "Hillingdon"], theme="therapies")
    assert rows[0]["known"] == "2022: told no significant weakness"
    table = format_table(rows)
    assert "1 Barnet (chosen): no items known (2022: told no significant weakness)" in table


def test_every_theme_has_a_row_when_none_is_asked_for(facts: Database) -> None:
    rows = compare(facts, ["Essex"])
    assert len(rows) == 23
    assert {row["area_id"] for row in rows} == {"essex"}


def test_a_summary_counts_areas_and_only_those_read(facts: Database) -> None:
    themes = summarise(compare(facts, ["Norfolk", "Essex", "Camden"]))
    assert all(theme["areas_read"] == 2 for theme in themes)
    commissioning = next(theme for theme in themes if theme["theme_id"] == "joint-commissioning")
    assert commissioning["raised_in"] == ["Norfolk", "Essex"]
    assert [theme["areas_raised"] for theme in themes] == sorted((t["areas_raised"] for t in themes), reverse=True)


def test_unknown_names_are_refused_with_what_there_is(facts: Database) -> None:
    with pytest.raises(UnknownAreaError, match="Essex"):
        compare(facts, ["Esex"])
    with pytest.raises(UnknownThemeError, match="therapies"):
        find_theme_id("homework")
