"""From lines to paragraphs, bullets and headings, by the gaps, indents, glyphs and type sizes of one region of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model.document import Kind
from extract.readers.markers import Marked, is_lone_glyph, split_marker
from extract.readers.pdf.hyphens import LINE_END
from extract.readers.pdf.lines import Line

# A gap between two feet of lines over this many times the usual leading starts a new block.
_GAP = 1.22
# Type larger than the body text by this much (points) is a heading.
_LARGER = 0.9
# Lines of so many characters are running text, not cells of a table, whose type is often smaller. They tell the size of the
# text where they hold this share of all characters.
_RUNNING = 70
_ENOUGH = 0.05
# A glyph stands within these many sizes of its words, up and down and to their left.
_GLYPH_LEVEL = 0.4
_GLYPH_REACH = 5.0
# Lines of one text begin within this (points) of each other, first lines and hanging ones included.
_SAME_TEXT = 30.0
# A bold heading has at most this many lines.
_HEADING_LINES = 3
_TERMINAL = (".", "?", "!", ":", ";", ".’", ".”", ".)", ".'", '."')
_SUSPENDED_HYPHEN = re.compile(r"(?:and|or|to)\b")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A block with its place: `x0` its left edge, `text_x0` the left edge of its words (right of a bullet's glyph)."""

    kind: Kind
    text: str
    page: int
    x0: float
    text_x0: float
    size: float
    marker: str = ""
    level: int = 0
    is_bold: bool = False


# Lines of a cell that begin within this of each other (points) are set from the left; its writer ended one where the next
# word had so many times its own width.
_SAME_LEFT = 1.0
_AMPLE = 1.25
_OPEN_END = re.compile(r"\b(?:of|for|and|the|a|an|to|in|with|by|on|at|from|or|NHS)\s*$")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a document's ordinary text looks like: its type size in points, and the distance of its lines per size."""

    body_size: float
    leading: dict[float, float]

    def gap(self, size: float) -> float:
        """The distance of two feet of lines from which on a new block begins."""
        return self.leading.get(round(size, 1), size * 1.22) * _GAP


def measure(lines: Iterable[Line]) -> Measure:
    """Take a document's measure from all of its lines, page after page."""
    sizes: Counter[float] = Counter()
    running: Counter[float] = Counter()
    steps: dict[float, Counter[float]] = {}
    previous: Line | None = None
    for line in lines:
        size = line.size
        sizes[size] += len(line.text)
        if len(line.text) >= _RUNNING:
            running[size] += len(line.text)
        if previous is not None and previous.size == size and abs(previous.x0 - line.x0) < _SAME_TEXT:
            step = previous.y - line.y
            if 0.9 * size < step < 2.2 * size:
                steps.setdefault(round(size, 1), Counter())[round(step * 2) / 2] += 1
        previous = line
    leading = {size: counter.most_common(1)[0][0] for size, counter in steps.items()}
    is_told = running.total() >= _ENOUGH * sizes.total()
    return Measure(body_size(running if is_told else sizes), leading)


