"""What was typed into a PDF: the fields of a form, and text written over a page. pdfium's text of the page has neither."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence

from pypdfium2 import raw

from extract.readers.pdf.lines import Line
from extract.readers.pdf.turning import Turn

# The type of a field is not told: its height, but no larger than this (points), stands for it, less its frame.
_LARGEST = 12.0
_FRAME = 2.0
# The mean width of a letter, in sizes of the type; what is written on several lines fills its box from the top.
_LETTER = 0.5
_LEADING = 1.2
# A field that begins on the height of a line, give or take this share of the type's size, belongs behind it.
_LEVEL = 0.6
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def typed_lines(page: raw.FPDF_PAGE, turn: Turn, first_char: int) -> list[Line]:
    """The lines typed into the page's fields and over it; `first_char` is a number that no character of the page has."""
    found: list[Line] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            found.extend(_lines(annotation, turn, first_char + len(found)))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def in_place(lines: Sequence[Line], typed: Sequence[Line]) -> list[Line]:
    """The page's lines with the typed ones where a person reads them: behind what stands left on their height, else behind
    the last line above them."""
    placed = list(lines)
    for line in typed:
        level = [
            at for at, other in enumerate(placed) if abs(other.y - line.y) < _LEVEL * line.size and other.x0 <= line.x0
        ]
        above = [at for at, other in enumerate(placed) if other.y > line.y]
        placed.insert((level or above or [-1])[-1] + 1, line)
    return placed


def _lines(annotation: raw.FPDF_ANNOTATION, turn: Turn, number: int) -> Iterator[Line]:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind not in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT) or raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return
    text = _string(annotation, "V" if kind == raw.FPDF_ANNOT_WIDGET else "Contents")
    area = raw.FS_RECTF()
    if not text.strip() or not raw.FPDFAnnot_GetRect(annotation, ctypes.byref(area)):
        return
    x0, y0, x1, y1 = turn.box(area.left, area.bottom, area.right, area.top)
    written = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    size = min(_LARGEST, (y1 - y0 - _FRAME) / len(written) / (_LEADING if len(written) > 1 else 1))
    top = (y0 + y1 + size) / 2 if len(written) == 1 else y1 - _FRAME / 2
    for at, line in enumerate(written):
        right = min(x1, x0 + _FRAME + _LETTER * size * len(line))
        yield Line(line, x0 + _FRAME, right, top - size - at * size * _LEADING, size, False, number + at, number + at)


def _string(annotation: raw.FPDF_ANNOTATION, key: str) -> str:
    """A string of an annotation; nothing where it has none of that name or where it is no string (a ticked box's name)."""
    name = key.encode()
    if raw.FPDFAnnot_GetValueType(annotation, name) != raw.FPDF_OBJECT_STRING:
        return ""
    ask: Callable[..., int] = raw.FPDFAnnot_GetStringValue
    length = ask(annotation, name, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(annotation, name, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
