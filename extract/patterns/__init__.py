"""What extraction knows, as data; README.md says how each file is written. Read by `load_patterns`, and only by it.

`load_mapping` reads what other packages keep in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from extract.model.errors import PatternError

# The C loader where there is one: it reads the vocabulary of themes in a tenth of the time.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_patterns(name: str) -> Mapping[str, Any]:
    """The content of `name`.yml of this folder. Raises `PatternError` as `load_mapping`."""
    return load_mapping(__name__, name)


@cache
def load_mapping(package: str, name: str) -> Mapping[str, Any]:
    """The content of `name`.yml of a package of patterns, a mapping.

    Raises `PatternError` naming the file where it is missing, is not YAML or is no mapping.
    """
    path = f"{package.replace('.', '/')}/{name}.yml"
    try:
        loaded = yaml.load((files(package) / f"{name}.yml").read_text(encoding="utf-8"), _LOADER)
    except FileNotFoundError as error:
        raise PatternError(f"{path} is missing: install sendkb anew") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        told = " ".join(str(error).split())
        raise PatternError(f"{path} is not YAML: {told}") from error
    if not isinstance(loaded, dict):
        raise PatternError(f"{path} is not a mapping: give every entry a key")
    return MappingProxyType(loaded)


def load_entries(name: str, key: str) -> list[object]:
    """The list that `name`.yml holds under `key`. Raises `PatternError` as `load_patterns`, and where there is no list."""
    entries = load_patterns(name).get(key)
    if not isinstance(entries, list):
        raise PatternError(
            f"extract/patterns/{name}.yml has no list under {key}: begin the file with {key!r} and a colon"
        )
    return entries
