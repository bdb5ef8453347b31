"""What stands above a letter's text: its date, the bodies it is addressed to, its heading.

Addressees are taken as bodies, never as people: "Director of Children's Services, Exshire County Council" yields the
council.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.language.bodies import plain_name, split_bodies
from extract.language.dates import DateSpan, find_dates
from extract.language.phrases import phrases
from extract.lists.pieces import Piece
from extract.model.document import Document, Kind

# Words and their number are bounded: capitalised words may follow each other without end in a text that is no letter.
# A word of a council's name: no health body's begins one, and only a saint's has a full stop.
_WORD = r"(?:St\.|(?!NHS\b)[A-Z][\w'’&\-]{0,40})"
_COUNCIL = re.compile(
    rf"(?:\b(?:The )?(?:London Borough of|Royal Borough of|City of|Council of the|Borough of)\s+{_WORD}"
    rf"(?:(?:,? (?:and|upon|of|the|on|in|with) |[ -]){_WORD}){{0,5}}"
    rf"|\b{_WORD}(?:(?:,? (?:and|upon|of|the|on|in|with|&) |, (?=[A-Z]\w{{1,40}} and )|[ -]){_WORD}){{0,7}} Council\b"
    r"|\bCouncil of the Isles of Scilly\b)"
)
# A health body's short name in brackets behind its name: "NHS South East London ICB (SEL ICB)".
_SHORT_NAME = re.compile(r"\((?:NHS )?[A-Z&]{2,6} (?:ICB|CCG)\)")
_HEALTH = re.compile(
    r"\b(?:NHS )?(?:[A-Z][\w'’&\-]{0,40}(?:,? (?:and|upon|of|the|on|in|with|&) |, | )){0,25}?(?:Clinical Commissioning Groups?|CCGs?|Integrated Care Boards?|ICBs?)\b(?:\s*\((?:CCGs?|ICBs?)\))?"
)
_NHS = re.compile(r"\bNHS [A-Z][\w'’&\-]*(?:(?:,? (?:and|of|the|on|with|&) |, | )[A-Z][\w'’&\-]*)*")
# Everything up to the last word of a post: "Director of Education and Children's Services" before the body's name.
_POST = re.compile(
    r"^.*\b(?:director|officer|executive|chief|head|lead|manager|chair|commissioner|services?|people|families|children|"
    r"adults?|learning|skills|inclusion|communities|wellbeing|education|public health|social care|leader|member|secretary|governor|nurse)\b(?:['’]s)?(?:\s+(?:of|for|at|to))?[\s,–-]+"
    r"(?:and\s+(?=NHS\b))?",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"\bDear (?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam|Professor|(?:[A-Z][\w’']+ ){0,3}(?:Director|Officer|Executive))\b"
)
_RECEIVED = re.compile(r"\breceived\b", re.IGNORECASE)
_COPIED = re.compile(r"^(?:copied to|copy to|c\.?c\.?)\s*:?", re.IGNORECASE)
_LONGEST_TITLE = 160  # characters: what goes on after a title is a sentence about the inspection
_BESIDE_A_DATE = 12  # characters that may stand beside a letter's date: a weekday, "Date:"
_LINES_WITHOUT_SALUTATION = 12  # of a head that nothing ends


@dataclass(frozen=True, slots=True)
class LetterHead:
    """`dated` with the piece it stands in; bodies as printed; `size` is how many pieces the head takes."""

    dated: DateSpan | None
    dated_in: Piece | None
    local_authority: str | None
    health_bodies: tuple[str, ...]
    size: int


def read_head(pieces: Sequence[Piece]) -> LetterHead:
    """The head of the (first) letter in the document: all that stands before its salutation, or else its heading."""
    size = _head_size(pieces)
    head = [piece for piece in pieces[:size] if piece.kind is not Kind.ROW]
    dated, dated_in = _find_letter_date(head)
    council, health = find_bodies(_without_letterhead(_raw(piece)) for piece in head if not _COPIED.match(piece.text))
    return LetterHead(dated, dated_in, council, health, size)


def find_bodies(texts: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """The first council and all health bodies that texts name, as printed at their first mention.

    Addressees stand one a line; a name that a line's end cuts is found in the text as a whole.
    """
    council: str | None = None
    health: dict[str, str] = {}
    for text in texts:
        lines = [" ".join(line.split()) for line in text.splitlines()]
        whole = " ".join(lines)
        council = council or next((name for line in (*lines, whole) if (name := _find_council(line))), None)
        for name in [name for line in lines for name in _find_health(line)] or _find_health(whole):
            health.setdefault(plain_name(name), name)
    return council, tuple(health.values())


def find_title(document: Document) -> str | None:
    """The letter's or report's heading ("Joint area SEND inspection in Exshire"); None where it has none."""
    for block in document.blocks[:80]:
        match = phrases("letters")["title"].match(" ".join(block.text.split()))
        if match and len(block.text) <= _LONGEST_TITLE:
            return match.group()
    return None


def _head_size(pieces: Sequence[Piece]) -> int:
    words = phrases("letters")
    for i, piece in enumerate(pieces[:60]):
        if words["salutation"].match(piece.text):
            return i
        inline = _SALUTATION.search(piece.text)
        if inline:  # a converter ran the head into one block
            return i + 1
    return next(
        (i for i, piece in enumerate(pieces[:60]) if words["title"].match(piece.text)),
        min(len(pieces), _LINES_WITHOUT_SALUTATION),
    )


def _find_letter_date(head: Sequence[Piece]) -> tuple[DateSpan, Piece] | tuple[None, None]:
    """The first line that is a date (or begins or ends with one: letterheads run lines together); no stamp of receipt."""
    spans = [
        (span, piece)
        for piece in head
        if not _RECEIVED.search(piece.text)
        for span in find_dates(piece.text)
        if span.precision == "day" and span.start == span.end
    ]
    alone = [
        (span, piece) for span, piece in spans if len(piece.text) - (span.char_end - span.char_start) <= _BESIDE_A_DATE
    ]
    found = alone or spans
    return found[0] if found else (None, None)


def _raw(piece: Piece) -> str:
    """The piece's text with its lines, where it is a whole block: addressees stand one a line."""
    block = piece.block
    return block.text if block is not None and " ".join(block.text.split()) == piece.text else piece.text


