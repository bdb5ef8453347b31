"""Sentences are cut alike everywhere; a cut in the wrong place takes a verdict or a date from what it belongs to."""

import pytest

from extract.language.sentences import LONGEST, sentence_spans, split_sentences, statement_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is late. Two is not.", ["One is late.", "Two is not."]),
        ("Is it? “Yes.” It is!\nGood.", ["Is it?", "“Yes.” It is!", "Good."]),
        ("Plans, e.g. for transport, are late", ["Plans, e.g. for transport, are late"]),
        ("See para. 3 of it", ["See para. 3 of it"]),
        ("", [""]),
    ],
)
def test_sentences_and_their_places(text, sentences):
    assert split_sentences(text) == sentences
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_semicolons_part_only_where_asked():
    text = "Waits are long; Plans are late."
    assert split_sentences(text) == [text]
    assert split_sentences(text, at_semicolons=True) == ["Waits are long;", "Plans are late."]


def test_statements_end_at_semicolons_and_before_figures():
    text = "Received on 1 June; due in September. 12 weeks passed (so far.) Then it came."
    parts = [text[start:end].strip() for start, end in statement_spans(text)]
    assert parts == ["Received on 1 June;", "due in September.", "12 weeks passed (so far.)", "Then it came."]
    assert "".join(text[start:end] for start, end in statement_spans(text)) == text


def test_what_has_no_stop_is_cut_between_words_and_words_without_end_anywhere():
    text = "waits " * LONGEST
    parts = [text[start:end] for start, end in sentence_spans(text)]
    assert "".join(parts) == text
    assert max(map(len, parts)) <= LONGEST
    assert {word for part in parts for word in part.split()} == {"waits"}
    glued = "w" * (LONGEST + 1)
    assert list(sentence_spans(glued)) == [(0, LONGEST), (LONGEST, LONGEST + 1)]
