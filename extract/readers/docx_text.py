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
                yield from _parts(child, paragraph, styles)
        elif child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == qn("w:sym"):
            yield _symbol(child)
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


@cache
def _symbols() -> Mapping[str, Mapping[str, str]]:
    return load_patterns("symbol_fonts")
