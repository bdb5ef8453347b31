"""Themes: what an inspection item, a planned action or a strength is about, with the words that decided."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from extract.model.findings import ThemeHit
from extract.theming.taxonomy import THEMES

if TYPE_CHECKING:
    from spacy.language import Language

_INVISIBLE = "\x02\u00ad\u200b\ufffe"  # what converters leave of a hyphen at a line's end
# One character for one, so that phrases match however a document was typeset.
_TYPOGRAPHY = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("‐", "-"), ("‑", "-"), ("–", "-"), ("—", "-"))


_ORDER = {theme.theme_id: place for place, theme in enumerate(THEMES)}


@cache
def _pipeline() -> Language:
    import spacy

    import extract.theming.components  # registers the factory

    nlp = spacy.blank("en")
    nlp.add_pipe(extract.theming.components.FACTORY)
    return nlp


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
        tuple(
            ThemeHit(theme_id, " … ".join(text[start:end] for start, end in places))
            for theme_id, places in sorted(doc.user_data[THEMES_KEY], key=lambda found: _ORDER[found[0]])
        )
        for text, doc in zip(plain, docs, strict=True)
    ]


def _on_one_line(text: str) -> str:
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    return " ".join(text.split())


def _plain_typography(text: str) -> str:
    for typeset, plain in _TYPOGRAPHY:
        text = text.replace(typeset, plain)
    return text