def _without_letterhead(text: str) -> str:
    """Addressees without the sender's address, which stands beside them and is read line by line between their names,
    and without a salutation in the same block.
    """
    text = _SALUTATION.split(text, maxsplit=1)[0]
    return "\n".join(" ".join(phrases("letters")["letterhead"].sub(" ", line).split()) for line in text.splitlines())


def _find_council(line: str) -> str | None:
    match = _COUNCIL.search(line)
    if match is None:
        return None
    name = match.group()
    return _without_post(name)


def _find_health(line: str) -> tuple[str, ...]:
    line = _SHORT_NAME.sub("", line)
    found = [match.group().strip(" ,") for match in (*_HEALTH.finditer(line),)] or [
        m.group() for m in _NHS.finditer(line)
    ]
    names = [body for name in found for body in split_bodies(_without_post(name)) if not _is_council(body)]
    # "The ICB" names no body.
    return tuple(
        name
        for name in names
        if len(name.split()) > 1 and plain_name(name) and not name.lower().startswith("nhs england")
    )


def _is_council(name: str) -> bool:
    """Whether a name is a council's: "... Council", or one of those that do not end so ("London Borough of ...")."""
    return name.endswith("Council") or ("NHS" not in name and _COUNCIL.match(name) is not None)


def _without_post(name: str) -> str:
    """A body's name without the post before it: "Director of Children's Services Exshire Council" in one line."""
    cut = _POST.match(name)
    return name[cut.end() :].strip(" ,") if cut and cut.end() < len(name) else name.strip(" ,")
