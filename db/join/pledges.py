"""One pledge told by several documents, or by one of them twice, is one target: the most believable telling is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from db.reading.precedence import Rank
from db.sqlite.row import Row
from extract.language.wording import ALIKE, content_words, likeness

# "Within 18 months" is counted from a plan's day by one source and from its month by another.
_SAME_DAY = timedelta(days=31)
_FILLED = ("weakness_id", "action_id", "by_date", "by_text", "baseline", "unit", "comparator", "measure_id")


def merge_pledges(
    targets: Sequence[Row], register: Iterable[Row], ranks: Mapping[str, Rank]
) -> tuple[list[Row], list[str]]:
    """The targets of documents, each pledge once, and the ids of the register's that a document states too.

    `ranks` gives each document's place in the order of belief. The telling that is kept takes from the others what it
    does not say itself: by when, and which weakness it serves. Targets of one document with different days (after 3, 6
    and 12 months) are different pledges.
    """
    # Only what pledges one figure in one area can be one pledge.
    kept: dict[tuple[str, float | None], list[Row]] = defaultdict(list)
    for row in sorted(targets, key=lambda row: ranks[row["document_id"]]):
        likely = kept[row["area_id"], row["target"]]
        same = next((each for each in likely if is_same_pledge(each, row)), None)
        if same is None:
            likely.append(row)
        else:
            _fill(same, row)
    order = {id(row): place for place, row in enumerate(targets)}
    gone: list[str] = []
    for told in register:
        likely = kept.get((told["area_id"], told["target"]), [])
        same = next((row for row in likely if is_same_pledge(row, told)), None)
        if same is not None:
            _fill(same, told)
            gone.append(told["target_id"])
    return sorted(chain.from_iterable(kept.values()), key=lambda row: order[id(row)]), gone


def is_same_pledge(one: Row, other: Row) -> bool:
    """Whether two targets pledge the same: the same figure of the same measure, by about the same day."""
    if one["area_id"] != other["area_id"] or one["target"] != other["target"]:
        return False
    if any(one[column] and other[column] and one[column] != other[column] for column in ("inspection_id", "unit")):
        return False
    if None not in (one["baseline"], other["baseline"]) and one["baseline"] != other["baseline"]:
        return False
    days = [date.fromisoformat(row["by_date"]) for row in (one, other) if row["by_date"]]
    if len(days) == 2 and abs(days[0] - days[1]) > _SAME_DAY:
        return False
    if one["measure_id"] or other["measure_id"]:
        return bool(one["measure_id"] == other["measure_id"])
    is_one_document = one["document_id"] is not None and one["document_id"] == other["document_id"]
    if is_one_document and any(one[column] != other[column] for column in ("action_id", "weakness_id")):
        return False  # "Waits fall to 18 weeks" under two actions of one plan are two pledges
    return likeness(content_words(one["measure"]), content_words(other["measure"])) >= ALIKE


def _fill(row: Row, other: Row) -> None:
    for column in _FILLED:
        if row[column] is None:
            row[column] = other[column]
