"""Extraction takes time that grows with the text and no faster, whatever the text and whatever its type.

Every shape is fed to every type by `python -m tests.bench.growth` (minutes). Here each type meets a share of the shapes,
another share for each, so that every shape is met by several types.
"""

import pytest

from extract.pipeline import load_extractors
from tests.support.growth import FRAMES, failing_shapes, grows_too_fast, growth, measured
from tests.support.shapes import SHAPES

# One shape in so many is fed to a type.
SHARE = 7
TYPES = tuple(load_extractors())


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("doc_type", TYPES)
def test_time_grows_with_the_text(doc_type, frame):
    shift = TYPES.index(doc_type) + tuple(FRAMES).index(frame)
    shapes = [shape for number, shape in enumerate(SHAPES) if (number + shift) % SHARE == 0]
    assert failing_shapes(FRAMES[frame], doc_type, shapes) == {}


def test_what_grows_with_the_square_is_seen():
    def square(size):
        return sum(a < b for a in range(300 * size) for b in range(300 * size))

    floor = measured(square, 1)
    assert grows_too_fast(growth(square, floor), floor)
    assert not grows_too_fast(growth(lambda size: sum(range(3_000_000 * size)), floor), floor)
