"""A small whole number out of a file's markup, where a program or a hand may have put anything."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*(-?\d{1,4})\s*", re.ASCII)


def whole_number(value: object, default: int) -> int:
    """The number that an attribute gives, `default` where it is missing, no number or has more than four digits.

    No list, level or span that people make has more.
    """
    found = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    return int(found[1]) if found else default
