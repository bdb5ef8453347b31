"""What the inspectorates still ask for in a plan they have read: each request of an acceptance letter."""

from __future__ import annotations

from collections.abc import Sequence

from extract.language.phrases import phrases
from extract.lists.pieces import Piece, quote_of
from extract.model.document import Document, Kind
from extract.model.findings import FeedbackFinding, ProblemFinding


def find_requests(
    document: Document, pieces: Sequence[Piece], *, is_rejected: bool = False
) -> tuple[tuple[FeedbackFinding, ...], tuple[ProblemFinding, ...]]:
    """The requests among `pieces` (those after the verdict), numbered in order, and lists no rule knows as problems.

    A list of bullets counts where its lead-in asks, or most of its bullets do; praise is given in bullets too. Where no
    list does, a paragraph that asks ("It would be helpful if ...") is a request. In a letter that rejects the plan
    (`is_rejected`) a list gives the reasons, unless it praises: each is something to be put right.
    """
    groups: list[list[Piece]] = []
    problems: list[ProblemFinding] = []
    for lead_in, items in _lists(pieces):
        is_reason = is_rejected and lead_in is not None and not _praises(lead_in.text)
        if is_reason or _asks(lead_in, items):
            groups.extend(items)
        elif lead_in is not None and not _praises(lead_in.text):
            message = f"a list in the letter that is neither praise nor request: “{items[0][0].text[:100]}”"
            problems.append(ProblemFinding("extract", "unknown_list", message))
    if not groups:
        groups = [[piece] for piece in pieces if piece.kind is Kind.PARAGRAPH and _is_request(piece.text)]
    requests = (quote_of(document, group[0], group[-1]) for group in groups)
    return tuple(FeedbackFinding(number, quote) for number, quote in enumerate(requests, 1)), tuple(problems)


def _lists(pieces: Sequence[Piece]) -> list[tuple[Piece | None, list[list[Piece]]]]:
    """Every run of bullets with the paragraph before it; nested bullets and cut paragraphs stay with their bullet."""
    lists: list[tuple[Piece | None, list[list[Piece]]]] = []
    before: Piece | None = None
    is_inside = False
    for piece in pieces:
        if piece.kind is Kind.BULLET or piece.marker:
            if not is_inside:
                lists.append((before, []))
            items = lists[-1][1]
            if items and piece.level > items[0][0].level:
                items[-1].append(piece)
            else:
                items.append([piece])
            is_inside = True
        elif is_inside and piece.text[:1].islower() and not lists[-1][1][-1][-1].text.endswith("."):
            lists[-1][1][-1].append(piece)
        else:
            before, is_inside = piece, False
    return lists


def _asks(lead_in: Piece | None, items: Sequence[Sequence[Piece]]) -> bool:
    words = phrases("letters")
    if lead_in is not None and words["asks_lead_in"].search(lead_in.text) and not _praises(lead_in.text):
        return True
    if lead_in is not None and _praises(lead_in.text):
        return False
    asking = sum(
        bool(words["asks"].search(item[0].text) or words["asks_imperative"].match(item[0].text)) for item in items
    )
    return asking > len(items) / 2


def _praises(text: str) -> bool:
    """Whether a line praises and leaves it at that ("strong in much, but the following need work" does not)."""
    words = phrases("letters")
    return words["praise"].search(text) is not None and words["turn"].search(text) is None


def _is_request(text: str) -> bool:
    return phrases("letters")["asks_sentence"].search(text) is not None and not text.endswith(":")
