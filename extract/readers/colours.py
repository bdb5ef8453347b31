"""Background colours as six lower-case hexadecimal digits, from what HTML says of them."""

from __future__ import annotations

import re
from functools import cache

from extract.patterns import load_patterns

_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.I)
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})(?:[0-9a-f]{2})?\b", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", re.I)


@cache
def colour_names() -> dict[str, str]:
    """Names of colours and their hexadecimal digits (patterns/colours.yml)."""
    return {name: str(value) for name, value in load_patterns("colours").items()}


def parse_colour(value: str) -> str | None:
    """The colour of a CSS value ("#0f0", "rgb(0, 255, 0)", "green"), None where it names none."""
    value = value.strip().lower()
    if found := _RGB.match(value):
        return "".join(f"{min(int(part), 255):02x}" for part in found.groups())
    if value.startswith("#") and (found := _HEX.match(value)):
        digits = found[1]
        return "".join(digit * 2 for digit in digits) if len(digits) == len("rgb") else digits
    word = re.match(r"[a-z]+", value)
    return colour_names().get(word[0]) if word else None


def cell_fill(style: str, bgcolor: str, classes: str) -> str | None:
    """The background of a table cell: by its style, its bgcolor, or a class that names a colour ("rag-amber")."""
    if found := _BACKGROUND.search(style):
        colour = parse_colour(found[1])
        if colour:
            return colour
    if bgcolor:
        return parse_colour(bgcolor) or parse_colour(f"#{bgcolor}")
    for word in re.split(r"[\s_-]+", classes.lower()):
        if word in colour_names():
            return colour_names()[word]
    return None