def body_size(sizes: Mapping[float, int]) -> float:
    """The type size of ordinary text, from the number of characters in each size; programs scale type by hairs."""
    rounded: Counter[float] = Counter()
    for size, characters in sizes.items():
        rounded[round(size, 1)] += characters
    return rounded.most_common(1)[0][0] if rounded else 12.0


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences and list items do."""
    return text.rstrip().endswith(_TERMINAL)


def join_text(first: str, second: str) -> str:
    """Two lines as one text: a line-end hyphen stays marked until the document is known (`hyphens`), other line ends are
    spaces.

    "multi-" + "agency" is one word, but "short-" + "and long-term" keeps its space.
    """
    if first.endswith("\u00ad"):
        return first[:-1] + second
    if first.endswith((LINE_END, "-")) and first[-2:-1].isalnum():
        return f"{first[:-1]}- {second}" if _SUSPENDED_HYPHEN.match(second) else f"{first[:-1]}{LINE_END}{second}"
    return f"{first} {second}"


def find_pieces(
    lines: Sequence[Line], page: int, gauge: Measure, *, width: tuple[float, float], narrow: bool
) -> list[TextPiece]:
    """The blocks of one region, whose text may reach from `width[0]` to `width[1]`.

    `narrow` says that the region is a table's cell, in which lines end where the column does: there a short line ends a
    block only after a full stop, or before a new beginning whose first word had ample room behind it.
    """
    groups: list[list[Line]] = []
    for line in _rejoined(lines):
        if groups and _continues(groups[-1], line, gauge, width[1], narrow=narrow):
            groups[-1].append(line)
        else:
            groups.append([line])
    return _with_levels([_piece(group, page, gauge) for group in groups])


def _rejoined(lines: Sequence[Line]) -> list[Line]:
    """Lines with pieces of one visual line made one: a glyph apart from its text, a raised "st" or "th"."""
    joined: list[Line] = []
    for line in _with_glyphs(lines):
        if joined:
            last = joined[-1]
            is_level = abs(last.y - line.y) < 0.6 * max(last.size, line.size)
            if is_level and last.x1 - 1 <= line.x0 < last.x1 + 1.5 * last.size:
                space = " " if line.x0 - last.x1 > 0.15 * last.size else ""
                joined[-1] = last._replace(text=f"{last.text}{space}{line.text}", x1=line.x1)
                continue
        joined.append(line)
    return joined


def _with_glyphs(lines: Sequence[Line]) -> list[Line]:
    """Lines with every glyph that stands alone put before its words: those level with it, else the line that follows."""
    lone = [line for line in lines if is_lone_glyph(line.text)]
    if not lone:
        return list(lines)
    glyphs: dict[int, Line] = {}
    for glyph in lone:
        owner = _words_of(glyph, lines)
        if owner is not None:
            glyphs[owner] = glyph
    used = {id(glyph) for glyph in glyphs.values()}
    return [
        line._replace(text=f"{glyphs[index].text} {line.text}", x0=glyphs[index].x0) if index in glyphs else line
        for index, line in enumerate(lines)
        if id(line) not in used
    ]


def _words_of(glyph: Line, lines: Sequence[Line]) -> int | None:
    """Which line a lone glyph belongs to: the first level with it and near, else the next one right of it."""
    after: int | None = None
    for index, line in enumerate(lines):
        is_level = abs(line.y - glyph.y) < _GLYPH_LEVEL * line.size
        if is_level and 0 < line.x0 - glyph.x0 < _GLYPH_REACH * line.size and line is not glyph:
            return index
        if after is None and line.first_char > glyph.last_char and line.x0 > glyph.x0:
            after = index
    return after


def _continues(group: Sequence[Line], line: Line, gauge: Measure, right: float, *, narrow: bool) -> bool:
    """Whether `line` belongs to the block that `group` has begun."""
    last, first = group[-1], group[0]
    step = last.y - line.y
    if step <= 0 or step > gauge.gap(max(last.size, line.size)):
        return False
    if split_marker(line.text) is not None:
        return False
    if abs(last.size - line.size) > _LARGER:
        return False
    if last.is_bold != line.is_bold and (ends_sentence(last.text) or not line.text[:1].islower()):
        return False
    in_list = split_marker(first.text) is not None
    if in_list and line.x0 < first.x0 + 2 and ends_sentence(last.text):
        return False
    room = right - last.x1
    if ends_sentence(last.text):
        return room < _first_word_width(line)
    if narrow and _ends_by_hand(last, line, room):
        return False
    # A short line of an address or a heading, then a new beginning.
    is_short = room > 0.45 * (right - last.x0)
    return narrow or not is_short or line.text[:1].islower() or line.is_bold or line.size > gauge.body_size + _LARGER


def _ends_by_hand(last: Line, line: Line, room: float) -> bool:
    """Whether a cell's line was ended by its writer: "Head of SEND" over "Health Visiting Lead" in a column wide enough for
    more. Lines set from the left only, since the room of others is not known."""
    begins_anew = line.text[:1].isupper() and abs(last.x0 - line.x0) < _SAME_LEFT
    is_open = (
        last.text.rstrip().endswith((",", "-", "–", "/", "&", "(", LINE_END)) or _OPEN_END.search(last.text) is not None
    )
    return begins_anew and not is_open and room > _AMPLE * _first_word_width(line)


def _first_word_width(line: Line) -> float:
    """The width of the line's first word and a space, in points; a line's width is shared out evenly."""
    per_character = (line.x1 - line.x0) / max(len(line.text), 1)
    return per_character * (len(line.text.split(maxsplit=1)[0]) + 1.5)


def _piece(group: Sequence[Line], page: int, gauge: Measure) -> TextPiece:
    text = group[0].text
    for line in group[1:]:
        text = join_text(text, line.text)
    first = group[0]
    marked = split_marker(text)
    is_bold = all(line.is_bold for line in group)
    larger = first.size > gauge.body_size + _LARGER
    if (larger or (is_bold and len(group) <= _HEADING_LINES and not text.endswith("."))) and not _is_glyph(marked):
        return TextPiece(Kind.HEADING, text, page, first.x0, first.x0, first.size, is_bold=is_bold)
    if marked is not None:
        kind = Kind.BULLET if marked.is_list else Kind.PARAGRAPH
        text_x0 = group[1].x0 if len(group) > 1 else first.x0 + 1.5 * first.size
        return TextPiece(kind, text, page, first.x0, text_x0, first.size, marker=marked.marker, is_bold=is_bold)
    return TextPiece(Kind.PARAGRAPH, text, page, first.x0, first.x0, first.size, is_bold=is_bold)


def _is_glyph(marked: Marked | None) -> bool:
    return marked is not None and not any(character.isalnum() for character in marked.marker)


def _with_levels(pieces: list[TextPiece]) -> list[TextPiece]:
    """Bullets with their nesting by indent; a paragraph indented like the text of the list above gets level 1."""
    indents: list[float] = []
    levelled: list[TextPiece] = []
    for piece in pieces:
        if piece.kind is Kind.BULLET:
            while indents and piece.x0 < indents[-1] - 3:
                indents.pop()
            if not indents or piece.x0 > indents[-1] + 3:
                indents.append(piece.x0)
            levelled.append(replace(piece, level=len(indents) - 1))
        elif piece.kind is Kind.PARAGRAPH and indents and piece.x0 > indents[0] + 3:
            levelled.append(replace(piece, level=1))
        else:
            indents = []
            levelled.append(piece)
    return levelled
