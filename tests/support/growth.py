"""Whether the time something takes grows with its input and no faster, told within one run and on any machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias

from db.reference.areas import load_area_names
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Cell, Draft, Kind, assemble
from extract.pipeline import extract_findings
from tests.support.shapes import pieces, text_of

SIZES = (1, 2, 4, 8)
# Eight times the input may take so many times as long: three times the eight of a straight line, where a square is 64.
MOST = 24.0
# A time is only told from noise where it is this many times that of plain text of the largest size.
_FLOOR = 2.5
_REPEATS = 3
# Pieces of a hundred characters at the least size, in one paragraph and in as many.
_LONG, _MANY = 8, 3
_PLAIN = "sentences"
_HEAD = (
    Draft(Kind.HEADING, "Joint local area SEND inspection in Norfolk", level=1),
    Draft(Kind.PARAGRAPH, "The inspection took place from 2 to 6 March 2020. Inspectors found significant weaknesses."),
)

# The paragraphs that hold a shape's text, so many times a size.
Frame: TypeAlias = Callable[[str, int], tuple[Draft, ...]]


def growth(work: Callable[[int], object], floor: float) -> list[float]:
    """The seconds of processor time that `work` takes at 1, 2, 4 and 8 times the size; repeated where they look too many.

    `floor` is what plain text of the largest size takes: where the largest takes little more, it is measured alone. The
    least of several times counts: whatever else the machine does only adds to them.
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


def failing_shapes(frame: Frame, doc_type: DocType, shapes: Iterable[str]) -> dict[str, list[float]]:
    """The shapes whose extraction as a document of this type grows faster than their text, with the seconds by size."""
    context = Context(load_area_names(), None, doc_type)

    def extract(shape: str, size: int) -> object:
        return extract_findings(assemble([*_HEAD, *frame(shape, size)], media_type="text/plain"), context)

    plain = partial(extract, _PLAIN)
    measured(plain, 1)  # what is loaded once
    floor = min(measured(plain, SIZES[-1]) for _ in range(3))
    times = {shape: growth(partial(extract, shape), floor) for shape in shapes}
    return {shape: each for shape, each in times.items() if grows_too_fast(each, floor)}


def _row(*texts: str, is_header: bool = False) -> Draft:
    cells = tuple(Cell(text, column) for column, text in enumerate(texts))
    return Draft(Kind.ROW, "", cells=cells, table=1, is_header=is_header)


_HEADER = _row("Ref", "Action", "Lead", "Deadline", "Progress", is_header=True)


def _in_paragraph(shape: str, size: int) -> tuple[Draft, ...]:
    """All of it in one paragraph, and in a table's cells."""
    count = _LONG * size
    text, cell = text_of(shape, count), text_of(shape, max(1, count // 4))
    return (Draft(Kind.PARAGRAPH, text), _HEADER, _row("1", cell, cell, cell, cell))


def _in_many(shape: str, size: int) -> tuple[Draft, ...]:
    """Each piece a bullet of a list of weaknesses, a heading with its paragraph, a row of a plan."""
    count = _MANY * size
    return (
        Draft(Kind.HEADING, "Areas for priority action", level=2),
        Draft(Kind.PARAGRAPH, "The inspectors found these significant weaknesses:"),
        *(Draft(Kind.BULLET, f"• {text}", marker="•") for text in pieces(shape, count)),
        *(
            draft
            for text in pieces(shape, count, start=count)
            for draft in (Draft(Kind.HEADING, text[:90], level=2), Draft(Kind.PARAGRAPH, text))
        ),
        _HEADER,
        *(
            _row(str(n), text, text[:40], text[:40], text)
            for n, text in enumerate(pieces(shape, count, start=2 * count))
        ),
    )


FRAMES: dict[str, Frame] = {"one paragraph": _in_paragraph, "many": _in_many}
