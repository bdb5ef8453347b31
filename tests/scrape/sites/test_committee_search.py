"""ModernGov's pages of results and councils' site maps."""

from __future__ import annotations

import gzip

import pytest

from scrape.errors import SiteChangedError
from scrape.sites.committee_search import committee_search_url, find_committee_site, parse_search_hits
from scrape.sites.leads import score_words
from scrape.sites.sitemaps import parse_sitemap
from tests.replica.world import committee_results

BASE = "https://democracy.madeup.gov.uk"
URL = committee_search_url(BASE, 'SEND "priority action plan"')


def test_address_of_a_search_is_that_of_the_form() -> None:
    assert (
        f"{BASE}/ieSearchResults2.aspx?SS=SEND%20%22priority%20action%20plan%22&DT=3&ADV=0&CA=false&SB=true&PG=1" == URL
    )
    assert committee_search_url("https://www.x.gov.uk/moderngov/", "a").startswith(
        "https://www.x.gov.uk/moderngov/ieSearchResults2"
    )


def test_items_and_papers_count_before_their_meeting() -> None:
    page = committee_results(
        [
            ("17/09/2024 - Children's Committee (3)", "ieListDocuments.aspx?CId=133&MID=377",
             [("Item 5", "SEND priority action plan", "ieListDocuments.aspx?CId=133&MID=377#AI1551")], []),
            ("SEND improvement: issue", "mgIssueHistoryHome.aspx?IId=77", [], []),
            ("01/02/2024, 10:00 - Cabinet", "ieListDocuments.aspx?CId=1&MID=2", [], [("Plan PDF", "documents/s9/Plan.pdf")]),
            ("02/02/2024 - Council", "ieListDocuments.aspx?CId=1&MID=3", [], []),
        ]
    )  # fmt: skip
    found = [(hit.url.removeprefix(f"{BASE}/"), hit.title, hit.day) for hit in parse_search_hits(page.encode(), URL)]
    assert found == [
        ("ieListDocuments.aspx?CId=133&MID=377#AI1551", "SEND priority action plan", "2024-09-17"),
        ("mgIssueHistoryHome.aspx?IId=77", "SEND improvement: issue", None),
        ("documents/s9/Plan.pdf", "Plan PDF", "2024-02-01"),
    ]


def test_no_hits_and_no_results_page_are_two_things() -> None:
    assert parse_search_hits(b"<main><p>No results found for your query.</p></main>", URL) == []
    with pytest.raises(SiteChangedError, match="neither hits nor word"):
        parse_search_hits(b"<main><p>Welcome</p></main>", URL)


def test_committee_site_is_found_from_a_link() -> None:
    home = b'<nav><a href="/bins">Bins</a><a href="https://www.madeup.gov.uk/moderngov/ieDocHome.aspx?bcr=1">Meetings</a></nav>'
    assert find_committee_site(home, "https://www.madeup.gov.uk/") == "https://www.madeup.gov.uk/moderngov"
    assert find_committee_site(b'<a href="/meetings">Meetings</a>', "https://www.madeup.gov.uk/") is None


def test_site_map_gives_pages_of_its_owner_or_parts() -> None:
    url = "https://www.madeup.gov.uk/sitemap.xml"
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    pages = f"<urlset {names}><url><loc>https://www.madeup.gov.uk/send-plan</loc></url><url><loc>https://x.example/y</loc></url></urlset>"
    assert parse_sitemap(pages.encode(), url).pages == ("https://www.madeup.gov.uk/send-plan",)
    assert parse_sitemap(gzip.compress(pages.encode()), url).pages == ("https://www.madeup.gov.uk/send-plan",)
    index = (
        f"<sitemapindex {names}><sitemap><loc>https://www.madeup.gov.uk/sitemap-1.xml</loc></sitemap></sitemapindex>"
    )
    assert parse_sitemap(index.encode(), url).parts == ("https://www.madeup.gov.uk/sitemap-1.xml",)
    for broken in (b"", b"not xml", b"<html><p>Page", b"\x1f\x8bcut"):
        assert parse_sitemap(broken, url).pages == parse_sitemap(broken, url).parts == ()


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("SEND priority action plan", 0.9), ("/local-area-send-partnership/priority-action-plan", 0.9),
        ("SEND Written Statement of Action", 0.9), ("written-statement-of-action", 0.8), ("SEND improvement plan 2026", 0.8),
        ("Priority action plan for parks", 0.7), ("SEND action plan", 0.7), ("SEND inspection", 0.5), ("SEND local offer", 0.3),
        ("Bin collection plan", 0.2), ("Sending parcels", 0.2),
    ],
)  # fmt: skip
def test_words_tell_how_sure_it_is(words: str, score: float) -> None:
    assert score_words(words) == score
