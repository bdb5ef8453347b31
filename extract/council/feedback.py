"""The inspectorates' requests for more detail in a plan, and the area's answers, as council papers list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.council.actions import top_level_runs
from extract.language.phrases import phrases
from extract.lists.pieces import Piece, quote_of
from extract.model.document import Document, Kind, squash
from extract.model.findings import ActionFinding, FeedbackFinding


@dataclass(frozen=True, slots=True)
class Feedback:
    """Requests with their answers, every answer as an action, and the positions of the pieces they take."""

    requests: tuple[FeedbackFinding, ...] = ()
    actions: tuple[ActionFinding, ...] = ()
    taken: frozenset[int] = frozenset()


def find_feedback(document: Document, pieces: Sequence[Piece]) -> Feedback:
    """The list of requests after a lead-in ("requested some further detail …"), nothing where there is none.

    Bullets of the first one's level are requests, those below them the answers. A bullet whose indent was lost over a
    page break is an answer too: it has the answers' glyph, or neither asks for anything nor has answers of its own.
    """
    lead_in = phrases("council")["feedback_lead_in"]
    for i, piece in enumerate(pieces[:-1]):
        if (
            piece.kind is Kind.PARAGRAPH
            and pieces[i + 1].kind is Kind.BULLET
            and lead_in.search(piece.text)
            and not _is_ahead(piece.text)
        ):
            end = i + 1
            while end < len(pieces) and pieces[end].kind is Kind.BULLET:
                end += 1
            groups = _grouped(pieces[i + 1 : end])
            if any(len(group) > 1 for group in groups) or _asks_for(piece.text):
                return _feedback(document, groups, frozenset(range(i, end)))
    return _of_table(document, pieces)


def _is_ahead(lead_in: str) -> bool:
    """Whether a lead-in tells what inspectors will ask on their visit: requests on a plan have been made."""
    return phrases("council")["inspectors_will"].search(lead_in) is not None


def _asks_for(lead_in: str) -> bool:
    """Whether a lead-in by itself says that the inspectorates ask for what follows."""
    return lead_in.endswith(":") and phrases("council")["inspectorate"].search(lead_in) is not None


def _of_table(document: Document, pieces: Sequence[Piece]) -> Feedback:
    """The requests and answers of a table headed so ("Ofsted feedback | Our response")."""
    words = phrases("council")
    columns: tuple[int, int] | None = None
    requests: list[FeedbackFinding] = []
    actions: list[ActionFinding] = []
    taken: set[int] = set()
    for i, piece in enumerate(pieces):
        block = piece.block
        if block is None or block.kind is not Kind.ROW:
            if requests:
                break
            columns = None
            continue
        heads = {cell.column: squash(cell.text) for cell in block.cells}
        asked = [column for column, text in heads.items() if words["request_column"].match(text)]
        answered = [column for column, text in heads.items() if words["response_column"].match(text)]
        if asked and answered:
            columns = asked[0], answered[0]
        elif columns is not None:
            cells = {cell.column: cell for cell in block.cells if cell.text}
            request, response = cells.get(columns[0]), cells.get(columns[1])
            if request is None:
                continue
            answer = document.quote_cell(block, response) if response else None
            requests.append(FeedbackFinding(len(requests) + 1, document.quote_cell(block, request), answer))
            actions += [ActionFinding(answer)] if answer else []
            taken.add(i)
    return Feedback(tuple(requests), tuple(actions), frozenset(taken))


def _grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Every request with its answers."""
    asks = phrases("council")["request_words"]
    level = pieces[0].level
    is_flat = all(piece.level <= level for piece in pieces)
    # Where no indent is left, answers are told by their own glyph.
    glyphs = {_glyph(piece) for piece in pieces if is_flat or piece.level > level} - {_glyph(pieces[0])}
    groups: list[list[Piece]] = []
    for i, piece in enumerate(pieces):
        has_answers = i + 1 < len(pieces) and pieces[i + 1].level > piece.level
        is_request = piece.level <= level and _glyph(piece) not in glyphs
        if not groups or (is_request and (is_flat or has_answers or asks.search(piece.text))):
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return groups


def _glyph(piece: Piece) -> str:
    """The marker's kind: the glyph itself, one for all numbers and letters."""
    return "#" if any(char.isalnum() for char in piece.marker) else piece.marker


def _feedback(document: Document, groups: Sequence[Sequence[Piece]], taken: frozenset[int]) -> Feedback:
    requests, actions = [], []
    for number, (request, *answers) in enumerate(groups, 1):
        response = quote_of(document, answers[0], answers[-1]) if answers else None
        requests.append(FeedbackFinding(number, quote_of(document, request), response))
        for run in top_level_runs(answers) if answers else ():
            actions.append(ActionFinding(quote_of(document, run[0], run[-1])))
    return Feedback(tuple(requests), tuple(actions), taken)
