"""Extraction takes time that grows with the text and no faster, whatever the text and whatever its type."""

from functools import partial

import pytest

from db.reference.areas import load_area_names
from extract.model.context import Context
from extract.model.document import Cell, Draft, Kind, assemble
from extract.pipeline import extract_findings, load_extractors
from tests.support.growth import SIZES, grows_too_fast, growth, measured
from tests.support.shapes import SHAPES, pieces, text_of

# Pieces of a hundred characters at the least size, in one paragraph and in as many.
LONG, MANY = 8, 3
PLAIN = "sentences"
HEAD = (
    Draft(Kind.HEADING, "Joint local area SEND inspection in Norfolk", level=1),
    Draft(Kind.PARAGRAPH, "The inspection took place from 2 to 6 March 2020. Inspectors found significant weaknesses."),
)


def row(*texts, is_header=False):
    cells = tuple(Cell(text, column) for column, text in enumerate(texts))
    return Draft(Kind.ROW, "", cells=cells, table=1, is_header=is_header)


HEADER = row("Ref", "Action", "Lead", "Deadline", "Progress", is_header=True)


def in_paragraph(shape, count):
    """All of it in one paragraph, and in a table's cells."""
    text, cell = text_of(shape, count), text_of(shape, max(1, count // 4))
    return (Draft(Kind.PARAGRAPH, text), HEADER, row("1", cell, cell, cell, cell))


def in_many(shape, count):
    """Each piece a bullet of a list of weaknesses, a heading with its paragraph, a row of a plan."""
    return (
        Draft(Kind.HEADING, "Areas for priority action", level=2),
        Draft(Kind.PARAGRAPH, "The inspectors found these significant weaknesses:"),
        *(Draft(Kind.BULLET, f"• {text}", marker="•") for text in pieces(shape, count)),
        *(
            draft
            for text in pieces(shape, count, start=count)
            for draft in (Draft(Kind.HEADING, text[:90], level=2), Draft(Kind.PARAGRAPH, text))
        ),
        HEADER,
        *(
            row(str(n), text, text[:40], text[:40], text)
            for n, text in enumerate(pieces(shape, count, start=2 * count))
        ),
    )


def extraction(frame, shape, doc_type, context, size):
    drafts = [*HEAD, *frame(shape, (LONG if frame is in_paragraph else MANY) * size)]
    return extract_findings(assemble(drafts, media_type="text/plain"), context)


@pytest.mark.parametrize("frame", [in_paragraph, in_many])
@pytest.mark.parametrize("doc_type", load_extractors())
def test_time_grows_with_the_text(doc_type, frame):
    context = Context(load_area_names(), None, doc_type)
    run = partial(extraction, frame, doc_type=doc_type, context=context)
    plain = partial(run, PLAIN)
    measured(lambda size: plain(size=size), 1)  # what is loaded once
    floor = min(measured(lambda size: plain(size=size), SIZES[-1]) for _ in range(3))
    times = {shape: growth(lambda size, shape=shape: run(shape, size=size), floor) for shape in SHAPES}
    assert {shape: each for shape, each in times.items() if grows_too_fast(each, floor)} == {}


def test_what_grows_with_the_square_is_seen():
    def square(size):
        return sum(a < b for a in range(300 * size) for b in range(300 * size))

    floor = measured(square, 1)
    assert grows_too_fast(growth(square, floor), floor)
    assert not grows_too_fast(growth(lambda size: sum(range(3_000_000 * size)), floor), floor)
