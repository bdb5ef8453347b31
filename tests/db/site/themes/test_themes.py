"""Themes: how often they are raised, out of how many; who was told, who is praised, what was done."""

import asyncio
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup

from db.site.searching.facets import FacetIndex, to_mask
from db.site.serve import make_datasette
from db.site.themes.counts import Rate, find_told, rate_of, rates_by_year
from tests.support.site_db import build_site_database


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("themes")))
    asyncio.run(datasette.invoke_startup())
    return datasette


def get(site, path):
    return asyncio.run(site.client.get(path))


def page(site, path):
    answer = get(site, path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def found_at(site, address):
    """How many findings the search page has at this address."""
    parts = urlsplit(address)
    asked = [*parse_qsl(parts.query)]
    return get(site, f"{parts.path}.json?" + "&".join(f"{k}={v}" for k, v in asked)).json()["facts"]["findings"]


INSPECTIONS = [
    {"inspection_id": "a-2024", "area_id": "a", "framework": "2023", "inspected": "2024-01-01", "known": "all", "newest": 1},
    {"inspection_id": "b-2024", "area_id": "b", "framework": "2023", "inspected": "2024-05-01", "known": "part", "newest": 1},
    {"inspection_id": "c-2023", "area_id": "c", "framework": "2023", "inspected": "2023-05-01", "known": "nothing", "newest": 2},
    {"inspection_id": "d-2018", "area_id": "d", "framework": "2016", "inspected": "2018", "known": "none_told", "newest": 1},
    {"inspection_id": "e-2018", "area_id": "e", "framework": "2016", "inspected": "2018", "known": "all", "newest": 1},
]  # fmt: skip
INDEX = FacetIndex(
    {
        "theme": {"t": to_mask([1, 3, 4])},
        "kind": {"to_act_on": to_mask([1, 2, 3])},
        "inspection": {"a-2024": to_mask([1, 2]), "b-2024": to_mask([3]), "e-2018": to_mask([4])},
    },
    to_mask([1, 2, 3, 4]), {}, {},
)  # fmt: skip


def test_a_rate_is_out_of_inspections_wholly_known():
    assert rate_of(INDEX, "t", INSPECTIONS[:3]) == Rate(1, 1, 0, 3)
    # What is told in passing (4) is nothing to act on.
    assert rate_of(INDEX, "t", INSPECTIONS[3:]) == Rate(0, 2, 1, 2)
    assert rate_of(INDEX, "t", []).percent is None
    years = rates_by_year(INDEX, "t", INSPECTIONS, "2023")
    assert [(year, rate.raised, rate.inspections) for year, rate in years] == [("2024", 1, 2), ("2023", 0, 1)]


def test_areas_partly_known_were_told_too():
    told = find_told(INDEX, "t", INSPECTIONS, "2023")
    assert [(each.area_id, each.items, each.held) for each in told] == [("a", 1, 2), ("b", 1, 1)]


def test_the_list_of_themes_says_what_its_files_say_and_its_numbers_open_what_they_count(site):
    soup, rows = page(site, "/themes"), get(site, "/themes.json").json()["tables"]["themes"]
    lines = soup.select(".theme-table tbody tr")
    assert len(lines) == len(rows) == 23
    for number, (line, row) in enumerate(zip(lines, rows, strict=True)):
        since, before, items, followed, strengths, actions = line.select("td")
        assert since.text == f"{row['raised_since_2023']} of {row['of_known_since_2023']} known"
        assert before.text == f"{row['raised_2016_22']} of {row['of_known_2016_22']} known"
        assert followed.text == f"{row['followed_by_progress']} of {row['followed_up']} followed up"
        for cell, column in ((items, "to_act_on"), (strengths, "strengths"), (actions, "actions")):
            assert int(cell.text) == row[column]
            if number % 6 == 0:
                assert found_at(site, cell.a["href"]) == row[column]


@pytest.mark.parametrize("theme", ["workforce", "co-production", "ehc-timeliness", "alternative-provision"])
def test_a_themes_page_says_what_its_files_say(site, theme):
    theme = {"co-production": "coproduction"}.get(theme, theme)
    soup, data = page(site, f"/themes/{theme}"), get(site, f"/themes/{theme}.json").json()
    facts = data["facts"]
    since, before, followed, praised = (each.strong.text for each in soup.select(".figures > div"))
    assert since == f"{facts['raised_since_2023']} of {facts['of_known_since_2023']}"
    assert before == f"{facts['raised_2016_22']} of {facts['of_known_2016_22']}"
    assert followed == f"{facts['followed_by_progress']} of {facts['followed_up']}"
    assert praised == str(facts["strengths"])
    for section in soup.select("section[aria-labelledby]"):
        name, count = section["aria-labelledby"], int(section.select_one(".count").text)
        assert count == facts[f"list_{name}"]
        assert len(section.select("article")) == min(count, 6)
        assert bool(section.select(".notice")) is (count == 0)
        for link in section.select("p > a[href^='/search?theme=']"):
            assert found_at(site, link["href"]) == count
    areas = soup.select(".area-list li")
    assert len(areas) == len(data["tables"]["areas"])
    for item, row in list(zip(areas, data["tables"]["areas"], strict=True))[:4]:
        assert item.a.text == row["area"]
        assert re.match(r"(\d+) of (\d+) items", item.span.text).groups() == (
            str(row["items_on_theme"]),
            str(row["of_items_held"]),
        )
        assert found_at(site, item.a["href"]) == row["items_on_theme"]
    years = [(line.th.text, line.select("td")[1].text.split(" (")[0]) for line in soup.select(".common tbody tr")]
    assert years == [(row["year"], f"{row['raised']} of {row['known']}") for row in data["tables"]["years"]]


def test_a_theme_that_is_not_there_is_not_found(site):
    answer = get(site, "/themes/nothing")
    assert answer.status_code == 404
    assert "No theme is called" in answer.text
    assert get(site, "/themes/nothing.json").status_code == 404
