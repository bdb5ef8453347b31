"""Text in the colour of what it stands on: white on a bare page, black under a black bar. Nobody sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.readers.pdf.drawings import Fill
from extract.readers.pdf.lines import CharBoxes, Line

# Colours whose parts all differ by less than this look the same.
_ALIKE = 0x18
_PAPER = (0xFF, 0xFF, 0xFF)
# A bar over text hides it where both are this dark at most; a bright one may stand behind the words.
_DARK = 0x40

Colour = tuple[int, int, int]


def in_sight(boxes: CharBoxes, lines: Sequence[Line], fills: Sequence[Fill], *, is_bare: bool) -> list[Line]:
    """The lines without the words that have the colour of what they stand on.

    `is_bare` says that nothing but paths is drawn on the page: where it is not, what looks white may stand on a picture.
    """
    bars = [(fill, colour) for fill in fills if max(colour := _parts(fill.colour)) < _DARK]
    if not bars and not is_bare:
        return list(lines)
    shown: list[Line] = []
    for line in lines:
        if is_bare and _is_alike(boxes.colour(line.first_char), _PAPER) and not _on_any(line, fills):
            continue
        over = [(bar, colour) for bar, colour in bars if _overlaps(bar, line)]
        shown.extend(_uncovered(boxes, line, over) if over else (line,))
    return shown


def _uncovered(boxes: CharBoxes, line: Line, bars: Sequence[tuple[Fill, Colour]]) -> Iterator[Line]:
    """The line with spaces for what bars of its own colour hide, so that its characters keep their numbers."""
    left = list(line.text)
    for at, char in enumerate(line.text):
        if char.isspace():
            continue
        place = line.first_char + at
        x0, x1, _, _ = boxes.locate(place)
        middle = (x0 + x1) / 2
        for bar, colour in bars:
            if bar.x0 <= middle <= bar.x1 and _is_alike(boxes.colour(place), colour):
                left[at] = " "
    text = "".join(left).rstrip()
    if text.strip():
        yield line if text == line.text else line._replace(text=text)


def _overlaps(bar: Fill, line: Line) -> bool:
    middle = line.y + line.size / 3
    return bar.y0 <= middle <= bar.y1 and bar.x0 < line.x1 and bar.x1 > line.x0


def _on_any(line: Line, fills: Sequence[Fill]) -> bool:
    return any(_overlaps(fill, line) for fill in fills)


def _parts(colour: str) -> Colour:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _is_alike(first: Colour | None, second: Colour) -> bool:
    return first is not None and all(abs(a - b) < _ALIKE for a, b in zip(first, second, strict=True))
