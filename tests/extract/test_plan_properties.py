"""What holds for any text: nothing raises, spans are where they say, deadlines keep their text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.dates import find_dates
from extract.deadlines import parse_deadline
from extract.document import squash
from extract.owners import parse_owner
from extract.plan_status import StatusCell, read_status
from extract.targets import parse_targets

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
