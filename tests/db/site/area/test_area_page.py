"""An area's page: the latest inspection first whether read or not, and three different answers to what is not there."""

import json

import pytest

# One of each kind: read in part from paraphrases, unread since 2023, told none, abolished, read whole (the made report).
AREAS = ["norfolk", "essex", "hertfordshire", "rutland", "hampshire", "cumbria", "westmorland-and-furness"]


def summary(pages, area):
    return {
        line.dt.get_text(): line.dd.get_text(" ", strip=True)
        for line in pages.read(f"/areas/{area}").select(".summary > div")
    }


def test_an_unread_report_opens_the_page_and_an_older_one_does_not_pass_for_it(pages):
    latest = summary(pages, "essex")["Latest full inspection"]
    assert latest.startswith("Inconsistent experiences and outcomes (19 Jan 2026, published 20 May 2026)")
    assert "Its report is not read here." in latest
    page = pages.read("/areas/essex")
    told = page.select(".inspection")
    assert [each.h2.get_text() for each in told] == [
        "Told in Jan 2026: inconsistent experiences and outcomes",
        "Told in Sep 2019: written statement of action required",
    ]
    assert "Its report is not read here" in told[0].get_text()
    assert told[0].select_one('a[href^="https://files.ofsted.gov.uk/"]').get_text() == "Open it at Ofsted"
    assert not told[0].select(".told")
    assert told[1].select(".told")


def test_told_none_is_not_the_same_as_not_read(pages):
    page = pages.read("/areas/rutland")
    none_told = next(each for each in page.select(".inspection") if "2017" in each.h2.get_text())
    assert "Told no significant weakness" in none_told.get_text()
    assert "not read" not in none_told.select_one("p").get_text().split("beside that is")[0]
    rows = {row["inspection_id"]: row for row in pages.json("/areas/rutland.json")["tables"]["inspections"]}
    assert (rows["rutland-2017-07"]["items_known"], rows["rutland-2017-07"]["items_told"]) == (0, 0)
    essex = {row["inspection_id"]: row for row in pages.json("/areas/essex.json")["tables"]["inspections"]}
    assert (essex["essex-2026-01"]["items_known"], essex["essex-2026-01"]["items_told"]) == (None, None)


def test_a_report_of_which_only_priority_actions_are_known_is_called_partly_known(pages):
    latest = summary(pages, "hertfordshire")["Latest full inspection"]
    assert "Only a part of what it was told is known here: 2 priority actions." in latest
    (told,) = [
        each for each in pages.read("/areas/hertfordshire").select(".inspection") if "2023" in each.h2.get_text()
    ]
    assert "there is more in the report" in told.get_text()


def test_a_report_paraphrased_whole_is_wholly_known_and_its_areas_for_improvement_are_no_priority_actions(pages):
    latest = summary(pages, "wiltshire")["Latest full inspection"]
    assert "What it was told is all known here: 2 areas for improvement." in latest
    told = pages.read("/areas/wiltshire").select_one(".inspection")
    assert "In our own words: the report itself is not held here; open it at Ofsted" in told.get_text()
    both = summary(pages, "derbyshire")["Latest full inspection"]
    assert "all known here: 6 priority actions and 5 areas for improvement." in both


def test_nothing_is_shared_with_an_area_that_was_told_none(pages):
    rows = pages.json("/areas/isles-of-scilly.json")["tables"]["neighbours"]
    known = {row["neighbour"]: row["shared_themes"] for row in rows}
    assert known["Hampshire"] == []
    assert known["Buckinghamshire"] is None
    shown = {
        row.a.get_text(): row.select("td")[-1].get_text()
        for row in pages.read("/areas/isles-of-scilly").select("#neighbours ~ .table-wrapper tbody tr")
    }
    assert (shown["Hampshire"], shown["Buckinghamshire"]) == ("none", "not known")


def test_no_plan_issued_is_not_a_figure_that_was_not_published(pages):
    table = pages.read("/areas/isles-of-scilly").select_one('[aria-label="EHC plans issued within 20 weeks"]')
    years = {row.td.get_text(): row.select("td")[1].get_text() for row in table.select("tbody tr")}
    assert (years["2019"], years["2023"], years["2024"]) == ("none issued", "0%", "100%")


def test_priority_actions_come_first_and_strengths_are_there(pages):
    page = pages.read("/areas/rutland")
    read = page.select_one(".inspection")
    headings = [each.get_text() for each in read.select("h3")]
    assert headings == [
        "Areas for improvement (2)",
        "Weaknesses told in the text (1)",
        "Strengths told in the text (2)",
    ]


def test_every_finding_has_a_passage_or_a_source_and_its_ways_on_open_what_they_count(pages):
    page = pages.read("/areas/norfolk")
    for told in page.select(".told"):
        assert told.select(".told-from a"), told.get_text()
    ways = page.select(".ways-on li")
    assert {way.a.get_text() for way in ways} >= {"Who else was told this", "What did others do about it"}
    for way in ways[:6]:
        count = int(way.select_one(".count").get_text().split()[0])
        asked = way.a["href"].replace("/search?", "/search.json?")
        assert pages.json(asked)["facts"]["findings"] == count


