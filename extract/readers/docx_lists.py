"""List numbers and bullets of a Word document, counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from extract.model.document import BULLET_GLYPHS
from extract.readers.markers import roman
from extract.readers.whole_number import whole_number


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list. `is_list` is False for a numbered paragraph ("2.4")."""

    marker: str
    level: int
    is_bullet: bool
    is_list: bool


@dataclass(frozen=True, slots=True)
class _Level:
    number_format: str
    text: str
    start: int


class Numbering:
    """Counts through a document once, in reading order; `item` must be called for its paragraphs in that order."""

    def __init__(self, word: WordDocument) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._style_numbers: dict[str, tuple[str, int]] = {}
        for relation in word.part.rels.values():
            if relation.reltype.endswith("/numbering"):
                self._read(relation.target_part.element)
        parents: dict[str, str] = {}
        for style in word.styles:
            number = _number_of(style.element.find(qn("w:pPr")))
            parent = style.element.find(qn("w:basedOn"))
            if number is not None:
                self._style_numbers[style.style_id] = number
            elif parent is not None:
                parents[style.style_id] = str(parent.get(qn("w:val")))
        for style_id in parents:
            number = self._inherited(style_id, parents)
            if number is not None:
                self._style_numbers[style_id] = number

    def _inherited(self, style_id: str, parents: Mapping[str, str]) -> tuple[str, int] | None:
        """The numbering that a style has of the styles it is based on; a circle of styles has none."""
        seen: set[str] = set()
        while style_id in parents and style_id not in seen:
            seen.add(style_id)
            style_id = parents[style_id]
        return self._style_numbers.get(style_id)

    def _read(self, root: etree._Element) -> None:
        abstract = {node.get(qn("w:abstractNumId")): node for node in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            node = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
            if node is not None:
                self._levels[str(number.get(qn("w:numId")))] = {
                    whole_number(level.get(qn("w:ilvl")), 0): _Level(
                        _value(level, "w:numFmt", "decimal"),
                        _value(level, "w:lvlText", "%1."),
                        whole_number(_value(level, "w:start", "1"), 1),
                    )
                    for level in node.findall(qn("w:lvl"))
                }

    def item(self, paragraph: etree._Element) -> ListPlace | None:
        """The paragraph's marker and level, None where it stands in no list."""
        properties = paragraph.find(qn("w:pPr"))
        number = _number_of(properties)
        if number is None and properties is not None and (style := properties.find(qn("w:pStyle"))) is not None:
            number = self._style_numbers.get(str(style.get(qn("w:val"))))
        if number is None or number[0] == "0":  # 0 takes a style's numbering away
            return None
        number_id, depth = number
        level = self._levels.get(number_id, {}).get(depth)
        if level is None:
            return None
        if level.number_format == "bullet":
            # A symbol font's bullet is a private character that reads as nothing elsewhere.
            is_plain = len(level.text) == 1 and level.text in BULLET_GLYPHS and level.text < "\ue000"
            glyph = level.text if is_plain else "•"
            return ListPlace(glyph, depth, is_bullet=True, is_list=True)
        if level.number_format == "none":
            return None
        counts = self._counts.setdefault(number_id, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        marker = self._marker(number_id, level, counts)
        return ListPlace(marker, depth, is_bullet=False, is_list=re.match(r"\d+\.\d", marker) is None)

    def _marker(self, number_id: str, level: _Level, counts: dict[int, int]) -> str:
        levels = self._levels[number_id]

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = levels.get(depth, level)
            return _number(counts.get(depth, other.start), other.number_format)

        return re.sub(r"%(\d)", shown, level.text)


def _number_of(properties: etree._Element | None) -> tuple[str, int] | None:
    number = properties.find(qn("w:numPr")) if properties is not None else None
    identity = number.find(qn("w:numId")) if number is not None else None
    if number is None or identity is None:
        return None
    return str(identity.get(qn("w:val"))), whole_number(_value(number, "w:ilvl", "0"), 0)


def _value(node: etree._Element, name: str, default: str) -> str:
    child = node.find(qn(name))
    return str(child.get(qn("w:val"), default)) if child is not None else default


def _number(value: int, number_format: str) -> str:
    if number_format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter if number_format == "lowerLetter" else letter.upper()
    if number_format in ("lowerRoman", "upperRoman"):
        text = roman(value)
        return text if number_format == "lowerRoman" else text.upper()
    return str(value)
