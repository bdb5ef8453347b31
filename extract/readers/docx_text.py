"""The words of a Word paragraph as a person sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from docx.oxml.ns import qn
from lxml import etree

from extract.patterns import load_patterns
from extract.readers.docx_styles import Styles
from extract.readers.visible import visible

# Word keeps a second copy of a text box for older programs.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), FALLBACK})
_TEXTS = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
# A symbol font's letters have the codes of ordinary ones, or the same in the private area.
_LETTERS, _PRIVATE = 0xFF, 0xF000
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def paragraph_text(paragraph: etree._Element, styles: Styles) -> str:
    """The text of a paragraph as accepted and shown: insertions in, deletions, hidden and struck-through words and prompts
    of empty fields out, line breaks as line feeds."""
    return visible("".join(_parts(paragraph, paragraph, styles)))


def is_prompt(control: etree._Element) -> bool:
    """Whether a content control shows its prompt ("Click or tap here to enter text"), since nobody has filled it in."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _parts(node: etree._Element, paragraph: etree._Element, styles: Styles) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:r"):
            if not styles.is_unsaid(child, paragraph):
                shown = _parts(child, paragraph, styles)
                font = _symbol_font(child)
                yield from (_in_font(font, text) for text in shown) if font else shown
        elif child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == qn("w:sym"):
            yield _symbol(child)
        elif child.tag == qn("w:fldChar"):
            yield _choice(child)
        elif child.tag != qn("w:sdt") or not is_prompt(child):
            yield from _parts(child, paragraph, styles)


def _symbol(symbol: etree._Element) -> str:
    """The character of a symbol font (patterns/symbol_fonts.yml); one that is not listed keeps its private code."""
    code = str(symbol.get(qn("w:char"), ""))
    known = _symbols().get(str(symbol.get(qn("w:font"), "")), {}).get(code[-2:].upper())
    if known is not None:
        return known
    try:
        return chr(int(code, 16))
    except ValueError:
        return ""


def _symbol_font(run: etree._Element) -> str | None:
    """The symbol font that a run is set in, whose letters a reader sees as signs; None for any other font."""
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    name = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) if fonts is not None else None
    return name if name in _symbols() else None


def _in_font(font: str, text: str) -> str:
    """A text typed in a symbol font as it is seen; a letter that is not listed gets its private code."""
    known = _symbols()[font]
    signs = (
        char if char.isspace() or ord(char) > _LETTERS else known.get(f"{ord(char):02X}", chr(_PRIVATE + ord(char)))
        for char in text
    )
    return "".join(signs)


def _choice(field: etree._Element) -> str:
    """The entry chosen in a form's list, which the field holds by its number."""
    choices = field.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if choices is None:
        return ""
    entries = [str(entry.get(qn("w:val"), "")) for entry in choices.findall(qn("w:listEntry"))]
    result = choices.find(qn("w:result"))
    at = str(result.get(qn("w:val"), "0")) if result is not None else "0"
    return entries[int(at)] if at.isdigit() and int(at) < len(entries) else ""


@cache
def _symbols() -> Mapping[str, Mapping[str, str]]:
    return load_patterns("symbol_fonts")
