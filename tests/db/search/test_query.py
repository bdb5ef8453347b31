"""What is typed into a search box becomes a query that SQLite accepts and that means what was meant."""

import sqlite3
import time

import pytest

from db.reference.tables import read_table
from db.search.query import MOST_WORDS, parse_words, to_match, unwanted
from db.sqlite.fulltext import TOKENIZER

TEXTS = {
    1: "Education, health and care plans are late",
    2: "EHC plans and annual reviews are weak",
    3: "Children wait too long for autism assessments",
    4: "Dyslexia is recognised and waiting is short",
    5: "Educational psychologists advise on co-production",
}


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE f USING fts5(text, tokenize='{TOKENIZER}')")
    connection.executemany("INSERT INTO f (rowid, text) VALUES (?, ?)", TEXTS.items())
    return connection


def found(index, typed, forms=None):
    match = to_match(parse_words(typed), forms)
    return {row[0] for row in index.execute("SELECT rowid FROM f WHERE f MATCH ?", (match,))}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("plans late", {1}),
        ("EHCP", {1, 2}),
        ("ehcps", {1, 2}),
        ("EHC plan", {1, 2}),
        ('"EHC plan"', {2}),
        ("coproduction", {5}),
        ("ASD", {3}),
        ("autism OR dyslexia", {3, 4}),
        ("autism or dyslexia", set()),
        ("autism OR dyslexia -waiting", set()),
        ("EHCP -annual", {1}),
        ("wait* -dyslexia", {3}),
        ("zzz*", set()),
        ('"plans and annual', {2}),
        ("", set()),
        ("-autism", set()),
        ("OR", set()),
        ("OR autism", {3}),
        ("!!! * - \" '", set()),
        ("NEAR(autism) text:autism", set()),
        ("(autism)", {3}),
        ('"', set()),
        ('""', set()),
    ],
)
def test_words_find_what_was_meant(index, typed, numbers):
    assert found(index, typed, {"wait": ["wait", "waiting"]}) == numbers


def test_a_beginning_is_looked_up_among_the_words():
    query = parse_words("Educat* plan")
    assert query.prefixes == ("educat",)
    assert to_match(query, {"educat": ["education", "educational"]}) == '("education" OR "educational") AND "plan"'


def test_only_words_that_must_not_occur():
    query = parse_words("-autism -dyslexia")
    assert to_match(query) == '""'
    assert unwanted(query) == '"autism" OR "dyslexia"'


def test_exactly_the_words_typed_can_be_asked_for():
    query = parse_words("EHCP late")
    assert len(query.clauses[0].synonyms) > 2
    assert to_match(query.without_synonyms()) == '"EHCP" AND "late"'
    assert query.words == ("EHCP", "late")


def test_a_flood_of_words_is_cut_and_told():
    began = time.perf_counter()
    query = parse_words("word " * 20_000)
    assert len(query.clauses) == MOST_WORDS
    assert query.dropped == 20_000 - MOST_WORDS
    assert time.perf_counter() - began < 1


def test_no_term_of_the_field_stands_in_a_group_alone():
    groups = [row["terms"].split(";") for row in read_table("search_synonyms")]
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in groups)
