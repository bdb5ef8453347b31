"""What each column of an action plan means by what stands in it, where no header says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extract.language.deadlines import parse_deadline
from extract.model.document import Block, Cell, squash
from extract.plans.columns import Columns, Role, is_action_verb, is_milestones, read_header
from extract.plans.owners import is_owner
from extract.plans.status import is_status

_REF = re.compile(r"\(?[A-Za-z]{0,4}[ .]?\d{1,3}(?:[.\-/]\d{1,3}|[a-z])*[.)]?", re.ASCII)
_OPEN_ENDED = re.compile(
    r"\b(?:ongoing|on-going|monthly|termly|annual(?:ly)?|quarterly|immediate(?:ly)?|tbc|complete[d]?)\b", re.I
)

# A column in which more than half of the texts begin with a verb of action holds actions; where nothing else speaks
# for a plan, a third of them at least have to.
_MOSTLY_VERBS, _SOME_VERBS = 0.5, 0.3
# A column is what more than this part of its cells are: some are always empty, merged or odd.
_MOST_CELLS = 0.6
# A single row says nothing of a column.
_FEWEST_ROWS = 2
# A longer text is no mere date.
_MAX_DATE = 70


def guess_columns(rows: Sequence[Block]) -> Columns | None:
    """Columns from their content where a table has no header; None where they do not look like a plan's.

    References, dates, statuses and bodies each make their column known by most of its cells; of what is left, the
    column whose texts begin with verbs (else the widest) holds the actions, a wide one right of it the measures.
    """
    by_column: dict[int, list[str]] = {}
    for cell in (cell for row in rows if len(row.cells) > 1 for cell in row.cells if squash(cell.text)):
        by_column.setdefault(cell.column, []).append(squash(cell.text))
    roles = _plain_roles(by_column)
    texts = {column: values for column, values in sorted(by_column.items()) if column not in roles}
    if not texts or set(roles.values()) <= {Role.REF}:
        return None
    action = max(texts, key=lambda column: (_verb_share(texts[column]) > _MOSTLY_VERBS, _width(texts[column])))
    if len(texts[action]) < _FEWEST_ROWS:
        return None
    if _verb_share(texts[action]) < _SOME_VERBS and not _speaks_for_plan(set(roles.values())):
        return None
    roles[action] = Role.ACTION
    for column in texts:
        if column > action and Role.MEASURE not in roles.values():
            roles[column] = Role.MEASURE
        elif column < action:
            roles[column] = Role.OUTCOME
    return Columns(roles, is_certain=False)


def _speaks_for_plan(roles: set[Role]) -> bool:
    """Whether what stands beside texts that are no orders says that they are actions: dates, and whose or which they are.

    Dates alone do not: a form's "Date of the revisit | 8 July 2019" has them too.
    """
    return Role.DEADLINE in roles and bool(roles & {Role.REF, Role.OWNER, Role.STATUS, Role.START})


def _plain_roles(by_column: dict[int, list[str]]) -> dict[int, Role]:
    """The columns that their cells make known; of two with dates the first is the start, of two with numbers the first
    has the actions' own."""
    roles: dict[int, Role] = {}
    for column, values in sorted(by_column.items()):
        role = _role_of(values)
        if role is Role.DEADLINE and Role.DEADLINE in roles.values():
            roles[next(c for c, r in roles.items() if r is Role.DEADLINE)] = Role.START
        if role and not (role is Role.REF and Role.REF in roles.values()):
            roles[column] = role
    return roles


def columns_of(header: Columns, rows: Sequence[Block]) -> tuple[Columns, tuple[str, ...]]:
    """A header's columns after a look at what stands under them, and the headers that stay unknown.

    A column with an unknown header, or none, gets its role from its content where that is clear. Where the header
    names no column of actions, or only a word in it does, and another stands in for it, an unknown column whose texts
    begin with verbs has them instead; one that is merely as wide leaves the table without, since either could be meant. Where who does it and by
    when stand in the header and nothing stands in, the unknown column whose texts begin with verbs says what.
    """
    columns = _with_milestones(_with_dated_targets(with_detailed_actions(header, rows), rows), rows)
    values = _values_of_unknown(columns, rows)
    filled = dict(columns.roles)
    for column, texts in sorted(values.items()):
        role = _role_of(texts)
        if role is not None and role not in filled.values() and len(texts) > 1:
            filled[column] = role
    left = {column: texts for column, texts in values.items() if column not in filled}
    if columns.stand_in is not None or columns.is_likely:
        filled = _without_stand_in(filled, columns, left, rows)
    elif Role.ACTION not in filled.values() and {Role.OWNER, Role.DEADLINE} <= set(filled.values()):
        verbs = {column: _verb_share(texts) for column, texts in left.items() if columns.headers.get(column)}
        likeliest = max(verbs, key=lambda column: verbs[column], default=None)
        if likeliest is not None and verbs[likeliest] > _MOSTLY_VERBS:
            filled[likeliest] = Role.ACTION
    unknown = tuple(head for column in sorted(left) if column not in filled and (head := columns.headers.get(column)))
    return replace(columns, roles=filled), unknown


def _with_dated_targets(columns: Columns, rows: Sequence[Block]) -> Columns:
    """Columns in which one called "Target" holds the deadlines where nothing but dates stands under it and no other does."""
    target = columns.first(Role.TARGET)
    if target is None or Role.DEADLINE in columns.roles.values():
        return columns
    texts = _values_of_unknown(replace(columns, roles={c: r for c, r in columns.roles.items() if c != target}), rows)
    if _role_of(texts.get(target, [])) is not Role.DEADLINE:
        return columns
    return replace(columns, roles={**columns.roles, target: Role.DEADLINE})


