"""Small numbers as letters write them, in figures or in words."""

from __future__ import annotations

WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def parse_count(text: str) -> int | None:
    """The number that `text` says ("three", "both", "12"); None where it says none."""
    word = text.strip().lower()
    if word.isdecimal():
        return int(word)
    if word in ("both", "twenty-four", "twenty four"):  # periods of monitoring are told in months
        return 2 if word == "both" else 24
    return WORDS.index(word) if word in WORDS else None
