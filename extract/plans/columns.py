"""What each column of an action plan means by its header (patterns/plan_headers.yml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any

from extract.model.document import Block, squash
from extract.patterns import load_patterns

_MAX_HEADER = 90
# A header of less than this may be one word that a narrow column broke.
_MAX_BROKEN = 14
# A header cell of a table of risks or versions is shorter than this.
_MAX_OTHER_HEADER = 60
# A row with fewer known headers, or a table with fewer headers at all, is no table's head.
_FEWEST_HEADERS = 2
# A column so headed holds dates in one plan and what is to be reached in another.
_MILESTONES = re.compile(r"(?:key |next )?milestones?", re.IGNORECASE)
_REVISED = re.compile(r"\b(?:revised|new|updated|extended|latest|current|forecast)\b", re.IGNORECASE)


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
    EARLIER = "earlier"  # a deadline that another column may put off
    MEASURE = "measure"
    BASELINE = "baseline"
    TARGET = "target"
    STATUS = "status"
    EVIDENCE = "evidence"
    REMARK = "remark"  # what is told besides; no measure, whatever else is missing


@dataclass(frozen=True)
class Columns:
    """The roles of a table's columns by column number, and the headers as printed.

    `stand_in` is what the column taken for the actions' is by its header, where no header names actions; `is_likely` says
    that only a word in a longer header does.
    """

    roles: dict[int, Role] = field(default_factory=dict)
    headers: dict[int, str] = field(default_factory=dict)
    is_certain: bool = True
    stand_in: Role | None = None
    is_likely: bool = False

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
def _data() -> Mapping[str, Any]:
    return load_patterns("plan_headers")


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


def is_action_verb(word: str) -> bool:
    """Whether an action begins with the word: "Send" is such a verb, "SEND" the field's name."""
    return word.lower() in action_verbs() and not (word.isupper() and len(word) > 1)


def header_role(text: str) -> Role | None:
    """What a header says its column holds; None for text that is no header known."""
    plain = _plain(text)
    if not plain or len(plain) > _MAX_HEADER:
        return None
    # A narrow column breaks its header anywhere: "Num ber".
    for part in (plain, plain.replace(" ", "")) if len(plain) < _MAX_BROKEN else (plain,):
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
    names_actions = any(header_role(cell.text) is Role.ACTION for cell in cells)
    for cell in cells:
        role = header_role(cell.text) or (_likely_role(cell.text) if has_known else None)
        if role:
            # A header over several columns ("Progress" over the reviews, "Action" over number and text) is all theirs.
            roles.update(dict.fromkeys(range(cell.column, cell.column + cell.col_span), role))
    distinct = len(set(roles.values()))
    known = sum(cell.column in roles for cell in cells)
    if distinct < _FEWEST_HEADERS or not (row.is_header or known * 2 > len(cells)):
        return None
    headers = {column: squash(c.text) for c in cells for column in range(c.column, c.column + c.col_span)}
    is_likely = Role.ACTION in roles.values() and not names_actions
    roles, stand_in = _with_stand_in(_dated_milestones(roles, headers))
    return Columns(_one_deadline(roles, headers), headers, stand_in=stand_in, is_likely=is_likely)


def read_second_header(first: Block, second: Block, columns: Columns) -> Columns | None:
    """The columns after a second row of headers, which stands only under headers over several columns; None where the
    second row is none. Its words are added to those above: "RAG" over "May 2020" is "RAG May 2020"."""
    wide = {c for cell in first.cells if cell.col_span > 1 for c in range(cell.column, cell.column + cell.col_span)}
    cells = [cell for cell in second.cells if squash(cell.text)]
    if not cells or any(cell.column not in wide or len(cell.text) > _MAX_HEADER for cell in cells):
        return None
    is_below = second.is_header or any(cell.row_span > 1 for cell in first.cells)
    if not is_below and any(header_role(cell.text) is None for cell in cells):
        return None
    headers = {**columns.headers, **{c.column: f"{columns.headers.get(c.column, '')} {squash(c.text)}" for c in cells}}
    own = {cell.column: role for cell in cells if (role := header_role(cell.text))}
    return replace(columns, roles={**columns.roles, **own}, headers=headers)


def is_other_table(row: Block) -> bool:
    """Whether a header row opens a table that lists no actions."""
    cells = [cell.text for cell in row.cells if squash(cell.text)]
    return (
        len(cells) >= _FEWEST_HEADERS
        and any(is_other_header(text) for text in cells)
        and all(len(text) < _MAX_OTHER_HEADER for text in cells)
    )


def is_milestones(header: str) -> bool:
    """Whether a header names milestones, which are dates or what is to be reached."""
    return _MILESTONES.fullmatch(header.strip()) is not None


def _dated_milestones(roles: dict[int, Role], headers: dict[int, str]) -> dict[int, Role]:
    """Roles in which milestones that have their dates in a column of their own are the actions, where no others are."""
    ends = [column for column, role in sorted(roles.items()) if role is Role.DEADLINE]
    named = [column for column in ends if is_milestones(headers[column])]
    if Role.ACTION in roles.values() or not named or len(named) == len(ends):
        return roles
    return {**roles, named[0]: Role.ACTION}


def _with_stand_in(roles: dict[int, Role]) -> tuple[dict[int, Role], Role | None]:
    """Roles after the whole header has been seen: a plan without a column of actions calls it something else. The role
    that a column had before it was taken for the actions', None where none was."""
    if Role.ACTION in roles.values():
        return roles, None
    for stand_in in (Role.GROUP, Role.OUTCOME, Role.MEASURE):
        columns = [column for column, role in sorted(roles.items()) if role is stand_in]
        others = set(roles.values()) - {stand_in}
        if columns and {Role.OWNER, Role.DEADLINE} <= others and Role.TARGET not in others:
            return {**roles, columns[0]: Role.ACTION}, stand_in
    return roles, None


def _one_deadline(roles: dict[int, Role], headers: dict[int, str]) -> dict[int, Role]:
    """Roles with one column of deadlines: of "Milestone | End date" the date's own; of several the last that is revised."""
    ends = [column for column, role in sorted(roles.items()) if role is Role.DEADLINE]
    if len(ends) <= 1:
        return roles
    dated = [
        c for c in ends if re.search(r"date|when|deadline|timescale|by\b|\bdue\b", headers[c], re.IGNORECASE)
    ] or ends
    anew = [column for column in dated if _REVISED.search(headers[column])]
    keep = anew[-1] if anew else dated[0]
    other = Role.EARLIER if anew else Role.REMARK
    return {column: other if column in ends and column != keep else role for column, role in roles.items()}


def _plain(text: str) -> str:
    """A header in lower case without punctuation; what stands in brackets is dropped."""
    text = re.sub(r"\([^)]*\)", " ", text.lower().replace("&", " and "))
    text = "number" if text.strip() == "#" else re.sub(r"[’'`]", "", text)
    return squash(re.sub(r"[^a-z0-9 ]+", " ", text))
