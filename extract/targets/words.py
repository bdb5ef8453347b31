"""The words of patterns/targets.yml, compiled: what makes a figure a pledge, and which way it points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.patterns import load_patterns


@dataclass(frozen=True)
class Indicator:
    """A published measure and how a pledge about it is worded: every pattern of `needed`, none of `excluded`."""

    measure_id: str
    unit: str
    needed: tuple[re.Pattern[str], ...]
    excluded: tuple[re.Pattern[str], ...]

    def matches(self, text: str, unit: str | None) -> bool:
        """Whether a pledge in `unit`, worded so, is about this measure."""
        return (
            unit == self.unit
            and all(p.search(text) for p in self.needed)
            and not any(p.search(text) for p in self.excluded)
        )


@dataclass(frozen=True)
class TargetWords:
    """The vocabulary; the fields that begin with `any_`, and `making`, are pattern sources to build others of."""

    pledge: re.Pattern[str]
    reported: re.Pattern[str]
    reported_in_measures: re.Pattern[str]
    reported_in_prose: re.Pattern[str]
    counted_after: re.Pattern[str]
    came_after: re.Pattern[str]
    directions: dict[str, re.Pattern[str]]
    any_direction: str
    change_nouns: str
    making: str
    comparators: dict[str, re.Pattern[str]]
    any_comparator: str
    after: dict[str, re.Pattern[str]]
    any_after: str
    units: dict[str, re.Pattern[str]]
    any_unit: str
    counted: dict[str, re.Pattern[str]]
    indicators: tuple[Indicator, ...]

    def code(self, words: str | None, table: dict[str, re.Pattern[str]]) -> str | None:
        """Which code of `table` the words stand for, None for no words."""
        if not words:
            return None
        return next((code for code, pattern in table.items() if pattern.fullmatch(words.strip())), None)


@cache
def target_words() -> TargetWords:
    """The vocabulary of patterns/targets.yml."""
    data = load_patterns("targets")

    def table(name: str) -> dict[str, re.Pattern[str]]:
        return {code: re.compile(pattern, re.IGNORECASE) for code, pattern in data[name].items()}

    def either(name: str) -> str:
        return "|".join(data[name].values())

    return TargetWords(
        pledge=re.compile(
            rf"\b(?:{data['pledge']})\b|(?:^\W*|\bto )(?:{data['making']}|{either('directions')})\b", re.IGNORECASE
        ),
        reported=re.compile(rf"\b(?:{data['reported']})", re.IGNORECASE),
        reported_in_measures=re.compile(rf"\b(?:{data['reported_in_measures']})", re.IGNORECASE),
        reported_in_prose=re.compile(rf"\b(?:{data['reported_in_prose']})", re.IGNORECASE),
        counted_after=re.compile(rf"\b(?:{data['counted_after']})", re.IGNORECASE),
        came_after=re.compile(data["came_after"], re.IGNORECASE),
        directions=table("directions"),
        any_direction=either("directions"),
        change_nouns="increase|rise|growth|improvement|reduction|decrease|fall|drop|cut",
        making=data["making"],
        comparators=table("comparators"),
        any_comparator=either("comparators"),
        after=table("after"),
        any_after=either("after"),
        units=table("units"),
        any_unit=either("units"),
        counted=table("counted"),
        indicators=tuple(
            Indicator(
                measure_id,
                rule["unit"],
                tuple(re.compile(p, re.IGNORECASE) for p in rule["all"]),
                tuple(re.compile(p, re.IGNORECASE) for p in rule["none"]),
            )
            for measure_id, rule in data["indicators"].items()
        ),
    )
