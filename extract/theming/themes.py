"""Themes: what an inspection item, a planned action or a strength is about, with the words that decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.model.findings import ThemeHit
from extract.theming.taxonomy import THEMES

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.theming.components import FiredRule

_INVISIBLE = "\x02\u00ad\u200b\ufffe"  # what converters leave of a hyphen at a line's end
# One character for one, so that phrases match however a document was typeset.
_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("‐", "-"), ("‑", "-"), ("–", "-"), ("—", "-"))
_ORDER = {theme.theme_id: place for place, theme in enumerate(THEMES)}


@cache
def _pipeline(*, spans: bool = False) -> Language:
    """The one spaCy pipeline: the terms met, then the rules over them; `spans` marks the terms for a reader.

    Raises `PatternError` for unusable patterns.
    """
    import spacy

    from extract.theming.components import TERMS_FACTORY, THEMES_FACTORY  # importing them registers the factories

    nlp = spacy.blank("en")
    nlp.add_pipe(TERMS_FACTORY, config={"spans": spans})
    nlp.add_pipe(THEMES_FACTORY)
    return nlp


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text has its themes: each term met with its words, each rule that holds with its theme and its words."""

    terms: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str, str], ...]


def explain(text: str) -> Explanation:
    """The terms and rules behind `tag(text)`, in the order in which the text and the themes have them."""
    from extract.theming.components import TERMS_KEY, THEMES_KEY

    plain = _on_one_line(text)
    doc = _pipeline(spans=True)(_plain_typography(plain))
    return Explanation(
        terms=tuple((span.label_, plain[span.start_char : span.end_char]) for span in doc.spans[TERMS_KEY]),
        rules=tuple(
            (rule.rule_id, rule.theme_id, _evidence(plain, rule.places))
            for rule in _in_order(doc.user_data[THEMES_KEY])
        ),
    )


def tag(text: str, *, heading: str | None = None) -> tuple[ThemeHit, ...]:
    """The themes of one item, in the order of `THEMES`; none for an item that names no matter of its own.

    A heading the item stands under decides only where the item's own words do not ("Timeliness" under "EHC plans").
    """
    own = tag_all([text])[0]
    if own or heading is None:
        return own
    return tag_all([f"{heading}: {text}"])[0]


def tag_all(texts: Sequence[str]) -> list[tuple[ThemeHit, ...]]:
    """The themes of many items, as `tag` gives them one by one; in evidence, white space is
    single blanks and an ellipsis stands between words that do not follow each other."""
    from extract.theming.components import THEMES_KEY

    plain = [_on_one_line(text) for text in texts]
    docs = map(_pipeline(), map(_plain_typography, plain))
    return [
        tuple(ThemeHit(rule.theme_id, _evidence(text, rule.places)) for rule in _in_order(doc.user_data[THEMES_KEY]))
        for text, doc in zip(plain, docs, strict=True)
    ]


def _in_order(fired: Iterable[FiredRule]) -> list[FiredRule]:
    return sorted(fired, key=lambda rule: _ORDER[rule.theme_id])


def _evidence(text: str, places: Iterable[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in places)


def _on_one_line(text: str) -> str:
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    return " ".join(text.split())


def _plain_typography(text: str) -> str:
    for typeset, plain in _TYPOGRAPHY:
        text = text.replace(typeset, plain)
    return text
