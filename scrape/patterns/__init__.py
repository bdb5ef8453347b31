"""What the scrapers look for, as data: a site that changes its words needs a line here, no code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.patterns import load_mapping


def load_patterns(name: str) -> Mapping[str, Any]:
    """The content of `name`.yml in this folder. Raises `PatternError` as `load_mapping`."""
    return load_mapping(__name__, name)
