"""Themes by the rules alone, for tests that hold the rules to something whatever the model makes of them."""

from __future__ import annotations

from extract.model.findings import ThemeHit
from extract.theming.components import MODEL_FACTORY, THEMES_KEY
from extract.theming.items import Untagged
from extract.theming.taxonomy import THEMES
from extract.theming.themes import pipeline, prepare

_ORDER = [theme.theme_id for theme in THEMES]


def tag_by_rules(text: str) -> list[ThemeHit]:
    """The themes of which a rule holds, in the taxonomy's order, with the words that decided."""
    nlp = pipeline()
    with nlp.select_pipes(disable=MODEL_FACTORY):
        doc = nlp(prepare(Untagged(text), nlp))
    hits = [
        ThemeHit(rule.theme_id, " … ".join(doc.text[start:end] for start, end in rule.places))
        for rule in doc.user_data[THEMES_KEY]
    ]
    return sorted(hits, key=lambda hit: _ORDER.index(hit.theme_id))
