"""Which lines a page's text makes: cut where a rule, a gap or another angle parts them, without what is not seen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extract.readers.pdf.drawings import DrawnLine
from extract.readers.pdf.lines import CharBoxes, Line, TurnedBoxes, make_line

# A line's last character stands level with its first within this share of the type's size, and is at most so many times
# that size high.
_LEVEL = 0.6
_LARGE = 1.4
# A stamp's type is so many times larger than that of the text.
_STAMP = 1.9
# A rule strikes text through where it runs between these heights over its foot, in sizes of the type, and is no longer
# than a line of text (points).
_STRUCK = (0.15, 0.5)
_LONGEST_STRIKE = 500.0
# It may stand out of the line by this (points).
_BESIDE = 3.0
# Words of one text stand closer than this many times the type's size, justified text included.
_WIDE_GAP = 0.9
# A character further left of the one before than this many times the type's size begins another text.
_BACK = 5.0
# A line is stretched out over columns where its characters are wider on average than this many times the type's size.
_STRETCHED = 0.72
# A line of two columns is wider than this share of the page, and has so many characters; the gutter is that near (characters)
# to the middle of the page.
_OVER_PAGE = 0.6
_WIDE_LINE = 50
_NEAR = 9
# Shorter lines (characters) are wide by their letters; a stretched one longer than the second is enough of a sign alone.
_SHORT = 7
_SENTENCE = 15
_SIGNS = 2


def upright_lines(boxes: CharBoxes, found: Iterable[re.Match[str]], *, is_scan: bool) -> Iterator[Line]:
    """The page's lines in the file's own order, which for Word's exports is reading order cell by cell.

    Without tilted and invisible ones; but on a scan (`is_scan`) invisible text says what the picture shows.
    """
    is_turned = isinstance(boxes, TurnedBoxes)
    for match in found:
        text = match.group()
        stripped = text.strip()
        if not stripped:
            continue
        line = make_line(boxes, stripped, match.start() + len(text) - len(text.lstrip()))
        if not is_turned and _runs_across(boxes, line):
            if is_scan or not boxes.is_invisible(line.first_char):
                yield line
            continue
        for piece in _in_order(boxes, line) if is_turned else _untilted(boxes, line):
            if is_scan or not boxes.is_invisible(piece.first_char):
                yield piece


def _runs_across(boxes: CharBoxes, line: Line) -> bool:
    """Whether a line clearly runs from left to right in one type, so that no character need be asked for its angle: its
    last one stands level with the first and is no larger. Must follow `make_line`, which asked for that character last."""
    _, _, bottom, top = boxes.last_box
    size = line.size
    return line.x1 - line.x0 > size and abs(bottom - line.y) < _LEVEL * size and top - bottom < _LARGE * size


def _untilted(boxes: CharBoxes, line: Line) -> Iterator[Line]:
    """The runs of a line of one size of type that stand upright or at right angles: pdfium puts the letters of a stamp and
    those of the text under it in one line."""
    if len(line.text) == 1:
        if not boxes.is_tilted(line.first_char):
            yield line
        return
    runs: list[tuple[int, bool]] = [(0, False)]
    size = 0.0
    for at, char in enumerate(line.text):
        if char.isspace():
            continue
        tilted, here = boxes.is_tilted(line.first_char + at), boxes.size(line.first_char + at)
        is_other = size > 0 and not 1 / _STAMP < here / size < _STAMP
        if tilted != runs[-1][1] or is_other:
            runs.append((at, tilted))
        size = here
    if runs == [(0, False)]:
        yield line
        return
    ends = [start for start, _ in runs[1:]]
    for (start, tilted), end in zip(runs, [*ends, len(line.text)], strict=True):
        text = line.text[start:end].rstrip()
        if text and not tilted:
            yield make_line(boxes, text, line.first_char + start)


def _in_order(boxes: CharBoxes, line: Line) -> list[Line]:
    """The runs of a turned page's line from left to right: pdfium orders runs as the page lies, upside down as it may be."""
    starts = [0]
    before = line.x0
    for at, char in enumerate(line.text):
        x0 = boxes.locate(line.first_char + at)[0]
        if not char.isspace():
            if x0 < before - line.size:
                starts.append(at)
            before = x0
    runs = [line.text[start:end] for start, end in pairwise([*starts, len(line.text)])]
    pieces = [make_line(boxes, run.rstrip(), line.first_char + start) for start, run in zip(starts, runs, strict=True)]
    return sorted(pieces, key=lambda piece: piece.x0)


