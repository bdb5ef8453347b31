"""What extraction knows, as data; README.md says how each file is written. Read by `load_patterns`, and only by it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from extract.model.errors import PatternError


@cache
def load_patterns(name: str) -> Mapping[str, Any]:
    """The content of `name`.yml of this folder, a mapping.

    Raises `PatternError` naming the file where it is missing, is not YAML or is no mapping.
    """
    loaded = _parsed(f"{name}.yml", yaml.safe_load, yaml.YAMLError)
    if not isinstance(loaded, dict):
        raise PatternError(f"extract/patterns/{name}.yml is not a mapping: give every entry a key")
    return MappingProxyType(loaded)


def load_rows(name: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of `name`.jsonl of this folder, one JSON object a line; empty lines are left out.

    Raises `PatternError` naming the file and the line that is no object.
    """
    rows = []
    for number, line in enumerate(_text(f"{name}.jsonl").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise PatternError(f"extract/patterns/{name}.jsonl line {number} is not JSON: {error}") from error
        if not isinstance(row, dict):
            raise PatternError(f"extract/patterns/{name}.jsonl line {number} is no JSON object: write it as {{...}}")
        rows.append(MappingProxyType(row))
    return tuple(rows)


def _parsed(file_name: str, parse: Callable[[str], Any], fault: type[Exception]) -> Any:
    try:
        return parse(_text(file_name))
    except fault as error:
        raise PatternError(f"extract/patterns/{file_name} cannot be parsed: {error}") from error


def _text(file_name: str) -> str:
    try:
        return (files(__name__) / file_name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PatternError(f"extract/patterns/{file_name} is missing: install sendkb anew") from error
