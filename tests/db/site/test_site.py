"""The site without a browser: every page answers, tells what it should, and asks no other host for anything."""

import asyncio
import csv
import io
import re
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest
import yaml
from bs4 import BeautifulSoup

from db.site.serve import make_datasette
from tests.support.site_db import ESSEX, NORFOLK, build_site_database

ROOT = Path(__file__).parents[3]
SEND = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["send"]
TABLES = list(SEND["tables"])
QUERIES = list(SEND["queries"])
PAGES = [
    "/",
    "/areas",
    "/areas?theme=coproduction&region=London",
    "/bodies",
    "/timeline",
    "/quality",
    "/send",
    "/areas/norfolk",
    "/areas/essex",
    "/compare",
    "/compare?area=Norfolk&area=Essex&with=region",
    "/send/weaknesses",
    "/send/weaknesses/norfolk-2020-03-w1",
]
QUOTE = "Leaders should shorten the time that children wait for an autism assessment."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Datasette over a database of reference facts and one report of ours."""
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("site")))
    asyncio.run(datasette.invoke_startup())
    return datasette


def get(site, path, **values):
    address = f"{path}?{urlencode(values)}" if values else path
    return asyncio.run(site.client.get(address))


def read(site, path, **values):
    """The page, which must be there."""
    answer = get(site, path, **values)
    assert answer.status_code == 200, f"{path}: {answer.text[-400:]}"
    return BeautifulSoup(answer.text, "lxml")


def csv_of(site, name, **values):
    """A CSV of a table or query: a file, with the mark that Excel asks for."""
    answer = get(site, f"/send/{name}.csv", **values)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert answer.content.count(b"\xef\xbb\xbf") == 1
    return answer.content.decode("utf-8-sig")


def rows_of(site, query, **values):
    return list(csv.DictReader(io.StringIO(csv_of(site, query, **values))))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_view_answers_as_page_json_and_csv(site, table):
    page = read(site, f"/send/{table}")
    assert page.h1.get_text() == SEND["tables"][table]["title"]
    assert get(site, f"/send/{table}.json").json()["columns"]
    header = csv_of(site, table).splitlines()[0].split(",")
    assert [column for column in header if column != "rowid"] == list(SEND["tables"][table]["columns"])


@pytest.mark.parametrize(
    ("query", "values", "expected"),
    [(query, *case) for cases in (NORFOLK, ESSEX) for query, case in cases.items()],
)
def test_every_query_answers_as_page_json_and_csv(site, query, values, expected):
    text = csv_of(site, query, **values)
    assert [each for each in expected if each not in text] == []
    page = read(site, f"/send/{query}", **values)
    assert page.h1.get_text() == SEND["queries"][query]["title"]
    assert (page.select_one("table tbody tr") is not None) == (len(text.splitlines()) > 1)
    assert get(site, f"/send/{query}.json", **values).json()["columns"]


def test_every_query_has_been_tried():
    assert set(QUERIES) == set(NORFOLK)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_without_parameters_asks_for_them_or_answers(site, query):
    page = read(site, f"/send/{query}")
    if SEND["queries"][query].get("needs"):
        assert "Fill in" in page.select_one(".zero-results").get_text()
    else:
        assert page.select_one("table tbody tr")


@pytest.mark.parametrize(
    "words", ['"', '"autism', "autism AND", "NEAR(", "*", "a'b", "-", '""', '" "', "text:autism", "😀"]
)
@pytest.mark.parametrize("query", ["search_weaknesses", "actions_by_theme"])
def test_no_words_break_the_search(site, query, words):
    read(site, f"/send/{query}", words=words)
    read(site, "/send/weaknesses", _search=words)


def test_search_finds_words_in_all_their_forms_and_phrases(site):
    assert QUOTE in [row["text"] for row in rows_of(site, "search_weaknesses", words="assessments shortened")]
    assert QUOTE in [row["text"] for row in rows_of(site, "search_weaknesses", words='"autism assessment"')]
    assert QUOTE not in [row["text"] for row in rows_of(site, "search_weaknesses", words='"assessment autism"')]


def test_found_words_are_marked_in_the_form_they_have(site):
    page = read(site, "/send/search_weaknesses", words="assessments shortening", region="East Midlands")
    assert {mark.get_text() for mark in page.select("mark")} == {"assessment", "shorten"}
    assert not read(site, "/send/search_weaknesses", region="East Midlands").select("mark")


def test_search_among_the_neighbours_of_an_area_finds_only_them(site):
    found = rows_of(site, "search_weaknesses", neighbours_of="Norfolk")
    neighbours = {row["neighbour"] for row in rows_of(site, "peers_of_an_area", area="Norfolk")}
    assert found
    assert {row["area"] for row in found} <= neighbours
    ranks = [int(row["neighbour_rank"]) for row in found]
    assert ranks == sorted(ranks)


def test_filters_narrow_the_search(site):
    found = rows_of(
        site, "search_weaknesses", theme="ehc-quality", framework="2016", region="London", outcome="wsoa_required"
    )
    assert found
    assert {row["region"] for row in found} == {"London"}
    assert all("Quality of EHC plans" in row["themes"] and row["inspected"] < "2022-09" for row in found)


@pytest.mark.parametrize(
    ("name", "area_id"), [("Hull", "kingston-upon-hull"), ("NORFOLK county council", "norfolk"), ("essex", "essex")]
)
def test_an_area_is_found_by_whatever_it_is_called(site, name, area_id):
    assert {row["area_id"] for row in rows_of(site, "how_does_an_area_stand", area=name)} == {area_id}
    answer = get(site, "/areas", area=name)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/areas/{area_id}")


def test_an_unknown_area_is_told_with_what_may_have_been_meant(site):
    page = read(site, "/send/how_does_an_area_stand", area="Norfok")
    assert "No area is called “Norfok”. Did you mean Norfolk" in page.select_one(".zero-results").get_text()
    assert page.select_one("input[name=area]")["aria-invalid"] == "true"
    answer = get(site, "/areas/norfok")
    assert answer.status_code == 404
    assert "Did you mean Norfolk" in answer.text


def test_lineage_shows_predecessors_and_never_inherits_their_outcomes(site):
    found = rows_of(site, "how_does_an_area_stand", area="Westmorland and Furness")
    before = [row for row in found if row["relation"] == "predecessor"]
    assert {row["area_id"] for row in before} == {"cumbria"}
    page = read(site, "/areas/westmorland-and-furness")
    assert "Cumbria (predecessor)" in page.select_one("#inspections ~ .table-wrapper").get_text()
    assert [
        each["aria-labelledby"] for each in page.select(".inspection") if "cumbria" in each["aria-labelledby"]
    ] == []


def test_parameters_are_lists_to_choose_from(site):
    page = read(site, "/send/search_weaknesses", theme="ehc-quality")
    themes = {option["value"] for option in page.select("select[name=theme] option")}
    assert {"ehc-timeliness", "alternative-provision", ""} <= themes
    assert page.select_one("select[name=theme] option[selected]")["value"] == "ehc-quality"
    assert {option["value"] for option in page.select("select[name=region] option")} >= {"London", "East of England"}
    assert "Norfolk" in {option["value"] for option in page.select("datalist option")}


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("/send/search_weaknesses", {"region": "East of England", "framework": "2016"}),
        ("/send/actions_by_theme", {"theme": "ehc-timeliness"}),
        ("/send/what_followed_a_weakness", {"area": "Norfolk"}),
        ("/send/pledges_and_outturn", {"area": "Norfolk"}),
        ("/send/weaknesses/norfolk-2020-03-w1", {}),
        ("/send/weaknesses", {"area_id": "norfolk"}),
        ("/areas/norfolk", {}),
    ],
)
def test_paraphrases_are_labelled_wherever_they_are_shown(site, path, values):
    page = read(site, path, **values)
    assert page.select(".tag-paraphrase")
    if path == "/areas/norfolk":
        told = page.select(".told")
        assert told
        assert all(each.select_one(".tag-paraphrase") for each in told)


def test_paraphrased_deadlines_are_labelled_and_expected_events_are_not(site):
    rows = rows_of(site, "what_is_due", from_date="2019-01-01")
    page = read(site, "/send/what_is_due", from_date="2019-01-01")
    labelled = [bool(row.select_one(".col-label .tag-paraphrase")) for row in page.select("tbody tr")]
    assert labelled == [row["text_origin"] == "paraphrase" for row in rows[: len(labelled)]]
    assert set(labelled) == {True, False}


def test_a_quotation_is_not_labelled_a_paraphrase_and_leads_to_its_page(site):
    (row,) = rows_of(site, "search_weaknesses", words="shorten", region="East Midlands")
    page = read(site, f"/send/weaknesses/{row['weakness_id']}")
    assert QUOTE in page.blockquote.get_text()
    assert not page.select(".tag-paraphrase")
    link = page.find("a", string=re.compile(r"^page\W1$"))
    passages = read(site, urljoin("/", link["href"]))
    assert QUOTE in passages.get_text()


def test_a_row_leads_to_its_area_document_and_source(site):
    page = read(site, "/send/search_weaknesses", theme="joint-commissioning", region="East of England")
    links = {link["href"] for link in page.select("table a")}
    assert "/areas/norfolk" in links or page.select_one('.same a[href="/areas/norfolk"]')
    assert any(link.startswith("/send/weaknesses/") for link in links)
    assert any(link.startswith("https://") for link in links)


def test_csv_and_json_keep_the_stored_values(site):
    rows = rows_of(site, "how_does_an_area_stand", area="Norfolk")
    assert {"wsoa_required", "all_sufficient"} == {row["outcome"] for row in rows if row["framework"] == "2016"}
    assert "2020-03-02" in {row["start_date"] for row in rows}


def test_areas_without_figures_have_no_chart(site):
    page = read(site, "/areas/cumbria")
    assert page.h1.get_text() == "Cumbria"
    assert "Became" in page.select_one(".lead").get_text()


def test_passages_are_read_page_by_page(site):
    document_id = rows_of(site, "search_weaknesses", words="shorten", region="East Midlands")[0]["document_id"]
    page = read(site, "/send/passages", document_id=document_id)
    assert [heading.get_text() for heading in page.select(".passages h2")] == [
        "Area SEND inspection of Rutland Local Area Partnership, page\N{NO-BREAK SPACE}1"
    ]
    assert [QUOTE in row.get_text() for row in page.select(".passages p")].count(True) == 1


@pytest.mark.parametrize("path", [*PAGES, "/send/search_weaknesses?words=autism", "/areas/nowhere", "/send/nothing"])
def test_no_page_asks_another_host_for_anything(site, path):
    page = BeautifulSoup(get(site, path).text, "lxml")
    asked = [each["src"] for each in page.select("[src]")] + [
        each["href"] for each in page.select("link[href]") if "alternate" not in each["rel"]
    ]
    assert "/assets/sendkb.css" in asked
    assert [address for address in asked if not re.match(r"/[^/]", address)] == []
    assert [get(site, address).status_code for address in asked] == [200] * len(asked)


def test_the_style_sheet_asks_for_nothing_else(site):
    assert not re.search(r"@import|url\(", get(site, "/assets/sendkb.css").text)


@pytest.mark.parametrize(
    "path", [*PAGES, "/send/search_weaknesses", "/send/inspections?kind=full", "/send?sql=select+:a"]
)
def test_pages_have_a_language_one_heading_and_labels(site, path):
    page = read(site, path)
    assert page.html["lang"] == "en-GB"
    assert len(page.select("h1")) == 1
    assert page.title.get_text().strip(" –") not in {"", "sendkb"}
    labels = {label["for"] for label in page.select("label")}
    fields = page.select("input:not([type=hidden]), select, textarea")
    assert [field.get("name") for field in fields if field.get("id") not in labels] == []
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_texts_from_documents_are_escaped(site):
    page = get(site, "/send", sql="select '<script>alert(1)</script>' as text, 'norfolk<b>' as area_id")
    assert "<script>alert" not in page.text
    assert "norfolk<b>" not in page.text


def test_addresses_that_are_no_web_address_are_no_links(site):
    page = read(site, "/send", sql="select 'javascript:alert(1)' as source_url")
    assert not page.select('a[href^="javascript"]')


def test_a_long_answer_comes_in_pages_and_its_files_hold_all_of_it(site):
    every = rows_of(site, "what_is_due", from_date="2019-01-01")
    assert 100 < len(every) <= 200
    first = read(site, "/send/what_is_due", from_date="2019-01-01")
    assert first.select_one(".result-line h2").get_text() == "Rows 1 to 100"
    assert len(first.select("tbody tr")) == 100
    second = read(site, urljoin("/send/what_is_due", first.select_one("a[rel=next]")["href"]))
    assert second.select_one(".result-line h2").get_text() == f"Rows 101 to {len(every)}"
    assert second.select_one("a[rel=prev]")
    assert not second.select("a[rel=next]")
    assert read(site, "/send/what_is_due", from_date="2019-01-01", _page="x").select("a[rel=next]")
