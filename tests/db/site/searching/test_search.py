"""The search page: it finds, counts, helps, and says why when it finds nothing."""

import asyncio
import csv
import io
import re
import time
from urllib.parse import urlencode, urljoin

import pytest
from bs4 import BeautifulSoup


def get(site, path="/search", **values):
    return asyncio.run(site.client.get(f"{path}?{urlencode(values, doseq=True)}"))


def page(site, **values):
    answer = get(site, **values)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def facts(site, **values):
    return get(site, "/search.json", **values).json()


def found(soup):
    return int(re.match(r"[\d,]+", soup.select_one(".result-line h2").text.strip())[0].replace(",", ""))


def follow(site, soup, link):
    answer = asyncio.run(site.client.get(urljoin("/search", link["href"])))
    assert answer.status_code == 200, link
    return BeautifulSoup(answer.text, "lxml")


def test_every_kind_of_finding_is_found(site):
    kinds = {row["value"] for row in facts(site)["tables"]["counts"] if row["filter"] == "What it is"}
    assert {
        "Significant weakness",
        "Area for priority action",
        "Strength",
        "Action promised",
        "Measurable pledge",
    } <= kinds


def test_names_of_one_thing_find_the_same(site):
    numbers = {words: facts(site, words=words)["facts"]["findings"] for words in ("EHCP", "EHC plan", "ehc plans")}
    assert len(set(numbers.values())) == 1
    exact = facts(site, words="EHCP", exact="on")["facts"]["findings"]
    assert exact < numbers["EHCP"]
    assert (
        facts(site, words="coproduction")["facts"]["findings"]
        == facts(site, words="co-production")["facts"]["findings"]
    )
    assert "EHC plan" in page(site, words="EHCP").select_one("main").text


def test_beginnings_alternatives_and_words_left_out(site):
    only = {words: facts(site, words=words)["facts"]["findings"] for words in ("autism", "workforce", "autism -waits")}
    both = facts(site, words="autism workforce")["facts"]["findings"]
    assert facts(site, words="autism OR workforce")["facts"]["findings"] == only["autism"] + only["workforce"] - both
    assert facts(site, words="autis*")["facts"]["findings"] > 0
    assert facts(site, words="commission* educat*")["facts"]["findings"] > 0
    every = facts(site)["facts"]["findings"]
    assert facts(site, words="-autism")["facts"]["findings"] == every - only["autism"]


def test_a_misspelt_word_is_helped(site):
    soup = page(site, words="autsim waits")
    assert found(soup) == 0
    link = soup.find("a", string="autism waits")
    assert found(follow(site, soup, link)) > 0


def test_a_word_of_the_field_is_never_called_misspelt(site):
    assert "Did you mean" not in page(site, words="coproduction").text
    assert "Did you mean" not in page(site, words="text:autism").text


def test_an_areas_name_misspelt_and_a_bodys_name_lead_to_their_pages(site):
    near = page(site, words="norfok").select_one(".notice a")
    assert (near.text, near["href"]) == ("Norfolk", "/areas/norfolk")
    assert page(site, words="Norfolk and Suffolk ICB").select_one('a[href="/bodies/norfolk-and-suffolk-icb"]')


def test_signs_without_a_word_are_told_of(site):
    assert "no word in it that can be looked for" in page(site, words="£ *").text
    assert "no word in it" not in page(site).text


@pytest.mark.parametrize("asked", [{}, {"words": "reviews"}, {"theme": "workforce", "framework": "2016"}])
def test_every_filter_gives_as_many_findings_as_it_says(site, asked):
    soup = page(site, **asked)
    links = soup.select(".choices li:not(.is-chosen)")
    assert len(links) > 10
    for item in links[::5]:
        assert found(follow(site, soup, item.a)) >= 1
        once = dict(asked)
        if not any(name in item.a["href"] for name in once):
            assert found(follow(site, soup, item.a)) == int(item.select_one(".count").text.replace(",", "")), item.text


def test_the_page_and_its_files_say_the_same(site):
    asked = {"theme": "workforce", "region": "East of England"}
    soup, content = page(site, **asked), facts(site, **asked)
    assert found(soup) == content["facts"]["findings"] == len(content["tables"]["findings"]) > 0
    assert f"in {content['facts']['areas']} area" in soup.select_one(".result-line h2").text
    counts = {(row["filter"], row["value"]): row["findings"] for row in content["tables"]["counts"]}
    shown = {
        (section.h3.text, item.a.text.replace("Take away ", "")): int(item.select_one(".count").text.replace(",", ""))
        for section in soup.select("#filters section")
        for item in section.select("li")
    }
    assert shown == counts
    rows = list(csv.DictReader(io.StringIO(get(site, "/search.csv", **asked).content.decode("utf-8-sig"), newline="")))
    assert [row["item_id"] for row in rows] == [row["item_id"] for row in content["tables"]["findings"]]
    assert {row["region"] for row in rows} == {"East of England"}
    assert all(row["area"] for row in rows)


def test_pages_follow_each_other_without_gap(site):
    first = page(site)
    every = [row["item_id"] for row in facts(site)["tables"]["findings"]]
    second = follow(site, first, first.select_one("a[rel=next]"))
    shown = [item["id"] for soup in (first, second) for item in soup.select("article.finding")]
    assert shown == every[: len(shown)]
    assert len(shown) == 40
    assert "no page" in page(site, page=499).select_one(".zero-results").text


