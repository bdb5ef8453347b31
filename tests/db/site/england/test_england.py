"""All areas together: the home page, the list and the map say the same, and unknown is not none."""

import asyncio
import re

from db.facts.inspections import OUTCOME_LABELS
from db.reference.tables import read_table
from db.site.england.standing import OUTCOME_MARKS, count_states, theme_states


def test_the_home_page_tells_what_is_in_here_how_fresh_and_whether_it_agrees(pages):
    page, data = pages.read("/"), pages.json("/home.json")
    text = " ".join(page.get_text().split())
    counts = {item.get_text(" ", strip=True) for item in page.select(".counts li")}
    assert counts == {f"{row['number']:,} {row['label']}" for row in data["tables"]["counts"]}
    assert {"153 areas", "149 inspections of 2016–22"} <= counts
    assert "All 13 counts that Ofsted published agree" in text
    assert str(int(data["facts"]["built"][8:10])) in page.find("dt", string="Built").find_next("dd").get_text()
    assert len(page.select(".regions section")) == 9
    assert len(page.select(".regions a")) == 153
    assert data["address"].endswith("/")


def test_every_count_of_the_home_page_opens_as_many_rows(pages):
    for link in pages.read("/").select(".counts a"):
        number = int(link.strong.get_text().replace(",", ""))
        if link["href"].startswith("/send/"):
            path, _, query = link["href"].partition("?")
            assert pages.json(f"{path}.json?{query}")["filtered_table_rows_count"] == number
        else:
            assert pages.json(f"{link['href']}.json")["facts"]["areas"] == number


def test_the_home_page_has_a_form_for_each_question_that_leads_to_a_page(pages):
    actions = {form["action"] for form in pages.read("/").select("form")}
    assert {"/areas", "/search", "/compare"} <= actions
    assert {pages.get(action).status_code for action in actions} == {200}


def test_the_home_page_says_what_does_not_agree(pages):
    from db.site.charts.tile_map import draw_tiles
    from db.site.england.home import Check, Home

    home = Home((), None, None, None, (Check("Areas inspected", 149, 148, False),), 0, ())
    context = {"home": home, "map": draw_tiles({}, {}), "legend": [], "files": [], "beside": {}}
    html = asyncio.run(pages.datasette.render_template("home.html", context, view_name="home"))
    assert "0 of 1 counts" in html
    assert "Areas inspected: published 149, counted here 148" in html


def test_london_stands_apart_and_no_tile_covers_another(pages):
    from db.site.charts.tile_map import draw_tiles

    rows = pages.rows("SELECT area_id, name, region FROM areas WHERE status = 'current'")
    regions = {row["area_id"]: row["region"] for row in rows}
    drawn = draw_tiles({row["area_id"]: row["name"] for row in rows}, {}).panels
    assert [{regions[tile.area_id] == "London" for tile in panel.tiles} for panel in drawn] == [{False}, {True}]
    for panel in drawn:
        assert len({(tile.x, tile.y) for tile in panel.tiles}) == len(panel.tiles)
        assert min(tile.x for tile in panel.tiles) == min(tile.y for tile in panel.tiles) == 0
    assert sum(len(panel.tiles) for panel in drawn) == len(rows)


def test_every_current_area_has_a_tile_of_its_own(pages):
    tiles = read_table("area_tiles")
    current = {row["area_id"] for row in pages.rows("SELECT area_id FROM areas WHERE status = 'current'")}
    assert {tile["area_id"] for tile in tiles} == current
    assert (
        len({(tile["column"], tile["row"]) for tile in tiles}) == len({tile["label"] for tile in tiles}) == len(tiles)
    )


