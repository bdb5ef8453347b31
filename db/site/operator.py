"""Who runs a site and under which address people reach it: settings of `sendkb serve`, not of the repository."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from db.errors import ServeError

TITLE = "sendkb"
_MAIL = re.compile(r"[^@\s:/?#]+@[^@\s:/?#]+\.[^@\s:/?#]+")
# What may stand in a path without being escaped.
_PATH = re.compile(r"/(?:(?!\.{1,2}/)[A-Za-z0-9._~-]+/)*")

# What the site's own paths begin with: below a base of the same name nobody could tell whether a proxy had taken it off.
OWN_PATHS = frozenset(
    {"-", "about", "areas", "assets", "bodies", "compare", "documents", "home", "pack", "quality", "search", "send", "themes",
     "timeline"}
)  # fmt: skip


@dataclass(frozen=True)
class Operator:
    """`name` is who runs the site and `contact` a mail or web address, both empty where nobody has said.

    `origin` is the scheme and host that people see ("https://example.org"), empty where the request tells; `base` is the
    path below which all pages are, with a slash at both ends.
    """

    title: str = TITLE
    name: str = ""
    contact: str = ""
    origin: str = ""
    base: str = "/"

    @property
    def contact_address(self) -> str:
        """The contact as an address to follow."""
        return f"mailto:{self.contact}" if "@" in self.contact and "/" not in self.contact else self.contact

    def as_metadata(self) -> Mapping[str, Any]:
        """What Datasette and the templates are told."""
        return {"title": self.title, "operator": self.name, "contact": self.contact, "origin": self.origin}


NOBODY = Operator()


def read_operator(title: str = TITLE, name: str = "", contact: str = "", base_url: str = "/") -> Operator:
    """The operator of these settings. `base_url` is a whole address or only a path.

    Raises `ServeError` where the contact or the address cannot be one.
    """
    contact = contact.strip()
    if contact and not _MAIL.fullmatch(contact) and not _is_web_address(contact):
        raise ServeError(
            f"“{contact}” is no contact: give --contact a mail address or one that begins with https:// or http://"
        )
    origin, base = _read_base(base_url.strip() or "/")
    return Operator(title.strip() or TITLE, name.strip(), contact, origin, base)


def _read_base(base_url: str) -> tuple[str, str]:
    parts = urlsplit(base_url)
    path = f"/{parts.path.strip('/')}/".replace("//", "/")
    is_path = base_url.startswith("/") and not parts.netloc
    if parts.query or parts.fragment or not _PATH.fullmatch(path) or not (is_path or _is_web_address(base_url)):
        raise ServeError(
            f"“{base_url}” is no --base-url: give the site's address, for instance https://example.org/inspections/, or a path, "
            "for instance /inspections/"
        )
    if path.split("/")[1] in OWN_PATHS:
        raise ServeError(f"--base-url cannot begin with /{path.split('/')[1]}/, which the site's own pages begin with")
    return ("" if is_path else f"{parts.scheme}://{parts.netloc}"), path


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and text.isascii()
        and not any(sign in text for sign in "@ <>\"'")
    )
