"""Who runs the site and where people reach it: settings that every page, file and link keeps to."""

import asyncio
import re
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from db.errors import ServeError
from db.site.addressed import make_addressed
from db.site.operator import NOBODY, OWN_PATHS, read_operator
from db.site.serve import make_datasette
from sendkb import main
from tests.support.site_db import build_site_database

BASE = "https://send.example.org/inspections/"
PAGES = [
    "/", "/areas/norfolk", "/bodies", "/compare?area=Norfolk", "/search?words=autism", "/themes", "/timeline", "/about",
    "/send", "/send/weaknesses?kind=significant_weakness&_sort=number", "/send/weaknesses/norfolk-2020-03-w1",
    "/send/what_followed_a_weakness?area=",
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of an operator, below a path at an address of its own."""
    operator = read_operator("Kent’s inspections", "Example Council", "send@example.org", BASE)
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("operator")), operator)
    asyncio.run(datasette.invoke_startup())
    return datasette


def ask(site, path, headers=None):
    """What the application answers to a path as a proxy passes it on."""
    import httpx

    async def run():
        transport = httpx.ASGITransport(app=site.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client:
            return await client.get(path, headers=headers or {})

    return asyncio.run(run())


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_stays_below_the_base_and_every_page_tells_who_runs_it(site, page):
    answer = ask(site, "/inspections" + page)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.text, "lxml")
    assert soup.title.get_text().endswith("– Kent’s inspections")
    assert "Run by Example Council" in soup.footer.get_text()
    assert soup.select_one('footer a[href="mailto:send@example.org"]')
    shown = urljoin(BASE, page[1:])
    for element in soup.select("a[href], link[href], form[action]"):
        address = urlsplit(urljoin(shown, element.get("href") or element.get("action")))
        if address.netloc == "send.example.org":
            assert address.path.startswith("/inspections/"), element
            assert "/inspections/inspections" not in address.path, element


@pytest.mark.parametrize(
    "page", ["/nothing-here", "/send/nothing", "/areas/nowhere", "/send/weaknesses/none", "/documents/x"]
)
def test_a_page_that_is_not_there_tells_who_runs_the_site_too(site, page):
    answer = ask(site, "/inspections" + page)
    assert answer.status_code == 404
    assert "Run by Example Council" in answer.text
    assert "There is no such page" in answer.text


@pytest.mark.parametrize("prefix", ["", "/inspections"])
def test_files_and_feed_give_the_address_that_people_see_however_the_proxy_asks(site, prefix):
    told = ask(site, f"{prefix}/areas/norfolk.json", {"host": "10.0.0.7:9999"}).json()
    assert told["address"] == BASE + "areas/norfolk"
    feed = ask(site, f"{prefix}/feed.atom?area=norfolk").text
    assert f'href="{BASE}feed.atom?area=norfolk"' in feed
    assert f'href="{BASE}areas/norfolk"' in feed
    assert "<name>Example Council</name>" in feed


def test_another_name_of_an_area_leads_below_the_base(site):
    assert ask(site, "/inspections/areas/926").headers["location"] == "/inspections/areas/norfolk"
    assert ask(site, "/inspections").status_code == 200


def test_without_an_origin_the_request_tells_the_address():
    async def app(scope, _receive, _send):
        seen.append(scope)

    seen = []
    scope = {"type": "http", "path": "/send/x", "raw_path": b"/send/x", "headers": [(b"host", b"a.example")]}
    asyncio.run(make_addressed(app, origin="", base="/send/")(scope | {"scheme": "http"}, None, None))
    asyncio.run(make_addressed(app, origin="https://b.example", base="/")(scope | {"scheme": "http"}, None, None))
    assert (seen[0]["path"], seen[0]["raw_path"], seen[0]["headers"]) == ("/x", b"/x", [(b"host", b"a.example")])
    assert (seen[1]["path"], seen[1]["scheme"], seen[1]["headers"]) == ("/send/x", "https", [(b"host", b"b.example")])


@pytest.mark.parametrize(
    ("base_url", "origin", "base"),
    [
        ("", "", "/"), ("/", "", "/"), ("/kb", "", "/kb/"), ("/a/b/", "", "/a/b/"),
        ("https://example.org", "https://example.org", "/"),
        ("http://example.org:8080/kb", "http://example.org:8080", "/kb/"),
    ],
)  # fmt: skip
def test_a_base_is_an_address_or_a_path(base_url, origin, base):
    operator = read_operator(base_url=base_url)
    assert (operator.origin, operator.base) == (origin, base)


@pytest.mark.parametrize(
    "base_url",
    ["send", "example.org/send", "//example.org/", "ftp://example.org/", "https://", "/a?b=c", "/a b/", "https://u:p@e.org/",
     "/../", "https://example.org/#x"],
)  # fmt: skip
def test_what_is_no_base_is_told(base_url):
    with pytest.raises(ServeError, match="is no --base-url: give the site's address"):
        read_operator(base_url=base_url)


def test_a_base_is_no_name_of_the_sites_own_pages(site):
    first = {re.match(r"\^?/([\w-]*)", pattern.pattern)[1] for pattern, _ in site._routes()}
    assert first - {"", "favicon", "feed", "robots"} == OWN_PATHS - {"send"}
    for name in OWN_PATHS:
        with pytest.raises(ServeError, match="the site's own pages begin with"):
            read_operator(base_url=f"/{name}")


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "someone", "a b@c.org", "//x.org", "mailto:a@b.org"])
def test_a_contact_is_a_mail_or_web_address(contact):
    with pytest.raises(ServeError, match="is no contact"):
        read_operator(contact=contact)
    assert read_operator(contact="https://example.org/contact").contact_address == "https://example.org/contact"
    assert NOBODY.contact_address == ""


def test_the_command_tells_a_wrong_address_in_one_line(tmp_path):
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "serve", "--base-url", "example.org"])
    assert result.exit_code == 1
    assert "is no --base-url" in result.output
