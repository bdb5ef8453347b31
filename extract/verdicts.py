"""A verdict for each weakness: how revisit letters and monitoring reports are built.

The body names a weakness (as a heading, in bold, by number or as a bullet), says what was found, and ends with the verdict;
some letters put the verdict right under the weakness. What stands between two verdicts belongs to one weakness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Document, Kind
from extract.findings import ProblemFinding
from extract.phrases import phrases
from extract.pieces import Piece

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")
_ABOUT = re.compile(r"\b(?:weakness|concern|priority|this area|addressing|address|tackl)\w*", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:whether|if|where|although|while)\b", re.IGNORECASE)
_LONG_VERDICT = 300
_SHORT_PIECE = 240


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence says of one weakness: `is_met` (sufficient progress, effective action) and where it stands."""

    is_met: bool
    start: int
    end: int


@dataclass
class Judged:
    """A weakness with its verdict as the body gives them; `verdict` is None where the body never says."""

    pieces: list[Piece] = field(default_factory=list)
    title: Piece | None = None
    verdict: Verdict | None = None
    has_body: bool = False

    @property
    def text(self) -> str:
        """The weakness's words, white space made single."""
        return " ".join(piece.text for piece in self.pieces)


def read_verdicts(document: Document, body: Sequence[Piece], phrase: str) -> tuple[list[Judged], list[ProblemFinding]]:
    """The weaknesses that `body` judges, in order, with problems for a weakness or a verdict that stands alone.

    `phrase` names the pattern of the verdict, with groups `yes` and `no`.
    """
    verdicts = [find_verdict(document, piece, phrase) for piece in body]
    strong = [v is None and _is_strong(piece) for piece, v in zip(body, verdicts, strict=True)]
    only_strong = sum(strong) >= sum(v is not None for v in verdicts) > 0
    judged: list[Judged] = []
    problems: list[ProblemFinding] = []
    loose: list[Piece] = []
    for piece, verdict, is_strong in zip(body, verdicts, strong, strict=True):
        current = judged[-1] if judged else None
        if verdict is not None:
            if (current is None or current.verdict is not None) and (opened := _from_verdict(piece, verdict, loose)):
                judged.append(opened)
            elif current is None or current.verdict is not None:
                problems.append(_problem("verdict_alone", "a verdict that belongs to no weakness", piece.text))
            else:
                current.verdict = verdict
            loose = []
        elif is_strong or (not only_strong and piece.kind is Kind.BULLET and piece.level == 0):
            _open(judged, piece, is_strong=is_strong)
        elif current is not None and current.verdict is None and not current.pieces:
            current.pieces.append(piece)
        elif current is not None:
            current.has_body = True
            loose.append(piece)
        else:
            loose.append(piece)
    for item in judged:
        if item.verdict is None and item.pieces:
            problems.append(_problem("no_verdict", "no verdict found for the weakness", item.text))
    return [item for item in judged if item.pieces], problems


def find_verdict(document: Document, piece: Piece, phrase: str) -> Verdict | None:
    """The verdict a piece gives: its last sentence that says one, if it speaks of a weakness or is all the piece says."""
    if piece.kind is Kind.ROW:
        return None
    raw = document.text[piece.start : piece.end]
    at, found = 0, None
    for sentence in _SENTENCE.split(raw):
        start = raw.index(sentence, at)
        at = start + len(sentence)
        match = phrases("letters")[phrase].search(sentence)
        if match is None or len(sentence) > _LONG_VERDICT or _OPEN.search(sentence, 0, match.start()):
            continue
        if _ABOUT.search(sentence) or len(piece.text) <= _SHORT_PIECE:
            found = Verdict(match["no"] is None, piece.start + start, piece.start + at)
    return found


def _is_strong(piece: Piece) -> bool:
    """Whether a piece looks like the heading of a weakness."""
    words = phrases("letters")
    if words["body_heading"].search(piece.text) or words["heading_main"].search(piece.text):
        return False
    is_set_apart = piece.kind is Kind.HEADING or (piece.is_bold and piece.kind is not Kind.ROW) or piece.is_numbered
    return is_set_apart or bool(words["item_label"].match(piece.text) and piece.kind is Kind.PARAGRAPH)


def _open(judged: list[Judged], piece: Piece, *, is_strong: bool) -> None:
    """Begin a weakness, or add to the head of one that has no text yet."""
    current = judged[-1] if judged else None
    if current is None or current.verdict is not None or (current.has_body and is_strong):
        judged.append(Judged(*_headed(piece)))
    elif not current.has_body and (not current.pieces or piece.text[:1].islower()):
        current.pieces.append(piece)
    elif not current.has_body and is_strong and len(current.pieces) == 1 and current.title is None:
        current.title, current.pieces = current.pieces[0], [piece]
    else:
        current.has_body = True


def _headed(piece: Piece) -> tuple[list[Piece], Piece | None]:
    """The text and title of a head: "Area 2" is only a label, "Area 2: the lack of ..." a label before the text."""
    label = phrases("letters")["item_label"].match(piece.text)
    if label is None:
        return [piece], None
    rest = piece.text[label.end() :]
    if not rest:
        return [], piece
    return [replace(piece, text=rest, start=piece.end - _raw_length(piece, rest))], None


def _raw_length(piece: Piece, rest: str) -> int:
    """How long `rest`, the end of a piece, is in the stored text, where white space may be wider."""
    pattern = re.compile(r"\s+".join(map(re.escape, rest.split())) + r"$")
    raw = piece.block.text.rstrip() if piece.block is not None else piece.text
    match = pattern.search(raw)
    return len(match.group()) if match else len(rest)


def _from_verdict(piece: Piece, verdict: Verdict, loose: Sequence[Piece]) -> Judged | None:
    """A weakness whose words no mark sets apart: those before the verdict in its own piece, or the first loose piece."""
    lead = verdict.start - piece.start
    if lead > 40:
        text = piece.text[:lead].rstrip(" –—-:")
        return Judged([replace(piece, text=text, end=verdict.start)], verdict=verdict, has_body=True)
    return Judged([loose[0]], verdict=verdict, has_body=True) if loose else None


def _problem(error: str, message: str, text: str) -> ProblemFinding:
    return ProblemFinding("extract", error, f"{message}: “{text[:120]}”")
