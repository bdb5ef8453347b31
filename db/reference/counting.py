"""How things are counted, as `counting.csv` states it."""

from __future__ import annotations

from db.errors import BadFactsError
from db.reference.tables import read_table, required

LEAST_THEME_CONFIDENCE = "least_theme_confidence"


def least_theme_confidence() -> float:
    """From which confidence on a theme is counted and filtered by. Raises `BadFactsError` where the table does not say."""
    for row in read_table("counting"):
        if row["rule_id"] == LEAST_THEME_CONFIDENCE:
            return float(required(row, "value"))
    raise BadFactsError(f"db/reference/counting.csv has no row {LEAST_THEME_CONFIDENCE}: add it")