def plan_columns(header: Block, rows: Sequence[Block]) -> Columns | None:
    """The columns of a table that `header` heads, with what stands under heads that no rule knows; None where it heads none."""
    columns = read_header(header)
    if columns is None or Role.ACTION in columns.roles.values():
        return columns
    return columns_of(columns, rows)[0]


def _with_milestones(columns: Columns, rows: Sequence[Block]) -> Columns:
    """Columns in which milestones that are no dates are the actions, where no header names those."""
    column = columns.first(Role.DEADLINE)
    if column is None or not is_milestones(columns.headers.get(column, "")):
        return columns
    action = columns.first(Role.ACTION)
    if action is not None and columns.stand_in is None:
        return columns
    own = _values_of_unknown(replace(columns, roles={c: r for c, r in columns.roles.items() if c != column}), rows)
    texts = own.get(column, [])
    if not texts or sum(map(_is_date, texts)) * 2 > len(texts):
        return columns
    roles = {**columns.roles, column: Role.ACTION}
    if action is not None and columns.stand_in is not None:
        roles[action] = columns.stand_in
    return replace(columns, roles=roles, stand_in=None)


def _values_of_unknown(columns: Columns, rows: Sequence[Block]) -> dict[int, list[str]]:
    """What stands in the columns without a role, by column."""
    values: dict[int, list[str]] = {}
    for row in rows:
        if len(row.cells) > 1 and read_header(row) is None:
            for cell in row.cells:
                if cell.column not in columns.roles and squash(cell.text):
                    values.setdefault(cell.column, []).append(squash(cell.text))
    return values


def _without_stand_in(
    roles: dict[int, Role], columns: Columns, left: dict[int, list[str]], rows: Sequence[Block]
) -> dict[int, Role]:
    """The roles where a column taken for the actions' has a rival with an unknown header."""
    stand_in = columns.first(Role.ACTION)
    named = {column: texts for column, texts in left.items() if columns.headers.get(column)}
    if stand_in is None or not named:
        return roles
    own = _values_of_unknown(replace(columns, roles={c: r for c, r in roles.items() if c != stand_in}), rows)
    own_texts = own.get(stand_in, [])
    verbs = {column: _verb_share(texts) for column, texts in named.items()}
    likeliest = max(verbs, key=lambda column: (verbs[column], _width(named[column])))
    own_verbs = _verb_share(own_texts) if own_texts else 0.0
    if verbs[likeliest] > max(_MOSTLY_VERBS, own_verbs):
        return {**roles, stand_in: columns.stand_in or Role.REMARK, likeliest: Role.ACTION}
    if columns.stand_in is None:
        return roles
    widest = max(_width(texts) for texts in named.values())
    if own_verbs <= _MOSTLY_VERBS and own_texts and widest >= _width(own_texts):
        return {**roles, stand_in: columns.stand_in}
    return roles


def with_detailed_actions(columns: Columns, rows: Sequence[Block]) -> Columns:
    """Columns in which the finer of two columns of actions holds them ("Action" merged over several "Steps")."""
    several = columns.all_of(Role.ACTION)
    if len(several) <= 1:
        return columns
    first, second = several[:2]
    cells = [{cell.column: cell for cell in row.cells} for row in rows]
    if _holds_numbers(cells, first):  # one header over number and text
        return replace(columns, roles={**columns.roles, first: Role.REF})
    is_merged = any(_is_merged_beside(row, first, second) for row in cells)
    own = {first: Role.GROUP, second: Role.ACTION} if is_merged else {first: Role.ACTION, second: Role.REMARK}
    return replace(columns, roles={**columns.roles, **own})


def _holds_numbers(cells: Sequence[dict[int, Cell]], column: int) -> bool:
    own = [squash(row[column].text) for row in cells if column in row and row[column].col_span == 1]
    texts = [text for text in own if text]
    return len(texts) > 1 and sum(map(is_ref, texts)) * 2 > len(texts)


def _is_merged_beside(row: dict[int, Cell], first: int, second: int) -> bool:
    """Whether one cell of the first column stands beside several of the second."""
    if first in row and row[first].row_span > 1:
        return True
    is_empty = not (first in row and row[first].text)
    return second in row and bool(row[second].text) and is_empty


def fits(columns: Columns, rows: Sequence[Block]) -> bool:
    """Whether a headerless table goes on with these columns: as wide, and its dates where they should be."""
    wide = max((cell.column + cell.col_span for row in rows for cell in row.cells), default=0)
    known = max((*columns.roles, *columns.headers), default=-1) + 1
    if wide != known:
        return False
    deadline = columns.first(Role.DEADLINE)
    values = [squash(c.text) for row in rows for c in row.cells if c.column == deadline and squash(c.text)]
    return not values or sum(map(_is_date, values)) * 2 >= len(values)


def _role_of(values: Sequence[str]) -> Role | None:
    def most(test: Any) -> bool:
        return bool(values) and sum(bool(test(value)) for value in values) > _MOST_CELLS * len(values)

    if most(is_status):
        return Role.STATUS
    if most(is_ref):
        return Role.REF
    if most(_is_date):
        return Role.DEADLINE
    if most(is_owner) and _verb_share(values) < _MOST_CELLS:
        return Role.OWNER
    return None


def is_ref(text: str) -> bool:
    """Whether a text is an action's number: "1.1", "W2.3", "A12", "3b"."""
    return bool(_REF.fullmatch(squash(text)))


def _is_date(text: str) -> bool:
    return len(text) < _MAX_DATE and bool(parse_deadline(text).date or _OPEN_ENDED.search(text))


def _verb_share(values: Sequence[str]) -> float:
    first = [re.sub(r"^\W+", "", value).split(" ")[0].strip(",;:") for value in values]
    return sum(map(is_action_verb, first)) / len(values)


def _width(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values)
