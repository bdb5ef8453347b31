"""Read Word documents (.docx): paragraphs, lists and tables in the order of the body, without headers and footers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from extract.model.document import Document, Draft, Kind, assemble, squash
from extract.model.errors import UnreadableDocumentError
from extract.readers.damage import DAMAGE, told
from extract.readers.docx_lists import ListPlace, Numbering
from extract.readers.docx_styles import Styles
from extract.readers.docx_tables import is_frame, own_cells, rows
from extract.readers.docx_text import FALLBACK, is_prompt, paragraph_text
from extract.readers.inline import join_ordinals
from extract.readers.markers import HEADING_WORDS, split_marker

# Content controls, tracked insertions, smart tags and the like wrap what they hold.
_WRAPPERS = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))


def read_docx(data: bytes) -> Document:
    """Read a Word document as one page of text.

    Headings come from styles and from short paragraphs wholly in bold; list numbers are counted as Word counts them;
    text boxes follow the paragraph they are anchored in; deleted text of tracked changes, hidden text and text struck
    through are left out. Raises `UnreadableDocumentError` for a damaged file.
    """
    try:
        word = docx.Document(io.BytesIO(data))
        title = squash(word.core_properties.title or "")
        body = _Body(word)  # reads styles and numbering
    except DAMAGE as error:
        raise UnreadableDocumentError(f"a damaged Word file ({told(error)}): download it again") from error
    return assemble(
        body.drafts(),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=title or None,
    )


class _Body:
    """Walks the body of one document."""

    def __init__(self, word: WordDocument) -> None:
        self._root = word.element.body
        self._numbering = Numbering(word)
        self._styles = Styles(word)
        self._tables = 0

    def drafts(self) -> Iterator[Draft]:
        yield from self._blocks(self._root)

    def _blocks(self, parent: etree._Element) -> Iterator[Draft]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag in _WRAPPERS and not is_prompt(child):
                yield from self._blocks(child)

    def _table(self, table: etree._Element) -> Iterator[Draft]:
        """A table's rows; a frame's content as if there were no frame, its blocks marked as standing in one."""
        self._tables += 1
        number = self._tables
        if not is_frame(table):
            yield from rows(table, number, self._cell_text)
            return
        for cell in own_cells(table):
            for draft in self._blocks(cell):
                yield draft if draft.table is not None else replace(draft, table=number)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Draft]:
        draft = self._draft(paragraph)
        if draft is not None:
            yield draft
        for box in paragraph.iter(qn("w:txbxContent")):
            # A box within a box is met with the paragraph that it is anchored in.
            if next(box.iterancestors(qn("w:p"))) is paragraph and not any(
                parent.tag == FALLBACK for parent in box.iterancestors()
            ):
                yield from self._blocks(box)

    def _draft(self, paragraph: etree._Element, *, in_cell: bool = False) -> Draft | None:
        text = join_ordinals(
            "\n".join(squash(line) for line in paragraph_text(paragraph, self._styles).split("\n")).strip()
        )
        if not text:
            return self._number_alone(paragraph, in_cell=in_cell)
        is_bold = self._is_bold(paragraph)
        level = self._styles.heading_level(paragraph)
        place = self._numbering.item(paragraph)
        if level is not None:
            marked = f"{place.marker} {text}" if place and not place.is_bullet else text
            return Draft(Kind.HEADING, marked, level=level, is_bold=is_bold)
        if draft := self._list_item(paragraph, text, place, is_bold=is_bold):
            return draft
        is_heading = is_bold and len(text.split()) <= HEADING_WORDS and not re.search(r"[.;:,!]$", text)
        return Draft(Kind.HEADING if is_heading else Kind.PARAGRAPH, text, is_bold=is_bold)

    def _number_alone(self, paragraph: etree._Element, *, in_cell: bool) -> Draft | None:
        """The number that Word draws for a paragraph without words: a plan's column of references may hold nothing else."""
        if next(paragraph.iter(qn("w:t"), qn("w:delText")), None) is not None:
            return None  # hidden, struck through or deleted words
        place = self._numbering.item(paragraph)
        if place is None or place.is_bullet or not in_cell:
            return None
        return Draft(Kind.PARAGRAPH, place.marker, marker=place.marker)

    def _list_item(
        self, paragraph: etree._Element, text: str, place: ListPlace | None, *, is_bold: bool
    ) -> Draft | None:
        """The paragraph as a list item or a numbered paragraph: by Word's numbering, a typed marker, or its style."""
        # Styles "List Bullet 2" and so on are levels of their own lists.
        style = self._styles.list_style(paragraph)
        depth = int(style[2] or 1) - 1 if style else 0
        if place is not None:
            kind = Kind.BULLET if place.is_list else Kind.PARAGRAPH
            depth = max(place.level, depth)
            return Draft(kind, f"{place.marker} {text}", level=depth, marker=place.marker, is_bold=is_bold)
        if (typed := split_marker(text)) is not None:
            kind = Kind.BULLET if typed.is_list else Kind.PARAGRAPH
            return Draft(kind, f"{typed.marker} {typed.rest}", marker=typed.marker, is_bold=is_bold)
        if style and style[1].lower() == "bullet":
            return Draft(Kind.BULLET, f"• {text}", level=depth, marker="•", is_bold=is_bold)
        return None

    def _cell_text(self, cell: etree._Element) -> str:
        """A cell's paragraphs as lines, list items with their markers; a table within is read as lines too."""
        lines = []
        for paragraph in cell.iter(qn("w:p")):
            draft = self._draft(paragraph, in_cell=True)
            if draft is not None:
                lines.append(draft.text)
        return "\n".join(lines)

    def _is_bold(self, paragraph: etree._Element) -> bool:
        runs = [
            run for run in paragraph.iter(qn("w:r")) if any((text.text or "").strip() for text in run.iter(qn("w:t")))
        ]
        return bool(runs) and all(_run_is_bold(run) for run in runs)


def _run_is_bold(run: etree._Element) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "true") not in ("0", "false")
