"""The register of source pages, the operator's additions, and the settings of updates."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrape.errors import SettingsError, SourceError
from scrape.http.guard import is_public
from scrape.settings import load_settings
from scrape.sources import FILE_NAME, SourcePage, add_source, load_added, parse_areas, parse_sources
from scrape.urls import clean_url, site_of


def test_rows_without_address_and_repeated_ones_are_left_out() -> None:
    rows = [
        {
            "area_id": "norfolk",
            "doc_type": "wsoa",
            "title": "Plan",
            "publisher": "",
            "url": "https://a.gov.uk/x#top",
            "format": "html",
        },
        {
            "area_id": "norfolk",
            "doc_type": "news",
            "title": "Plan",
            "publisher": "",
            "url": "https://a.gov.uk/x",
            "format": "html",
        },
        {"area_id": "norfolk", "doc_type": "wsoa", "title": "Paper", "publisher": "", "url": "", "format": "pdf"},
    ]
    (page,) = parse_sources(rows)
    assert (page.url, page.doc_type, page.publisher) == ("https://a.gov.uk/x", "wsoa", None)


def test_news_is_secondary() -> None:
    assert SourcePage("https://x.test", doc_type="news").text_origin == "secondary"
    assert SourcePage("https://x.test", doc_type="wsoa").text_origin == "official"


def test_numbers_of_another_series_are_no_provider_pages() -> None:
    areas = parse_areas(
        [
            {"area_id": "norfolk", "name": "Norfolk", "ofsted_urn": "80418", "status": "current"},
            {"area_id": "dorset", "name": "Dorset", "ofsted_urn": "2532283", "status": "current"},
            {"area_id": "cumbria", "name": "Cumbria", "ofsted_urn": "909", "status": "abolished"},
        ]
    )
    assert [(area.urn, area.is_current) for area in areas] == [("80418", True), ("2532283", True), (None, False)]


def test_file_of_additions_can_be_edited_by_hand(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("\ufeffarea_id,url\nnorfolk,https://a.gov.uk/plan\n", encoding="utf-8")
    assert load_added(tmp_path) == [SourcePage("https://a.gov.uk/plan", "norfolk")]
    assert add_source(tmp_path, SourcePage("https://b.gov.uk/plan", "essex", title="Plan, with comma"))
    assert [page.title for page in load_added(tmp_path)] == [None, "Plan, with comma"]


def test_what_is_no_address_and_no_table_is_refused(tmp_path: Path) -> None:
    for wrong in ("plan", "not a url:", "ftp://a.gov.uk/x", ""):
        with pytest.raises(SourceError, match="no web address"):
            add_source(tmp_path, SourcePage(wrong))
    (tmp_path / FILE_NAME).write_text("area,address\n")
    with pytest.raises(SourceError, match="no column url"):
        load_added(tmp_path)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("HTTPS://WWW.A.gov.uk:443/X?b=1#c", "https://www.a.gov.uk/X?b=1"),
        ("www.a.gov.uk", "https://www.a.gov.uk/"),
        ("http://a.gov.uk/p;jsessionid=1A2B.node1?id=3", "http://a.gov.uk/p?id=3"),
        ("http://a.gov.uk/(S(abc123))/p.aspx", "http://a.gov.uk/p.aspx"),
        ("http://a.gov.uk/p?PHPSESSID=1&id=2&utm_source=x", "http://a.gov.uk/p?id=2"),
        ("http://a.gov.uk/a file.pdf", "http://a.gov.uk/a%20file.pdf"),
        ("http://a.gov.uk/a%20file.pdf", "http://a.gov.uk/a%20file.pdf"),
        ("http://a.gov.uk:8080/", "http://a.gov.uk:8080/"),
    ],
)
def test_one_address_has_one_form(url: str, clean: str) -> None:
    assert clean_url(url) == clean
    assert clean_url(clean) == clean


def test_site_is_what_one_owner_holds() -> None:
    assert site_of("democracy.norfolk.gov.uk") == site_of("www.norfolk.gov.uk") == "norfolk.gov.uk"
    assert site_of("a.livewellsouthend.com") == "livewellsouthend.com"
    assert site_of("norfolk.gov.uk") != site_of("essex.gov.uk")
    assert site_of("x.nhs.uk") == "x.nhs.uk"
    assert site_of("www.gov.uk") == "gov.uk"
    assert site_of("10.0.0.1") == "10.0.0.1"
    # One supplier, two councils.
    assert site_of("madeup.moderngov.co.uk") != site_of("other.moderngov.co.uk")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2a00:1450::1", True), ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False),
        ("192.88.99.1", False), ("::ffff:192.88.99.1", False), ("192.88.98.1", True),
        ("192.168.1.1", False), ("169.254.169.254", False), ("0.0.0.0", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:127.0.0.1", False), ("100.64.0.1", False), ("224.0.0.1", False),
        # IPv4 written as IPv6: compatible, translated, NAT64, 6to4, Teredo; site-local, NAT64 of one network
        ("::127.0.0.1", False), ("::ffff:0:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::808:808", True), ("2002:7f00:1::", False), ("2002:a00:1::1", False), ("2001:0:7f00:1::", False),
        ("fec0::1", False), ("64:ff9b:1::808:808", False),
    ],
)  # fmt: skip
def test_only_public_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("contact", "is_one"),
    [
        ("me@example.org", True),
        ("SEND team, council: send@council.gov.uk", True),
        ("https://example.org/about", True),
        ("example.org", True),
        ("nothing", False),
        ("TODO", False),
        ("me @ home", False),
        ("me@example.org\nX-Evil: 1", False),
    ],
)
def test_contact_is_one_that_can_be_written_to(tmp_path: Path, contact: str, is_one: bool) -> None:
    if is_one:
        assert load_settings(tmp_path, {"SENDKB_CONTACT": contact}).contact == contact
    else:
        with pytest.raises(SettingsError, match="an e-mail address or web page"):
            load_settings(tmp_path, {"SENDKB_CONTACT": contact})


def test_settings_name_a_contact_and_refuse_what_they_do_not_know(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="SENDKB_CONTACT"):
        load_settings(tmp_path, {})
    assert "me@example.org" in load_settings(tmp_path, {"SENDKB_CONTACT": "me@example.org"}).user_agent
    file = tmp_path / "update.toml"
    file.write_text('contact = "us@example.org"\nseconds_between_requests = 2\nattempts = 3\nuse_archive = false\n')
    settings = load_settings(tmp_path, {})
    assert (settings.contact, settings.seconds_between_requests, settings.attempts) == ("us@example.org", 2, 3)
    assert load_settings(tmp_path, {"SENDKB_CONTACT": "me@example.org"}).contact == "me@example.org"
    for line, message in (
        ("speed = 1", "no setting is called speed"),
        ("attempts = 0", "attempts"),
        ("attempts = true", "attempts"),
        ("a b", "not TOML"),
    ):
        file.write_text(f'contact = "us@example.org"\n{line}\n')
        with pytest.raises(SettingsError, match=message):
            load_settings(tmp_path, {})
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "none", {"SENDKB_CONTACT": "two\nlines"})
