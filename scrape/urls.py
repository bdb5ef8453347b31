"""Addresses of the web in one form each, so that a document is not stored under two by accident."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import tldextract

# Session ids in paths: Java's ;jsessionid=..., ASP.NET's /(S(...))/. They name a visitor, not a page.
_PATH_SESSION = re.compile(r";jsessionid=[^/?#;]*|/\(S\([^)/]*\)\)", re.IGNORECASE)
_QUERY_SESSION = re.compile(
    r"^(?:jsessionid|phpsessid|sid|sessionid|session_id|aspsessionid\w*|cfid|cftoken|utm_\w+|fbclid|gclid)$",
    re.IGNORECASE,
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
SAFE = "/%:=&?~#+!$,;'@()*[]"
# Domains of suppliers whose hosts belong to one council each.
_SHARED = frozenset({"moderngov.co.uk", "cmis.uk.com", "azurewebsites.net", "openobjects.com", "sharepoint.com"})
# Longer than any browser or proxy takes.
_LONGEST = 2000
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def clean_url(url: str) -> str:
    """`url` without session ids, tracking parameters and fragment, its scheme and host in lower case, spaces quoted.

    A bare host, as old papers print it, gets https. Raises ValueError where there is no web address in it.
    """
    text = url.strip()
    if "://" not in text and not text.startswith("//"):
        text = f"https://{text}"
    parts = urlsplit(text)
    scheme = parts.scheme.lower() or "https"
    if scheme not in _DEFAULT_PORTS or not _HOST.fullmatch(parts.hostname or ""):
        raise ValueError(f"not a web address: {url}")
    host = parts.hostname or ""
    if parts.port is not None and str(parts.port) != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{parts.port}"
    path = quote(_PATH_SESSION.sub("", parts.path) or "/", safe=SAFE)
    return urlunsplit((scheme, host, path, _clean_query(parts.query), ""))


def is_web_address(text: str) -> bool:
    """Whether `text` as it is can stand in a link: http or https, a host, no white space or control characters."""
    try:
        parts = urlsplit(text)
        # Reading a port is what checks it.
        return (
            parts.scheme in _DEFAULT_PORTS
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
            and text.isprintable()
            and not any(each.isspace() for each in text)
            and len(text) <= _LONGEST
        )
    except ValueError:
        return False


def _clean_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(_QUERY_SESSION.match(name) for name, _ in pairs):
        return quote(query, safe=SAFE)
    return urlencode([(name, value) for name, value in pairs if not _QUERY_SESSION.match(name)])


def host_of(url: str) -> str:
    """The host of `url`, without port."""
    return urlsplit(url).hostname or ""


def site_of(host: str) -> str:
    """The part of a host name that one owner holds: "norfolk.gov.uk" of "democracy.norfolk.gov.uk".

    By the Public Suffix List that tldextract brings along (never fetched); the host itself where the list knows no owner
    of it, as for a bare suffix or an IP address, and where a supplier lets each of its hosts to another council.
    """
    name = host.lower().removeprefix("www.")
    owned = _suffixes()(name).top_domain_under_public_suffix
    return name if not owned or owned in _SHARED else owned


@cache
def _suffixes() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def file_name_of(url: str) -> str:
    """The last part of the path, decoded; "index" where the path ends with a slash."""
    return plain_name(PurePosixPath(unquote(urlsplit(url).path)).name) or "index"


def plain_name(name: str) -> str:
    """`name` without control characters, which no file name on disk may hold."""
    return "".join(each for each in name if each.isprintable()).strip()
