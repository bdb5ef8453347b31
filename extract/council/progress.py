"""A revisit's verdicts as pages retell them: one list of areas with sufficient progress, one of areas without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.language.phrases import phrases
from extract.language.sentences import sentence_spans
from extract.language.wording import ALIKE, content_words, share_named
from extract.lists.items import gather_items
from extract.lists.lead_ins import last_sentences
from extract.lists.pieces import Piece, quote_of
from extract.lists.repair import mend
from extract.model.document import Document, Kind, Quote
from extract.model.findings import WeaknessFinding, WeaknessKind

# A verdict on the one weakness before it is no lead-in of the bullets that follow.
_ONE = re.compile(r"\b(?:this|that) (?:\w+ ){0,3}(?:area|weakness|priority)\b", re.IGNORECASE)
SUFFICIENT, NOT_SUFFICIENT = "sufficient", "not_sufficient"


@dataclass(frozen=True, slots=True)
class Progress:
    """Weaknesses with their verdicts, without numbers since such lists have an order of their own, and their places."""

    weaknesses: tuple[WeaknessFinding, ...] = ()
    taken: frozenset[int] = frozenset()
    of_all: tuple[str, Quote] | None = None  # a verdict told of all weaknesses at once, and the sentence


def find_progress(document: Document, pieces: Sequence[Piece]) -> Progress:
    """The lists of areas that a lead-in says have, or have not, made sufficient progress."""
    found: list[WeaknessFinding] = []
    taken: set[int] = set()
    for i, piece in enumerate(pieces[:-1]):
        progress = _verdict(piece) if pieces[i + 1].kind is Kind.BULLET else None
        if progress is None:
            continue
        gathered, count = gather_items(pieces[i + 1 :])
        items = mend(gathered, None)
        found += [
            WeaknessFinding(
                WeaknessKind.SIGNIFICANT_WEAKNESS,
                None,
                item.quote(document),
                progress=progress,
                progress_quote=quote_of(document, piece),
                confidence=0.7,
            )
            for item in items
        ]
        taken |= set(range(i, i + 1 + count))
    return Progress(tuple(found), frozenset(taken), None if found else _of_all(document, pieces))


def _of_all(document: Document, pieces: Sequence[Piece]) -> tuple[str, Quote] | None:
    """The verdict that a sentence gives of all weaknesses alike; None where none does, or where two disagree."""
    words = phrases("council")
    found: dict[str, Quote] = {}
    for piece in pieces:
        raw = document.text[piece.start : piece.end]
        for start, end in sentence_spans(raw):
            sentence = raw[start:end]
            for name, progress in (("verdict_none", NOT_SUFFICIENT), ("verdict_all", SUFFICIENT)):
                if words[name].search(sentence) and not words["verdict_open"].search(sentence):
                    found.setdefault(progress, document.quote_at(piece.start + start, piece.start + end))
    return next(iter(found.items())) if len(found) == 1 else None


def with_progress(weaknesses: Sequence[WeaknessFinding], progress: Progress) -> tuple[WeaknessFinding, ...]:
    """The document's list of weaknesses with the verdicts of those that share their wording; the verdicts alone where
    the document has no other list."""
    if not any(weakness.kind is WeaknessKind.SIGNIFICANT_WEAKNESS for weakness in weaknesses):
        return (*weaknesses, *progress.weaknesses)
    judged = (_judged(weakness, progress.weaknesses) for weakness in weaknesses)
    if progress.of_all is None:
        return tuple(judged)
    verdict, quote = progress.of_all
    return tuple(
        replace(each, progress=verdict, progress_quote=quote)
        if each.kind is WeaknessKind.SIGNIFICANT_WEAKNESS and each.progress is None
        else each
        for each in judged
    )


def _judged(weakness: WeaknessFinding, judged: Sequence[WeaknessFinding]) -> WeaknessFinding:
    words = content_words(weakness.quote.text)
    shares = [(share_named(content_words(other.quote.text), words), other) for other in judged]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, weakness))
    return replace(weakness, progress=best.progress, progress_quote=best.progress_quote) if share >= ALIKE else weakness


def _verdict(piece: Piece) -> str | None:
    """The verdict that a lead-in gives its list; None where it gives none."""
    words = phrases("council")
    lead_in = last_sentences(piece.text)
    if piece.kind is Kind.ROW or not words["verdict_lead_in"].search(lead_in):
        return None
    if words["verdict_open"].search(lead_in) or (_ONE.search(lead_in) and not lead_in.rstrip().endswith(":")):
        return None
    if words["verdict_no"].search(lead_in):
        return NOT_SUFFICIENT
    return SUFFICIENT if words["verdict_yes"].search(lead_in) else None
