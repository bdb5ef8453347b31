"""Ofsted's pages: labels of every kind, addresses of today and of old, lists that cannot be whole."""

from __future__ import annotations

import pytest

from scrape.errors import SiteChangedError
from scrape.sites.ofsted import Site, check_providers, find_listed, find_urn, is_guessed, parse_provider, parse_search

SITE = Site()
URL = SITE.provider_url("80418")


def provider(*links: str) -> bytes:
    return f'<main><h1>Norfolk</h1><ol class="timeline">{"".join(links)}</ol></main>'.encode()


def link(label: str, href: str = "https://files.ofsted.gov.uk/v1/file/50256050", visible: str = "Report") -> str:
    return f'<li><a class="publication-link" href="{href}">{visible} <span class="nonvisual">{label}</span></a></li>'


@pytest.mark.parametrize(
    ("label", "kept", "known", "published"),
    [
        ("Area SEND full inspection, pdf - 15 July 2024", True, True, "2024-07-15"),
        ("Area SEND monitoring inspection, pdf - 01 September 2025", True, True, "2025-09-01"),
        ("Joint area SEND inspection, pdf - 9 June 2020", True, True, "2020-06-09"),
        ("Joint area SEND inspection revisit, pdf - 3 Feb 2022", True, True, "2022-02-03"),
        ("Area SEND interim visit, pdf - 4 March 2021", True, True, "2021-03-04"),
        ("Area SEND thematic visit, pdf - 4 March 2024", True, True, "2024-03-04"),
        ("Local area SEND inspection, pdf – 4 March 2018", True, True, "2018-03-04"),
        ("Children's services focused visit, pdf - 7 November 2023", False, None, None),
        ("Inspection of children’s social care services, pdf - 7 November 2023", False, None, None),
        ("Joint area child protection inspection, pdf - 30 January 2024", False, None, None),
        ("Joint targeted area inspection, pdf - 30 January 2024", False, None, None),
        ("Partnership evaluation, pdf - 30 January 2026", True, False, "2026-01-30"),
        # No rule knows it and nothing in it says SEND; older than any area SEND inspection
        ("Survey of libraries, pdf - 30 January 2026", False, None, None),
        ("Joint area review - progress inspection,  pdf - 03 July 2009", False, None, None),
        ("Joint area SEND inspection, pdf - 30 April 2016", False, None, None),
        ("SEND pilot, PDF - 30 April 2014", False, None, None),
    ],
)
def test_labels(label: str, kept: bool, known: bool | None, published: str | None) -> None:
    page = parse_provider(provider(link(label)), URL, SITE)
    assert bool(page.publications) is kept
    if kept:
        (found,) = page.publications
        assert (found.is_known, found.published) == (known, published)
        assert found.label == label.partition(", pdf")[0]
    assert page.listed == {"https://files.ofsted.gov.uk/v1/file/50256050"}
    is_unknown = label.startswith(("Partnership", "Survey"))
    assert page.unknown_labels == ((label.partition(", pdf")[0],) if is_unknown else ())


@pytest.mark.parametrize(
    "words",
    [
        "Area SEND full inspection, pdf - 2024-07-15",
        "Area SEND full inspection, pdf - 15th July 2024",
        "Area SEND full inspection (PDF) - 15 Jul 2024",
        "Area SEND full inspection, pdf, 15 July 2024",
        "Area SEND full inspection: published 15/07/2024",
    ],
)
def test_day_is_read_in_every_usual_form(words: str) -> None:
    (found,) = parse_provider(provider(link(words)), URL, SITE).publications
    assert (found.label, found.published) == ("Area SEND full inspection", "2024-07-15")


def test_label_stays_the_same_where_its_day_cannot_be_read() -> None:
    (found,) = parse_provider(provider(link("Area SEND full inspection, pdf - last summer")), URL, SITE).publications
    assert (found.label, found.published) == ("Area SEND full inspection", None)


def test_known_report_counts_under_any_label() -> None:
    content = provider(link("Report, pdf - 15 July 2024"))
    assert parse_provider(content, URL, SITE).publications == ()
    known = {"https://files.ofsted.gov.uk/v1/file/50256050"}
    (found,) = parse_provider(content, URL, SITE, known).publications
    assert not found.is_known
    elsewhere = {"https://documents.ofsted.gov.uk/v1/file/50256050"}
    assert find_listed(known, elsewhere) == known
    assert find_listed(known, {"https://files.ofsted.gov.uk/v1/file/150256050"}) == frozenset()


def test_label_without_a_date_is_stored_and_told() -> None:
    page = parse_provider(provider(link("Area SEND full inspection")), URL, SITE)
    assert page.publications[0].published is None
    assert page.undated == ("Area SEND full inspection",)


