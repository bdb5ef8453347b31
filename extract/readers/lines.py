"""From lines of plain text or Markdown to blocks: headings, paragraphs, bullets and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.model.document import Draft, Kind
from extract.readers.inline import join_ordinals, strip_markup
from extract.readers.markers import HEADING_WORDS, split_marker
from extract.readers.text_tables import is_delimiter, is_table_line, open_rows, row_draft
from extract.readers.words import reading_words

_ATX = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$")
_WHOLE_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1$")
_COMPLETE = re.compile(r"[.;:!?][\"'”’)\]]*$")
_STARTS_LOWER = re.compile(r"[\"'“‘(]?[a-z]")
_NOT_HEADING = re.compile(r"[.;,!…\"”]$|\t|^[\d/.\s-]+$")
_UNWRAPPED = 200  # a line longer than this was never wrapped: one line is one paragraph
# Words of a numbered heading at most; a heading stands over text of more words than the third, or than
# the fourth where that text leads into a list.
_SECTION_TITLE_WORDS = 8
_TEXT_WORDS = 15
_LEAD_IN_WORDS = 4
# A paragraph shorter than this (characters) that a gap follows was ended on purpose.
_LEFT_OFF = 60


@dataclass
class _Open:
    """A block still being read."""

    kind: Kind
    lines: list[str]
    page: int
    level: int = 0
    marker: str = ""
    is_bold: bool = False
    after_gap: bool = True
    before_gap: bool = True
    draft: Draft | None = None  # a finished table row

    @property
    def text(self) -> str:
        # Bold over several lines leaves its marks on the first and the last.
        return join_ordinals(_join(self.lines).replace("**", "").strip()) if self.lines else ""


@dataclass
class _Reader:
    page: int = 1
    blocks: list[_Open] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    gap: bool = True
    table: int = 0
    in_table: bool = False

    def add(self, block: _Open) -> None:
        block.after_gap = self.gap
        if self.blocks:
            self.blocks[-1].before_gap = self.gap
        self.blocks.append(block)
        self.gap = False
        self.in_table = block.draft is not None

    def bullet_level(self, indent: int) -> int:
        if not self.blocks or self.blocks[-1].kind is not Kind.BULLET:
            self.indents = []
        while self.indents and indent < self.indents[-1]:
            self.indents.pop()
        if not self.indents or indent > self.indents[-1]:
            self.indents.append(indent)
        return len(self.indents) - 1


def parse_lines(pages: Sequence[Sequence[str]]) -> list[Draft]:
    """The blocks of a text given as lines per page.

    Wrapped lines are joined, also over a blank line or a page break where a sentence was left off and the next line
    goes on in lower case. Bullets nest by their indentation. Markdown's markup is taken off, the words stay.
    """
    reader = _Reader()
    for number, lines in enumerate(pages, start=1):
        reader.page = number
        reader.gap = True
        width = _chunk_widths(lines)
        rows = open_rows(lines)
        for index, (line, chunk_width) in enumerate(zip(lines, width, strict=True)):
            _read_line(reader, line.expandtabs(1) if not line.strip() else line, chunk_width, is_row=index in rows)
    return list(_drafts(reader.blocks))


def _chunk_widths(lines: Sequence[str]) -> list[int]:
    """For each line, the length of the longest line of the run of lines it stands in."""
    widths = [0] * len(lines)
    start = 0
    for index in range(len(lines) + 1):
        if index == len(lines) or not lines[index].strip():
            longest = max((len(line.strip()) for line in lines[start:index]), default=0)
            widths[start:index] = [longest] * (index - start)
            start = index + 1
    return widths


def _read_line(reader: _Reader, raw: str, width: int, *, is_row: bool) -> None:
    """Read one line; `width` is that of the longest line of the run of lines it stands in, `is_row` says that it is of a
    table without outer pipes."""
    line = raw.strip()
    if not line:
        reader.gap = True
        reader.in_table = False
    elif is_row or is_table_line(line):
        _read_row(reader, line)
    elif _RULE.match(line):
        _read_rule(reader, line)
    elif found := _ATX.match(line):
        text = strip_markup(found[2])
        if text.strip():
            reader.add(_Open(Kind.HEADING, [text], reader.page, level=len(found[1])))
    elif not _read_marked(reader, raw, line):
        _read_words(reader, raw, line, width)


def _read_rule(reader: _Reader, line: str) -> None:
    """A line of signs: under a lone line of text it makes that a heading, elsewhere it parts blocks."""
    last = reader.blocks[-1] if reader.blocks else None
    is_underline = line[0] in "=-" and not reader.gap
    if last and is_underline and last.kind is Kind.PARAGRAPH and len(last.lines) == 1:
        last.kind, last.level = Kind.HEADING, 1 if line[0] == "=" else 2
    reader.gap = True


def _read_marked(reader: _Reader, raw: str, line: str) -> bool:
    """Read a line that begins with a bullet or a number; False for any other."""
    whole_bold = _WHOLE_BOLD.match(line)
    # "**1. Title**" is a list item in bold.
    marked = split_marker(whole_bold[2]) if whole_bold else split_marker(line)
    if marked is None:
        return False
    kind = Kind.BULLET if marked.is_list else Kind.PARAGRAPH
    level = reader.bullet_level(_indent(raw)) if marked.is_list else 0
    bold = whole_bold is not None or _WHOLE_BOLD.match(marked.rest) is not None
    text = f"{marked.marker} {strip_markup(marked.rest)}"
    reader.add(_Open(kind, [text], reader.page, level=level, marker=marked.marker, is_bold=bold))
    return True


def _read_words(reader: _Reader, raw: str, line: str, width: int) -> None:
    """Read a line of words: the rest of the block before it, or a paragraph of its own."""
    text = strip_markup(line)
    if not text.strip():
        return
    bold = _WHOLE_BOLD.match(line) is not None
    last = reader.blocks[-1] if reader.blocks else None
    if last is None or not _continues(last, text, reader, _indent(raw), width, bold=bold):
        reader.add(_Open(Kind.PARAGRAPH, [text], reader.page, is_bold=bold))
        return
    last.lines.append(text)
    last.is_bold = last.is_bold and bold
    reader.gap = False


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip())


def _read_row(reader: _Reader, line: str) -> None:
    if is_delimiter(line):
        if reader.in_table and (draft := reader.blocks[-1].draft):
            reader.blocks[-1].draft = row_draft(draft.cells, reader.page, reader.table, is_header=True)
        return
    if not reader.in_table:
        reader.table += 1
    draft = row_draft(line, reader.page, reader.table)
    reader.add(_Open(Kind.ROW, [], reader.page, draft=draft))


def _continues(last: _Open, text: str, reader: _Reader, indent: int, width: int, *, bold: bool) -> bool:
    """Whether a line without a marker goes on with the block before it."""
    if last.kind in (Kind.HEADING, Kind.ROW):
        return False
    before = last.lines[-1].rstrip()
    lower = _STARTS_LOWER.match(text) is not None
    if reader.gap:
        return lower and _was_left_off(last, before)
    if before.endswith(":") or (bold != last.is_bold and not lower):
        return False
    if lower or before.endswith(("-", "/", ",")):
        return True
    is_aside = reading_words().aside.match(text) is not None or text.startswith("[")
    if last.kind is Kind.BULLET and (indent or is_aside or _COMPLETE.search(before)):
        return indent > 0 and not is_aside
    if len(before) > _UNWRAPPED:
        return not _COMPLETE.search(before)
    # A line that had room for the next one's first word was ended on purpose.
    first_word = text.split(maxsplit=1)[0]
    return len(before) + 1 + len(first_word) > width


def _was_left_off(last: _Open, before: str) -> bool:
    """Whether a blank line or a page break interrupted a sentence; short paragraphs are more likely items of a list."""
    return not _COMPLETE.search(before) and (last.kind is Kind.BULLET or len(last.text) > _LEFT_OFF)


def _join(lines: Sequence[str]) -> str:
    """Wrapped lines as one text; a hyphen at a line's end goes where the word goes on in lower case."""
    text = lines[0].strip()
    for line in map(str.strip, lines[1:]):
        if text.endswith("-") and line[:1].islower() and not text.endswith((" -", "--")):
            text = text + line if reading_words().hyphenated.search(text) else text[:-1] + line
        else:
            text = f"{text} {line}"
    return text


