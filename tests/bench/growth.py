"""Feeds every shape of text to every type of document and names those whose extraction grows faster than their text.

    python -m tests.bench.growth

Takes some minutes. Exit status 1 where any does.
"""

from __future__ import annotations

import sys

from extract.pipeline import load_extractors
from tests.support.growth import FRAMES, failing_shapes
from tests.support.shapes import SHAPES


def main() -> int:
    """Prints a line for each type and frame."""
    failed = False
    for doc_type in load_extractors():
        for name, frame in FRAMES.items():
            failing = failing_shapes(frame, doc_type, SHAPES)
            failed = failed or bool(failing)
            told = "; ".join(f"{shape}: {' '.join(f'{s:.2f}' for s in times)} s" for shape, times in failing.items())
            print(f"{doc_type} in {name}: {len(SHAPES)} shapes, {told or 'none grows faster than its text'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
