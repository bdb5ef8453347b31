"""What a search asks, read from its address: one value or several of each filter, whatever an area is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from db.errors import UnknownAreaError
from db.reference.areas import find_area_id
from db.search.query import WordQuery, parse_words

# Filters in the order in which they are shown; all of them may be given several times.
FILTERS = (
    "kind", "theme", "area", "neighbours_of", "region", "framework", "outcome", "year", "followed", "body", "inspection",
)  # fmt: skip
OF_AREAS = ("area", "neighbours_of")
PAGE_SIZE = 20
_MOST_PAGES = 500
_LONGEST = 1000


@dataclass(frozen=True)
class Asked:
    """`chosen` holds areas by id; what no area is called stands in `unknown`, by filter. Pages count from 1."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    like: str = ""
    is_exact: bool = False  # without synonyms
    in_passages: bool = False
    page: int = 1
    unknown: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> WordQuery:
        """The words, understood."""
        query = parse_words(self.words[:_LONGEST])
        return query.without_synonyms() if self.is_exact else query

    def address(self, **changes: object) -> str:
        """The question part of the address of this search with some of it changed; a page is left out unless given."""
        parts: dict[str, object] = {
            "words": self.words,
            **self.chosen,
            "like": self.like,
            "exact": "on" if self.is_exact else "",
            "in": "passages" if self.in_passages else "",
            **changes,
        }
        return "?" + urlencode({name: value for name, value in parts.items() if value}, doseq=True)

    def without(self, name: str, value: str) -> str:
        """The address without one choice."""
        return self.address(**{name: tuple(each for each in self.chosen.get(name, ()) if each != value)})

    def having(self, name: str, value: str) -> str:
        """The address with one choice more."""
        return self.address(**{name: (*self.chosen.get(name, ()), value)})


def read_asked(arguments: Mapping[str, Sequence[str]]) -> Asked:
    """The search that an address asks; what it does not know it leaves out."""
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: dict[str, str] = {}
    for name in FILTERS:
        values = dict.fromkeys(value.strip() for value in arguments.get(name, ()) if value.strip())
        if name in OF_AREAS:
            found: dict[str, None] = {}
            for value in values:
                try:
                    found[find_area_id(value)] = None
                except UnknownAreaError:
                    unknown[name] = value
            values = found
        if values:
            chosen[name] = tuple(values)
    return Asked(
        words=" ".join(_first(arguments, "words").split()),
        chosen=chosen,
        like=_first(arguments, "like"),
        is_exact=_first(arguments, "exact") == "on",
        in_passages=_first(arguments, "in") == "passages",
        page=_page_number(_first(arguments, "page")),
        unknown=unknown,
    )


def _first(arguments: Mapping[str, Sequence[str]], name: str) -> str:
    return next((value.strip() for value in arguments.get(name, ())), "")


def _page_number(value: str) -> int:
    return min(max(int(value), 1), _MOST_PAGES) if value.isdecimal() and len(value) < 5 else 1
