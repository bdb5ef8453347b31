"""Wording as data: the regular expressions of a patterns file, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml


@cache
def phrases(name: str) -> Mapping[str, re.Pattern[str]]:
    """The expressions of extract/patterns/<name>.yml by key, letter case ignored.

    In the file a space stands for any white space, since a reader's text breaks lines anywhere, and a straight
    apostrophe between letters for a curly one too.
    """
    path = Path(__file__).parent / "patterns" / f"{name}.yml"
    entries: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return MappingProxyType({key: _compile(pattern) for key, pattern in entries.items()})


def _compile(pattern: str) -> re.Pattern[str]:
    pattern = re.sub(r" (?![?*+{])", r"\\s+", pattern)
    pattern = re.sub(r" (?=[?*+{])", r"\\s", pattern)
    return re.compile(pattern.replace("'", "['’]"), re.IGNORECASE)
