"""Pages that ask the reader to prove to be a person: found by their marks, so that none passes for an empty result."""

from __future__ import annotations

import re

# What the protection services of public sites put on such pages, as (who, mark).
_MARKS = (
    ("Cloudflare", rb"<title>\s*Just a moment|cf-chl-|challenge-platform/|<title>\s*Attention Required! \| Cloudflare"),
    ("Imperva", rb"_Incapsula_Resource|Request unsuccessful\. Incapsula incident"),
    ("Akamai", rb"<title>\s*Access Denied</title>.{0,2000}errors\.edgesuite\.net"),
    ("AWS WAF", rb"awsWafCookieDomainList|AwsWafIntegration"),
    ("Azure", rb"<title>\s*Azure WAF JS Challenge|The request is blocked\.\s*<br"),
    ("DataDome", rb"captcha-delivery\.com"),
    ("PerimeterX", rb"<title>\s*Pardon Our Interruption|px-captcha"),
    ("a web application firewall", rb"The requested URL was rejected\. Please consult with your administrator"),
    (
        "a bot check",
        rb"Checking (?:if the site connection is secure|your browser before accessing)|verify (?:that )?you are (?:a )?human",
    ),
)
_PATTERNS = tuple((who, re.compile(mark, re.IGNORECASE | re.DOTALL)) for who, mark in _MARKS)
# Such pages are small; a page of content may well load a captcha for its contact form.
_MAX_BYTES = 60_000


def find_challenge(content: bytes) -> str | None:
    """Who put up a challenge page, or None where `content` is something else."""
    if len(content) > _MAX_BYTES:
        return None
    return next((who for who, pattern in _PATTERNS if pattern.search(content)), None)
