"""What is new, due and passed: of England, an area, a region or an integrated care board."""

from datetime import date

import pytest
from bs4 import BeautifulSoup


def names(data, table):
    return {row["area"] for row in data["tables"][table]}


def test_the_page_shows_what_its_json_counts(pages):
    page, data = pages.read("/timeline"), pages.json("/timeline.json")
    text = " ".join(page.get_text().split())
    counts = {row["state"]: row["n"] for row in pages.rows("SELECT state, count(*) AS n FROM deadlines GROUP BY 1")}
    assert data["facts"] == {
        "due": counts.get("due", 0),
        "passed_outcome_not_known": counts["passed, outcome not known"],
    }
    assert f"Due ({data['facts']['due']:,})" in text
    assert f"Passed, outcome not known ({data['facts']['passed_outcome_not_known']:,})" in text
    for caption, table in (("Published", "new"), ("Due next", "due"), ("Passed, outcome not known", "passed")):
        region = next(each for each in page.select(".table-wrapper") if each["aria-label"] == caption)
        areas = [row.select("td")[1].get_text() for row in region.select("tbody tr")]
        assert areas == [row["area"] for row in data["tables"][table]][: len(areas)]


def test_new_is_newest_first_and_not_ahead(pages):
    rows = pages.json("/timeline.json")["tables"]["new"]
    days = [row["date"] for row in rows]
    assert days == sorted(days, reverse=True)
    assert days[0] <= date.today().isoformat()
    assert any(row["detail"] == "Widespread and/or systemic failings" for row in rows)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("area=Herts", {"Hertfordshire"}),
        ("area=919", {"Hertfordshire"}),
        ("body=Norfolk+and+Suffolk+ICB", {"Norfolk", "Suffolk", "Essex"}),
        ("region=London&area=Norfolk", set()),
    ],
)
def test_it_is_narrowed_by_area_region_and_board(pages, question, expected):
    data = pages.json(f"/timeline.json?{question}")
    found = names(data, "new") | names(data, "due") | names(data, "passed")
    assert found <= expected
    assert bool(found) == bool(expected)


def test_a_region_has_only_its_areas(pages):
    london = {row["name"] for row in pages.rows("SELECT name FROM areas WHERE region = 'London'")}
    data = pages.json("/timeline.json?region=London")
    assert names(data, "new") <= london
    assert names(data, "new")


def test_what_was_not_understood_is_told(pages):
    page = BeautifulSoup(pages.get("/timeline?area=Norfok&body=nobody").text, "lxml")
    errors = " ".join(each.get_text() for each in page.select(".error"))
    assert "Did you mean Norfolk" in errors
    assert "No body is called “nobody”" in errors


def test_an_area_is_called_by_its_name_and_has_a_feed(pages):
    page = pages.read("/timeline?area=Herts")
    assert page.h1.get_text() == "What is new and what is due: Hertfordshire"
    assert pages.get(page.find("a", string="As an Atom feed")["href"]).status_code == 200


def test_pledges_are_written_as_people_write_them(pages):
    labels = [row["label"] for row in pages.json("/timeline.json?area=Hertfordshire")["tables"]["passed"]]
    assert "New SEND school places: 1,000 places" in labels
    assert "Extra yearly spending on SEND: £2,000,000 more" in labels


def test_paraphrases_are_labelled(pages):
    rows = pages.json("/timeline.json?area=Hertfordshire")["tables"]["passed"]
    lines = pages.read("/timeline?area=Hertfordshire").select("#passed ~ .table-wrapper tbody tr")
    assert [bool(line.select_one(".tag-paraphrase")) for line in lines] == [
        row["text_origin"] == "paraphrase" for row in rows
    ]
