"""Themes: what an inspection item, a planned action or a strength is about, with the words that decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.model.findings import ThemeHit
from extract.theming.items import ItemKind, Untagged
from extract.theming.taxonomy import THEMES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extract.theming.components import Decided, FiredRule

_INVISIBLE = "\x02\u00ad\u200b\ufffe"  # what converters leave of a hyphen at a line's end
# What is longer is no word, and spaCy looks at it again for each of its characters.
_LONGEST_WORD = 200
_BATCH = 64  # items decided together: a report's, and few enough to be held at once
# One character for one, so that phrases match however a document was typeset.
_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("‐", "-"), ("‑", "-"), ("–", "-"), ("—", "-"))
_ORDER = {theme.theme_id: place for place, theme in enumerate(THEMES)}


@cache
def pipeline(*, spans: bool = False) -> Language:
    """The one spaCy pipeline: the terms met, the rules over them, the model over both; `spans` marks the terms for a reader.

    The model is read when the first item is tagged. Raises `PatternError` for unusable patterns.
    """
    import spacy

    from extract.theming.components import MODEL_FACTORY, TERMS_FACTORY, THEMES_FACTORY  # importing registers them

    nlp = spacy.blank("en")
    nlp.add_pipe(TERMS_FACTORY, config={"spans": spans})
    nlp.add_pipe(THEMES_FACTORY)
    nlp.add_pipe(MODEL_FACTORY)
    return nlp


def prepare(item: Untagged, nlp: Language) -> Doc:
    """An item as a document for the pipeline: on one line, with plain typography, its kind noted."""
    return _prepare(_on_one_line(item.text), item.kind, nlp)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text has its themes: each term met with its words, each rule that holds with its theme and its words, and
    each theme that the model decides for, with the words that decided."""

    terms: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str, str], ...]
    themes: tuple[ThemeHit, ...]


def explain(text: str, kind: ItemKind = ItemKind.ASKED) -> Explanation:
    """The terms, rules and themes of one item, in the order in which the text and the taxonomy have them."""
    from extract.theming.components import TERMS_KEY, THEMES_KEY

    nlp = pipeline(spans=True)
    plain = _on_one_line(text)
    doc = nlp(_prepare(plain, kind, nlp))
    return Explanation(
        terms=tuple((span.label_, plain[span.start_char : span.end_char]) for span in doc.spans[TERMS_KEY]),
        rules=tuple(
            (rule.rule_id, rule.theme_id, _evidence(plain, rule.places))
            for rule in _in_order(doc.user_data[THEMES_KEY])
        ),
        themes=_hits(plain, doc),
    )


def tag_all(items: Sequence[Untagged]) -> list[tuple[ThemeHit, ...]]:
    """The themes of many items, each in the order of `THEMES`; none for an item that names no matter of its own.

    In evidence, white space is single blanks and an ellipsis stands between words that do not follow each other. Raises
    `PatternError` for unusable patterns or a missing model.
    """
    nlp = pipeline()
    lines = [_on_one_line(item.text) for item in items]
    docs = (_prepare(line, item.kind, nlp) for line, item in zip(lines, items, strict=True))
    return [_hits(line, doc) for line, doc in zip(lines, nlp.pipe(docs, batch_size=_BATCH), strict=True)]


def _prepare(line: str, kind: ItemKind, nlp: Language) -> Doc:
    from extract.theming.components import KIND_KEY

    doc = nlp.make_doc(_plain_typography(line))
    doc.user_data[KIND_KEY] = kind
    return doc


def _hits(text: str, doc: Doc) -> tuple[ThemeHit, ...]:
    from extract.theming.components import DECIDED_KEY

    decided: tuple[Decided, ...] = doc.user_data[DECIDED_KEY]
    return tuple(
        ThemeHit(each.theme_id, _evidence(text, each.places), each.confidence, "rule" if each.rule_id else "model")
        for each in sorted(decided, key=lambda each: _ORDER[each.theme_id])
    )


def _in_order(fired: Iterable[FiredRule]) -> list[FiredRule]:
    return sorted(fired, key=lambda rule: _ORDER[rule.theme_id])


def _evidence(text: str, places: Iterable[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in places)


def _on_one_line(text: str) -> str:
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    words = text.split()
    if max(map(len, words), default=0) > _LONGEST_WORD:
        words = [word for word in words if len(word) <= _LONGEST_WORD]
    return " ".join(words)


def _plain_typography(text: str) -> str:
    for typeset, plain in _TYPOGRAPHY:
        text = text.replace(typeset, plain)
    return text
