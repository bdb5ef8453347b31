"""Our own files on disk, read back into the dataclasses that wrote them, so that a damaged one is told before it is used."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from scrape.errors import StoreError

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def read_checked(path: Path, kind: type[T], remedy: str) -> T:
    """The JSON file at `path` as a `kind`. Raises `StoreError`, which ends with `remedy`, where it is not one."""
    hashable: Any = kind
    try:
        value: T = _adapter(hashable).validate_json(path.read_bytes())
    except ValidationError as error:
        raise StoreError(f"{path} is damaged ({_first_fault(error)}): {remedy}.") from None
    return value


def _first_fault(error: ValidationError) -> str:
    """The first thing that is wrong, in a few words: where, and what."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else str(fault["msg"])
