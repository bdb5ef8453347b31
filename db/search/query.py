"""What people type into a search box, understood: words, "phrases", begin* of a word, OR, -word, and the field's synonyms.

The result is a full-text query that SQLite accepts whatever was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from db.reference.tables import read_table, required

# Nobody asks more; a query of thousands of words would keep the server busy for a minute.
MOST_WORDS = 32
# Of one beginning: enough for "educat*", and few enough to be quick.
MOST_FORMS = 40
_PIECE = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")
# A phrase of synonyms has at most so many words.
_LONGEST = 6


@dataclass(frozen=True)
class SearchTerm:
    """A word or phrase as it is looked for; of a beginning the words that begin so are looked for instead."""

    text: str
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True)
class Clause:
    """Any of the terms must occur, or must not; `synonyms` are looked for as well."""

    terms: tuple[SearchTerm, ...]
    is_negative: bool = False
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordQuery:
    """What was typed, as clauses that must all hold; `dropped` counts the words beyond `MOST_WORDS`."""

    clauses: tuple[Clause, ...]
    dropped: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no word was typed."""
        return not self.clauses

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The beginnings of words, lower case."""
        terms = (term for clause in self.clauses for term in clause.terms)
        return tuple(dict.fromkeys(term.text.lower() for term in terms if term.is_prefix))

    @property
    def words(self) -> tuple[str, ...]:
        """The single words that must occur, as typed."""
        return self._words(self.clauses)

    @property
    def misspelt(self) -> tuple[str, ...]:
        """Those of the words whose spelling may be at fault: a word of the field's list of synonyms is spelt as people do."""
        return self._words(clause for clause in self.clauses if not clause.synonyms)

    @staticmethod
    def _words(clauses: Iterable[Clause]) -> tuple[str, ...]:
        return tuple(
            word
            for clause in clauses
            if not clause.is_negative
            for term in clause.terms
            if not term.is_prefix
            for word in _WORD.findall(term.text)
        )

    def without_synonyms(self) -> WordQuery:
        """The same, for exactly the words typed."""
        return replace(self, clauses=tuple(replace(clause, synonyms=()) for clause in self.clauses))


def parse_words(typed: str) -> WordQuery:
    """Understand what was typed. Signs that mean nothing are ignored; quotation marks not closed reach to the end."""
    clauses: list[Clause] = []
    joins_next = False
    pieces = [match.groups("") for match in _PIECE.finditer(typed.replace("\0", " "))]
    dropped = max(0, len(pieces) - MOST_WORDS)
    for minus, phrase, word in pieces[:MOST_WORDS]:
        if word in ("OR", "AND", "NOT") and not minus:
            joins_next = word == "OR" and bool(clauses)
            continue
        term = _make_term(phrase, word)
        if term is None:
            continue
        if joins_next and not minus and not clauses[-1].is_negative:
            clauses[-1] = replace(clauses[-1], terms=(*clauses[-1].terms, term))
        else:
            clauses.append(Clause((term,), is_negative=bool(minus)))
        joins_next = False
    return WordQuery(tuple(_with_synonyms(clauses)), dropped)


def to_match(query: WordQuery, forms: Mapping[str, Sequence[str]] | None = None) -> str:
    """The clauses that must hold, less those that must not, as SQLite's full-text query.

    `forms` gives the words that begin with a beginning. Where nothing must hold (no word, or only -words) the query
    finds nothing: ask for `unwanted` and take the rest.
    """
    wanted = [_match_clause(clause, forms or {}) for clause in query.clauses if not clause.is_negative]
    without = unwanted(query, forms)
    if not wanted:
        return '""'
    every = " AND ".join(wanted)
    return f"({every}) NOT ({without})" if without else every


def unwanted(query: WordQuery, forms: Mapping[str, Sequence[str]] | None = None) -> str:
    """What must not occur, as SQLite's full-text query; empty where there is nothing."""
    return " OR ".join(_match_clause(clause, forms or {}) for clause in query.clauses if clause.is_negative)


def _make_term(phrase: str, word: str) -> SearchTerm | None:
    is_prefix = bool(word) and word.endswith("*")
    text = " ".join(_WORD.findall(phrase or word))
    return SearchTerm(text, is_phrase=bool(phrase), is_prefix=is_prefix) if text else None


def _match_clause(clause: Clause, forms: Mapping[str, Sequence[str]]) -> str:
    texts: list[str] = []
    for term in clause.terms:
        texts += forms.get(term.text.lower(), ()) if term.is_prefix else (term.text,)
    # A beginning of no known word is looked for among stems.
    starts = [f'"{t.text}"*' for t in clause.terms if t.is_prefix and not forms.get(t.text.lower())]
    quoted = [f'"{" ".join(_WORD.findall(text))}"' for text in dict.fromkeys((*texts, *clause.synonyms))] + starts
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def _with_synonyms(clauses: Sequence[Clause]) -> Iterable[Clause]:
    """The clauses, words in a row that are a known phrase joined, with what else it is called; quoted ones stay exact."""
    place = 0
    while place < len(clauses):
        for length in range(min(_LONGEST, len(clauses) - place), 0, -1):
            run = clauses[place : place + length]
            found = _find_synonyms(run)
            if found:
                text = " ".join(clause.terms[0].text for clause in run)
                yield Clause((SearchTerm(text, is_phrase=length > 1),), synonyms=found)
                place += length
                break
        else:
            yield clauses[place]
            place += 1


def _find_synonyms(run: Sequence[Clause]) -> tuple[str, ...]:
    terms = [clause.terms[0] for clause in run if len(clause.terms) == 1 and not clause.is_negative]
    if len(terms) < len(run) or any(term.is_phrase or term.is_prefix for term in terms):
        return ()
    return _synonyms().get(_compared(" ".join(term.text for term in terms)), ())


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """What else each known term is called; a term of two groups is called by both."""
    found: dict[str, dict[str, None]] = {}
    for record in read_table("search_synonyms"):
        terms = required(record, "terms").split(";")
        for term in terms:
            others = found.setdefault(_compared(term), {})
            others.update(dict.fromkeys(other for other in terms if _compared(other) != _compared(term)))
    return {term: tuple(others) for term, others in found.items()}


def _compared(term: str) -> str:
    """Lower case, only words, without a plural's s: the index compares stems as well."""
    words = [word.lower() for word in _WORD.findall(term)]
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)
