"""Areas beside each other: a row is an inspection, unknown is not none, a cell opens exactly what it counts."""

import asyncio
import csv
import io
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from db.site.comparing.common import Share, _unusual
from db.site.comparing.knowledge import know_actions, know_strengths, know_told
from db.site.serve import make_datasette
from tests.support.site_db import build_site_database


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("comparing")))
    asyncio.run(datasette.invoke_startup())
    return datasette


def get(site, path, **values):
    return asyncio.run(site.client.get(f"{path}?{urlencode(values, doseq=True)}"))


def page(site, **values):
    answer = get(site, "/compare", **values)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def content(site, **values):
    return get(site, "/compare.json", **values).json()


def told(**row):
    return know_told(
        {"framework": "2023", "items": 0, "priority_actions": 0, "out_of": None, "known": "nothing", **row}
    )


@pytest.mark.parametrize(
    ("knowledge", "words", "items", "out_of", "is_complete"),
    [
        (told(), "its report is not read here", None, None, False),
        (told(framework="2016", out_of=4), "its 4 significant weaknesses are not known here", None, 4, False),
        (told(known="part", items=2, priority_actions=2), "partly known: 2 priority actions only", 2, None, False),
        (told(known="part", items=3, priority_actions=2), "partly known: 2 priority actions and 1 area for improvement only", 3, None, False),
        (told(known="part", items=1, framework="2016"), "1 item known, of how many is not known", 1, None, False),
        (told(known="part", items=3, out_of=5, framework="2016"), "3 of 5 known", 3, 5, False),
        (told(known="all", items=8, out_of=8), "all 8 known", 8, 8, True),
        (told(known="none_told", framework="2016"), "told no significant weakness", 0, 0, True),
        (told(known="none_told", framework="2016", items=4), "sources disagree: none by Ofsted’s tables, 4 by a document read here", 4, None, False),
        (know_strengths({"document_id": None}, 0), "its report is not read here", None, None, False),
        (know_strengths({"document_id": None}, 3), "3 strengths known", 3, 3, True),
        (know_strengths({"document_id": "d"}, 1), "1 strength read", 1, 1, True),
        (know_actions({"plan_required": 0, "plan_state": None}, 0), "no plan was required", 0, 0, True),
        (know_actions({"plan_required": None, "plan_state": None}, 0), "not known whether a plan was required", None, None, False),
        (know_actions({"plan_required": 1, "plan_state": "no plan found"}, 0), "no plan found", None, None, False),
        (know_actions({"plan_required": 1, "plan_state": "read"}, 2), "plan read: 2 actions", 2, 2, True),
        (know_actions({"plan_required": 1, "plan_state": "known, not read"}, 0), "a plan is known, not read here", None, None, False),
    ],
)  # fmt: skip
def test_all_a_part_nothing_and_none_are_four_answers(knowledge, words, items, out_of, is_complete):
    assert (knowledge.words, knowledge.items, knowledge.out_of) == (words, items, out_of)
    assert knowledge.is_complete is is_complete


@pytest.mark.parametrize(
    ("items", "raised", "known", "unusual"),
    [(1, 1, 5, "seldom"), (1, 2, 5, None), (0, 3, 5, "often"), (0, 2, 5, None), (1, 0, 4, None), (None, 5, 5, None)],
)
def test_unusual_is_what_the_page_says_it_is(items, raised, known, unusual):
    assert _unusual(items, Share(raised, known, 0)) == unusual


def test_a_row_is_an_inspection_and_the_latest_comes_first(site):
    rows = content(site, area="Essex", inspections="both", **{"with": ""})["tables"]["areas"]
    assert [(row["inspected"][:4], row["framework"]) for row in rows] == [("2026", "since 2023"), ("2019", "2016–22")]
    assert [row["inspected"][:4] for row in content(site, area="Essex", **{"with": ""})["tables"]["areas"]] == ["2026"]
    before = content(site, area="Essex", inspections="before", **{"with": ""})["tables"]["areas"]
    assert [row["inspected"][:4] for row in before] == ["2019"]


def test_not_read_and_none_told_are_not_nought(site):
    rows = {
        row["area"]: row
        for row in content(site, area=["Essex", "Hampshire", "Norfolk"], **{"with": ""})["tables"]["areas"]
    }
    assert rows["Essex"]["workforce"] is None
    assert rows["Essex"]["known"] == "its report is not read here"
    assert rows["Hampshire"]["workforce"] == 0
    assert (rows["Hampshire"]["items_known"], rows["Hampshire"]["out_of"]) == (0, 0)
    assert (rows["Norfolk"]["items_known"], rows["Norfolk"]["out_of"]) == (3, 3)
    soup = page(site, area=["Essex", "Hampshire"], **{"with": ""})
    words = [cell.text for cell in soup.select(".heat-words")]
    assert words[0].startswith("Its report is not read here: open it at its publisher")
    assert words[1].startswith("Told no significant weakness")


