"""What each column of an action plan means by what stands in it, where no header says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extract.language.deadlines import parse_deadline
from extract.model.document import Block, squash
from extract.plans.columns import Columns, Role, action_verbs, read_header
from extract.plans.owners import is_owner
from extract.plans.status import is_status

_REF = re.compile(r"\(?[A-Za-z]{0,4}[ .]?\d{1,3}(?:[.\-/]\d{1,3}|[a-z])*[.)]?", re.ASCII)
_OPEN_ENDED = re.compile(
    r"\b(?:ongoing|on-going|monthly|termly|annual(?:ly)?|quarterly|immediate(?:ly)?|tbc|complete[d]?)\b", re.I
)


def guess_columns(rows: Sequence[Block]) -> Columns | None:
    """Columns from their content where a table has no header; None where they do not look like a plan's.

    References, dates, statuses and bodies each make their column known by most of its cells; of what is left, the
    column whose texts begin with verbs (else the widest) holds the actions, a wide one right of it the measures.
    """
    by_column: dict[int, list[str]] = {}
    for row in rows:
        if len(row.cells) < 2:
            continue
        for cell in row.cells:
            text = squash(cell.text)
            if text:
                by_column.setdefault(cell.column, []).append(text)
    roles: dict[int, Role] = {}
    texts: dict[int, list[str]] = {}
    for column, values in sorted(by_column.items()):
        role = _role_of(values)
        if role is Role.DEADLINE and Role.DEADLINE in roles.values():
            roles[next(c for c, r in roles.items() if r is Role.DEADLINE)] = Role.START
        if role is Role.REF and Role.REF in roles.values():
            role = None
        if role:
            roles[column] = role
        else:
            texts[column] = values
    if not texts or not roles.keys() - {c for c, r in roles.items() if r is Role.REF}:
        return None
    action = max(texts, key=lambda column: (_verb_share(texts[column]) > 0.5, _width(texts[column])))
    if _verb_share(texts[action]) < 0.3 and Role.DEADLINE not in roles.values():
        return None
    roles[action] = Role.ACTION
    for column in texts:
        if column > action and Role.MEASURE not in roles.values():
            roles[column] = Role.MEASURE
        elif column < action:
            roles[column] = Role.OUTCOME
    return Columns(roles, is_certain=False)


def fill_unknown(columns: Columns, rows: Sequence[Block]) -> Columns:
    """The columns with those that have an unknown header, or none, told by their content where it is clear."""
    filled = dict(columns.roles)
    values: dict[int, list[str]] = {}
    for row in rows:
        if len(row.cells) > 1 and read_header(row) is None:
            for cell in row.cells:
                if cell.column not in columns.roles and squash(cell.text):
                    values.setdefault(cell.column, []).append(squash(cell.text))
    for column, texts in sorted(values.items()):
        role = _role_of(texts)
        if role is not None and role not in filled.values() and len(texts) > 1:
            filled[column] = role
    return Columns(filled, columns.headers, columns.is_certain)


def fits(columns: Columns, rows: Sequence[Block]) -> bool:
    """Whether a headerless table goes on with these columns: as wide, and its dates where they should be."""
    wide = max((cell.column + cell.col_span for row in rows for cell in row.cells), default=0)
    known = max((*columns.roles, *columns.headers), default=-1) + 1
    if abs(wide - known) > 0:
        return False
    deadline = columns.first(Role.DEADLINE)
    values = [squash(c.text) for row in rows for c in row.cells if c.column == deadline and squash(c.text)]
    return not values or sum(map(_is_date, values)) * 2 >= len(values)


def _role_of(values: Sequence[str]) -> Role | None:
    def most(test: Any) -> bool:
        return sum(bool(test(value)) for value in values) > 0.6 * len(values)

    if most(is_status):
        return Role.STATUS
    if most(is_ref):
        return Role.REF
    if most(_is_date):
        return Role.DEADLINE
    if most(is_owner) and _verb_share(values) < 0.6:
        return Role.OWNER
    return None


def is_ref(text: str) -> bool:
    """Whether a text is an action's number: "1.1", "W2.3", "A12", "3b"."""
    return bool(_REF.fullmatch(squash(text)))


def _is_date(text: str) -> bool:
    return len(text) < 70 and bool(parse_deadline(text).date or _OPEN_ENDED.search(text))


def _verb_share(values: Sequence[str]) -> float:
    verbs = action_verbs()
    first = [re.sub(r"^\W+", "", value).split(" ")[0].lower().strip(",;:") for value in values]
    return sum(word in verbs for word in first) / len(values)


def _width(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values)
