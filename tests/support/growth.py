"""Whether the time something takes grows with its input and no faster, told within one run and on any machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence

SIZES = (1, 2, 4, 8)
# Eight times the input may take so many times as long: three times the eight of a straight line, where a square is 64.
MOST = 24.0
# A time is only told from noise where it is this many times that of plain text of the largest size.
_FLOOR = 2.5
_REPEATS = 3


def growth(work: Callable[[int], object], floor: float) -> list[float]:
    """The seconds of processor time that `work` takes at 1, 2, 4 and 8 times the size; repeated where they look too many.

    `floor` is what plain text of the largest size takes: where the largest takes little more, it is measured alone. The least of several times counts: whatever else the machine does
    only adds to them.
    """
    largest = measured(work, SIZES[-1])
    if largest <= _FLOOR * floor:
        return [largest]
    times = [measured(work, size) for size in SIZES]
    for _ in range(_REPEATS):
        if not grows_too_fast(times, floor):
            break
        times = [min(before, measured(work, size)) for before, size in zip(times, SIZES, strict=True)]
    return times


def grows_too_fast(times: Sequence[float], floor: float) -> bool:
    """Whether the times are those of something worse than a straight line."""
    return times[-1] > _FLOOR * floor and times[-1] > MOST * times[0]


def measured(work: Callable[[int], object], size: int) -> float:
    """The seconds of processor time of one run."""
    gc.collect()
    began = time.process_time()
    work(size)
    return time.process_time() - began
