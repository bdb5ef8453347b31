"""Labels of a plan's lines and cards: "Lead: ...", "Timescale | May 2021", "Success" on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.language.deadlines import parse_deadline
from extract.model.document import BULLET_GLYPHS, Block, Cell, Document, Kind, Quote, squash
from extract.plans.columns import Role, header_role

_WORD = re.compile(r"[^\s|;.,•:]+")
_MARKS = "\n|;.,•–-(" + BULLET_GLYPHS
_NUMBERED = re.compile(r"(?P<label>[A-Za-z ]{3,30}?)\s+(?:no\.?\s*)?(?P<ref>\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?)[.:]?")
_STATUS_WORD = re.compile(
    r"b?rag|status|progress|update|rating|current|overall|latest|action|position|on", re.IGNORECASE
)
# White space is taken from where a run of it begins.
_COLON = re.compile(r"(?:(?<!\s)\s++)?:(?=\s|$)\s*")
# A label has no more words than this, nor characters.
_MOST_WORDS = 7
_LONGEST_LABEL = 200
_LONGEST_TIME = 60
_ENDLESS = re.compile(
    r"(?:on-?going|continuous|complete[d]?|tbc|to be confirmed|termly|monthly|quarterly|annual(?:ly)?)\b", re.IGNORECASE
)
# Headers of these roles are everyday words too, so that they need a mark before them.
_VAGUE = frozenset({Role.REF, Role.OUTCOME, Role.EVIDENCE, Role.REMARK, Role.START, Role.BASELINE, Role.TARGET})
DETAILS = frozenset(
    {Role.OWNER, Role.DEADLINE, Role.MEASURE, Role.STATUS, Role.OUTCOME, Role.START, Role.EVIDENCE, Role.REMARK, Role.REF, Role.TARGET, Role.BASELINE}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label begins and where, after its colon, its value does."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A block, or a part of one that begins with a label. `role` is None for text without a label."""

    block: Block
    quote: Quote
    role: Role | None = None
    is_heading: bool = False
    label: str = ""


def label_pairs(row: Block) -> list[tuple[Role, Cell]]:
    """The labels of a card's row and the cells they label ("Lead | ICB | Timescale | May 2021"); empty for other rows.

    An action's label may hold its number ("Action 1.1 | Hire two officers"), which follows it as a pair of its own.
    """
    cells = [cell for cell in row.cells if squash(cell.text)]
    if len(cells) % 2 or not cells:
        return []
    labels = [_label(cell) for cell in cells[::2]]
    if any(header_role(cell.text) for cell in cells[1::2]) or not all(role for role, _ in labels):
        return []
    pairs: list[tuple[Role, Cell]] = []
    for (role, number), value in zip(labels, cells[1::2], strict=True):
        if role:
            pairs.append((role, value))
        if number:
            pairs.append((Role.REF, number))
    return pairs


def _label(cell: Cell) -> tuple[Role | None, Cell | None]:
    """What a card's label means, and its number where it is an action's."""
    role = header_role(cell.text)
    numbered = _NUMBERED.fullmatch(cell.text) if role is None else None
    if numbered is None or header_role(numbered["label"]) is not Role.ACTION:
        return role, None
    start = cell.char_start + numbered.start("ref")
    return Role.ACTION, replace(cell, text=numbered["ref"], char_start=start, char_end=start + len(numbered["ref"]))


def is_card(rows: Sequence[Block]) -> bool:
    """Whether a table is a card of one action: labels, and values right of them."""
    pairs = [label_pairs(row) for row in rows]
    roles = {role for row in pairs for role, _ in row}
    return len(roles) > 1 and len([row for row in pairs if row]) * 10 >= len(rows) * 6 and len(rows) > 1


def labelled_pieces(document: Document, block: Block) -> Iterator[LabelledPart]:
    """A block's text parted where labels begin; a heading, or a bold line, that is nothing but a label is one."""
    body, start = block.body, block.body_start
    lone = body.rstrip(" :")
    bare = header_role(lone) if len(lone) < 50 and ":" not in lone else None
    is_short = block.kind in (Kind.PARAGRAPH, Kind.BULLET) and len(lone) < 30
    is_plain = (is_short and bare in (Role.OWNER, Role.DEADLINE, Role.MEASURE)) or (
        bare is Role.STATUS and block.kind in (Kind.PARAGRAPH, Kind.BULLET)
    )
    is_marked = block.kind is Kind.HEADING or block.is_bold or body.rstrip().endswith(":")
    if is_plain or (is_marked and bare in DETAILS | {Role.ACTION}):
        yield LabelledPart(block, Quote("", block.page, start, start), bare)
        return
    if block.kind is Kind.HEADING and not _labels(body):
        yield LabelledPart(block, document.quote(block.page, start, block.char_end), is_heading=True)
        return
    labels = _labels(body)
    first = labels[0][0].start if labels else len(body)
    if first > 0 and (quote := document.quote(block.page, start, start + first)).text.strip(BULLET_GLYPHS + " "):
        yield LabelledPart(block, quote)
    ends = [label.start for label, _ in labels[1:]] + [len(body)]
    for (label, role), end in zip(labels, ends[: len(labels)], strict=True):
        value = body[label.end : end].rstrip(" |;\n\t•" if end < len(body) else " \n")
        quote = document.quote(block.page, start + label.end, start + label.end + len(value))
        yield LabelledPart(block, quote, role, label=squash(body[label.start : label.end]).rstrip(" :"))


def _is_time(text: str) -> bool:
    """Whether a line's rest is nothing but a time: a day, a month, a term, or that there is no end."""
    text = text.strip()
    return len(text) <= _LONGEST_TIME and (parse_deadline(text).date is not None or _ENDLESS.match(text) is not None)


def _labels(body: str) -> list[tuple[Label, Role]]:
    """The labels in a text, left to right: the words before a colon that are a known header.

    A label stands at the beginning or after a mark; where a reader ran lines together ("Lead: ICB Timescale: May 2021")
    a capitalised one counts after a word too.
    """
    found: list[tuple[Label, Role]] = []
    after = 0
    for colon in _COLON.finditer(body):
        low = max(after, colon.start() - _LONGEST_LABEL)
        words = list(_WORD.finditer(body, low, colon.start()))[-_MOST_WORDS:]
        for word in words:
            label = body[word.start() : colon.start()]
            # "By:" is a label behind another one, or before a time.
            is_by = label.strip().lower() == "by" and (bool(found) or _is_time(body[colon.end() :]))
            role = Role.DEADLINE if is_by else header_role(label)
            if role is None or not (role in DETAILS or role is Role.ACTION):
                continue
            if role is Role.STATUS and not _STATUS_WORD.match(word[0]) and word is not words[-1]:
                continue  # "... by July 2021 RAG May 20:" begins at "RAG"
            before = body[max(after, word.start() - _LONGEST_LABEL) : word.start()].rstrip(" \t")
            if not before or before[-1] in _MARKS or (word[0][0].isupper() and role not in _VAGUE):
                found.append((Label(word.start(), colon.end()), role))
                after = colon.end()
                break
    return found