def test_found_words_are_marked_as_text_not_html(site):
    marks = {mark.text.lower() for mark in page(site, words="reviews").select("article mark")}
    assert marks
    assert marks <= {"review", "reviews", "reviewed", "reviewing"}
    assert page(site, words="<script>alert(1)</script>").select("main script") == []


def test_more_like_this_says_what_is_shared_and_can_be_narrowed(site):
    soup = page(site, like="norfolk-2020-03-w1")
    articles = soup.select(".results article")
    assert articles
    assert all(article.select_one(".finding-shares").text.strip() for article in articles)
    assert "Norfolk" not in {article.select_one(".finding-area").text for article in articles}
    content = facts(site, like="norfolk-2020-03-w1", followed="sufficient")
    assert {row["followed_by"] for row in content["tables"]["findings"]} <= {
        "Sufficient progress", "Sufficient progress (overall verdict)",
    }  # fmt: skip
    assert 0 < content["facts"]["findings"] < found(soup)
    assert "no such finding" in page(site, like="nothing").select_one(".notice-error").text


def test_an_areas_name_leads_to_it_and_an_unknown_one_is_told(site):
    assert page(site, words="Norfolk").select_one('a[href="/areas/norfolk"]')
    unknown = BeautifulSoup(get(site, area="Nofolk").text, "lxml")
    assert "Did you mean Norfolk" in unknown.select_one("#area-error").text
    assert facts(site, neighbours_of="Norfolk")["criteria"] == {"Neighbours of": "Norfolk"}
    near = {row["area"] for row in facts(site, neighbours_of="Norfolk")["tables"]["findings"]}
    assert near
    assert "Norfolk" not in near


def test_nothing_found_says_why_and_what_would_find_something(site):
    soup = page(site, theme="annual-reviews", area="Hampshire")
    notice = soup.select_one(".zero-results")
    assert "not all of their documents have been read" in notice.text
    assert notice.select_one('a[href="/areas/hampshire"]')
    ways = notice.select("li")
    assert ways
    for way in ways:
        assert found(follow(site, soup, way.a)) == int(way.text.rsplit(": ", 1)[1].replace(",", "")) > 0
    assert page(site, words="autism qqqq").select(".zero-results li a")[0].text == "only “autism”"


def test_an_area_told_no_weakness_is_said_to_be_where_nothing_is_found(site):
    assert (
        "was told of no significant weakness in its latest full inspection" in page(site, area="Isles of Scilly").text
    )
    assert "no significant weakness in its latest" not in page(site, words="qqqq").text


def test_documents_own_words_are_searched_too(site):
    soup = page(site, words="leaders", **{"in": "passages"})
    assert (
        found(soup)
        == len(get(site, "/search.json", words="leaders", **{"in": "passages"}).json()["tables"]["passages"])
        > 0
    )
    assert {mark.text.lower() for mark in soup.select("mark")} <= {"leader", "leaders"}
    assert found(page(site, words="leaders", region="London", **{"in": "passages"})) == 0
    assert "Fill in words" in page(site, **{"in": "passages"}).select_one(".zero-results").text


def test_a_flood_of_words_does_not_keep_the_site_busy(site):
    began = time.perf_counter()
    assert "first 32 words" in page(site, words="plan " * 60).text
    assert asyncio.run(site.client.get("/search?words=" + "plan+" * 3000)).status_code == 200
    assert asyncio.run(site.client.get("/send/search_weaknesses?words=" + "plan+" * 3000)).status_code == 200
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "words", ['"', "*", "-", "a AND", "OR OR", "\x00", "'; drop table areas", "é", "(((", "page:1"]
)
def test_nothing_typed_breaks_it(site, words):
    assert get(site, words=words).status_code == 200
    assert get(site, words=words, page="-1", year="x", kind="x", area="").status_code == 200


def test_one_area_whose_latest_report_is_not_read_is_told_of_by_name(pages):
    area = pages.rows(
        "SELECT area_id, name AS area FROM areas WHERE area_id IN (SELECT area_id FROM weaknesses) AND area_id IN"
        " (SELECT area_id FROM inspection_known WHERE newest = 1 AND known = 'nothing') LIMIT 1"
    )[0]
    note = pages.read(f"/search?area={area['area_id']}").select_one(".unread")
    assert f"what {area['area']} was told in its latest full inspection" in note.get_text()


def test_areas_whose_latest_report_is_not_read_are_named_beside_what_was_found(pages):
    facts = pages.json("/search.json?theme=waiting-times&neighbours_of=Norfolk")["facts"]
    note = pages.read("/search?theme=waiting-times&neighbours_of=Norfolk").select_one(".unread")
    unread = [
        row["neighbour"]
        for row in pages.json("/areas/norfolk.json")["tables"]["neighbours"]
        if "not read" in row["known"]
    ]
    assert sorted(link.get_text() for link in note.select("a")[:-1]) == sorted(unread)
    assert f"what {len(unread)} of the 10 areas searched were told" in note.get_text()
    assert facts["areas_unread"] == len(unread) > 0
    # What was promised is not told by reports, and a filter by inspection asks of those that are held.
    for asked in ("kind=action", "framework=2016", "area=norfolk"):
        assert pages.read(f"/search?{asked}").select_one(".unread") is None
