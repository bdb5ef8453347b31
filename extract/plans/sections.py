"""Actions of plans without tables: headings or bullets followed by "Lead: / Timescale: / Success:" lines, and cards.

A card is a table of one action, its labels in the first column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.language.deadlines import parse_deadline
from extract.model.document import Block, Document, Kind, Quote, squash
from extract.plans.columns import Role, is_action_verb
from extract.plans.groups import GroupTracker
from extract.plans.labels import LabelledPart, label_pairs, labelled_pieces
from extract.plans.rows import PlanRow, bullet_parts, leading_ref, without_glyph
from extract.plans.status import StatusCell, read_status
from extract.targets.patterns import find_by

_MAX_ACTION = 900
# "What families will see: ..." below an action, though no header known.
_OTHER_LABEL = re.compile(r"[A-Z][^\d:.,;]{2,45}:\s+\S")
# "Lead: Head of SEND. By December 2024." as one line.
_WHEN_BEHIND = re.compile(
    r"(?P<owner>[^.;]{2,120})[.;]\s+(?P<when>(?:by|before)\s[^.;]{3,40}|on-?going|complete[d]?)(?:[.;]|$)",
    re.IGNORECASE,
)
_ENDLESS = re.compile(r"on-?going|complete", re.IGNORECASE)


@dataclass
class _Record:
    """An action in the making: its texts, and what its labels say."""

    actions: list[LabelledPart] = field(default_factory=list)
    details: dict[Role, list[LabelledPart]] = field(default_factory=dict)
    weakness: int | None = None


class SectionReader:
    """Reads the blocks between a plan's tables in order; `rows` grows as actions are found."""

    def __init__(self, document: Document, tracker: GroupTracker) -> None:
        self._document = document
        self._tracker = tracker
        self._record: _Record | None = None
        self._collecting: Role | None = None
        self._pending: list[LabelledPart] = []
        self._heading: LabelledPart | None = None
        self._own_weakness: int | None = None  # of the action to come, by a line of its own
        # The document's own title names no action, whatever labels stand under it.
        self._title = next((block.seq for block in document.blocks if block.kind is Kind.HEADING), None)
        self.rows: list[PlanRow] = []

    def read(self, block: Block) -> None:
        """Take in one block that is no row of a table."""
        for piece in labelled_pieces(self._document, block):
            self._take(piece)

    def read_card(self, rows: Sequence[Block]) -> None:
        """Take in a table whose first column holds labels: one action or several below each other."""
        self._record = _Record(weakness=self._tracker.current)
        for row in rows:
            pairs = label_pairs(row)
            if not pairs and len(texts := [squash(cell.text) for cell in row.cells if squash(cell.text)]) == 1:
                self.end()
                self._tracker.see(texts[0])
            for role, value in pairs:
                if self._record and role is Role.ACTION and self._record.actions:
                    self.end()
                self._record = self._record or _Record(weakness=self._tracker.current)
                self._add(LabelledPart(row, self._document.quote_cell(row, value), role))
        if self._record and not self._record.actions:
            self._record.actions = self._candidates()
        self.end()

    def end(self) -> None:
        """Close the action in the making: a table, a heading or the document's end follows."""
        record, self._record, self._collecting = self._record, None, None
        if record is not None:
            self.rows.extend(_rows_of(self._document, record))

    def _take(self, piece: LabelledPart) -> None:
        if piece.role is not None and not self._is_section(piece):
            self._add(piece)
        elif self._is_other_detail(piece):
            self._own_weakness = self._tracker.number_of(piece.block.text) or self._own_weakness
        elif (
            piece.is_heading
            or piece.role is not None
            or (piece.block.kind is Kind.PARAGRAPH and self._tracker.names_group(piece.block.text))
        ):
            self.end()
            self._tracker.see(piece.block.text, level=piece.block.level)
            self._pending, self._heading, self._own_weakness = [], piece, None
        elif self._collecting is not None and self._record is not None:
            self._target(self._collecting).append(piece)
            if piece.block.kind is not Kind.BULLET:
                self._collecting = None
        elif self._goes_on(piece) and self._record is not None:
            self._target(self._last_role()).append(piece)
        else:
            self.end()
            follows = self._pending and piece.block.kind is Kind.BULLET and self._pending[-1].block.kind is Kind.BULLET
            self._pending = [*self._pending, piece] if follows else [piece]

    def _is_other_detail(self, piece: LabelledPart) -> bool:
        """Whether a line between an action and its first known label is one more label: "Area of weakness: 1"."""
        block = piece.block
        is_label = block.kind is Kind.PARAGRAPH and not block.is_bold and bool(_OTHER_LABEL.match(block.body))
        if not is_label or self._record is not None:
            return False
        if self._pending:
            return all(p.block.is_bold or _begins_with_verb(p.block.body) for p in self._pending)
        return self._heading is not None and self._is_action(self._heading)

    def _is_section(self, piece: LabelledPart) -> bool:
        """Whether a heading that reads like a label ("Progress", "Outcomes") opens a section and is no action's detail."""
        if piece.block.kind is not Kind.HEADING or piece.quote.text or piece.role is Role.ACTION:
            return False
        return self._record is None and not (self._heading is not None and self._is_action(self._heading))

    def _goes_on(self, piece: LabelledPart) -> bool:
        """Whether a bullet goes on with a list that a label began."""
        if self._record is None or piece.block.kind is not Kind.BULLET:
            return False
        pieces = self._target(self._last_role())
        return bool(pieces) and pieces[-1].role is None and pieces[-1].block.kind is Kind.BULLET

    def _last_role(self) -> Role:
        assert self._record is not None
        return list(self._record.details)[-1] if self._record.details else Role.ACTION

    def _target(self, role: Role) -> list[LabelledPart]:
        assert self._record is not None
        return self._record.actions if role is Role.ACTION else self._record.details.setdefault(role, [])

    def _add(self, piece: LabelledPart) -> None:
        role = piece.role
        assert role is not None
        record = self._record
        if role is Role.ACTION and record is not None:
            is_guess = all(each.role is None for each in record.actions)
            if is_guess and not record.details.keys() - {Role.REF}:
                record.actions = []  # what stood before was no action: "Ref: 1.1", then "Action: ..."
            elif record.actions:
                self.end()
        elif self._record is not None and role in self._record.details and self._pending:
            self.end()
        if self._record is None:
            number, self._own_weakness = self._own_weakness, None
            self._record = _Record(weakness=self._tracker.current if number is None else number)
            if role is not Role.ACTION:
                self._record.actions = self._candidates()
            self._pending = []
        pieces = self._target(role)
        if piece.quote.text:
            pieces.append(piece)
        self._collecting = None if piece.quote.text else role

    def _candidates(self) -> list[LabelledPart]:
        """What a run of labels is about: the bullets just before, else the heading if it reads as an action, else the
        paragraph between."""
        heading = self._heading
        if heading is not None and self._is_action(heading):
            self._heading = None
            return [heading]
        if self._pending:  # a cover's "Report of: ..." before its "Date: ..." is no action
            return [] if all(_is_labelled(piece) for piece in self._pending) else self._pending
        self._heading = None
        if heading is not None and (
            heading.block.seq == self._title or self._tracker.number_of(heading.block.text) is not None
        ):
            return []  # a weakness's name is nothing that is done about it
        return [heading] if heading is not None else []

    def _is_action(self, heading: LabelledPart) -> bool:
        if self._pending and any(piece.block.kind is Kind.BULLET for piece in self._pending):
            return False
        if self._tracker.number_of(heading.block.text) is not None:
            return False
        ref, _ = leading_ref(heading.block.text, 0)
        return ref is not None or _begins_with_verb(heading.block.body)