def test_link_to_the_file_host_without_the_mark_is_not_lost() -> None:
    bare = '<li><a class="new-style" href="https://files.ofsted.gov.uk/v1/file/50256051">Area SEND full inspection - 1 May 2026</a></li>'
    page = parse_provider(provider(bare), URL, SITE)
    assert page.publications[0].published == "2026-05-01"


@pytest.mark.parametrize(
    "entry",
    [
        # The layout of schools' pages since 2026: date and kind of file in the link
        """<li><a class="publication-link" href="/f"><time>10 July 2024</time> : Area SEND full inspection
        <span class="filetype">(PDF, 210 KB)</span></a></li>""",
        """<li><a class="publication-link" href="/f"><span class="nonvisual"><time datetime="2024-07-10">10 July 2024</time>:
        Area SEND full inspection</span><span class="filetype">PDF</span></a></li>""",
        # The date beside the link
        """<li class="timeline__day"><div class="event"><p class="event__metadata">Published <time>10 July 2024</time></p>
        <a class="publication-link" href="/f">Area SEND full inspection <span class="filetype">PDF</span></a></div></li>""",
        """<li class="timeline__day"><p class="timeline__date"><time datetime="2024-07-10T09:00">Wednesday</time></p>
        <div class="event"><a class="publication-link" href="/f">Area SEND full inspection</a></div></li>""",
    ],
)
def test_second_layout_gives_label_and_date(entry: str) -> None:
    page = parse_provider(provider(entry.replace("/f", "https://files.ofsted.gov.uk/v1/file/50256050")), URL, SITE)
    (found,) = page.publications
    assert (found.label, found.published, found.is_known) == ("Area SEND full inspection", "2024-07-10", True)
    assert page.unknown_labels == page.undated == ()


def test_labels_nobody_has_seen_are_known_as_guesses() -> None:
    assert not is_guessed("Area SEND full inspection")
    assert is_guessed("Joint area SEND inspection revisit")
    assert not is_guessed("Children's services focused visit")


def test_page_that_says_there_is_nothing_yet_is_no_changed_site() -> None:
    assert (
        parse_provider(b"<main><h1>New Unitary</h1><p>There are no reports yet.</p></main>", URL, SITE).listed == set()
    )


def test_retired_file_address_is_taken() -> None:
    old = link("Joint area SEND inspection, pdf - 9 June 2017", "/provider/files/2696155/urn/80418.pdf")
    (found,) = parse_provider(provider(old), URL, SITE).publications
    assert found.url == "https://reports.ofsted.gov.uk/provider/files/2696155/urn/80418.pdf"


def test_page_without_timeline_is_a_changed_site_but_an_empty_timeline_is_a_new_council() -> None:
    assert parse_provider(provider(), URL, SITE).publications == ()
    with pytest.raises(SiteChangedError, match="no timeline"):
        parse_provider(b"<main><h1>Norfolk</h1></main>", URL, SITE)


@pytest.mark.parametrize(
    ("url", "urn"),
    [
        ("https://reports.ofsted.gov.uk/provider/44/80418", "80418"),
        ("https://reports.ofsted.gov.uk/provider/44/2637539", "2637539"),
        ("http://reports.ofsted.gov.uk/inspection-reports/find-inspection-report/provider/ELS/80418", "80418"),
        ("https://reports.ofsted.gov.uk/provider/files/2696155/urn/80418.pdf", "80418"),
        ("ofsted.gov.uk/provider/44/80418", "80418"),
        ("https://files.ofsted.gov.uk/v1/file/50256050", None),
        ("https://reports.ofsted.gov.uk/provider/21/123456", None),
    ],
)
def test_provider_number_in_any_form_of_address(url: str, urn: str | None) -> None:
    assert find_urn(url) == urn


def test_list_of_providers_and_its_total() -> None:
    page = parse_search(
        b"""<p>1,153 results</p><ul><li><h3><a href="/provider/44/80418">Norfolk &amp; more</a></h3></li>
        <li><h3><a href="/provider/44/80418">Norfolk again</a></h3></li><li><a href="/provider/21/1">A school</a></li></ul>""",
        "x",
    )
    assert page.total == 1153
    assert [(each.urn, each.name) for each in page.providers] == [("80418", "Norfolk & more")]


@pytest.mark.parametrize(
    ("found", "total", "message"),
    [(100, 153, "the page says 153"), (100, None, "only 100"), (0, 0, "only 0"), (400, 400, "at most 175")],
)
def test_list_that_is_too_short(found: int, total: int | None, message: str) -> None:
    with pytest.raises(SiteChangedError, match=message):
        check_providers(found, total, 153, "x")


def test_list_a_little_shorter_is_fine_since_councils_merge() -> None:
    check_providers(149, 149, 153, "x")
