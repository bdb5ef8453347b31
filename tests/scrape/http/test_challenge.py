"""A challenge is told from an ordinary page that loads scripts of the same services."""

from __future__ import annotations

import pytest

from scrape.http.challenge import find_challenge

MENU = "".join(f'<a href="/{name}">{name}</a>' for name in ("home", "bins", "schools", "jobs", "contact"))
WORDS = "We wrote a plan with families. " * 30
SCRIPTS = {
    "Cloudflare's detection": '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
    "Cloudflare's loader": "<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>",
    "AWS": '<script src="https://x.token.awswaf.com/challenge.js"></script><script>AwsWafIntegration.fetch()</script>',
    "Imperva": '<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>',
    "DataDome": '<script src="https://ct.captcha-delivery.com/c.js"></script>',
    "a form's captcha": "<label>Please verify that you are human</label>",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_ordinary_page_with_a_services_script_is_no_challenge(script: str) -> None:
    page = f"<html><head><title>SEND plan</title>{script}</head><body>{MENU}<main><h1>SEND</h1><p>{WORDS}</p></main>"
    assert find_challenge(page.encode()) is None
    # A short page still has its menu, a long one need not.
    assert find_challenge(page.replace(WORDS, "Soon.").encode()) is None
    assert find_challenge(page.replace(MENU, "").encode()) is None


@pytest.mark.parametrize(
    ("page", "who"),
    [
        ("<title>Just a moment...</title>", "Cloudflare"),
        ("<title>Council</title><script>window._cf_chl_opt = {}</script>" + MENU, "Cloudflare"),
        ('<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=1"></script>' + MENU, "Cloudflare"),
        ("<script>window.gokuProps = {}; AwsWafIntegration.checkForceRefresh()</script><noscript>Enable</noscript>", "AWS WAF"),
        ('<iframe src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>', "Imperva"),
        ('<p>Please enable JS</p><script src="https://ct.captcha-delivery.com/c.js"></script>', "DataDome"),
        ("<h1>Checking your browser before accessing the site</h1>", "a bot check"),
        ("The requested URL was rejected. Please consult with your administrator. <a>Back</a>", "a web application firewall"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_challenge_is_known_in_any_encoding(page: str, who: str, encoding: str) -> None:
    assert find_challenge(f"<html><body>{page}".encode(encoding)) == who


def test_header_tells_a_challenge_whatever_the_page() -> None:
    assert find_challenge(b"<html>Hello", {"cf-mitigated": "challenge"}) == "Cloudflare"
    assert find_challenge(b"<html>Hello", {"server": "cloudflare"}) is None