def _is_labelled(piece: LabelledPart) -> bool:
    """Whether a line is a label no rule knows with its value ("Report of: Executive Director"): a detail, and no action."""
    block = piece.block
    if block.kind is not Kind.PARAGRAPH or not _OTHER_LABEL.match(block.body):
        return False
    return not _begins_with_verb(block.body.split(":", 1)[1].strip())


def _begins_with_verb(text: str) -> bool:
    text = re.sub(r"^(?:action\s*)?[\d.):\s–-]*", "", text, flags=re.IGNORECASE)
    return is_action_verb(text.split(" ")[0])


def _is_order(piece: LabelledPart) -> bool:
    """Whether a text is called an action, has an action's number, is a list's item or says what is to be done."""
    if piece.role is Role.ACTION or piece.block.kind is Kind.BULLET or leading_ref(piece.block.text, 0)[0]:
        return True
    return _begins_with_verb(piece.block.body)


def _rows_of(document: Document, record: _Record) -> Iterator[PlanRow]:
    roles = {role for role, pieces in record.details.items() if pieces}
    is_labelled = any(piece.role is Role.ACTION for piece in record.actions)
    if not record.actions or not (roles & {Role.OWNER, Role.DEADLINE, Role.MEASURE, Role.STATUS}):
        listed = [p for p in record.actions if p.block.kind is Kind.BULLET]
        if not listed or roles - {Role.REF}:
            return
    if not roles & {Role.OWNER, Role.DEADLINE} and not any(map(_is_order, record.actions)):
        return  # a rating, or what success looks like, is told of anything
    deadline, owner = _text(record, Role.DEADLINE), _text(record, Role.OWNER)
    behind = _WHEN_BEHIND.match(owner) if owner and deadline is None else None
    if behind is not None and (_ENDLESS.match(behind["when"]) or parse_deadline(behind["when"]).date):
        owner, deadline = behind["owner"], behind["when"]
    measures = (
        record.details.get(Role.MEASURE) or record.details.get(Role.OUTCOME) or record.details.get(Role.EVIDENCE) or []
    )
    status = read_status([StatusCell(p.label, p.quote.text, None) for p in record.details.get(Role.STATUS, ())])
    for piece in record.actions:
        for quote, own_ref in _actions(document, piece):
            if not 2 < len(quote.text) <= _MAX_ACTION:
                continue
            by = find_by(quote.text, 0) if deadline is None else None
            yield PlanRow(
                quote=quote,
                order=piece.block.seq,
                ref=_text(record, Role.REF) or own_ref,
                weakness=record.weakness,
                owner=owner,
                deadline=squash(deadline).rstrip(" .") if deadline else (by[0] if by else None),
                measure=squash(" ".join(m.quote.text for m in measures)) or None,
                measure_quote=_span(document, [m.quote for m in measures]),
                baseline=_text(record, Role.BASELINE),
                targets=(("", stated),) if (stated := _text(record, Role.TARGET)) else (),
                status=status,
                confidence=0.95 if roles else (0.8 if is_labelled else 0.7),
            )


