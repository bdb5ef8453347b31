"""The one sentence in which a revisit letter or a monitoring report gives its overall result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.language.counts import parse_count
from extract.language.phrases import phrases
from extract.model.document import Document, Quote

_OPEN = re.compile(r"\b(?:whether|if)\b", re.IGNORECASE)  # "to decide whether sufficient progress has been made"

_NUMBERED = re.compile(r"[^.\n]{0,40}?\b(?:actions?|areas?|weakness(?:es)?)\s+\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Overall:
    """`met` of `total` weaknesses; `result` is all, some or none; each None where the sentence does not say."""

    result: str | None
    met: int | None
    total: int | None
    start: int
    quote: Quote


def find_overall(document: Document, phrase: str) -> Overall | None:
    """The first sentence that says of how many weaknesses the verdict holds; `phrase` names its pattern."""
    found = list(_all(document, phrase))
    return next((overall for overall in found if overall.result is not None), found[0] if found else None)


def _all(document: Document, phrase: str) -> Iterator[Overall]:
    for match in phrases("letters")[phrase].finditer(document.text):
        start, end = _sentence(document.text, match)
        if _OPEN.search(document.text, start, match.start()):
            continue
        # "in areas for priority action 1 and 3" speaks of those alone.
        result, met, total = (None, None, None) if _names_some(document.text, match) else _read(match)
        yield Overall(result, met, total, match.start(), document.quote_at(start, end))


def _names_some(text: str, match: re.Match[str]) -> bool:
    return not match["m"] and _NUMBERED.match(text, match.start("scope")) is not None


def _read(match: re.Match[str]) -> tuple[str | None, int | None, int | None]:
    is_met = not any(match[name] for name in ("no", "in", "no2", "in2"))
    scope = match["scope"].lower().split()[0]
    if match["m"]:
        number, total = parse_count(match["n"]), parse_count(match["m"])
        if number is None or total is None:
            return None, None, None
        met = number if is_met else total - number
        return _result(met, total), met, total
    if scope in ("all", "each", "both", "every", "the", "areas"):
        # "not ... all" leaves open whether some or none.
        return (
            ("all", None, None)
            if is_met
            else (("none", None, None) if scope in ("the", "areas") else (None, None, None))
        )
    if scope == "any":
        return ("none", None, None) if not is_met else (None, None, None)
    if scope in ("some", "most"):
        return "some", None, None
    if scope == "none":
        return "none", None, None
    total = parse_count(scope)
    if total is None:
        return None, None, None
    return ("all", total, total) if is_met else ("none", 0, total)


def _result(met: int, total: int) -> str:
    if met >= total:
        return "all"
    return "some" if met else "none"


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The sentence around a match, within its block."""
    start = max(text.rfind(". ", 0, match.start()) + 2, text.rfind("\n", 0, match.start()) + 1)
    stop = re.compile(r"\.(?=\s|$)|\n\n").search(text, match.end())
    return start, stop.end() if stop else len(text)
