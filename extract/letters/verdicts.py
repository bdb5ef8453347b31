"""A verdict for each weakness: how revisit letters and monitoring reports are built.

The body names a weakness (as a heading, in bold, by number or as a bullet), says what was found, and ends with the verdict;
some letters put the verdict right under the weakness. What stands between two verdicts belongs to one weakness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.language.phrases import phrases
from extract.language.sentences import sentence_spans, split_sentences
from extract.letters.verdict_heads import Head, find_heads
from extract.lists.pieces import Piece
from extract.model.document import Document, Kind
from extract.model.findings import ProblemFinding

_ABOUT = re.compile(r"\b(?:weakness|concern|priority|this area|addressing|address|tackl)\w*", re.IGNORECASE)
_NAMED = re.compile(r"\bthis\b|\bweakness|\bpriority action|\bserious concern", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:these|both)\b", re.IGNORECASE)
_DASH = re.compile(r"\s[–—-]\s|:\s")
_OPEN = re.compile(r"\b(?:whether|if|where|although|while)\b", re.IGNORECASE)
_LONG_VERDICT = 300
_SHORT_PIECE = 240


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence says of one weakness: `is_met` (sufficient progress, effective action), where, and how plainly."""

    is_met: bool
    start: int
    end: int
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A weakness with its verdict as the body gives them; `verdict` is None where the body never says."""

    pieces: tuple[Piece, ...]
    title: Piece | None = None
    verdict: Verdict | None = None

    @property
    def text(self) -> str:
        """The weakness's words, white space made single."""
        return " ".join(piece.text for piece in self.pieces)


def read_verdicts(
    document: Document, body: Sequence[Piece], phrase: str, total: int | None = None
) -> tuple[list[Judged], list[ProblemFinding]]:
    """The weaknesses that `body` judges, in order, with problems for a weakness without a verdict.

    `phrase` names the pattern of the verdict, with groups `yes` and `no`; `total` is the number of weaknesses the
    document states: once so many have a verdict, a heading without one is no weakness.
    """
    told = [piece for piece in body if not phrases("letters")["intro"].search(piece.text)]
    plain = [(piece, without_finder(document, piece)) for piece in told]
    body = [own for _, own in plain if own is not None]
    verdicts = [find_verdict(document, piece, phrase) for piece in body]
    starts = [verdict.start if verdict else None for verdict in verdicts]
    judged = _judged_lists(body, phrase) or [
        item
        for head, stop in find_heads(body, starts)
        for item in _parted(document, _judge(head, verdicts[head.first : stop]))
    ]
    if not judged and not any(verdicts):
        # A letter that judges all at once may word each weakness in a sentence of its own.
        found = [own for piece, own in plain if own is not None and own.start > piece.start and _is_sentence(own)]
        return [Judged((piece,)) for piece in found], []
    known = [item for item in judged if item.verdict is not None]
    if total is not None and len(known) >= total:
        return known, []
    return judged, [_problem(item) for item in judged if item.verdict is None]


def without_finder(document: Document, piece: Piece) -> Piece | None:
    """A piece without the words that say who found the weakness it names; None where it is nothing but such words.

    "The initial inspection found that ..." is no part of a weakness; alone before a list it is a lead-in.
    """
    if piece.kind is Kind.ROW:
        return piece
    match = phrases("letters")["found_before"].match(piece.text)
    if match is None:
        return piece
    rest = piece.text[match.end() :].strip(" :–—-")
    if not rest:
        return None
    start = document.text.index(rest.split(maxsplit=1)[0], piece.start + len(match[0].rstrip(" :–—-")))
    return replace(piece, text=rest, start=start)


def _is_sentence(piece: Piece) -> bool:
    """Whether a piece is one sentence and no more."""
    return len(split_sentences(piece.text)) == 1


def _judge(head: Head, verdicts: Sequence[Verdict | None]) -> Judged:
    """The head with the verdict of its segment: the one that speaks of the weakness most plainly; the last of equals,
    but one that stands in the head or right under it if the next are no plainer.
    """
    found = [verdict for verdict in verdicts if verdict is not None]
    if not found:
        return Judged(head.pieces, head.title)
    plainest = max(verdict.weight for verdict in found)
    equals = [verdict for verdict in found if verdict.weight == plainest]
    is_first = any(verdict in equals for verdict in verdicts[:2])
    return Judged(head.pieces, head.title, equals[0] if is_first else equals[-1])


def _parted(document: Document, item: Judged) -> list[Judged]:
    """Two weaknesses where one verdict speaks of both: what looked like a title is then the first of them."""
    if item.title is None or item.verdict is None:
        return [item]
    if not _BOTH.search(document.text, item.verdict.start, item.verdict.end):
        return [item]
    return [Judged((item.title,), verdict=item.verdict), Judged(item.pieces, verdict=item.verdict)]


def _judged_lists(body: Sequence[Piece], phrase: str) -> list[Judged]:
    """Weaknesses in lists, each list under a line that says the verdict for all of it."""
    pattern = phrases("letters")[phrase]
    judged: list[Judged] = []
    verdict: Verdict | None = None
    for i, piece in enumerate(body):
        match = pattern.search(piece.text)
        under = body[i + 1] if i + 1 < len(body) else None
        if (
            match
            and under is not None
            and under.kind is Kind.BULLET
            and phrases("letters")["verdict_for_list"].search(piece.text)
        ):
            verdict = Verdict(match["no"] is None, piece.start, piece.end)
        elif piece.kind is not Kind.BULLET:
            verdict = None
        elif verdict is not None and (piece.level == 0 or not judged):
            judged.append(Judged((piece,), verdict=verdict))
    return judged


def find_verdict(document: Document, piece: Piece, phrase: str) -> Verdict | None:
    """The verdict a piece gives: its last sentence that says one, if it speaks of a weakness or is all the piece says."""
    if piece.kind is Kind.ROW:
        return None
    raw = document.text[piece.start : piece.end]
    found = None
    for start, at in sentence_spans(raw):
        sentence = raw[start:at]
        match = phrases("letters")[phrase].search(sentence)
        if match is None or len(sentence) > _LONG_VERDICT or _OPEN.search(sentence, 0, match.start()):
            continue
        if _ABOUT.search(sentence) or len(piece.text) <= _SHORT_PIECE:
            # "The lack of a plan – sufficient progress": the verdict stands in the heading.
            cut = [dash.end() for dash in _DASH.finditer(sentence, 0, match.start() + 1)]
            own = start + (cut[-1] if cut and len(piece.text) <= _SHORT_PIECE else 0)
            found = Verdict(match["no"] is None, piece.start + own, piece.start + at, _weight(piece, sentence))
    return found


def _weight(piece: Piece, sentence: str) -> int:
    """How plainly a sentence gives the verdict: it names the weakness, is set in bold, or is all its piece says."""
    is_named = _NAMED.search(sentence) is not None
    return 2 * is_named + piece.is_bold + (len(piece.text) <= len(sentence) + 5)


def _problem(item: Judged) -> ProblemFinding:
    return ProblemFinding("extract", "no_verdict", f"no verdict found for the weakness: “{item.text[:120]}”")