def _drafts(blocks: Sequence[_Open]) -> Iterator[Draft]:
    for index, block in enumerate(blocks):
        if block.draft is not None:
            yield block.draft
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        # Bold over plain text is a title, wherever it stands.
        is_title = block.is_bold and after is not None and after.kind is Kind.PARAGRAPH and not after.is_bold
        is_item = not is_title and _is_item(blocks, index)
        is_heading = (_is_heading(block, after) and not is_item) or _is_section_title(blocks, index)
        kind = Kind.HEADING if is_heading else block.kind
        yield Draft(kind, block.text, block.page, block.level, block.marker, is_bold=block.is_bold)


def _is_heading(block: _Open, after: _Open | None) -> bool:
    """Whether a lone short line is a heading: bold, or followed by text that is longer or a list."""
    if block.kind is not Kind.PARAGRAPH or block.marker or not (block.after_gap and block.before_gap):
        return False
    text = block.text
    if not _may_be_heading(text):
        return False
    if block.is_bold:
        return True
    if after is None or text.endswith(":"):
        return False
    words_after = len(after.text.split())
    leads_in = words_after > _LEAD_IN_WORDS and after.text.endswith(":")
    return after.kind is Kind.BULLET or words_after > _TEXT_WORDS or leads_in


def _may_be_heading(text: str) -> bool:
    is_short = len(text.split()) <= HEADING_WORDS and re.match(r"[\"'“‘(]?[A-Z0-9]", text) is not None
    return is_short and not _NOT_HEADING.search(text) and not reading_words().no_heading.search(text)


def _is_item(blocks: Sequence[_Open], index: int) -> bool:
    """Whether a short paragraph stands in a run of such that a lead-in ("Among the actions are:") begins."""
    for before in reversed(blocks[:index]):
        if before.kind is Kind.PARAGRAPH and before.text.endswith(":"):
            return True
        if before.kind is not Kind.PARAGRAPH or before.is_bold or len(before.text.split()) > HEADING_WORDS:
            return False
    return False


def _is_section_title(blocks: Sequence[_Open], index: int) -> bool:
    """Whether a lone numbered line ("2. Proposals") is the title of a section: its neighbours are no list items."""
    block = blocks[index]
    number = re.fullmatch(r"(\d{1,2})[.)]", block.marker)
    if block.kind is not Kind.BULLET or number is None:
        return False
    siblings = re.compile(rf"\D*(?:{int(number[1]) - 1}|{int(number[1]) + 1})[.)]")
    words = block.text.removeprefix(block.marker).strip()
    around = [*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2]]
    is_alone = block.after_gap and block.before_gap and not any(siblings.fullmatch(other.marker) for other in around)
    return (
        is_alone and len(words.split()) <= _SECTION_TITLE_WORDS and words[:1].isupper() and not _COMPLETE.search(words)
    )
