"""What a 2016-22 inspection letter praises and asks for, under each of the framework's three questions.

Under every question stand "Strengths" and "Areas for development", each a list of bullets (of paragraphs in some letters).
The "Main findings" before them sum up both without saying which is which, so they yield no items of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.language.phrases import phrases
from extract.lists.items import goes_on, is_unfinished
from extract.lists.pieces import Piece, quote_of
from extract.model.document import Document, Kind
from extract.model.findings import ProblemFinding, StrengthFinding, WeaknessFinding, WeaknessKind

_QUESTIONS = ("heading_identifying", "heading_meeting", "heading_outcomes")
_HEADING_LENGTH = 260
_LONGEST_LINE = 120  # characters of a heading's second line: longer text is a paragraph


@dataclass
class _State:
    """Where the reading stands: the question's heading, which of the two lists, what was gathered."""

    section: str | None = None
    part: str | None = None
    groups: list[tuple[str, str, list[Piece]]] = field(default_factory=list)
    problems: list[ProblemFinding] = field(default_factory=list)
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Sections:
    """Items under the three questions; `questions` says how many of them the letter has."""

    strengths: tuple[StrengthFinding, ...]
    weaknesses: tuple[WeaknessFinding, ...]
    problems: tuple[ProblemFinding, ...]
    questions: int


def read_sections(document: Document, pieces: Sequence[Piece], end: int | None = None) -> Sections:
    """The strengths and areas for development among `pieces` up to position `end` (the lead-in of the weaknesses)."""
    state = _State()
    for piece in pieces[:end]:
        if phrases("letters")["sign_off"].search(piece.text):
            break
        _read(state, piece)
    strengths: list[StrengthFinding] = []
    weaknesses: list[WeaknessFinding] = []
    for section, part, group in state.groups:
        quote = quote_of(document, group[0], group[-1])
        if part == "strengths":
            strengths.append(StrengthFinding(section, quote))
        else:
            weaknesses.append(
                WeaknessFinding(WeaknessKind.NARRATIVE, len(weaknesses) + 1, quote, title=section, confidence=0.95)
            )
    return Sections(tuple(strengths), tuple(weaknesses), tuple(state.problems), state.questions)


def _read(state: _State, piece: Piece) -> None:
    words = phrases("letters")
    could_head = piece.kind in (Kind.HEADING, Kind.PARAGRAPH) and len(piece.text) <= _HEADING_LENGTH
    if could_head and any(words[name].search(piece.text) for name in _QUESTIONS) and not piece.text.endswith("."):
        state.section, state.part, state.questions = piece.text, None, state.questions + 1
    elif could_head and words["heading_strengths"].search(piece.text):
        state.part = "strengths"
    elif could_head and words["heading_development"].search(piece.text):
        state.part = "development"
    elif words["concerns"].search(piece.text) or (could_head and words["heading_main"].search(piece.text)):
        state.section, state.part = None, None
    elif state.section is None or piece.kind is Kind.ROW:
        return
    elif state.part is None:
        _read_before_lists(state, state.section, piece)
    elif piece.kind is Kind.HEADING:
        state.problems.append(
            ProblemFinding("extract", "unknown_heading", f"heading inside “{state.section}” not known: “{piece.text}”")
        )
        state.section, state.part = None, None
    else:
        _add(state, state.section, state.part, piece)


def _read_before_lists(state: _State, section: str, piece: Piece) -> None:
    """A piece between a question and its first list: the heading's second line, or text no rule places."""
    is_second_line = not piece.text.endswith(".") and len(piece.text) <= _LONGEST_LINE and piece.kind is not Kind.BULLET
    if is_second_line:
        state.section = f"{section} {piece.text}"
        return
    message = f"under “{section}” stands text outside strengths and areas for development: “{piece.text[:80]}”"
    state.problems.append(ProblemFinding("extract", "text_outside_lists", message))


def _add(state: _State, section: str, part: str, piece: Piece) -> None:
    """Begin an item or go on with the last one of the same list."""
    if state.groups and state.groups[-1][:2] == (section, part):
        group = state.groups[-1][2]
        first, last = group[0], group[-1]
        is_nested = piece.kind is Kind.BULLET and (
            piece.level > first.level
            or (piece.marker != first.marker and last.text.endswith(":"))
            or goes_on(group, piece)
        )
        is_closed = last.text.endswith((".", "!", "?", ";", "’", "”"))
        # A paragraph after a bullet goes on with it over a page break, or where it is set under the bullet's text.
        is_under = first.kind is Kind.BULLET and (piece.level > 0 or piece.page > last.page)
        is_rest = (
            piece.kind is Kind.PARAGRAPH
            and not piece.marker
            and (not is_closed or piece.text[:1].islower() or is_under)
        )
        is_split = (
            piece.kind is Kind.BULLET and piece.text[:1].islower() and (is_unfinished(last.text) or not is_closed)
        )
        if is_nested or is_rest or (is_split and first.text[:1].isupper()):
            group.append(piece)
            return
    state.groups.append((section, part, [piece]))
