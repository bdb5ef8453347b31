"""Pages that ask the reader to prove to be a person: found by their marks, so that none passes for an empty result.

Ordinary pages carry scripts of the same protection services (Cloudflare's "jsd", AWS's integration, Imperva's resource), so
that a mark of the service is not enough: the page must be the challenge itself, or have nothing else to say.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from bs4 import BeautifulSoup

# What stands on nothing but such pages, as (who, mark).
_PROOFS = (
    (
        "Cloudflare",
        r"<title>\s*Just a moment|_cf_chl_opt|\bcf-chl-|challenge-platform/h/[^\"']*orchestrate|<title>\s*Attention Required! \| Cloudflare",
    ),
    ("Imperva", r"Request unsuccessful\. Incapsula incident"),
    ("Akamai", r"<title>\s*Access Denied</title>.{0,2000}errors\.edgesuite\.net"),
    ("Azure", r"<title>\s*Azure WAF JS Challenge|The request is blocked\.\s*<br"),
    ("PerimeterX", r"<title>\s*Pardon Our Interruption"),
    ("a web application firewall", r"The requested URL was rejected\. Please consult with your administrator"),
)
# What ordinary pages hold too: a challenge only where the page says next to nothing and leads nowhere.
_HINTS = (
    ("Cloudflare", r"challenge-platform/(?!scripts/jsd/)"),
    ("Imperva", r"_Incapsula_Resource"),
    ("AWS WAF", r"awsWafCookieDomainList|AwsWafIntegration|window\.gokuProps"),
    ("DataDome", r"captcha-delivery\.com"),
    ("PerimeterX", r"px-captcha"),
    (
        "a bot check",
        r"Checking (?:if the site connection is secure|your browser before accessing)|verify (?:that )?you are (?:a )?human",
    ),
)


def _compiled(marks: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((who, re.compile(mark, re.IGNORECASE | re.DOTALL)) for who, mark in marks)


_PROOF_PATTERNS, _HINT_PATTERNS = _compiled(_PROOFS), _compiled(_HINTS)
# Such pages are small; a page of content may well load a captcha for its contact form.
_MAX_BYTES = 60_000
# The longest challenge known to us has 60 words and two links; a council's page has its menu.
_MOST_WORDS, _MOST_LINKS = 80, 3
# What Cloudflare sends with a challenge, whatever its page looks like.
_HEADER = "cf-mitigated"


def find_challenge(content: bytes, headers: Mapping[str, str] | None = None) -> str | None:
    """Who put up a challenge page, or None where `content`, sent with `headers`, is something else."""
    if headers is not None and headers.get(_HEADER, "").strip().lower() == "challenge":
        return "Cloudflare"
    if len(content) > _MAX_BYTES:
        return None
    text = _decoded(content)
    proven = _first(_PROOF_PATTERNS, text)
    if proven is not None:
        return proven
    hinted = _first(_HINT_PATTERNS, text)
    return hinted if hinted is not None and _says_nothing(text) else None


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((who for who, pattern in patterns if pattern.search(text)), None)


def _decoded(content: bytes) -> str:
    """The text as far as marks go, all of which are ASCII; UTF-16 is known by its mark or by its zeros."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    head = content[:64]
    if head.count(0) * 3 > len(head):
        return content.decode("utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be", "replace")
    return content.decode("latin-1")


def _says_nothing(text: str) -> bool:
    soup = BeautifulSoup(text, "lxml")
    links = len(soup.select("a[href]"))
    for part in soup.select("script, style, template, title"):
        part.extract()
    return links <= _MOST_LINKS and len(soup.get_text(" ").split()) < _MOST_WORDS
