"""What rows of the theme files must look like, checked before anything reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.model.errors import PatternError


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    id: str = Field(min_length=1)


class _TermRow(_Row):
    groups: list[str] = []
    phrases: list[str] = Field(min_length=1)


class _RuleRow(_Row):
    theme: str
    when: list[str] = Field(min_length=1)
    scope: Literal["item", "sentence", "clause"] = "sentence"
    within: int | None = None
    ordered: bool = False
    not_between: list[str] = []
    unless: list[str] = []
    unless_within: int | None = None
    unless_item: list[str] = []
    item_has: list[str] = []
    not_after: list[str] = []
    fallback: bool = False


_SHAPES: Mapping[str, type[_Row]] = {"term": _TermRow, "rule": _RuleRow}


def check_row(kind: Literal["term", "rule"], row: object, number: int) -> Mapping[str, Any]:
    """The row, once it has every key it needs, none that nothing knows, and values of the right kind.

    Raises `PatternError` naming the row, by its id where it has one and else by its place (from 1), and the key.
    """
    try:
        _SHAPES[kind].model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        name = row["id"] if isinstance(row, dict) and isinstance(row.get("id"), str) else f"number {number}"
        key = ".".join(str(part) for part in first["loc"]) or "the row"
        raise PatternError(f"theme {kind} {name}: {key}: {first['msg']}; mend theme_{kind}s.yml") from error
    return cast("Mapping[str, Any]", row)
