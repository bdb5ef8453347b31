"""Every trouble a server can make has one clear outcome."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
import requests
import trustme

from scrape import errors
from scrape.http.fetcher import Fetcher
from scrape.sniff import HTML, PDF
from tests.replica import troubles
from tests.replica.server import RETRIEVED_AT, Handler, Page, Replica, every_name_leads_to, serving
from tests.scrape.conftest import FakeTime

URL = "http://files.council.test/plan.pdf"
BODY = b"%PDF-1.7\n" + b"A plan of several pages. " * 400 + b"\n%%EOF"


@pytest.fixture(autouse=True)
def plan(replica: Replica) -> None:
    replica.put(URL, BODY, "application/pdf")


def test_fetches_and_tells_kind_name_and_time(replica: Replica, fake_time: FakeTime) -> None:
    replica.put(
        URL,
        BODY,
        "application/octet-stream",
        headers=(("Content-Disposition", 'attachment; filename="../Our plan.pdf"'),),
    )
    fetched = fake_time.fetcher().fetch(URL)
    assert fetched.content == BODY
    assert fetched.media_type == PDF
    assert fetched.file_name == "Our plan.pdf"
    assert fetched.retrieved_at == RETRIEVED_AT
    assert "tests@example.org" in replica.asked(URL)[0].user_agent


def test_unchanged_document_is_not_sent_again(replica: Replica, fake_time: FakeTime) -> None:
    fetcher = fake_time.fetcher()
    first = fetcher.fetch(URL)
    again = fetcher.fetch(URL, etag=first.etag)
    assert again.content is None
    assert [request.body_bytes for request in replica.asked(URL)] == [len(BODY), 0]
    assert fetcher.body_count == 1


@pytest.mark.parametrize(
    ("trouble", "error", "says", "requests"),
    [
        pytest.param(troubles.status(403), errors.RefusedError, "refused (403)", 1, id="403"),
        pytest.param(troubles.status(404), errors.GoneError, "no longer there (404)", 1, id="404"),
        pytest.param(troubles.status(410), errors.GoneError, "no longer there (410)", 1, id="410"),
        pytest.param(troubles.status(429), errors.RateLimitedError, "429", 4, id="429 without end"),
        pytest.param(troubles.status(503), errors.ServerError, "failed (503)", 4, id="503 without end"),
        pytest.param(troubles.dropped, errors.ConnectionFailedError, "no connection", 4, id="dropped connection"),
        pytest.param(troubles.truncated, errors.TruncatedError, "middle", 4, id="truncated file"),
        pytest.param(troubles.endless, errors.TooLargeError, "still coming", 1, id="endless body"),
        pytest.param(
            troubles.instead(troubles.ERROR_PAGE, "application/pdf"),
            errors.WrongContentError,
            "text/html",
            1,
            id="HTML error page as PDF",
        ),
        pytest.param(troubles.instead(b"", "application/pdf"), errors.WrongContentError, "empty", 1, id="empty file"),
        pytest.param(troubles.redirect(URL), errors.RedirectError, "loop", 1, id="redirect to itself"),
        pytest.param(
            troubles.redirect("http://127.0.0.1:9/secret"),
            errors.RedirectError,
            "may not lead to",
            1,
            id="redirect to loopback",
        ),
        pytest.param(
            troubles.redirect("http://169.254.169.254/latest"),
            errors.RedirectError,
            "may not lead to",
            1,
            id="redirect to cloud metadata",
        ),
        pytest.param(
            troubles.redirect("http://elsewhere.example/x"),
            errors.RedirectError,
            "may not lead to",
            1,
            id="redirect to a foreign host",
        ),
        pytest.param(
            troubles.redirect("file:///etc/passwd"), errors.RedirectError, "no web address", 1, id="redirect to a file"
        ),
        pytest.param(
            troubles.instead(troubles.CHALLENGE_PAGE),
            errors.ChallengeError,
            "Cloudflare",
            1,
            id="challenge page with 200",
        ),
        pytest.param(
            troubles.status(403, body=troubles.CHALLENGE_PAGE),
            errors.ChallengeError,
            "Cloudflare",
            1,
            id="challenge page with 403",
        ),
    ],
)
def test_trouble_has_one_clear_outcome(
    replica: Replica,
    fake_time: FakeTime,
    trouble: troubles.Trouble,
    error: type[errors.FetchError],
    says: str,
    requests: int,
) -> None:
    replica.trouble(URL, trouble)
    with pytest.raises(error) as caught:
        fake_time.fetcher(max_megabytes=1).fetch(URL, expect=frozenset({PDF}))
    assert says in str(caught.value)
    assert URL in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(replica.asked(URL)) == requests


@pytest.mark.parametrize(
    "trouble",
    [troubles.status(500), troubles.status(502), troubles.dropped, troubles.truncated, troubles.status(429)],
    ids=["500", "502", "dropped", "truncated", "429"],
)
def test_passing_trouble_is_waited_out(replica: Replica, fake_time: FakeTime, trouble: troubles.Trouble) -> None:
    replica.trouble(URL, troubles.first(2, trouble))
    assert fake_time.fetcher().fetch(URL).content == BODY
    assert fake_time.slept == [1, 2]


@pytest.mark.parametrize(("value", "seconds"), [("17", 17), ("Wed, 01 Jan 2020 00:00:00 GMT", 0)])
def test_waits_as_long_as_the_server_asks(replica: Replica, fake_time: FakeTime, value: str, seconds: float) -> None:
    replica.trouble(URL, troubles.first(1, troubles.status(429, ("Retry-After", value))))
    assert fake_time.fetcher().fetch(URL).content == BODY
    assert fake_time.slept == [seconds]


def test_host_that_asks_for_an_hour_is_left_for_the_next_run(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble(URL, troubles.status(429, ("Retry-After", "3600")))
    fetcher = fake_time.fetcher()
    with pytest.raises(errors.RateLimitedError):
        fetcher.fetch(URL)
    asked = len(replica.log)
    with pytest.raises(errors.HostSuspendedError, match="slow down"):
        fetcher.fetch("http://files.council.test/other.pdf")
    assert len(replica.log) == asked
    assert fake_time.slept == []


def test_host_that_does_not_answer_is_not_asked_for_every_link(replica: Replica, fake_time: FakeTime) -> None:
    fetcher = fake_time.fetcher()
    replica.trouble("http://files.council.test/a", troubles.dropped)
    replica.trouble("http://files.council.test/b", troubles.dropped)
    for name in "ab":
        with pytest.raises(errors.ConnectionFailedError):
            fetcher.fetch(f"http://files.council.test/{name}")
    with pytest.raises(errors.ConnectionFailedError, match=r"not asked, since files\.council\.test does not answer"):
        fetcher.fetch(URL)


def test_slow_body_ends_at_the_deadline(replica: Replica) -> None:
    """The one test with real time: every byte comes within the read timeout, the whole never would."""
    replica.trouble(URL, troubles.dripping(0.02))
    fetcher = Fetcher(FakeTime().fetcher(download_timeout=0.2, attempts=1).settings)
    begun = time.monotonic()
    with pytest.raises(errors.SlowError, match="not done"):
        fetcher.fetch(URL)
    assert time.monotonic() - begun < 2


def test_silent_server_ends_at_the_read_timeout(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble(URL, troubles.silent(0.5))
    with pytest.raises(errors.SlowError, match="no answer in time"):
        fake_time.fetcher(read_timeout=0.1, attempts=1).fetch(URL)


def test_redirects_are_followed_to_the_same_owner_and_to_allowed_hosts(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble("http://www.norfolk.gov.uk/old", troubles.redirect("http://democracy.norfolk.gov.uk/new"))
    replica.put("http://democracy.norfolk.gov.uk/new", "<html>new")
    fetcher = fake_time.fetcher()
    assert fetcher.fetch("http://www.norfolk.gov.uk/old").final_url == "http://democracy.norfolk.gov.uk/new"
    replica.trouble("http://www.norfolk.gov.uk/moved", troubles.redirect(URL))
    with pytest.raises(errors.RedirectError):
        fetcher.fetch("http://www.norfolk.gov.uk/moved")
    assert fetcher.fetch("http://www.norfolk.gov.uk/moved", hosts={"files.council.test"}).content == BODY


def test_redirect_chain_has_an_end(replica: Replica, fake_time: FakeTime) -> None:
    for number in range(9):
        replica.trouble(f"http://files.council.test/{number}", troubles.redirect(f"/{number + 1}"))
    with pytest.raises(errors.RedirectError, match="more than 5"):
        fake_time.fetcher().fetch("http://files.council.test/0")
    replica.trouble("http://files.council.test/9", troubles.redirect("/8"))
    with pytest.raises(errors.RedirectError, match="loop"):
        fake_time.fetcher().fetch("http://files.council.test/8")


def test_wrong_content_type_header_does_not_matter(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble(URL, troubles.served_as("text/html"))
    assert fake_time.fetcher().fetch(URL, expect=frozenset({PDF})).media_type == PDF


def test_page_in_an_old_encoding_is_kept_as_it_is(replica: Replica, fake_time: FakeTime) -> None:
    page = "<html><body>Área £5m – “plan”</body></html>".encode("cp1252")
    replica.put("http://files.council.test/page", page, "text/html; charset=windows-1252")
    fetched = fake_time.fetcher().fetch("http://files.council.test/page")
    assert fetched.content == page
    assert fetched.media_type == HTML


def test_public_name_of_a_private_address_gets_nothing(replica: Replica, fake_time: FakeTime) -> None:
    """As when a name is changed to the loopback between a check and the connection: here every name leads to it."""
    with pytest.raises(errors.PrivateAddressError, match=r"127\.0\.0\.1"):
        fake_time.fetcher(allow_private=False).fetch(URL)
    assert replica.log == []


def test_robots_txt_is_obeyed(replica: Replica, fake_time: FakeTime) -> None:
    rules = "User-agent: *\nDisallow: /*.pdf$\nAllow: /public/\n\nUser-agent: sendkb\nDisallow: /plan\nCrawl-delay: 7\n"
    replica.put("http://files.council.test/robots.txt", rules, "text/plain")
    replica.put("http://files.council.test/other.pdf", BODY)
    fetcher = fake_time.fetcher()
    with pytest.raises(errors.RobotsError, match=r"robots\.txt"):
        fetcher.fetch(URL)
    assert replica.asked(URL) == []
    fetcher.fetch("http://files.council.test/other.pdf")
    fetcher.fetch("http://files.council.test/other.pdf")
    assert fake_time.now >= 7
    assert len(replica.asked("http://files.council.test/robots.txt")) == 1


def test_robots_txt_that_cannot_be_had_closes_the_site(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble("http://files.council.test/robots.txt", troubles.status(500))
    fetcher = fake_time.fetcher()
    for _ in range(2):
        with pytest.raises(errors.ServerError, match=r"robots\.txt"):
            fetcher.fetch(URL)
    assert replica.asked(URL) == []
    assert len(replica.log) == 4
    assert fake_time.slept == [1, 2, 4]


def test_never_more_than_one_request_a_second_to_a_host(replica: Replica, fake_time: FakeTime) -> None:
    """Retries, redirects and robots.txt count too; hosts do not wait for each other."""
    fetcher = fake_time.fetcher(seconds_between_requests=1)
    starts: dict[str, list[float]] = {}
    real = fetcher.transport

    class Noting:
        def get(self, url: str, headers: Mapping[str, str], timeout: tuple[float, float]) -> requests.Response:
            starts.setdefault(url.split("/")[2], []).append(fake_time.now)
            return real.get(url, headers, timeout)

    fetcher.transport = Noting()
    replica.trouble("http://files.council.test/r", troubles.redirect(URL))
    replica.trouble("http://files.council.test/e", troubles.first(2, troubles.status(500)))
    replica.put("http://files.council.test/e", "<html>")
    replica.put("http://other.test/x", "<html>")
    for path in ("plan.pdf", "r", "e", "plan.pdf"):
        fetcher.fetch(f"http://files.council.test/{path}")
        fetcher.fetch("http://other.test/x")
    for times in starts.values():
        assert all(later - earlier >= 1 for earlier, later in pairwise(times))
    assert len(starts["files.council.test"]) == 8
    assert fake_time.now < 11


def test_certificate_must_hold(
    replica: Replica, fake_time: FakeTime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    replica.put("http://secure.council.test/x", "<html>secret")
    with (
        serving(replica) as http,
        serving(replica, tls=authority, tls_names=("secure.council.test",)) as https,
        every_name_leads_to(http, https),
    ):
        fetcher = fake_time.fetcher()
        with pytest.raises(errors.CertificateError, match="certificate"):
            fetcher.fetch("https://secure.council.test/x")
        assert len(fake_time.slept) == 0
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        assert fake_time.fetcher().fetch("https://secure.council.test/x").content == b"<html>secret"
        with pytest.raises(errors.CertificateError):
            fake_time.fetcher().fetch("https://other.council.test/x")


def test_unknown_name_is_a_failed_connection(replica: Replica, fake_time: FakeTime) -> None:
    with pytest.raises(errors.ConnectionFailedError, match=r"gone\.invalid"):
        fake_time.fetcher().fetch("http://www.gone.invalid/plan")


@pytest.mark.parametrize(
    ("location", "error"),
    [
        (b"http://[::1", "no web address"),
        (b"http://files.council.test:99999/x", "no web address"),
        (b"http://files.council.test\x00.evil.example/", "."),
    ],
)
def test_malformed_redirect_is_a_named_error(
    replica: Replica, fake_time: FakeTime, location: bytes, error: str
) -> None:
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    replica.trouble(URL, troubles.raw(head))
    with pytest.raises(errors.FetchError, match=error):
        fake_time.fetcher().fetch(URL)


def test_redirect_in_latin_1_is_followed_to_those_bytes(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble(URL, troubles.raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /caf\xe9\xff.pdf\r\n\r\n"))
    replica.put("http://files.council.test/caf%E9%FF.pdf", BODY, "application/pdf")
    assert fake_time.fetcher().fetch(URL).content == BODY


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 -2359", "yesterday"])
def test_extreme_date_is_passed_over(replica: Replica, fake_time: FakeTime, date: str) -> None:
    replica.date = date
    assert fake_time.fetcher().fetch(URL).retrieved_at > "2026"


def test_body_of_a_redirect_is_not_read(replica: Replica, fake_time: FakeTime) -> None:
    replica.trouble("http://files.council.test/old", troubles.redirect_with_endless_body(URL))
    begun = time.monotonic()
    assert fake_time.fetcher().fetch("http://files.council.test/old").content == BODY
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("line", [b"X-More: 1\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"], ids=["headers", "continue"])
def test_headers_that_drip_end_at_the_read_timeout(replica: Replica, fake_time: FakeTime, line: bytes) -> None:
    replica.trouble(URL, troubles.dripping_headers(0.05, line))
    begun = time.monotonic()
    with pytest.raises(errors.SlowError, match="no answer in time"):
        fake_time.fetcher(read_timeout=0.5, attempts=1).fetch(URL)
    assert time.monotonic() - begun < 3


def test_passwords_of_netrc_are_not_sent(
    replica: Replica, fake_time: FakeTime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine files.council.test login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    sent: list[str | None] = []

    def look(handler: Handler, page: Page | None) -> tuple[int, int]:
        sent.append(handler.headers.get("Authorization"))
        return handler.answer(page)

    replica.trouble(URL, look)
    fake_time.fetcher().fetch(URL)
    assert sent == [None]


def test_control_characters_are_kept_out_of_file_names(replica: Replica, fake_time: FakeTime) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Disposition: attachment; filename*=UTF-8''a%00b%0A.pdf\r\nContent-Length: 9\r\n\r\n%PDF-1.7\n"
    replica.trouble(URL, troubles.raw(head))
    assert fake_time.fetcher().fetch(URL).file_name == "ab.pdf"
    replica.put("http://files.council.test/x%00y.pdf", BODY)
    assert fake_time.fetcher().fetch("http://files.council.test/x%00y.pdf").file_name == "xy.pdf"


@pytest.mark.parametrize("code", [403, 503])
def test_host_that_turns_us_away_is_left_alone_and_asked_once_more(
    replica: Replica, fake_time: FakeTime, code: int
) -> None:
    fetcher = fake_time.fetcher(attempts=1)
    fetcher.fetch(URL)
    replica.trouble(URL, troubles.status(code))
    for _ in range(3):
        with pytest.raises((errors.RefusedError, errors.ServerError)):
            fetcher.fetch(URL)
    with pytest.raises(errors.HostSuspendedError, match=rf"turned us away after \d+ requests \({code}\)"):
        fetcher.fetch(URL)
    assert len(replica.asked(URL)) == 4
    assert fetcher.health.give_another_chance() == {"files.council.test"}
    # Once refused on probation it is left alone at once; answered, it is as any other.
    for error in (errors.RefusedError, errors.HostSuspendedError) if code == 403 else ():
        with pytest.raises(error):
            fetcher.fetch(URL)
    replica.calm()
    fetcher.health.give_another_chance()
    assert fetcher.fetch(URL).content == BODY
    assert fetcher.health.suspended == {}


def test_three_hosts_failing_the_same_way_stop_the_run(replica: Replica, fake_time: FakeTime) -> None:
    fetcher = fake_time.fetcher(attempts=1)
    for name in "ab":
        with pytest.raises(errors.ConnectionFailedError):
            fetcher.fetch(f"http://{name}.invalid/x")
    with pytest.raises(
        errors.NetworkError, match=r"3 hosts in a row .*check the network, DNS and HTTPS_PROXY"
    ) as caught:
        fetcher.fetch("http://c.invalid/x")
    assert caught.value.exit_status == 3
    # Where something answers in between, dead hosts are just dead hosts.
    fetcher = fake_time.fetcher(attempts=1)
    for name in "abcde":
        fetcher.fetch(URL)
        with pytest.raises(errors.ConnectionFailedError):
            fetcher.fetch(f"http://{name}.invalid/x")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_proxy_that_asks_for_a_password_is_told_at_once(
    replica: Replica, fake_time: FakeTime, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv(f"{scheme}_proxy", "http://proxy.council.test:8080")
    monkeypatch.setenv("no_proxy", "")
    replica.troubles["files.council.test", "http://files.council.test/robots.txt"] = troubles.status(407)
    with pytest.raises(errors.ProxyError, match=r"asks for a password: put user:password@ .* HTTPS_PROXY"):
        fake_time.fetcher().fetch(f"{scheme}://files.council.test/plan.pdf")
    assert fake_time.slept == []
