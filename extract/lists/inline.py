"""Lists inside a sentence: "a, b and c" as the spans of a, b and c."""

from __future__ import annotations

import re

from extract.language.phrases import phrases

_NUMBERED = re.compile(r"(?:^|(?<=[\s,;:(–-]))\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|v|vi)[.)]\s+")
_COMMA = re.compile(r"\s*,\s+(?:and\s+|as well as\s+)?|\s+and\s+(?:finally\s+)?")
_TAIL = re.compile(r"(?:[\s,;:.–-]+(?:and)?)*[\s,;:.–-]*$")
_LAST_AND = re.compile(r",?\s+(?:and|&|as well as)\s+(?:finally,?\s+)?")


def split_inline(text: str, span: tuple[int, int], stated: int | None) -> list[tuple[int, int]]:
    """The spans in `text` of the items that the list at `span` names; none where it cannot be parted as stated.

    Numbers in the list part it, else semicolons, else commas and a last "and". Names that hold commas or "and" of their
    own ("Education, Health and Care plans") are kept whole. Where the number of items is stated, only a reading with
    that number counts.
    """
    start, end = span
    inner = text[start:end]
    masked = phrases("council")["compound"].sub(lambda match: "¤" * len(match[0]), inner)
    readings = [_by(_NUMBERED, masked), _by(re.compile(r"\s*;\s+(?:and\s+)?"), masked), _by_commas(masked)]
    if stated is not None:
        readings.append(_by(_COMMA, masked))
        readings.append(_by_last_and(masked))
        readings = [spans for spans in readings if len(spans) == stated]
    chosen = next((spans for spans in readings if len(spans) > 1), [])
    if any(end - start < 4 for start, end in chosen):
        return []
    return [(start + low, start + high) for low, high in chosen]


def _by(separator: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for match in separator.finditer(text):
        spans.append((at, match.start()))
        at = match.end()
    return _trimmed([*spans, (at, len(text))], text)


def _by_commas(text: str) -> list[tuple[int, int]]:
    """Commas part items, and so does the "and" after the last of them; a second "and" there belongs to an item."""
    if "," not in text:
        return []
    spans, at = [], 0
    for match in re.finditer(r"\s*,\s+", text):
        spans.append((at, match.start()))
        at = match.end()
    opening = re.match(r"(?:and|as well as)\s+", text[at:])
    if opening:
        spans.append((at + opening.end(), len(text)))
    elif last := _LAST_AND.search(text, at):
        spans += [(at, last.start()), (last.end(), len(text))]
    else:
        spans.append((at, len(text)))
    return _trimmed(spans, text)


def _by_last_and(text: str) -> list[tuple[int, int]]:
    found = list(_LAST_AND.finditer(text))
    if not found:
        return []
    return _trimmed([(0, found[-1].start()), (found[-1].end(), len(text))], text)


def _trimmed(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        low = start + len(piece) - len(piece.lstrip(" ,;:–-"))
        high = end - len(piece) + len(_TAIL.sub("", piece))
        if high > low:
            trimmed.append((low, high))
    return trimmed
