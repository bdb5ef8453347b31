"""Which links of a page are followed: real forms of council and committee sites, one each."""

from __future__ import annotations

import pytest

from scrape.sites.links import Why, find_item_papers, find_links, is_item_page

PAGE = "https://www.madeup.gov.uk/send/inspection"
ITEM = "https://democracy.madeup.gov.uk/mgAi.aspx?ID=60967"


def follow(href: str, words: str, page: str = PAGE) -> str:
    """ "file", "page", "item", why it is dropped, or "" for what becomes of one link."""
    found = find_links(f'<main><a href="{href}">{words}</a></main>'.encode(), page, limit=100, hosts=["x.madeup.org"])
    if found.dropped:
        assert found.is_empty
        return found.dropped[0].why
    return "file" if found.files else "page" if found.pages else "item" if found.items else ""


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
        ("/a.pdf", "Reports to cabinet on SEND", "file"),
        # Further pages: parts, pages below, committee items
        ("/send/inspection/2", "Next", "page"),
        ("/send/inspection/830", "Bins", ""),
        ("/send/inspection/wsoa-progress", "Written statement of action: progress", "page"),
        ("https://democracy.madeup.gov.uk/ieIssueDetails.aspx?IId=24601&amp;Opt=3", "SEND inspection report", "page"),
        ("/send/inspection/contact", "Contact us", ""),
        ("/send/priority-action-plan", "Our priority action plan", "page"),
        ("https://madeup.moderngov.co.uk/mgAi.aspx?ID=7", "SEND inspection report", "page"),
        ("https://democracy.madeup.org/mgAi.aspx?ID=7", "SEND inspection report", "page"),
        ("https://madeup.moderngov.co.uk/ieListDocuments.aspx?CId=1&amp;MId=2#AI9001", "SEND inspection", "item"),
        ("/mgConvert2PDF.aspx?ID=1234", "SEND inspection report", "file"),
        ("/file/1234/send-action-plan", "Read it", "file"),
        # Relevant, and for a person to look at
        ("/other", "Written statement of action", Why.ELSEWHERE),
        ("https://elsewhere.example/wsoa", "Written statement of action", Why.OTHER_HOST),
        ("https://democracy.elsewhere.gov.uk/mgAi.aspx?ID=7", "SEND inspection report", Why.OTHER_HOST),
        ("https://drive.google.com/file/x", "SEND improvement plan", Why.OTHER_HOST),
        ("/documents/g34/Public%20reports%20pack.pdf", "SEND improvement plan", Why.WHOLE_MEETING),
        ("/ieListDocuments.aspx?CId=1&amp;MId=2", "Meeting on the SEND improvement plan", Why.WHOLE_MEETING),
        # Not ours
        ("/ieListDocuments.aspx?CId=1&amp;MId=2#AI9002", "Parking charges", ""),
        ("/a.pdf", "Parking charges", ""),
        ("/a.pdf", "Written statement of action (easy read)", ""),
        ("/a.pdf", "Inspection of children's services by Ofsted", ""),
        ("https://reports.ofsted.gov.uk/provider/44/80418", "Ofsted report", ""),
        ("https://www.facebook.com/madeup/send/inspection/plan.pdf", "SEND plan", ""),
        ("mailto:send@madeup.gov.uk", "SEND plan", ""),
        ("javascript:void(0)", "SEND plan", ""),
        ("#plan", "SEND plan", ""),
        # What is relevant but not read is told
        ("/plan.doc", "Written statement of action", Why.UNREAD_KIND),
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


FILES = '<a href="/plan.pdf">SEND plan</a>'


@pytest.mark.parametrize(
    "page",
    [
        f'<body class="page cookies-not-set"><main><h1>SEND</h1>{FILES}</main></body>',
        f'<body class="cookies-not-set"><div>{FILES}</div></body>',
        f'<body><div class="with-breadcrumb"><h1>SEND</h1>{FILES}</div></body>',
        f'<body><div class="page-with-breadcrumbs"><p>{"Our words. " * 9}</p>{FILES}</div><p>Council</p></body>',
        f"<body><main><h1>SEND</h1><aside><h2>Downloads</h2>{FILES}</aside></main></body>",
        f"<body><main><h1>SEND</h1></main><aside><h2>Downloads</h2>{FILES}</aside></body>",
        f"<body><main><article><header><h1>SEND</h1>{FILES}</header></article></main></body>",
    ],
)
def test_what_only_looks_like_furniture_is_read(page: str) -> None:
    assert [link.url for link in find_links(page.encode(), PAGE, limit=9).files] == [
        "https://www.madeup.gov.uk/plan.pdf"
    ]


@pytest.mark.parametrize(
    "page",
    [
        f'<body><div class="cookie-banner">{FILES}</div><main><h1>SEND</h1><p>Words</p></main></body>',
        f"<body><header><h1>Council</h1>{FILES}</header><main><p>Words</p></main></body>",
        f"<body><main><h1>SEND</h1><nav>{FILES}</nav></main></body>",
        '<body><main><h1>SEND</h1></main><aside><a href="/send/inspection/plan">SEND plan</a></aside></body>',
    ],
)
def test_furniture_stays_furniture(page: str) -> None:
    assert find_links(page.encode(), PAGE, limit=9).is_empty


def test_papers_of_one_item_of_an_agenda() -> None:
    agenda = b"""<table><tr><td><a name="AI9000"></a><p class="mgAiTitleTxt">Minutes</p>
    <ul><li><a href="documents/s1/Minutes.pdf">Minutes PDF 90 KB</a></li></ul></td></tr>
    <tr><td><a name="AI9001"></a><p class="mgAiTitleTxt">SEND inspection</p><ul>
    <li><a href="documents/s2/Cover report.pdf">Cover report PDF 225 KB</a><a href="documents/s2/Cover report.html">View as HTML</a></li>
    <li><a href="mgConvert2PDF.aspx?ID=77">Appendix</a></li><li><a href="documents/s4/Webcast.mp4">The webcast</a><a href="mgUserInfo.aspx?UID=5">A councillor</a></li></ul></td></tr>
    <tr><td><a name="AI9002"></a><a href="documents/s3/Parking.pdf">Parking</a></td></tr></table>
    <a href="documents/g34/pack.pdf">Pack</a>"""
    base = "https://democracy.madeup.gov.uk"
    found = find_item_papers(agenda, f"{base}/ieListDocuments.aspx?CId=1&MId=2", "AI9001")
    assert [link.url for link in found] == [
        f"{base}/documents/s2/Cover%20report.pdf",
        f"{base}/mgConvert2PDF.aspx?ID=77",
    ]
    assert find_item_papers(agenda, base, "AI1") == ()


def test_malformed_base_address_is_passed_over() -> None:
    page = f'<head><base href="http://[broken"></head><main>{FILES}</main>'.encode()
    assert [link.url for link in find_links(page, PAGE, limit=9).files] == ["https://www.madeup.gov.uk/plan.pdf"]


def test_links_past_the_limit_are_told() -> None:
    page = "".join(f'<a href="/{number}.pdf">SEND plan</a>' for number in range(5)).encode()
    found = find_links(page, PAGE, limit=3)
    assert len(found.files) == 3
    assert [each.why for each in found.dropped] == [Why.TOO_MANY] * 2
