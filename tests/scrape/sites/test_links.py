"""Which links of a page are followed: real forms of council and committee sites, one each."""

from __future__ import annotations

import pytest

from scrape.sites.links import find_links, is_item_page

PAGE = "https://www.madeup.gov.uk/send/inspection"
ITEM = "https://democracy.madeup.gov.uk/mgAi.aspx?ID=60967"


def follow(href: str, words: str, page: str = PAGE) -> str:
    """ "file", "page", "problem" or "" for what becomes of one link."""
    found = find_links(f'<main><a href="{href}">{words}</a></main>'.encode(), page, limit=100)
    return "file" if found.files else "page" if found.pages else "problem" if found.problems else ""


@pytest.mark.parametrize(
    ("href", "words", "becomes"),
    [
        # Files by ending, by the form of the path, on another host
        ("/documents/wsoa-final.pdf", "Read our plan", "file"),
        ("/download/123.pdf", "Written Statement of Action", "file"),
        ("/downloads/file/2718/send_improvement_plan", "SEND improvement plan", "file"),
        ("https://cdn.example.com/x/Accelerated%20Progress%20Plan.docx", "Download", "file"),
        ("/sites/default/files/2021-03/KPI.xlsx", "SEND measures and indicators", "file"),
        ("/a.pdf", "Ofsted and CQC letter", "file"),
        ("/a.pdf", "Priority action plan 2024", "file"),
        ("/a.pdf", "Letter: fit for purpose", "file"),
        # Further pages: parts, pages below, committee items
        ("/send/inspection/2", "Next", "page"),
        ("/send/inspection/830", "Bins", ""),
        ("/send/inspection/wsoa-progress", "Written statement of action: progress", "page"),
        ("https://democracy.madeup.gov.uk/ieIssueDetails.aspx?IId=24601&amp;Opt=3", "SEND inspection report", "page"),
        # Not ours
        ("/send/inspection/contact", "Contact us", ""),
        ("/other", "Written statement of action", ""),
        ("https://elsewhere.example/wsoa", "Written statement of action", ""),
        ("/a.pdf", "Parking charges", ""),
        ("/a.pdf", "Written statement of action (easy read)", ""),
        ("/a.pdf", "Inspection of children's services by Ofsted", ""),
        ("https://reports.ofsted.gov.uk/provider/44/80418", "Ofsted report", ""),
        ("https://www.facebook.com/madeup/send/inspection/plan.pdf", "SEND plan", ""),
        ("mailto:send@madeup.gov.uk", "SEND plan", ""),
        ("javascript:void(0)", "SEND plan", ""),
        ("#plan", "SEND plan", ""),
        # What is relevant but not read is told
        ("/plan.doc", "Written statement of action", "problem"),
        ("/slides.pptx", "Parking", ""),
    ],
)
def test_link_is_followed_or_not(href: str, words: str, becomes: str) -> None:
    assert follow(href, words) == becomes


def test_papers_of_a_committee_item_are_all_followed_but_not_the_pack() -> None:
    page = b"""<form><a class="mgDocLink" href="documents/s1001/Cover.pdf">Cover report PDF 225 KB</a>
    <a href="documents/s1002/Appendix 1.pdf">Appendix 1</a><a href="documents/s1002/Appendix 1.html?CT=2">View as HTML</a>
    <a href="documents/g34/Public reports pack SEND.pdf?T=10">SEND reports pack</a>
    <a href="documents/b77/Supplement SEND.pdf?T=9">SEND supplement</a>
    <a href="ieListDocuments.aspx?CId=12&amp;MId=34">Meeting about SEND improvement plan</a>
    <a href="mgUserInfo.aspx?UID=5">Councillor on the SEND board report</a></form>"""
    found = find_links(page, ITEM, limit=100)
    base = "https://democracy.madeup.gov.uk/documents"
    assert [link.url for link in found.files] == [f"{base}/s1001/Cover.pdf", f"{base}/s1002/Appendix%201.pdf"]
    assert found.pages == ()


@pytest.mark.parametrize(
    "address",
    [
        "mgAi.aspx?ID=1", "ieIssueDetails.aspx?IId=1", "mgDecisionDetails.aspx?IId=1&Opt=1", "ieDecisionDetails.aspx?AIId=1",
        "ieDecisionDetails.aspx?ID=1", "mgIssueHistoryHome.aspx?IId=1",
    ],
)  # fmt: skip
def test_item_pages_of_committee_systems_are_known(address: str) -> None:
    assert is_item_page(f"https://democracy.madeup.gov.uk/{address}")
    assert not is_item_page(f"https://democracy.madeup.gov.uk/old/{address.replace('aspx', 'html')}")


def test_parts_of_a_numbered_page_are_its_neighbours() -> None:
    page = b'<a href="/send/3">Next</a><a href="/bins/3">Bins</a><a href="/send/3/4">Deeper</a>'
    found = find_links(page, "https://www.madeup.gov.uk/send/2", limit=9)
    assert [link.url for link in found.pages] == ["https://www.madeup.gov.uk/send/3"]


def test_furniture_of_the_site_is_left_out() -> None:
    page = b"""<nav><a href="/a.pdf">SEND plan</a></nav><footer><a href="/b.pdf">SEND plan</a></footer>
    <div id="cookieBanner"><a href="/c.pdf">SEND plan</a></div><ol class="breadcrumbs"><a href="/d.pdf">SEND plan</a></ol>
    <div><a href="/e.pdf">SEND plan</a></div>"""
    assert [link.url for link in find_links(page, PAGE, limit=9).files] == ["https://www.madeup.gov.uk/e.pdf"]


def test_session_ids_do_not_make_two_of_one() -> None:
    page = b"""<a href="/kb5/x/plan.pdf;jsessionid=AAA">SEND plan</a><a href="/kb5/x/plan.pdf;jsessionid=BBB">SEND plan</a>
    <a href="/kb5/x/plan.pdf?utm_source=mail#page=2">SEND plan</a>"""
    assert [link.url for link in find_links(page, PAGE, limit=9).files] == ["https://www.madeup.gov.uk/kb5/x/plan.pdf"]


def test_base_address_of_the_page_counts() -> None:
    page = b'<head><base href="https://files.madeup.gov.uk/x/"></head><a href="plan.pdf">SEND plan</a>'
    assert find_links(page, PAGE, limit=9).files[0].url == "https://files.madeup.gov.uk/x/plan.pdf"
