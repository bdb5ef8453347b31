"""The fixed sections of an area SEND inspection report (2023 on), found by their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from extract.model.document import Block, Document, Kind
from extract.patterns import load_patterns

_PUNCTUATION = re.compile(r"[^\w\s()]")
_LONGEST_HEADING = 140


@cache
def _headings() -> Mapping[str, re.Pattern[str]]:
    """Section id → pattern that a whole normalised heading matches."""
    return MappingProxyType({name: re.compile(rule) for name, rule in load_patterns("report_headings").items()})


def section_of(block: Block) -> str | None:
    """The section that a block opens, None where it is no section's heading.

    Any kind of block may be the heading: some reports set a heading in the size of the text, or as the first row of the
    table it stands over, and in a two-column table only the last column's head names the section.
    """
    texts = [block.text] if block.kind is not Kind.ROW else [cell.text for cell in block.cells]
    for text in reversed(texts):
        if len(text) > _LONGEST_HEADING:
            continue
        plain = " ".join(_PUNCTUATION.sub(" ", text.casefold().replace("'", "").replace("’", "")).split())
        for name, pattern in _headings().items():
            if pattern.fullmatch(plain):
                return name
    return None


def split_sections(document: Document) -> dict[str, tuple[Block, ...]]:
    """The blocks of each section, headings left out; `cover` holds what stands before the first heading.

    A heading met twice (over the table and as its head row) is one section.
    """
    sections: dict[str, list[Block]] = {"cover": []}
    current = "cover"
    for block in document.blocks:
        name = section_of(block)
        if name is None:
            sections[current].append(block)
        else:
            current = name
            sections.setdefault(current, [])
    return {name: tuple(blocks) for name, blocks in sections.items()}
