"""The two inspection frameworks, told apart by the day of an inspection or its letter."""

from __future__ import annotations

from datetime import date
from typing import Literal

Framework = Literal["2016", "2023"]

# "Area SEND inspections: framework and handbook", in force since January 2023; the last inspection and revisit before it
# ended in 2022.
_FIRST_DAY = date(2023, 1, 1)


def framework_on(day: date) -> Framework:
    """The framework of an inspection that takes place on `day`."""
    return "2023" if day >= _FIRST_DAY else "2016"
