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


def find_inspection(rows: list[Row], event: str, day: str, label: str = "", *, is_known: bool = True) -> str | None:
    """The id of the inspection among an area's that an event on `day` belongs to, None where none fits.

    Starts, ends and publications are matched by date; what follows a letter belongs to the last full inspection before
    it, and what concerns a written statement of action to the last one under the framework of 2016. What follows an
    inspection that is not among the area's, as its teller says (`is_known`), belongs to none of them.
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
    if not is_known:
        return None
    about_wsoa = event.startswith("wsoa_") or "WSoA" in label or "Accelerated Progress Plan" in label
    before = [
        (began, row["inspection_id"])
        for row in rows
        if row["kind"] == "full" and (began := _began(row)) <= high and (row["framework"] == "2016" or not about_wsoa)
    ]
    return str(max(before)[1]) if before else None


# A visit told of another day than this from an inspection's is another inspection's, no slip of the pen.
_OTHER_VISIT = timedelta(days=183)


def is_near(rows: list[Row], inspection_id: str | None, event: str, day: str) -> bool:
    """Whether an event may belong to the inspection that its document is about, though no day points to it.

    Visits begin and end about when their inspection did; all else may come years later.
    """
    row = next((row for row in rows if row["inspection_id"] == inspection_id), None)
    if row is None or event not in _OF_INSPECTION:
        return inspection_id is not None
    return abs(_began(row) - first_day(day)) <= _OTHER_VISIT


def precedes_all(rows: list[Row], event: str, day: str) -> bool:
    """Whether what follows an inspection of the framework of 2016 (a revisit, a statement of action) is dated before the
    first that the area had; False where none is known."""
    if event not in _OF_REVISIT and not event.startswith("wsoa_"):
        return False
    began = [_began(row) for row in rows if row["kind"] == "full" and row["framework"] == "2016"]
    return bool(began) and last_day(day) < min(began)


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
