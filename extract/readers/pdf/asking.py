"""pdfium's functions that a document asks thousands of times, without the check that ctypes makes of every argument.

The check costs several times the answer. So each is called with just what pdfium's header asks: handles as pypdfium2 gives
them, whole numbers, references to doubles. What is asked a few times a page goes over `pypdfium2.raw`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_ADDRESS = ctypes.c_void_p


def _quick(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(answer, *arguments)(ctypes.cast(function, _ADDRESS).value or 0)


char_box: Callable[..., int] = _quick(raw.FPDFText_GetCharBox, ctypes.c_int)
char_origin: Callable[..., int] = _quick(raw.FPDFText_GetCharOrigin, ctypes.c_int)
char_angle: Callable[..., float] = _quick(raw.FPDFText_GetCharAngle, ctypes.c_float)
char_colour: Callable[..., int] = _quick(raw.FPDFText_GetFillColor, ctypes.c_int)
font_size: Callable[..., float] = _quick(raw.FPDFText_GetFontSize, ctypes.c_double)
font_weight: Callable[..., int] = _quick(raw.FPDFText_GetFontWeight, ctypes.c_int)
# Objects are told by their address, None where there is none; `handle` makes one fit to be asked for more.
handle = _ADDRESS
text_object: Callable[..., int | None] = _quick(raw.FPDFText_GetTextObject, _ADDRESS)
page_objects: Callable[..., int] = _quick(raw.FPDFPage_CountObjects, ctypes.c_int)
page_object: Callable[..., int | None] = _quick(raw.FPDFPage_GetObject, _ADDRESS)
form_objects: Callable[..., int] = _quick(raw.FPDFFormObj_CountObjects, ctypes.c_int)
form_object: Callable[..., int | None] = _quick(raw.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
render_mode: Callable[..., int] = _quick(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, _ADDRESS)
object_kind: Callable[..., int] = _quick(raw.FPDFPageObj_GetType, ctypes.c_int, _ADDRESS)
object_bounds: Callable[..., int] = _quick(raw.FPDFPageObj_GetBounds, ctypes.c_int)
fill_colour: Callable[..., int] = _quick(raw.FPDFPageObj_GetFillColor, ctypes.c_int)
stroke_colour: Callable[..., int] = _quick(raw.FPDFPageObj_GetStrokeColor, ctypes.c_int)
draw_mode: Callable[..., int] = _quick(raw.FPDFPath_GetDrawMode, ctypes.c_int)
path_segments: Callable[..., int] = _quick(raw.FPDFPath_CountSegments, ctypes.c_int)
