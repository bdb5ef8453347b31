"""Who publishes a document: by the host of its address, by the site's name, by what stands at its head.

Whose words a page's are decides what may be made of them. A council's page and a newspaper's say the same sentences; the
newspaper's are a third party's, in whatever form they are stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlsplit

from extract.model.context import AreaName, Context
from extract.model.document import Document
from extract.patterns import load_patterns
from extract.readers.titles import site_name

_HEAD_BLOCKS = 8
_HEAD_CHARS = 200  # more is running text, which names anybody
_QUOTED_WITHIN = 20_000  # characters; an article is shorter
# An archive's address holds the page's own.
_ARCHIVED = re.compile(r"^https?://(?:web\.)?archive\.org/web/[^/]+/(?P<url>https?://.+)$", re.IGNORECASE)
# The parts of a council's host that are not its own name: "democracy.slough.gov.uk", "slough.moderngov.co.uk".
_COUNCIL_SUFFIXES = (".gov.uk", ".moderngov.co.uk", ".cmis.uk.com")
_DOMAIN = re.compile(r"[^.]+\.gov\.uk")
_FORUMS = re.compile(r"parent|carer|send|pcf|famil|voice|forum")
# Shorter names stand in too many other words: "bury" in "newbury".
_LEAST_NAME = 5


@dataclass(frozen=True, slots=True)
class Publisher:
    """`kind` is one of patterns/publishers.yml or None for nobody known; `area_id` where the host is one council's own."""

    kind: str | None = None
    name: str | None = None
    area_id: str | None = None

    @property
    def is_third_party(self) -> bool:
        """Whether it only tells of what official documents say. Nobody known is no third party."""
        return self.kind is not None and self.kind not in _words()[1]

    @property
    def tells_events_only(self) -> bool:
        """Whether what its texts promise or find is about something else than an inspection."""
        return self.kind in _words()[2]


def find_publisher(document: Document, context: Context) -> Publisher:
    """Who publishes the document. An address decides; without one the site's name and the page's head may tell.

    A host that no rule knows and that is neither the government's nor the health service's is some third party's
    ("other"): what the area's bodies publish, they publish on hosts of their own.
    """
    host = host_of(context.source_url)
    if host:
        area = _own_hosts(context.areas).get(host) or _area_of_label(host, context.areas)
        if area is not None:
            return Publisher("council", area.council, area.area_id)
        kind = next((kind for kind, signs in _words()[0].items() if _found(signs, "host", host)), "other")
        return Publisher(kind, host.removeprefix("www."), _named_in(host, context.areas))
    site = document.site or site_name(document.title or "")
    head = [block.text for block in document.blocks[:_HEAD_BLOCKS] if len(block.text) <= _HEAD_CHARS]
    for kind, signs in _words()[0].items():
        if site and _found(signs, "site", site.lower()):
            return Publisher(kind, site)
    for kind, signs in _words()[0].items():
        if any(_found(signs, "words", text.lower()) for text in head):
            return Publisher(kind)
    text = document.text[:_QUOTED_WITHIN].lower()
    return Publisher(next((kind for kind, signs in _words()[0].items() if _found(signs, "quotes", text)), None))


def host_of(url: str | None) -> str | None:
    """The host of an address, the page's own where an archive keeps it; None where there is none."""
    if not url:
        return None
    archived = _ARCHIVED.match(url)
    return (urlsplit(archived["url"] if archived else url).hostname or "").lower() or None


def _found(signs: Mapping[str, re.Pattern[str]], what: str, text: str) -> bool:
    pattern = signs.get(what)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=4)
def _own_hosts(areas: tuple[AreaName, ...]) -> _Hosts:
    return _Hosts({host: area for area in areas for host in area.hosts})


class _Hosts:
    """Hosts of councils; a host under one of them is the council's too."""

    def __init__(self, known: Mapping[str, AreaName]) -> None:
        self._known = known

    def get(self, host: str) -> AreaName | None:
        """The area whose council's host it is."""
        labels = host.split(".")
        return next((area for at in range(len(labels) - 1) if (area := self._known.get(".".join(labels[at:])))), None)


def _area_of_label(host: str, areas: tuple[AreaName, ...]) -> AreaName | None:
    """The area that a council's host is called after: "wokingham.moderngov.co.uk", "www.birmingham.gov.uk"."""
    suffix = next((each for each in _COUNCIL_SUFFIXES if host.endswith(each)), None)
    if suffix is None:
        return None
    label = host.removesuffix(suffix).rsplit(".", 1)[-1]
    return _labels(areas).get(re.sub(r"[^a-z]", "", label))


@lru_cache(maxsize=4)
def _labels(areas: tuple[AreaName, ...]) -> Mapping[str, AreaName]:
    """Areas by their names written as a host writes them, and by the label of their council's domain."""
    found: dict[str, AreaName] = {}
    for area in areas:
        names = (
            area.name,
            *area.aliases,
            *(f"{name} {kind}" for name in (area.name,) for kind in ("council", "cc", "mbc", "bc")),
        )
        for name in (*names, *(host.split(".")[0] for host in area.hosts if _DOMAIN.fullmatch(host))):
            found.setdefault(re.sub(r"[^a-z]", "", name.lower().replace("&", "and")), area)
    return found


def _named_in(host: str, areas: tuple[AreaName, ...]) -> str | None:
    """The one area whose name stands in a host ("warwickshireparentcarervoice.org"); the longest name counts."""
    squashed = re.sub(r"[^a-z]", "", host.removeprefix("www."))
    names = {label: area.area_id for label, area in _labels(areas).items() if _is_in(label, squashed)}
    return names[max(names, key=len)] if names else None


def _is_in(label: str, host: str) -> bool:
    """Whether an area's name stands in a host; a short one only at its beginning, before what such hosts go on with."""
    if len(label) >= _LEAST_NAME:
        return label in host
    return host.startswith(label) and _FORUMS.match(host, len(label)) is not None


@cache
def _words() -> tuple[Mapping[str, Mapping[str, re.Pattern[str]]], frozenset[str], frozenset[str]]:
    """Every kind's patterns in order, the kinds that are official, and those of whose texts only events are read."""
    data = load_patterns("publishers")
    kinds = {kind: {what: re.compile(text) for what, text in signs.items()} for kind, signs in data["kinds"].items()}
    return kinds, frozenset(data["official"]), frozenset(data["events_only"])
