"""Dates as places on an axis of years."""

from __future__ import annotations


def as_years(day: str) -> float:
    """An ISO date as years: 2020-07-01 is about 2020.5. What is not known of it counts as the middle."""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    return parts[0] + (parts[1] - 1) / 12 + ((parts[2] - 1) / 365 if len(parts) > 2 else 0.5 / 12)
