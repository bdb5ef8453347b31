"""Which inspection of an area a dated event belongs to."""

from __future__ import annotations

from datetime import date, timedelta

from db.join.timeline import first_day, last_day
from db.sqlite.row import Row

# Pages date a start some days off, or only by its month.
START_TOLERANCE = timedelta(days=31)
# From the start of an inspection to its letter or report; the longest waits were in 2020 and 2026.
PUBLICATION = timedelta(days=270)
_OF_INSPECTION = frozenset({"inspection_start", "inspection_end"})
_OF_REVISIT = frozenset({"revisit_start", "revisit_end", "revisit_published"})
_OF_LETTER = frozenset({"letter_dated", "letter_received", "letter_published", "report_published"})


def find_inspection(rows: list[Row], event: str, day: str, label: str = "") -> str | None:
    """The id of the inspection among an area's that an event on `day` belongs to, None where none fits.

    Starts, ends and publications are matched by date; what follows a letter belongs to the last full inspection before
    it, and what concerns a written statement of action to the last one under the framework of 2016.
    """
    low, high = first_day(day), last_day(day)
    if event in _OF_INSPECTION:
        return _nearest(
            [row for row in rows if row["kind"] != "revisit"], low - START_TOLERANCE, high + START_TOLERANCE
        )
    if event in _OF_REVISIT:
        wait = PUBLICATION if event == "revisit_published" else START_TOLERANCE
        return _nearest([row for row in rows if row["kind"] == "revisit"], low - wait, high + START_TOLERANCE)
    if event in _OF_LETTER:
        return _nearest([row for row in rows if row["kind"] == "full"], low - PUBLICATION, high)
    about_wsoa = event.startswith("wsoa_") or "WSoA" in label or "Accelerated Progress Plan" in label
    before = [
        (began, row["inspection_id"])
        for row in rows
        if row["kind"] == "full" and (began := _began(row)) <= high and (row["framework"] == "2016" or not about_wsoa)
    ]
    return str(max(before)[1]) if before else None


def _nearest(rows: list[Row], earliest: date, latest: date) -> str | None:
    """The inspection that began within a window, nearest to its middle: pages date a start late as often as early."""
    middle = earliest + (latest - earliest) / 2
    near = [(abs(began - middle), row["inspection_id"]) for row in rows if earliest <= (began := _began(row)) <= latest]
    return str(min(near)[1]) if near else None


def _began(row: Row) -> date:
    """When an inspection began; where only its letter is dated, that day; else the month that its id holds."""
    day = row["start_date"] or row["published"]
    if day is None:
        day = str(row["inspection_id"]).removesuffix(f"-{row['kind']}")[-7:]
    return first_day(day)
