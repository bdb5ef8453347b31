"""The benchmark pack: a page and a workbook that say the same, with citations."""

import asyncio
import io

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from db.site.serve import make_datasette
from tests.support.site_db import build_site_database


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("pack")))
    asyncio.run(datasette.invoke_startup())
    return datasette


def get(site, path):
    answer = asyncio.run(site.client.get(path))
    assert answer.status_code == 200, path
    return answer


def page(site, path):
    return BeautifulSoup(get(site, path).text, "lxml")


def test_the_page_says_what_was_asked_and_where_it_comes_from(site):
    cover = page(site, "/pack/norfolk?with=region").select_one(".cover").text
    for words in ("Norfolk", "its region", "Data as of", "/pack/norfolk?with=region", "Open Government Licence v3.0"):
        assert words in cover


@pytest.mark.parametrize(
    "asked", ["norfolk", "norfolk?with=region", "rutland?with=icb", "essex?peer=Norfolk", "hampshire"]
)
def test_page_and_files_say_the_same(site, asked):
    path, _, question = asked.partition("?")
    soup, data = page(site, f"/pack/{asked}"), get(site, f"/pack/{path}.json?{question}").json()
    tables = data["tables"]
    standing = soup.select(".standing tbody tr")
    assert [line.a.text for line in standing] == [row["area"] for row in tables["standing"]]
    for line, row in zip(standing, tables["standing"], strict=True):
        assert row["known"].lower() in line.text.lower()
        assert row["follow_up"].lower() in line.text.lower()
    shown = [[cell.text for cell in line.select("td")][:3] for line in soup.select(".common tbody tr")]
    assert shown == [
        [
            "?" if row["items"] is None else str(row["items"]),
            f"{row['peers_with_it']} of {row['of_peers_known']}",
            f"{row['areas_of_england_with_it']} of {row['of_areas_of_england_known']}",
        ]
        for row in tables["themes"]
    ]
    texts = {row["text"] for name in ("own", "peers_told", "peers_praised", "peers_promised") for row in tables[name]}
    quotes = soup.select(".cited")
    for item in quotes:
        assert any(text in item.text for text in texts)
    assert all(row["text"] in soup.text for row in tables["own"])
    if data["facts"]["ehc_plans_in_time_percent"] is not None:
        assert f"{data['facts']['ehc_plans_in_time_percent']}%" in soup.select_one("main").text
        assert f"{data['facts']['ehc_plans_in_time_peers_median']}%" in soup.select_one("main").text


def test_every_quotation_is_cited_and_our_words_are_not_in_quotation_marks(site):
    for item in page(site, "/pack/norfolk?with=england").select(".cited"):
        assert item.select(".hint a"), item.text
        assert bool(item.select(".tag-paraphrase")) is not bool(item.select("q"))


def test_the_workbook_opens_on_the_question_and_has_every_finding(site):
    book = load_workbook(io.BytesIO(get(site, "/pack/norfolk.xlsx").content))
    assert book.sheetnames[:4] == ["About", "Where they stand", "Themes", "What Norfolk was told"]
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True)}
    assert about["Question"].startswith("What was Norfolk told")
    assert about["Beside"] == "the ten areas most like it"
    assert book["Where they stand"].max_row == 12
    data = get(site, "/pack/norfolk.json").json()["tables"]
    assert book["What peers were told"].max_row == len(data["peers_told"]) + 1
    assert len(data["timeliness"]) == 11


def test_peers_are_chosen_by_name_and_unknown_ones_told(site):
    rows = get(site, "/pack/norfolk.json?peer=Hull&peer=BANES").json()["tables"]["standing"]
    assert [row["area_id"] for row in rows] == ["norfolk", "kingston-upon-hull", "bath-and-north-east-somerset"]
    answer = asyncio.run(site.client.get("/pack/norfok"))
    assert answer.status_code == 404
    assert "Did you mean Norfolk" in answer.text


def test_an_area_of_which_nothing_is_read_says_so(site):
    soup = page(site, "/pack/essex")
    assert "Its report is not read here" in soup.select_one(".notice").text
    assert soup.select(".pack-theme") == []
    none = page(site, "/pack/hampshire").select_one(".standing tbody tr").text
    assert "Told no significant weakness" in none
    assert "no return was due" in none