@pytest.mark.parametrize("asked", [
    {"area": "Norfolk"}, {"area": "Norfolk", "with": "england", "inspections": "both"}, {"area": "Rutland", "show": "strengths"},
    {"area": ["Norfolk", "Essex"], "show": "actions", "inspections": "both"}, {"area": "Hertfordshire", "with": "icb"},
])  # fmt: skip
def test_every_cell_is_in_the_files_and_opens_exactly_what_it_counts(site, asked):
    soup, data = page(site, **asked), content(site, **asked)
    rows = data["tables"]["areas"]
    shown = soup.select(".heat-map tbody tr")
    assert len(shown) == len(rows) == data["facts"]["rows"]
    themes = [link["href"].rsplit("/", 1)[1] for link in soup.select(".heat-map thead .theme a")]
    assert len(themes) == 23
    opened = 0
    for line, row in zip(shown, rows, strict=True):
        cells = line.select("td.heat")
        values = [{"?": None, "": 0}.get(cell.text, cell.text) for cell in cells]
        if cells:
            assert [None if value is None else int(value) for value in values] == [row[theme] for theme in themes]
            assert re.match(r"\d+", line.select_one("td.number").text)[0] == str(row["items_known"])
        for cell in line.select("td.heat a")[:3]:
            if opened < 40:
                parts = urlsplit(cell["href"])
                found = get(site, f"{parts.path}.json", **dict(parse_qsl(parts.query))).json()
                assert found["facts"]["findings"] == int(cell.text), cell
                assert {each["area_id"] for each in found["tables"]["findings"]} == {row["area_id"]}
                opened += 1
    assert opened > 0 or asked.get("with") == "icb"


def test_the_files_hold_every_cell_once(site):
    asked = {"area": "Norfolk", "with": "region"}
    data = content(site, **asked)
    assert len(data["tables"]["cells"]) == 23 * len(data["tables"]["areas"])
    rows = list(csv.DictReader(io.StringIO(get(site, "/compare.csv", **asked).content.decode("utf-8-sig"), newline="")))
    assert [row["area"] for row in rows] == [row["area"] for row in data["tables"]["areas"]]
    assert data["criteria"]["With"] == "its region"


def test_what_is_common_leaves_out_what_is_not_known_and_the_area_itself(site):
    data = content(site, area="Norfolk")
    rows = {row["theme"]: row for row in data["tables"]["themes"]}
    peers = [row for row in data["tables"]["areas"] if row["area"] != "Norfolk"]
    assert len(rows) == 23
    for row in rows.values():
        assert row["peers_with_it"] <= row["of_peers_known"] <= len(peers)
        assert row["areas_of_england_with_it"] <= row["of_areas_of_england_known"] <= 152
    soup = page(site, area="Norfolk")
    shown = {line.th.text: [cell.text for cell in line.select("td")] for line in soup.select(".common tbody tr")}
    for theme, row in rows.items():
        assert shown[theme][1:] == [
            f"{row['peers_with_it']} of {row['of_peers_known']}",
            f"{row['areas_of_england_with_it']} of {row['of_areas_of_england_known']}",
        ]  # fmt: skip
    told = [item.text for item in soup.select("#unusual + ul li")]
    assert len(told) == sum(bool(row["unusual"]) for row in rows.values())


def test_an_icb_brings_its_areas(site):
    rows = content(site, area="Norfolk", **{"with": "icb"})["tables"]["areas"]
    assert {"Norfolk", "Suffolk"} <= {row["area"] for row in rows}
    assert any("Norfolk and Suffolk Integrated Care Board" in row["why_here"] for row in rows)


def test_names_are_helped_and_nothing_asked_is_told(site):
    soup = BeautifulSoup(get(site, "/compare", area="Norfok").text, "lxml")
    assert "Did you mean Norfolk" in soup.select_one(".error").text
    assert soup.select(".heat-map") == []
    assert "Fill in at least one area" in page(site).select_one(".zero-results").text
    assert len(page(site, area=["Norfolk", "Hull"], **{"with": ""}).select(".heat-map tbody tr")) == 2
    assert page(site, area="Norfolk", show="nonsense", inspections="x", **{"with": "x"}).select(".heat-map tbody tr")
