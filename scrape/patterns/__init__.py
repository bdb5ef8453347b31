"""What the scrapers look for, as data: a site that changes its words needs a line here, no code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_patterns(name: str) -> dict[str, Any]:
    """The content of `name`.yml in this folder."""
    loaded = yaml.safe_load((files(__name__) / f"{name}.yml").read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise TypeError(f"scrape/patterns/{name}.yml is not a mapping")
    return loaded
