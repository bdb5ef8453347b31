"""What a Word document's styles say of a paragraph or a run, those they are based on included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

_HEADING_STYLE = re.compile(r"heading (\d)|(title)$", re.I)
_LIST_STYLE = re.compile(r"list (bullet|number|paragraph)(?: (\d))?", re.I)
# Word's outline levels are 0 to 8; 9 is body text.
_BODY_LEVEL = 9
# A chain of styles longer than this goes round in a circle.
_LONGEST_CHAIN = 20
# What hides a run's words, or says that they no longer hold: hidden text and text struck through.
_UNSAID = ("w:vanish", "w:strike", "w:dstrike")


class Styles:
    """The styles of one document, by id."""

    def __init__(self, word: WordDocument) -> None:
        self._styles = {style.style_id: style for style in word.styles}

    def heading_level(self, paragraph: etree._Element) -> int | None:
        """The level of a heading (1 is the highest): by its own outline level, else its style's or its style's parents'."""
        own = _outline_level(paragraph.find(qn("w:pPr")))
        if own is not None:
            return own if own <= _BODY_LEVEL else None
        for style in self._chain(paragraph, "w:pPr", "w:pStyle"):
            if found := _HEADING_STYLE.match(style.name or ""):
                return int(found[1]) if found[1] else 1
            level = _outline_level(style.element.find(qn("w:pPr")))
            if level is not None:
                return level if level <= _BODY_LEVEL else None
        return None

    def list_style(self, paragraph: etree._Element) -> re.Match[str] | None:
        """The list style of a paragraph: its kind ("bullet", "number", "paragraph") and its number ("List Bullet 2")."""
        names = (style.name or "" for style in self._chain(paragraph, "w:pPr", "w:pStyle"))
        return next((found for name in names if (found := _LIST_STYLE.match(name))), None)

    def is_unsaid(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run is hidden or struck through, by itself or by its styles."""
        return any(self._is_on(name, run, paragraph) for name in _UNSAID) or _is_white_on_white(run, paragraph)

    def _is_on(self, name: str, run: etree._Element, paragraph: etree._Element) -> bool:
        own = _toggle(run.find(qn("w:rPr")), name)
        if own is not None:
            return own
        for chain in (self._chain(run, "w:rPr", "w:rStyle"), self._chain(paragraph, "w:pPr", "w:pStyle")):
            for style in chain:
                said = _toggle(style.element.find(qn("w:rPr")), name)
                if said is not None:
                    return said
        return False

    def _chain(self, node: etree._Element, properties: str, reference: str) -> Iterator[Any]:
        """The style that a paragraph or run refers to, and those it is based on."""
        given = node.find(f"{qn(properties)}/{qn(reference)}")
        style = self._styles.get(given.get(qn("w:val"))) if given is not None else None
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return
            yield style
            based = style.element.find(qn("w:basedOn"))
            style = self._styles.get(based.get(qn("w:val"))) if based is not None else None


def _is_white_on_white(run: etree._Element, paragraph: etree._Element) -> bool:
    """Whether a run is white and nothing says that what is behind it is not: tables and boxes may be filled by their styles."""
    colour = run.find(f"{qn('w:rPr')}/{qn('w:color')}")
    if colour is None or str(colour.get(qn("w:val"), "")).upper() != "FFFFFF":
        return False
    marks = (f"{qn('w:rPr')}/{qn('w:shd')}", f"{qn('w:rPr')}/{qn('w:highlight')}", f"{qn('w:rPr')}/{qn('w:rStyle')}")
    if any(run.find(mark) is not None for mark in marks):
        return False
    if any(paragraph.find(f"{qn('w:pPr')}/{qn(name)}") is not None for name in ("w:shd", "w:pStyle")):
        return False
    return next(paragraph.iterancestors(qn("w:tbl"), qn("w:txbxContent")), None) is None


def _outline_level(properties: etree._Element | None) -> int | None:
    """The outline level that is said, counted from 1 (10 is body text); None where none is said."""
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    value = outline.get(qn("w:val"), "") if outline is not None else ""
    return int(value) + 1 if re.fullmatch(r"\d", str(value)) else None


def _toggle(properties: etree._Element | None, name: str) -> bool | None:
    found = properties.find(qn(name)) if properties is not None else None
    return None if found is None else found.get(qn("w:val"), "true") not in ("0", "false", "off")
