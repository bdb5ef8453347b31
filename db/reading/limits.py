"""The limits under which a document is read, from the environment where it sets them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from db.errors import SettingError
from extract.model.limits import Limits

# The name of a limit in upper case follows, as in SENDKB_MAX_PAGES.
PREFIX = "SENDKB_MAX_"


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """What the process that reads one document may use: `seconds` of processor time, `memory` in megabytes in all."""

    seconds: int = 30
    memory: int = 1000


def load_limits(environment: Mapping[str, str] = os.environ) -> tuple[Limits, WorkerLimits]:
    """The limits, each of which an environment variable (`SENDKB_MAX_SECONDS=60`) may set to another whole number.

    Raises `SettingError` where one is set to something else, or no limit goes by the name.
    """
    known = {each.name for kind in (Limits, WorkerLimits) for each in fields(kind)}
    given = {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)}
    for name, value in given.items():
        if name not in known:
            names = ", ".join(PREFIX + each.upper() for each in sorted(known))
            raise SettingError(f"{PREFIX}{name.upper()} is no limit: there are {names}")
        if not (value.isascii() and value.isdigit() and int(value) > 0):
            raise SettingError(f'{PREFIX}{name.upper()} is "{value}": set it to a whole number from 1 on')
    numbers = {name: int(value) for name, value in given.items()}
    return (
        Limits(**{each.name: numbers[each.name] for each in fields(Limits) if each.name in numbers}),
        WorkerLimits(**{each.name: numbers[each.name] for each in fields(WorkerLimits) if each.name in numbers}),
    )
