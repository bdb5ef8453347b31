"""Lines of a PDF page that a person does not see, or that stand over its text; and those whose letters are unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.pdf.lines import Line
from extract.readers.visible import visible

# Type smaller than this (points) is not meant to be read.
_SMALLEST = 1.5
# A word over the text in type of this many times the page's usual size is a watermark.
_WATERMARK = 2.0
# Text that reaches out of the page by no more than this (points) is still on it.
_EDGE = 2.0
# Characters that a font without a map leaves: control characters, the sign for an unknown one; the private area, but for
# a symbol font's bullet or two.
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_BULLETS = 2
# A line of which this share of the characters is unknown says nothing.
_SHARE = 0.3
_SOFT_HYPHEN = "\u00ad"


def without_watermarks(lines: Sequence[Line]) -> list[Line]:
    """The lines but those in large type that others stand within."""
    if not lines:
        return []
    sizes = sorted([line.size for line in lines])
    large = _WATERMARK * sizes[len(sizes) // 2]
    if sizes[-1] < large:
        return list(lines)
    return [line for line in lines if line.size < large or not _is_over_text(line, lines)]


def seen(lines: Sequence[Line], width: float, height: float) -> list[Line]:
    """The lines on the page (of this size) in type that can be read, without shapeless characters."""
    right, top = width + _EDGE, height + _EDGE
    return [
        line if line.text.isprintable() else _clean(line)
        for line in lines
        if line.size >= _SMALLEST and line.x1 > -_EDGE and line.x0 < right and -_EDGE < line.y < top
    ]


def is_unknown(text: str) -> bool:
    """Whether a line's letters are unknown: its font has no map from its shapes to characters."""
    private = len(_PRIVATE.findall(text))
    unknown = len(_UNKNOWN.findall(text)) + (private if private > _BULLETS else 0)
    return unknown > _SHARE * len(text)


def _is_over_text(large: Line, lines: Sequence[Line]) -> bool:
    """Whether other lines stand within a large line's own height and width, as they do under a watermark."""
    return any(
        other.size < large.size
        and large.y <= other.y + other.size / 3 <= large.y + 0.7 * large.size
        and other.x0 < large.x1 - large.size / 2
        and other.x1 > large.x0 + large.size / 2
        for other in lines
    )


def _clean(line: Line) -> Line:
    # A soft hyphen that ends a line says that the next line ends its word.
    end = _SOFT_HYPHEN if line.text.endswith(_SOFT_HYPHEN) else ""
    return line._replace(text=visible(line.text) + end)
