"""What holds for any text: nothing raises, spans are where they say, deadlines keep their text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.language.dates import find_dates
from extract.language.deadlines import parse_deadline
from extract.model.context import Context
from extract.model.document import Cell, Draft, Kind, assemble, squash
from extract.plans.owners import parse_owner
from extract.plans.status import StatusCell, read_status
from extract.targets.find import parse_targets
from extract.types.action_plan import extract_action_plan

# Pieces of the vocabulary in any order reach further than random letters.
VOCABULARY = """1 2 31 30 0 12 18 60% 8% 2020 2021 20/21 2020/21 March Sept Ocotber may term Autumn spring Q1 Q4 quarter
Easter of to and from by until within next months weeks year ongoing monthly – - / , . ( ) : ; half-term end early st th
£3m 1,000 at least more than reduce increase will plans places children wait (A.B) CCG Head SEND Jo Smith • 99/99/99
31/02/2020 × é 99999999999 0000"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_dates_stand_where_they_say_in_order(text: str) -> None:
    spans = find_dates(text, default_year=2020)
    assert all(text[span.char_start : span.char_end] == span.text and span.start <= span.end for span in spans)
    assert all(a.char_end <= b.char_start for a, b in pairwise(spans))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.just(date(2020, 10, 9))))
def test_deadlines_keep_their_text(text: str, from_date: date | None) -> None:
    deadline = parse_deadline(text, from_date=from_date)
    assert deadline.text == squash(text)
    assert (deadline.date is None) == (deadline.precision is None)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.booleans())
def test_targets_stand_in_the_text(text: str, is_pledge: bool) -> None:
    for pledge in parse_targets(text, is_pledge=is_pledge):
        assert 0 <= pledge.char_start < pledge.char_end <= len(text)
        assert pledge.measure


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_owners_and_statuses_never_raise(text: str) -> None:
    owner = parse_owner(text)
    assert owner is None or owner == squash(owner)
    read_status([StatusCell("RAG May 20", text, None), StatusCell(text, "Green", "00b050")])


CELLS = st.one_of(
    TEXTS, st.sampled_from(["Action", "Lead", "By when", "RAG", "Ref", "1.1", "Weakness 2", "• Do this\n• Do that", ""])
)


@st.composite
def drafts(draw: st.DrawFn) -> list[Draft]:
    """Blocks in any order: headings, lines, bullets, tables whose cells span rows and columns as they like."""
    found: list[Draft] = [Draft(Kind.HEADING, "SEND action plan", level=1)]
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(list(Kind)))
        if kind is not Kind.ROW:
            text = draw(CELLS)
            marker = "•" if kind is Kind.BULLET else ""
            found.append(Draft(kind, f"{marker} {text}".strip(), level=draw(st.integers(0, 3)), marker=marker))
            continue
        for _ in range(draw(st.integers(1, 4))):
            cells, column = [], 0
            for _ in range(draw(st.integers(1, 4))):
                span = draw(st.integers(1, 3))
                cells.append(
                    Cell(draw(CELLS), column, span, draw(st.integers(1, 3)), draw(st.sampled_from([None, "00b050"])))
                )
                column += span
            found.append(Draft(Kind.ROW, "", cells=tuple(cells), table=number, is_header=draw(st.booleans())))
    return found


@settings(max_examples=200, deadline=None)
@given(drafts())
def test_any_document_is_read_and_all_is_quoted(made: list[Draft]) -> None:
    document = assemble(made, media_type="text/html")
    found = extract_action_plan(document, Context())
    quotes = [action.quote for action in found.actions] + [target.quote for target in found.targets]
    assert all(document.quote(q.page, q.char_start, q.char_end) == q and q.text for q in quotes)
    assert all(t.action_index is None or t.action_index < len(found.actions) for t in found.targets)
