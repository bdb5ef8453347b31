"""The few words readers must know (patterns/reading.yml), compiled once; what they decide is told where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.patterns import load_patterns


@dataclass(frozen=True, slots=True)
class ReadingWords:
    """Patterns to be matched where a text begins; `no_heading` and `hyphenated` are searched for in it. `common` are the
    commonest words."""

    refers_back: re.Pattern[str]
    name_tail: re.Pattern[str]
    when: re.Pattern[str]
    no_heading: re.Pattern[str]
    aside: re.Pattern[str]
    hyphenated: re.Pattern[str]
    common: frozenset[str]


@cache
def reading_words() -> ReadingWords:
    """The words of patterns/reading.yml. Raises `PatternError` as `load_patterns`."""
    data = load_patterns("reading")
    return ReadingWords(
        refers_back=re.compile(rf"{_any(data['refers_back'])}\b", re.I),
        name_tail=re.compile(rf"{_any(data['name_tails'])}\b", re.I),
        when=re.compile(rf"{_any(data['whens'])}\b"),
        no_heading=re.compile(rf"^{_any(data['no_heading_openings'])}\b|\b{_any(data['no_heading_words'])}\b", re.I),
        aside=re.compile(rf"\(?{_any(data['asides'])}\b", re.I),
        hyphenated=re.compile(rf"\b(?:{_any(data['hyphenated'])}|\d+)-$", re.I),
        common=frozenset(data["common_words"]),
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"
