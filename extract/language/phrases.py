"""Wording as data: the regular expressions of a patterns file, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from extract.patterns import load_patterns

# A longer run of white space parts words that do not belong together; without an end, each place of a run would look at
# all the rest of it.
_MOST_SPACES = 40


@cache
def phrases(name: str) -> Mapping[str, re.Pattern[str]]:
    """The expressions of extract/patterns/<name>.yml by key, letter case ignored.

    In the file a space stands for any white space, since a reader's text breaks lines anywhere, and a straight
    apostrophe between letters for a curly one too.
    """
    return MappingProxyType({key: _compile(pattern) for key, pattern in load_patterns(name).items()})


def _compile(pattern: str) -> re.Pattern[str]:
    pattern = re.sub(r" (?![?*+{])", rf"\\s{{1,{_MOST_SPACES}}}", pattern)
    pattern = re.sub(r" (?=[?*+{])", r"\\s", pattern)
    return re.compile(pattern.replace("'", "['’]"), re.IGNORECASE)
