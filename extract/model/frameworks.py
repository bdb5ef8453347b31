"""The two inspection frameworks, told apart by the day of an inspection or its letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

Framework = Literal["2016", "2023"]

# "The framework for the inspection of local areas' effectiveness" of April 2016, first used in May; "Area SEND inspections:
# framework and handbook", in force since January 2023. The last inspection and revisit under the former ended in 2022.
FIRST_DAYS: Mapping[Framework, date] = MappingProxyType({"2016": date(2016, 5, 1), "2023": date(2023, 1, 1)})


def framework_on(day: date) -> Framework:
    """The framework of an inspection that takes place on `day`."""
    return "2023" if day >= FIRST_DAYS["2023"] else "2016"