def without_struck(boxes: CharBoxes, lines: Sequence[Line], rules: Sequence[DrawnLine]) -> list[Line]:
    """Lines without the words that a rule no longer than the line strikes through; a letter's own stroke is no such rule."""
    short = sorted(rule for rule in rules if rule.end - rule.start < _LONGEST_STRIKE)
    if not short:
        return list(lines)
    heights = [rule.at for rule in short]
    low, high = _STRUCK
    kept: list[Line] = []
    for line in lines:
        # Nearly every line has no rule at these heights.
        first = bisect_left(heights, line.y + low * line.size)
        last = bisect_left(heights, line.y + high * line.size, first)
        if first == last:
            kept.append(line)
            continue
        strikes = [
            rule
            for rule in short[first:last]
            if rule.end - rule.start > line.size and line.x0 - _BESIDE < rule.start and rule.end < line.x1 + _BESIDE
        ]
        kept.extend(_left_standing(boxes, line, strikes) if strikes else (line,))
    return kept


def _left_standing(boxes: CharBoxes, line: Line, strikes: Sequence[DrawnLine]) -> Iterator[Line]:
    """The line with spaces for what is struck through, so that its characters keep their numbers; none if all of it is."""
    left: list[str] = []
    for at, char in enumerate(line.text):
        x0, x1, _, _ = boxes.locate(line.first_char + at)
        is_struck = any(rule.start <= (x0 + x1) / 2 <= rule.end for rule in strikes)
        left.append(" " if is_struck else char)
    text = "".join(left)
    if text.strip():
        yield make_line(boxes, text.strip(), line.first_char + len(text) - len(text.lstrip()))


def looks_gapped(lines: Sequence[Line], height: float) -> bool:
    """Whether text stands beside text, or lines are stretched out: signs of columns that no rule parts.

    One sign in a margin is a footer with its page number at the far edge; a table has one in every row, or at least in
    its header, where the rows fill their columns.
    """
    stretched = [
        line
        for line in lines
        if line.x1 - line.x0 > _STRETCHED * line.size * len(line.text) and len(line.text) > _SHORT
    ]
    beside = sum(
        abs(one.y - two.y) < 0.3 * one.size and two.x0 - one.x1 > _WIDE_GAP * one.size for one, two in pairwise(lines)
    )
    # After a wrapped cell the file goes on with the next cell: up again, and to the right.
    back_up = sum(
        0.5 * one.size < two.y - one.y < 12 * one.size and two.x0 > one.x0 + 5 * one.size
        for one, two in pairwise(lines)
    )
    inside = [line for line in stretched if 0.12 * height < line.y < 0.92 * height and len(line.text) > _SENTENCE]
    return len(stretched) + beside + back_up >= _SIGNS or bool(inside)


def has_gutter(boxes: CharBoxes, lines: Sequence[Line], width: float) -> bool:
    """Whether lines over the page have a wide gap in its middle: pdfium makes one line of two columns' lines.

    Two lines are asked, and of those the characters near the middle, since every answer costs.
    """
    wide = [line for line in lines if line.x1 - line.x0 > _OVER_PAGE * width and len(line.text) > _WIDE_LINE]
    if len(wide) < _SIGNS:
        return False
    return all(_has_gap(boxes, line, width / 2) for line in (wide[len(wide) // 3], wide[-len(wide) // 3]))


def _has_gap(boxes: CharBoxes, line: Line, middle: float) -> bool:
    low, high = 0, len(line.text)
    while high - low > 1:
        at = (low + high) // 2
        low, high = (at, high) if boxes.locate(line.first_char + at)[0] < middle else (low, at)
    right: float | None = None
    for at in range(max(low - _NEAR, 0), min(low + _NEAR, len(line.text))):
        if not line.text[at].isspace():
            left, end, _, _ = boxes.locate(line.first_char + at)
            if right is not None and left - right > _WIDE_GAP * line.size:
                return True
            right = end
    return False


def at_gaps(boxes: CharBoxes, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines cut wherever two words stand further apart than words of one text do, or the second left of the first."""
    for line in lines:
        start, right = 0, line.x0
        for offset, character in enumerate(line.text):
            if character.isspace():
                continue
            left, end, _, _ = boxes.locate(line.first_char + offset)
            is_apart = left - right > _WIDE_GAP * line.size or right - left > _BACK * line.size
            if is_apart and offset > start:
                yield make_line(boxes, line.text[start:offset].rstrip(), line.first_char + start)
                start = offset
            right = end
        yield make_line(boxes, line.text[start:], line.first_char + start) if start else line


def split_line(boxes: CharBoxes, line: Line, positions: Sequence[float]) -> Iterator[Line]:
    """`line` cut before the first character that lies right of each position."""
    cuts = sorted(positions)
    start = 0
    for offset, character in enumerate(line.text):
        if not cuts:
            break
        if character.isspace():
            continue
        left, right, _, _ = boxes.locate(line.first_char + offset)
        if (left + right) / 2 > cuts[0]:
            while cuts and (left + right) / 2 > cuts[0]:
                cuts.pop(0)
            piece = line.text[start:offset].rstrip()
            if piece:
                yield make_line(boxes, piece, line.first_char + start)
            start = offset
    rest = line.text[start:]
    yield make_line(boxes, rest, line.first_char + start) if start else line
