"""How sure it is that a page is an area's plan, by the words it goes by."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import unquote

from scrape.patterns import load_patterns


def score_words(words: str) -> float:
    """From 0 (hardly) to 1 (certainly): how sure it is that what is called `words` (title, address) is a plan."""
    text = unquote(words)
    return next((score for score, pattern in _scores() if pattern.search(text)), float(_leads()["otherwise"]))


def search_phrases(framework: str) -> tuple[str, ...]:
    """What to search for where a plan under `framework` ("2016" or "2023") is wanted."""
    return tuple(_leads()["searches"][int(framework)])


@cache
def _scores() -> tuple[tuple[float, re.Pattern[str]], ...]:
    scores = {float(score): patterns for score, patterns in _leads()["scores"].items()}
    return tuple(
        (score, re.compile("|".join(f"(?:{each})" for each in scores[score]), re.IGNORECASE))
        for score in sorted(scores, reverse=True)
    )


def _leads() -> dict[str, Any]:
    return load_patterns("leads")
