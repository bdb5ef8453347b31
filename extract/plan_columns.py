"""What each column of an action plan means: by its header (patterns/plan_headers.yml), else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extract.deadlines import parse_deadline
from extract.document import Block, squash
from extract.owners import is_owner
from extract.plan_status import is_status

_REF = re.compile(r"\(?[A-Za-z]{0,4}[ .]?\d{1,3}(?:[.\-/]\d{1,3}|[a-z])*[.)]?", re.ASCII)
_OPEN_ENDED = re.compile(
    r"\b(?:ongoing|on-going|monthly|termly|annual(?:ly)?|quarterly|immediate(?:ly)?|tbc|complete[d]?)\b", re.I
)
_MAX_HEADER = 90


class Role(StrEnum):
    """What a column holds."""

    REF = "ref"
    WEAKNESS = "weakness"
    GROUP = "group"
    OUTCOME = "outcome"
    ACTION = "action"
    OWNER = "owner"
    START = "start"
    DEADLINE = "deadline"
    MEASURE = "measure"
    BASELINE = "baseline"
    TARGET = "target"
    STATUS = "status"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Columns:
    """The roles of a table's columns by column number, and the headers as printed."""

    roles: dict[int, Role] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    is_certain: bool = True

    def all_of(self, role: Role) -> list[int]:
        """The columns with a role, left to right."""
        return sorted(column for column, each in self.roles.items() if each is role)

    def first(self, role: Role) -> int | None:
        """The leftmost column with a role."""
        return next(iter(self.all_of(role)), None)

    @property
    def is_plan(self) -> bool:
        """Whether these are the columns of a list of actions."""
        about = {Role.OWNER, Role.DEADLINE, Role.START, Role.MEASURE, Role.STATUS, Role.OUTCOME, Role.EVIDENCE}
        return Role.ACTION in self.roles.values() and not about.isdisjoint(self.roles.values())

    @property
    def is_measures(self) -> bool:
        """Whether these are the columns of a list of measures with baselines or targets."""
        roles = set(self.roles.values())
        return not self.is_plan and Role.TARGET in roles and bool(roles & {Role.MEASURE, Role.OUTCOME})


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((files("extract") / "patterns" / "plan_headers.yml").read_text("utf-8"))
    return data


@cache
def _role_patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple(
        (Role(role), re.compile("|".join(f"(?:{p})" for p in each))) for role, each in _data()["roles"].items()
    )


@cache
def _keywords() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((Role(role), re.compile(pattern)) for role, pattern in _data()["keywords"].items())


@cache
def _not_plans() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _data()["not_plans"]))


@cache
def action_verbs() -> frozenset[str]:
    """The words that actions begin with, in lower case."""
    return frozenset(str(_data()["action_verbs"]).split())


def header_role(text: str) -> Role | None:
    """What a header says its column holds; None for text that is no header known."""
    plain = _plain(text)
    if not plain or len(plain) > _MAX_HEADER:
        return None
    # A narrow column breaks its header anywhere: "Num ber".
    for part in (plain, plain.replace(" ", "")) if len(plain) < 14 else (plain,):
        role = next((role for role, pattern in _role_patterns() if pattern.fullmatch(part)), None)
        if role:
            return role
    return None


def _likely_role(text: str) -> Role | None:
    """The role a longer header's keywords give away; only a row with a known header may be read so."""
    plain = _plain(text)
    if len(plain) > _MAX_HEADER or text.rstrip().endswith(".") or plain.split(" ")[0] in action_verbs() - {"lead"}:
        return None
    return next((role for role, pattern in _keywords() if pattern.search(plain)), None)


def is_other_header(text: str) -> bool:
    """Whether a header belongs to a table that lists no actions: risks, versions, a glossary."""
    return bool(_not_plans().fullmatch(_plain(text)))


def read_header(row: Block) -> Columns | None:
    """The columns of a header row; None where the row is none.

    A row is a header where two or more of its cells are known headers, and those are more than half of it, or the
    reader says that it is one and at least two are known.
    """
    cells = [cell for cell in row.cells if squash(cell.text)]
    roles: dict[int, Role] = {}
    has_known = any(header_role(cell.text) for cell in cells)
    for cell in cells:
        role = header_role(cell.text) or (_likely_role(cell.text) if has_known else None)
        if role:
            # A header over several columns ("Progress" over the reviews, "Action" over number and text) is all theirs.
            roles.update(dict.fromkeys(range(cell.column, cell.column + cell.col_span), role))
    distinct = len(set(roles.values()))
    known = sum(cell.column in roles for cell in cells)
    if distinct < 2 or not (row.is_header or known * 2 > len(cells)):
        return None
    headers = {column: squash(c.text) for c in cells for column in range(c.column, c.column + c.col_span)}
    return Columns(_settled(roles, headers), headers)


def read_second_header(first: Block, second: Block, columns: Columns) -> Columns | None:
    """The columns after a second row of headers, which stands only under headers over several columns; None where the
    second row is none. Its words are added to those above: "RAG" over "May 2020" is "RAG May 2020"."""
    wide = {c for cell in first.cells if cell.col_span > 1 for c in range(cell.column, cell.column + cell.col_span)}
    cells = [cell for cell in second.cells if squash(cell.text)]
    if not cells or any(cell.column not in wide or len(cell.text) > _MAX_HEADER for cell in cells):
        return None
    if not (second.is_header or any(cell.row_span > 1 for cell in first.cells)):
        return None
    headers = {**columns.headers, **{c.column: f"{columns.headers.get(c.column, '')} {squash(c.text)}" for c in cells}}
    own = {cell.column: role for cell in cells if (role := header_role(cell.text))}
    return Columns({**columns.roles, **own}, headers, columns.is_certain)


def is_other_table(row: Block) -> bool:
    """Whether a header row opens a table that lists no actions."""
    cells = [cell.text for cell in row.cells if squash(cell.text)]
    return len(cells) >= 2 and any(is_other_header(text) for text in cells) and all(len(text) < 60 for text in cells)


def _settled(roles: dict[int, Role], headers: dict[int, str]) -> dict[int, Role]:
    """Roles after the whole header has been seen: a plan without a column of actions calls it something else."""
    settled = dict(roles)
    if Role.ACTION not in settled.values():
        for stand_in in (Role.GROUP, Role.OUTCOME, Role.MEASURE):
            columns = [c for c, role in sorted(settled.items()) if role is stand_in]
            others = set(settled.values()) - {stand_in}
            if columns and {Role.OWNER, Role.DEADLINE} <= others and Role.TARGET not in others:
                settled[columns[0]] = Role.ACTION
                break
    ends = [c for c, role in sorted(settled.items()) if role is Role.DEADLINE]
    if len(ends) > 1:  # "Milestone | End date": the date's own column counts
        dated = [c for c in ends if re.search(r"date|when|deadline|timescale|by\b", headers[c], re.IGNORECASE)]
        keep = (dated or ends)[-1] if any("revised" in headers[c].lower() for c in ends) else (dated or ends)[0]
        for column in ends:
            if column != keep:
                settled[column] = Role.EVIDENCE
    return settled


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


def _plain(text: str) -> str:
    """A header in lower case without punctuation; what stands in brackets is dropped."""
    text = re.sub(r"\([^)]*\)", " ", text.lower().replace("&", " and "))
    text = "number" if text.strip() == "#" else re.sub(r"[’'`]", "", text)
    return squash(re.sub(r"[^a-z0-9 ]+", " ", text))
