"""Letters in which Ofsted and CQC (or the DfE, for an accelerated progress plan) say whether a plan is fit for purpose.

How such a letter is made: head; one sentence with the day the plan was submitted; one verdict sentence; praise; requests for
more detail. A letter that rejects a plan gives a day for the next version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.language.dates import DateSpan, find_dates
from extract.language.phrases import phrases
from extract.language.sentences import split_sentences
from extract.letters.events import days_of, event_at, find_dated, letter_dated, visit_events
from extract.letters.head import LetterHead, find_title, read_head
from extract.letters.plan_requests import find_requests
from extract.lists.pieces import Piece, pieces_of, quote_of
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document, Kind
from extract.model.findings import EventFinding, Findings, InspectionFinding, ProblemFinding
from extract.types.registry import register

_STATEMENT = "Written statement of action"
_ACCELERATED = "Accelerated progress plan"
# Words that only ask or suppose: "If we deem that the statement is not fit for purpose".
_OPEN = re.compile(r"\b(?:if|whether|unless|should (?:we|the))\b", re.IGNORECASE)


@register(DocType.ACCEPTANCE_LETTER)
def extract_acceptance_letter(document: Document, context: Context) -> Findings:
    """The day of submission, the verdict and its day, a new day where one is set, each request for more detail."""
    pieces = pieces_of(document)
    head = read_head(pieces)
    text_pieces = _text_of(pieces, head)
    at, is_fit = find_plan_verdict(text_pieces)
    requests, problems = find_requests(
        document, _after_verdict(text_pieces, at) if at is not None else [], is_rejected=is_fit is False
    )
    about = find_dated(document, pieces, "inspection_on")
    days = days_of(about)
    events = [
        *letter_dated(document, head, "Letter on the plan dated"),
        *(visit_events("inspection_start", "inspection_end", days, "Inspection", about[1]) if about and days else ()),
        *_submitted(document, text_pieces),
    ]
    if at is None or is_fit is None:
        message = "the letter does not say whether the plan is fit for purpose: read it"
        problems = (*problems, ProblemFinding("extract", "no_verdict", message))
    elif head.dated is None:
        problems = (
            *problems,
            ProblemFinding("extract", "no_date", "the letter has a verdict but no date: read its head"),
        )
    else:
        events.append(_verdict_event(document, text_pieces[at], head.dated, is_fit=is_fit))
    if is_fit is False:
        events.extend(_new_day(document, text_pieces))
    return Findings(
        title=find_title(document) or document.title,
        inspection=InspectionFinding(
            framework="2016",
            kind="full",
            start_date=days.start if days else None,
            end_date=days.end if days else None,
            local_authority=head.local_authority,
            health_bodies=head.health_bodies,
        ),
        feedback=requests,
        events=tuple(events),
        problems=problems,
    )


def find_plan_verdict(pieces: Sequence[Piece]) -> tuple[int | None, bool | None]:
    """Where the verdict stands among `pieces`, and whether the plan is fit for purpose; (None, None) without one.

    The first verdict counts, but one on an earlier version only where the letter gives no other.
    """
    words = phrases("letters")
    told: tuple[int, bool] | None = None
    for i, piece in enumerate(pieces):
        for name in ("unfit", "fit"):
            for match in words[name].finditer(piece.text):
                before = piece.text[piece.text.rfind(". ", 0, match.start()) + 1 : match.start()]
                if _OPEN.search(before):
                    continue
                if words["told"].search(before) is None:
                    return i, name == "fit"
                told = told or (i, name == "fit")
    return told or (None, None)


def _after_verdict(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """What follows the verdict at `at`, with the verdict's paragraph as lead-in where that ends with other words on a list
    right below ("The reasons are as follows.")."""
    own = list(pieces[at + 1 :])
    last = split_sentences(pieces[at].text)[-1:]
    words = phrases("letters")
    is_lead_in = bool(last) and not any(words[name].search(last[0]) for name in ("fit", "unfit"))
    is_list = bool(own) and (own[0].kind is Kind.BULLET or own[0].marker != "")
    return [replace(pieces[at], text=last[0]), *own] if is_lead_in and is_list else own


def _text_of(pieces: Sequence[Piece], head: LetterHead) -> list[Piece]:
    """The letter's own text: from the salutation to the sign-off."""
    start = head.size if head.size < len(pieces) else 0
    text = list[Piece]()
    for piece in pieces[start:]:
        if phrases("letters")["sign_off"].search(piece.text):
            break
        text.append(piece)
    return text


def _submitted(document: Document, pieces: Sequence[Piece]) -> list[EventFinding]:
    for piece in pieces:
        match = phrases("letters")["submitted"].search(piece.text)
        spans = find_dates(match["dates"] or match["dates2"] or match["dates3"]) if match else ()
        if spans and spans[0].precision == "day":
            label = f"{_plan_name(piece.text)} submitted"
            event = "wsoa_submitted" if label.startswith(_STATEMENT) else "other"
            return [event_at(event, spans[0], label, quote_of(document, piece))]
    return []


def _verdict_event(document: Document, piece: Piece, day: DateSpan, *, is_fit: bool) -> EventFinding:
    name = _plan_name(piece.text)
    verdict = "accepted as fit for purpose" if is_fit else "not fit for purpose: to be revised"
    event = "other" if name == _ACCELERATED else ("wsoa_accepted" if is_fit else "wsoa_resubmission_requested")
    return event_at(event, day, f"{name} {verdict}", quote_of(document, piece))


def _new_day(document: Document, pieces: Sequence[Piece]) -> list[EventFinding]:
    for piece in pieces:
        match = phrases("letters")["resubmit"].search(piece.text)
        spans = find_dates(match["dates"]) if match else ()
        if spans and spans[0].precision == "day":
            return [event_at("wsoa_due", spans[0], f"Revised {_STATEMENT.lower()} due", quote_of(document, piece))]
    return []


def _plan_name(text: str) -> str:
    return _ACCELERATED if phrases("letters")["plan_accelerated"].search(text) else _STATEMENT
