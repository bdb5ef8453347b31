"""The pages of bodies: whatever a body is called, what it came from, its areas, and how we know what it was named for."""

import re

import pytest

from db.site.bodies.page import MOST


@pytest.mark.parametrize("name", ["Norfolk and Waveney ICB", "NHS Norfolk & Waveney Integrated Care Board"])
def test_a_body_is_found_by_whatever_it_is_called(pages, name):
    assert pages.get(f"/bodies/{name}").headers["location"] == "/bodies/norfolk-and-waveney-icb"
    assert (
        pages.get(f"/bodies?body={name.replace('&', '%26')}").headers["location"] == "/bodies/norfolk-and-waveney-icb"
    )


def test_an_unknown_body_is_404(pages):
    answer = pages.get(pages.get("/bodies?body=Nobody+at+all").headers["location"])
    assert answer.status_code == 404
    assert "No body is called “Nobody at all”" in answer.text


def test_the_list_names_every_body_with_its_areas(pages):
    page, data = pages.read("/bodies"), pages.json("/bodies.json")
    rows = data["tables"]["bodies"]
    assert {link["href"] for link in page.select(".body-list a")} == {f"/bodies/{row['body_id']}" for row in rows}
    assert len(rows) == data["facts"]["bodies"] == pages.rows("SELECT count(*) AS n FROM bodies")[0]["n"]
    (board,) = [row for row in rows if row["body_id"] == "norfolk-and-suffolk-icb"]
    assert {"Norfolk", "Suffolk"} <= set(board["areas"].split("; "))
    now = next(each for each in page.select("h2") if each.get_text().startswith("Integrated care board"))
    assert int(re.search(r"\((\d+)\)", now.get_text())[1]) == sum(
        row["kind"].startswith("Integrated") and row["to"] is None for row in rows
    )


def test_a_board_shows_its_areas_and_those_it_came_from(pages):
    page, data = pages.read("/bodies/norfolk-and-suffolk-icb"), pages.json("/bodies/norfolk-and-suffolk-icb.json")
    lead = page.select_one(".lead")
    assert lead.select_one('a[href="/bodies/norfolk-and-waveney-icb"]')
    assert "Came from" in lead.get_text()
    shown = {
        row.a.get_text(): row.get_text(" ") for row in page.select("#areas ~ .table-wrapper")[0].select("tbody tr")
    }
    for row in data["tables"]["areas"]:
        assert row["known"] in shown[row["area"]]
        assert (row["outcome"] or "not known") in shown[row["area"]]
    assert set(shown) >= {"Norfolk", "Suffolk"}


def test_what_it_was_named_for_says_how_we_know(pages):
    page, data = pages.read("/bodies/norfolk-county-council"), pages.json("/bodies/norfolk-county-council.json")
    told = data["tables"]["told"]
    assert told
    assert {row["basis"] for row in told} <= {
        "named with the weakness",
        "named by the inspection",
        "body of the area at the time",
    }
    assert {each["id"] for each in page.select(".told")} == {row["item_id"] for row in told[:MOST]}
    counts = {each.get_text() for each in page.select("#told ~ h3")}
    only = {row["basis"] for row in told}
    assert only == {"body of the area at the time"}
    assert counts == {f"A body of the area at the time; no document names any ({len(told)})"}
    assert data["facts"]["Told to act on, with its name or for its areas"] == len(told)


def test_a_body_named_by_a_document_is_told_apart_from_one_of_the_area(pages):
    (row,) = pages.rows("SELECT body_id, count(*) AS n FROM weakness_bodies GROUP BY 1 ORDER BY 2 DESC LIMIT 1")
    told = pages.json(f"/bodies/{row['body_id']}.json")["tables"]["told"]
    named = [each for each in told if each["basis"] == "named with the weakness"]
    assert named
    assert told[: len(named)] == named
    page = pages.read(f"/bodies/{row['body_id']}")
    assert f"Named with the item itself ({len(named)})" in {each.get_text() for each in page.select("#told ~ h3")}


def test_counts_of_themes_open_as_many_findings(pages):
    page = pages.read("/bodies/norfolk-and-suffolk-icb")
    rows = page.select("#themes ~ .table-wrapper")[0].select("tbody tr")
    assert rows
    for row in rows[:5]:
        link = row.select("td")[1].a
        assert pages.json(link["href"].replace("/search?", "/search.json?"))["facts"]["findings"] == int(
            link.get_text()
        )
        told, known = row.select("td")[2].get_text().split(" of ")
        assert int(told) <= int(known) <= len(pages.json("/bodies/norfolk-and-suffolk-icb.json")["tables"]["areas"])


def test_an_area_leads_to_its_bodies(pages):
    links = {link["href"] for link in pages.read("/areas/norfolk").select(".lead a")}
    assert {"/bodies/norfolk-county-council", "/bodies/norfolk-and-suffolk-icb"} <= links
