"""One row of a plan's table to its actions or measures, once the columns are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.model.document import Block, Document, squash
from extract.plans.columns import Columns, Role, header_role
from extract.plans.content import is_ref
from extract.plans.grid import Held, text_of, texts_of
from extract.plans.owners import is_owner
from extract.plans.rows import MeasureRow, PlanRow, actions_of_cell, bullet_parts, one_of, tidy_ref
from extract.plans.status import Status, StatusCell, read_status
from extract.targets.patterns import find_by

# A longer text in a column of numbers is no number.
_MAX_REF = 20
# Columns read by their heads are sure, those told by what stands in them are not.
_BY_HEADS, _BY_CONTENT = 1.0, 0.8
# What stands below a list's last action.
_TOTAL = re.compile(
    r"\W*(?:(?:grand |sub-?)?totals?\b|(?:number|count|sum) of actions\b|end of (?:table|plan|actions)\b|key to\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the cells that stand beside each other in it, merged ones included, and the weakness it serves."""

    block: Block
    grid: dict[int, Held]
    columns: Columns
    weakness: int | None


def actions_of_row(document: Document, row: TableRow) -> Iterator[PlanRow]:
    """The actions of a row, each with what its neighbours say of it; none where the row's cell goes on from above."""
    action = _action_cell(row)
    if action is None:
        return
    found = list(actions_of_cell(document, action.block, action.cell))
    ref_text = text_of(row.grid, row.columns, Role.REF)
    measure = _measure(row)
    owner = "\n".join(dict.fromkeys(texts_of(row.grid, row.columns, Role.OWNER))) or None
    deadline = text_of(row.grid, row.columns, Role.DEADLINE)
    has_own_owners = _has_own_owners(owner, (deadline, ref_text), len(found))
    targets = _targets(row)
    for index, (quote, own_ref) in enumerate(found):
        ref = one_of(ref_text, index, len(found)) or own_ref
        stated = _deadline(row, deadline, quote.text, index, len(found))
        yield PlanRow(
            quote=quote,
            order=row.block.seq,
            ref=tidy_ref(ref) if ref and len(ref) < _MAX_REF else own_ref,
            weakness=row.weakness,
            owner=one_of(owner, index, len(found)) if has_own_owners else owner,
            deadline=squash(stated) if stated else None,
            measure=measure.text if measure else None,
            measure_quote=document.quote_cell(measure.block, measure.cell) if measure else None,
            baseline=text_of(row.grid, row.columns, Role.BASELINE),
            targets=targets,
            status=_status(row, index, len(found)),
            confidence=_BY_HEADS if row.columns.is_certain else _BY_CONTENT,
        )


def measures_of_row(document: Document, row: TableRow) -> Iterator[MeasureRow]:
    """The targets of a row that lists a measure with its figures."""
    measure = text_of(row.grid, row.columns, Role.MEASURE) or text_of(row.grid, row.columns, Role.OUTCOME)
    if measure is None:
        return
    for header, target in _targets(row):
        yield MeasureRow(
            quote=document.quote(row.block.page, row.block.char_start, row.block.char_end),
            measure=measure,
            baseline=text_of(row.grid, row.columns, Role.BASELINE) or "",
            target=target,
            header=header,
            weakness=row.weakness,
        )


def _action_cell(row: TableRow) -> Held | None:
    """The row's own cell of actions; None for one carried from above, a number or a repeated header."""
    cells = (row.grid[c] for c in row.columns.all_of(Role.ACTION) if c in row.grid)
    action = next((cell for cell in cells if cell.text), None)
    if action is None or action.is_carried or is_ref(action.text) or header_role(action.text) is Role.ACTION:
        return None
    if _TOTAL.match(action.text):
        return None
    return action


def _has_own_owners(owner: str | None, others: tuple[str | None, ...], size: int) -> bool:
    """Whether each of a cell's actions has an owner of its own: two owners below each other may share two actions;
    dates or numbers line by line say that each has its own."""
    is_listed = bool(owner and bullet_parts(owner))
    return is_listed or any(one_of(other, 0, size) != other for other in others if other)


def _deadline(row: TableRow, stated: str | None, text: str, index: int, size: int) -> str | None:
    """The action's part of the cell of deadlines; where there is no such column, what its own words say ("by May")."""
    own = one_of(stated or text_of(row.grid, row.columns, Role.EARLIER), index, size)
    if own is not None or row.columns.first(Role.DEADLINE) is not None:
        return own
    by = find_by(text, 0)
    return by[0] if by else None


def _status(row: TableRow, index: int, size: int) -> Status:
    """What the row says of the progress of action `index` of `size`: its own line of a rating, or the rating of all."""
    return read_status(
        [
            StatusCell(row.columns.headers.get(column, ""), one_of(held.cell.text, index, size) or "", held.cell.fill)
            for column in row.columns.all_of(Role.STATUS)
            if (held := row.grid.get(column)) is not None
        ]
    )


def _targets(row: TableRow) -> tuple[tuple[str, str], ...]:
    """The headers and texts of the columns of targets that hold a figure."""
    return tuple(
        (row.columns.headers.get(column, ""), held.text)
        for column in row.columns.all_of(Role.TARGET)
        if (held := row.grid.get(column)) is not None and re.search(r"\d", held.text)
    )


def _measure(row: TableRow) -> Held | None:
    for role in (Role.MEASURE, Role.OUTCOME, Role.EVIDENCE):
        found = [
            held
            for column in row.columns.all_of(role)
            if (held := row.grid.get(column)) is not None
            and held.text
            and not (role is Role.EVIDENCE and is_owner(held.text))
        ]
        # Of several columns the one with a figure measures.
        if found:
            return next((held for held in found if re.search(r"\d", held.text)), found[0])
        if row.columns.first(role) is not None:
            return None
    return None
