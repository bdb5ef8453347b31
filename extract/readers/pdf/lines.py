"""A line of a PDF page's text, and the questions that pdfium answers of its characters.

pdfium is asked as little as possible: the page's text in one call, then a few calls per line (boxes of the first and the
last character, size and weight), because a box for every character triples the time. Only a line that a table's vertical
rule crosses, or that looks odd, is looked at character by character.
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

from pypdfium2 import raw

from extract.readers.pdf.asking import (
    char_angle,
    char_box,
    char_colour,
    char_origin,
    font_size,
    font_weight,
    render_mode,
    text_object,
)
from extract.readers.pdf.turning import Turn, is_tilted

_BOLD_WEIGHT = 600
# The least a page's text is given room for (bytes): rooms of few sizes cost less than one of its own for every page.
_ROOM = 1 << 14
_INVISIBLE = raw.FPDF_TEXTRENDERMODE_INVISIBLE


class Line(NamedTuple):
    """One line of text: `x0`..`x1` across, `y` the bottom of its first character, in points from the bottom left.

    `size` is the font size of the first character in points (of the first word's, behind a bullet); `is_bold` whether first and last character are bold.
    `first_char` and `last_char` are pdfium's character numbers.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    first_char: int
    last_char: int


class CharBoxes:
    """Character lookups on one page, with the C variables allocated once."""

    def __init__(self, text_page: raw.FPDF_TEXTPAGE) -> None:
        self.text_page = text_page
        self._name = ctypes.create_string_buffer(128)
        self.left, self.right, self.bottom, self.top = (ctypes.c_double() for _ in range(4))
        self.last_box = (0.0, 0.0, 0.0, 0.0)
        self._ink = [ctypes.c_uint() for _ in range(4)]
        self._ink_refs = [ctypes.byref(part) for part in self._ink]
        self._refs = tuple(ctypes.byref(v) for v in (self.left, self.right, self.bottom, self.top))

    def text(self) -> str:
        """All text of the page, one code unit per pdfium character."""
        count = raw.FPDFText_CountChars(self.text_page)
        if count <= 0:
            return ""
        needed = (count + 1) * 2
        buffer = ctypes.create_string_buffer(max(_ROOM, 1 << needed.bit_length()))
        raw.FPDFText_GetText(self.text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = str(memoryview(buffer)[: count * 2], "utf-16-le", "replace")
        if len(text) != count or "\x00" in text:
            # Characters outside the basic plane or without a code: ask one by one, so that numbers and text agree.
            codes = (raw.FPDFText_GetUnicode(self.text_page, i) for i in range(count))
            text = "".join(chr(code) if code else " " for code in codes)
        return text

    def locate(self, char: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of a character."""
        char_box(self.text_page, char, *self._refs)
        return self.left.value, self.right.value, self.bottom.value, self.top.value

    def is_bold(self, char: int) -> bool:
        """Whether the character's font is bold, by its weight or, for fonts that state none, its name."""
        weight = font_weight(self.text_page, char)
        # A weight that is no whole hundred is guessed from the width of the font's stems.
        if weight > 0 and (weight >= _BOLD_WEIGHT or weight % 100 == 0):
            return weight >= _BOLD_WEIGHT
        length = raw.FPDFText_GetFontInfo(self.text_page, char, self._name, len(self._name), None)
        return b"Bold" in self._name.raw[: min(length, len(self._name))]

    def baseline(self, char: int) -> float:
        """The y of the character's origin."""
        char_origin(self.text_page, char, self._refs[0], self._refs[2])
        return self.bottom.value

    def size(self, char: int) -> float:
        """The character's type size in points."""
        return font_size(self.text_page, char)

    def is_tilted(self, char: int) -> bool:
        """Whether the character stands at an angle, as a stamp does."""
        return is_tilted(char_angle(self.text_page, char))

    def colour(self, char: int) -> tuple[int, int, int] | None:
        """Red, green and blue (0 to 255) that the character is filled with; None where its file has another kind of colour."""
        if not char_colour(self.text_page, char, *self._ink_refs):
            return None
        red, green, blue, _ = self._ink
        return red.value, green.value, blue.value

    def is_invisible(self, char: int) -> bool:
        """Whether the character is drawn without ink."""
        return bool(render_mode(text_object(self.text_page, char)) == _INVISIBLE)


class TurnedBoxes(CharBoxes):
    """Character lookups on a page that is turned so that its text stands upright."""

    def __init__(self, text_page: raw.FPDF_TEXTPAGE, turn: Turn) -> None:
        super().__init__(text_page)
        self._turn = turn

    def locate(self, char: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of a character, on the turned page."""
        left, right, bottom, top = super().locate(char)
        x0, y0, x1, y1 = self._turn.box(left, bottom, right, top)
        return x0, x1, y0, y1

    def baseline(self, char: int) -> float:
        """The y of the character's origin on the turned page."""
        super().baseline(char)
        x, y = self.left.value, self.bottom.value
        return self._turn.box(x, y, x, y)[1]


def make_line(boxes: CharBoxes, text: str, first: int) -> Line:
    """The line of a text whose first character is pdfium's number `first`."""
    last = first + len(text) - 1
    x0 = boxes.locate(first)[0]
    boxes.last_box = boxes.locate(last)
    x1 = boxes.last_box[1]
    # A bullet's glyph may be set smaller or larger than the words behind it, whose size is the line's.
    words = first + 2 if text[1:2] == " " else first
    is_bold = boxes.is_bold(first) and boxes.is_bold(last)
    return Line(text, x0, x1, boxes.baseline(first), boxes.size(words), is_bold, first, last)
