"""How sure it is that a page is an area's plan, by the words it goes by; see patterns/leads.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote

from scrape.patterns import load_patterns


def score_words(words: str) -> float:
    """From 0 (hardly) to 1 (certainly): how sure it is that what is called `words` (title, address) is a plan."""
    text = re.sub(r"[-_/+]", " ", unquote(words))
    return next((score for score, pattern in _scores() if pattern.search(text)), float(lead_rules()["otherwise"]))


def lead_rules() -> Mapping[str, Any]:
    """The limits and searches of patterns/leads.yml."""
    return load_patterns("leads")


@cache
def _scores() -> tuple[tuple[float, re.Pattern[str]], ...]:
    scores = {float(score): patterns for score, patterns in lead_rules()["scores"].items()}
    return tuple(
        (score, re.compile("|".join(f"(?:{each})" for each in scores[score]), re.IGNORECASE))
        for score in sorted(scores, reverse=True)
    )
