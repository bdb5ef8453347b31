"""The vocabulary of theme tagging: rows of `patterns/theme_terms.yml` written out as plain phrases.

A row is `{id: annual-review, groups: [...], phrases: [annual (review|reviews)]}`. In a phrase
`(a|b|)` stands for a, b or nothing, `{other-term}` for every phrase of another term, and `[x]` for "(x)" in print.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.model.errors import PatternError
from extract.theming.row_shapes import check_row

_BRACKETS = str.maketrans("[]", "()")  # round brackets of the text itself, which the notation uses up
_TOKEN = re.compile(r"\{[^{}]+\}|[(|)]|[^{}(|)]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One idea of the vocabulary and every way it is written, in lower case; `groups` are wider ideas it belongs to."""

    term_id: str
    groups: tuple[str, ...]
    phrases: tuple[str, ...]


def expand(phrase: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every plain phrase a compact one stands for; brackets may nest.

    Raises `KeyError` for a `{term}` that is not defined before it and `PatternError` for brackets that do not pair.
    """
    tokens = deque(_TOKEN.findall(phrase))
    plain = _alternatives(tokens, known, phrase)
    if tokens:
        raise PatternError(f"theme phrase {phrase!r} has a bracket that closes nothing")
    return tuple(dict.fromkeys(" ".join(text.translate(_BRACKETS).split()) for text in plain))


def _alternatives(tokens: deque[str], known: Mapping[str, tuple[str, ...]], phrase: str) -> list[str]:
    found: list[str] = []
    branch = [""]
    while tokens and tokens[0] != ")":
        token = tokens.popleft()
        if token == "|":
            found += branch
            branch = [""]
            continue
        if token == "(":
            choices: Sequence[str] = _alternatives(tokens, known, phrase)
            if not tokens:
                raise PatternError(f"theme phrase {phrase!r} has an open bracket: close it")
            tokens.popleft()
        elif token.startswith("{"):
            choices = known[token[1:-1]]
        else:
            choices = (token,)
        branch = [left + right for left in branch for right in choices]
    return found + branch


def parse_terms(rows: Iterable[object]) -> tuple[Term, ...]:
    """The terms of a pattern file's rows, in their order.

    Raises `PatternError` naming the term for a key that is missing, unknown or of the wrong kind, a repeated id, an
    unknown reference, or brackets that do not pair.
    """
    known: dict[str, tuple[str, ...]] = {}
    terms: list[Term] = []
    for number, raw in enumerate(rows, 1):
        row = check_row("term", raw, number)
        term_id = row["id"]
        if term_id in known:
            raise PatternError(f"theme term {term_id} is defined twice: merge the rows")
        try:
            phrases = tuple(dict.fromkeys(plain for phrase in row["phrases"] for plain in expand(phrase, known)))
        except KeyError as error:
            raise PatternError(f"theme term {term_id} refers to {error}: define that term above it") from error
        except PatternError as error:
            raise PatternError(f"theme term {term_id}: {error}") from error
        known[term_id] = phrases
        terms.append(Term(term_id, tuple(row.get("groups", ())), phrases))
    return tuple(terms)
