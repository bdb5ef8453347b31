"""What a listed action says in brackets at its end: "Hold six events (Lead: Head of SEND; by July 2020)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from extract.language.deadlines import parse_deadline
from extract.model.document import Document, squash
from extract.model.findings import ActionFinding
from extract.plans.owners import is_owner, parse_owner

# The last brackets of a text, which hold no others.
_TAIL = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{3,160})[)\]][.;]?\s*$")
_PARTS = re.compile(r"\s*[;|]\s*|,\s*(?=(?:by|due|deadline|time ?scale|lead|owner|when)\b)", re.IGNORECASE)
_OWNER = re.compile(
    r"(?:lead(?: officer| agency)?|owner|led by|who|by whom|responsib(?:le|ility)(?: officer| body)?|sro)\s*[:–-]\s*(?P<value>.+)",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"(?:(?:by when|when|due|deadline|time ?scale|time ?frame|(?:completion|target|end|due) date)\s*[:–-]?\s*(?P<value>.+)"
    r"|(?P<by>by\s+.+))",
    re.IGNORECASE,
)
# A date alone has no more words: "end of September 2021".
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Tail:
    """Where an action's words end, and what its brackets say as printed: who does it, by when."""

    start: int
    owner: str | None = None
    deadline: str | None = None


def find_tail(text: str) -> Tail | None:
    """The brackets at the end of an action's text, where each of their parts is an owner or a deadline; None for others.

    An owner is labelled or, beside a deadline, a body or a role; a deadline is labelled, begins with "by" or is a date.
    """
    match = _TAIL.search(text)
    if match is None:
        return None
    owner = deadline = None
    is_labelled = False
    for part in _PARTS.split(squash(match["inside"])):
        said = _OWNER.fullmatch(part)
        when = next(_deadlines(part), None)
        if said is not None and owner is None:
            owner, is_labelled = said["value"].strip(), True
        elif when is not None and deadline is None:
            deadline = when
        elif owner is None and is_owner(part):
            owner = part.strip()
        else:
            return None
    if not is_labelled and deadline is None:
        return None
    return Tail(match.start(), owner, deadline)


def with_tail_read(
    document: Document,
    action: ActionFinding,
    *,
    from_date: date | None,
    key: Mapping[str, str] = MappingProxyType({}),
) -> ActionFinding:
    """The action without such brackets, and with the owner and the deadline they give, where it has no owner otherwise.

    `from_date` is the day the document speaks from, `key` the roles behind initials (see `parse_owner`).
    """
    quote = action.quote
    offset = document.page_offset(quote.page)
    tail = find_tail(document.text[offset + quote.char_start : offset + quote.char_end])
    if tail is None or tail.start == 0 or action.owner is not None:
        return action
    read = replace(
        action,
        quote=document.quote(quote.page, quote.char_start, quote.char_start + tail.start),
        owner=parse_owner(tail.owner, key=key) if tail.owner else None,
    )
    if tail.deadline is None or action.status is not None:
        return read
    deadline = parse_deadline(tail.deadline, from_date=from_date)
    return replace(read, deadline_text=deadline.text, deadline=deadline.date, deadline_precision=deadline.precision)


def _deadlines(part: str) -> Iterator[str]:
    labelled = _DEADLINE.fullmatch(part.strip())
    stated = (labelled["value"] or labelled["by"]) if labelled else part.strip()
    is_bare = labelled is None
    if is_bare and ("%" in stated or len(stated.split()) > _MOST_WORDS):
        return
    if parse_deadline(stated).date is not None:
        yield stated
