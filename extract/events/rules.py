"""The wording of dated events (patterns/events.yml), compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.patterns import load_patterns

_DATE = (
    r"(?:(?:the|around|about|approximately)\s+)?(?:week (?:of|commencing)\s+)?(?:[a-z]{3,6}day,?\s+)?(?:the\s+)?⟦\d+⟧"
)

_POINTS_BACK = re.compile(
    r"\W*(?:it|this|that|ours|these|(?:this|the) (?:plan|document|statement|response)"
    r"|(?:we|they|(?:the|our) \w+) (?:have |has )?(?:published|submitted|sent) (?:it|this|that|ours))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EventRule:
    """One wording of an event around a date."""

    event: str
    pattern: re.Pattern[str]
    end_event: str | None = None
    at_end: bool = False
    unless: re.Pattern[str] | None = None
    unless_sentence: re.Pattern[str] | None = None
    needs: tuple[re.Pattern[str], ...] = ()
    near: tuple[re.Pattern[str], ...] = ()
    unless_near: re.Pattern[str] | None = None
    range_only: bool = False
    is_wide: bool = False
    label: str | None = None

    def applies_to(self, sentence: str, paragraph: str, before: str = "", around: str = "") -> bool:
        """Whether the sentence and its paragraph have what the rule needs and nothing that forbids it.

        What a sentence means by "it" stands in the sentence right before it in its paragraph, `before`; what a page is
        about, in its head and the block before, `around`: a wide rule looks there too.
        """
        near = f"{around} {paragraph}" if self.is_wide else paragraph
        if not all(pattern.search(near) for pattern in self.near):
            return False
        if self.unless_near is not None and self.unless_near.search(near):
            return False
        if self.unless_sentence is not None and self.unless_sentence.search(sentence):
            return False
        meant = f"{before} {sentence}" if _POINTS_BACK.match(sentence) else sentence
        return all(pattern.search(meant) for pattern in self.needs)


@dataclass(frozen=True, slots=True)
class EventWords:
    """All rules in order of precedence, those for lines of a timeline and for labelled spans, and the events' labels."""

    rules: tuple[EventRule, ...]
    lines: tuple[EventRule, ...]
    spans: tuple[EventRule, ...]
    labels: Mapping[str, str]
    launch: re.Pattern[str]


@cache
def event_words() -> EventWords:
    """The rules of patterns/events.yml."""
    data = load_patterns("events")
    words: dict[str, str] = data["words"]
    return EventWords(
        rules=tuple(_rule(raw, words) for raw in data["rules"]),
        lines=tuple(_rule(raw, words) for raw in data["lines"]),
        spans=tuple(EventRule(raw["event"], _compile(raw["label"], words), at_end=True) for raw in data["spans"]),
        labels=data["labels"],
        launch=_compile(data["launch"], words),
    )


def _rule(raw: Mapping[str, Any], words: Mapping[str, str]) -> EventRule:
    needs = [raw[key] for key in ("needs", "needs_also") if key in raw]
    return EventRule(
        event=raw["event"],
        pattern=_compile(raw["pattern"], words),
        end_event=raw.get("end_event"),
        unless=_compile(raw["unless"], words) if "unless" in raw else None,
        unless_sentence=_compile(raw["unless_sentence"], words) if "unless_sentence" in raw else None,
        near=tuple(_compile(raw[key], words) for key in ("near", "near_also") if key in raw),
        unless_near=_compile(raw["unless_near"], words) if "unless_near" in raw else None,
        range_only=raw.get("range_only", False),
        is_wide=raw.get("wide", False),
        needs=tuple(_compile(pattern, words) for pattern in needs),
        label=raw.get("label"),
    )


def _compile(pattern: str, words: Mapping[str, str]) -> re.Pattern[str]:
    for _ in range(3):  # words may hold words
        for name, meaning in words.items():
            pattern = pattern.replace(f"{{{name}}}", meaning)
    return re.compile(pattern.replace("{D}", _DATE), re.IGNORECASE)