def test_what_followed_says_whether_the_verdict_was_on_this_item_or_overall(pages):
    rows = pages.rows(
        "SELECT area_id, item_id FROM search_items WHERE followed_basis = 'inspection' AND followed <> 'some_sufficient' LIMIT 1"
    )
    told = pages.read(f"/areas/{rows[0]['area_id']}").find(id=rows[0]["item_id"])
    assert "(overall verdict)" in told.get_text()


@pytest.mark.parametrize("area", AREAS)
def test_the_page_shows_what_its_json_says(pages, area):
    page, data = pages.read(f"/areas/{area}"), pages.json(f"/areas/{area}.json")
    tables = data["tables"]
    assert {
        line.dt.get_text(): line.dd.get_text(" ", strip=True).removesuffix(" Open it at Ofsted .")
        for line in page.select(".summary > div")
    } == data["facts"]
    shown = {region["aria-label"]: region.select("tbody tr") for region in page.select(".table-wrapper")}
    name = data["title"]
    for caption, table in (
        (f"Inspections of {name}", "inspections"), ("Pledges", "pledges"), ("Actions", "actions"), ("Timeline", "timeline"),
        ("EHC plans issued within 20 weeks", "ehc_plans_in_time"), (f"Areas most like {name}", "neighbours"),
    ):  # fmt: skip
        assert len(shown.get(caption, [])) == len(tables[table]), table
    assert {each["id"] for each in page.select(".told")} == {row["item_id"] for row in tables["findings"]}
    for row, line in zip(tables["ehc_plans_in_time"], shown.get("EHC plans issued within 20 weeks", []), strict=True):
        cells = [cell.get_text() for cell in line.select("td")]
        assert cells[1] == ("not published" if row["per_cent"] is None else f"{row['per_cent']:g}%")
        assert cells[3].startswith(
            "not known" if row["neighbours_median"] is None else f"{row['neighbours_median']:g}%"
        )
    assert all(row["area"] for table in tables.values() for row in table if "area_id" in row)


def test_the_timeliness_chart_shows_inspections_the_pledge_and_names_its_lines(pages):
    page = pages.read("/areas/norfolk")
    labels = [text.get_text() for text in page.select("svg text")]
    assert {"7.3", "20.5", "53.5", "2 Mar 2020", "target 60", "England", "Norfolk", "Neighbours’ median"} <= set(labels)
    assert "target 60 per cent" in page.select_one("svg title").get_text()


def test_overdue_dates_say_that_their_outcome_is_not_known(pages):
    actions = pages.json("/areas/norfolk.json")["tables"]["actions"]
    passed = [row for row in actions if row["deadline"] and row["deadline"] < "2024"]
    assert passed
    assert all(row["state"].startswith(("reported:", "deadline passed")) for row in passed)
    assert "passed with the outcome not known" in summary(pages, "norfolk")["Due next"]


def test_money_is_written_as_people_write_it(pages):
    (pledge,) = [
        row["pledge"] for row in pages.json("/areas/hertfordshire.json")["tables"]["pledges"] if row["unit"] == "pounds"
    ]
    assert "£2 million more" in pledge
    assert "e+0" not in pages.words("/areas/hertfordshire")


def test_neighbours_have_date_and_framework_and_what_is_not_known_is_not_nought(pages):
    rows = pages.json("/areas/norfolk.json")["tables"]["neighbours"]
    assert len(rows) == 10
    assert {row["framework"] for row in rows} <= {"2016–22", "since 2023"}
    unread = [row for row in rows if "not read" in row["known"]]
    assert unread
    assert all(row["shared_themes"] is None for row in unread)


def test_documents_held_and_missing_are_told(pages):
    tables = pages.json("/areas/rutland.json")["tables"]
    assert [row["document"] for row in tables["documents"]] == [
        "Area SEND inspection of Rutland Local Area Partnership"
    ]
    assert tables["documents"][0]["findings"] == 5
    held = pages.read("/areas/rutland").find(id="documents").find_next("ul").get_text()
    assert f"5 findings and {tables['documents'][0]['dates']} dates read from it" in held
    missing = {row["what"] for row in pages.json("/areas/essex.json")["tables"]["missing"]}
    assert {"Inspection report", "Inspection letter"} <= missing


@pytest.mark.parametrize("name", ["Herts", "E10000015", "919", "HERTFORDSHIRE"])
def test_aliases_and_codes_lead_to_the_area(pages, name):
    assert pages.get(f"/areas/{name}").headers["location"] == "/areas/hertfordshire"
    assert pages.get(f"/areas/{name}.json").headers["location"] == "/areas/hertfordshire.json"


def test_an_unknown_area_is_404_in_the_form_asked_for(pages):
    answer = pages.get("/areas/norfok.json")
    assert answer.status_code == 404
    assert "Did you mean Norfolk" in json.loads(answer.text)["error"]
