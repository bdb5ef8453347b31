"""What a program that reads letters off a picture is given and gives back; which program that is, is not known here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: a byte of grey a pixel, row after row from the top, and pixels an inch."""

    width: int
    height: int
    grey: bytes
    dpi: int


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word read off a picture, its place in pixels from the top left, and the number of the line it stands in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: int


# Reads the words off a picture, in the order of reading; nothing where it cannot.
Recogniser = Callable[[PageImage], Sequence[ReadWord]]