def _actions(document: Document, piece: LabelledPart) -> Iterator[tuple[Quote, str | None]]:
    """The actions in a piece, without number and glyph; a card's cell may hold a list."""
    raw = document.text[
        _at(document, piece.quote) : _at(document, piece.quote) + piece.quote.char_end - piece.quote.char_start
    ]
    parts = bullet_parts(raw)
    if parts:
        for part in parts:
            start = piece.quote.char_start
            yield without_glyph(document, document.quote(piece.quote.page, start + part.start, start + part.end)), None
        return
    ref, start = leading_ref(raw, piece.quote.char_start)
    if ref is None and (
        match := re.match(r"action\s*(?P<ref>[A-Z]{0,2}\d+(?:\.\d+)*[a-z]?)(?:\s*[:–-]\s*|\.?\s+)", raw, re.IGNORECASE)
    ):
        ref, start = match["ref"], piece.quote.char_start + match.end()
    if ref is None and piece.block.marker and re.match(r"\W*\d+\.\d+", piece.block.marker):
        ref = piece.block.marker.strip("().: ")
    yield without_glyph(document, document.quote(piece.quote.page, start, piece.quote.char_end)), ref


def _at(document: Document, quote: Quote) -> int:
    return document.page_offset(quote.page) + quote.char_start


def _span(document: Document, quotes: Iterable[Quote]) -> Quote | None:
    """One quote over several that follow each other."""
    spans = [(_at(document, q), _at(document, q) + q.char_end - q.char_start) for q in quotes]
    return document.quote_at(spans[0][0], spans[-1][1]) if spans else None


def _text(record: _Record, role: Role) -> str | None:
    return "\n".join(piece.quote.text for piece in record.details.get(role, ())) or None