def test_the_map_the_legend_and_the_table_say_the_same(pages):
    page, data = pages.read("/areas"), pages.json("/areas.json")
    rows = {row["area_id"]: row for row in data["tables"]["areas"]}
    tiles = {tile["href"].removeprefix("/areas/"): tile for tile in page.select("svg a.tile")}
    assert set(tiles) == set(rows)
    codes = {label: code for code, label in OUTCOME_LABELS.items()}
    for area_id, tile in tiles.items():
        outcome = rows[area_id]["outcome"]
        assert tile["aria-label"].startswith(f"{rows[area_id]['area']}: {outcome or 'outcome not known'}")
        assert tile.select_one(".tile-mark").get_text() == OUTCOME_MARKS.get(codes.get(outcome), "?")
    shown = {each.get_text(" ", strip=True) for each in page.select(".tile-legend li > span:last-child")}
    assert shown == {
        f"{row['meaning']} : {row['areas']}".replace(" :", ":") for row in data["tables"]["counts"] if row["areas"]
    }
    assert sum(row["areas"] for row in data["tables"]["counts"]) == data["facts"]["areas"] == 153
    table = {row.a["href"]: row for row in page.select("tbody tr")}
    assert set(table) == {f"/areas/{area_id}" for area_id in rows}
    assert "its report is not read here" in table["/areas/essex"].get_text()
    assert "19 Jan 2026" in table["/areas/essex"].get_text()


def test_a_theme_not_found_in_a_report_that_was_not_read_is_not_known(pages):
    data = pages.json("/areas.json?theme=waiting-times")
    rows = {row["area_id"]: row for row in data["tables"]["areas"]}
    assert (rows["rutland"]["told_on_theme"], rows["rutland"]["items_on_theme"]) != ("not known", None)
    assert (rows["essex"]["told_on_theme"], rows["essex"]["items_on_theme"]) == ("not known", None)
    # Told none: the letter of 2016-22 required no statement, so no theme can have been a significant weakness.
    assert (rows["hampshire"]["told_on_theme"], rows["hampshire"]["items_on_theme"]) == ("not told to act on it", 0)


def test_items_on_a_theme_open_as_many_findings(pages):
    page = pages.read("/areas?theme=coproduction")
    links = [link for link in page.select("tbody a") if link["href"].startswith("/search")]
    assert links
    for link in links[:5]:
        found = pages.json(link["href"].replace("/search?", "/search.json?"))["facts"]["findings"]
        assert found == int(link.get_text().split()[0])


def test_a_region_narrows_list_map_and_counts(pages):
    page, data = pages.read("/areas?region=London"), pages.json("/areas.json?region=London")
    assert {row["region"] for row in data["tables"]["areas"]} == {"London"}
    assert len(page.select("svg a.tile")) == data["facts"]["areas"] == 33
    assert len(page.select("svg .tile-off")) == 120


def test_states_of_a_theme_are_three():
    rows = [
        {"area_id": "a", "items_on_theme": 2, "told_on_theme": "told to act on it", "known": "all 3 known"},
        {"area_id": "b", "items_on_theme": 0, "told_on_theme": "not told to act on it", "known": "all 3 known"},
        {"area_id": "c", "items_on_theme": None, "told_on_theme": "not known", "known": "1 of 3 known"},
    ]
    assert {area: (state.code, state.mark) for area, state in theme_states(rows).items()} == {
        "a": ("told", "2"), "b": ("not_told", "0"), "c": ("unknown", "?"),
    }  # fmt: skip
    assert "1 of 3 known" in theme_states(rows)["c"].words
    assert [row["areas"] for row in count_states(rows, "x")] == [1, 1, 1]


def test_an_area_is_found_by_its_form_whatever_it_is_called(pages):
    assert pages.get("/areas?area=BCP").headers["location"] == "/areas/bournemouth-christchurch-and-poole"
    assert "Did you mean Norfolk" in pages.get(pages.get("/areas?area=Norfok").headers["location"]).text


def test_tiles_can_be_reached_by_keyboard_and_do_not_rely_on_colour(pages):
    style = pages.get("/assets/sendkb.css").text
    assert re.search(r"\.tile:focus-visible rect", style)
    for tile in pages.read("/areas").select("svg a.tile"):
        assert tile["href"]
        assert tile.select_one(".tile-mark").get_text()
