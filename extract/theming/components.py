"""The project's own spaCy components. Importing this module imports spaCy: do it inside functions only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc

from extract.patterns import load_rows
from extract.theming.phrase_trie import Hit, PhraseTrie
from extract.theming.rules import Rule, Segment, find_match, parse_rules, segments
from extract.theming.taxonomy import THEMES
from extract.theming.terms import parse_terms

_SENTENCE_BREAK = "sentence-break"
_CLAUSE_BREAK = "clause-break"
FACTORY = "sendkb_theme_tagger"
THEMES_KEY = "themes"  # Doc.user_data key of the tagger's answer
ThemePlaces = tuple[str, tuple[tuple[int, int], ...]]  # a theme and the [start, end) characters that decided it


class ThemeTagger:
    """Writes the themes of a text to `doc.user_data["themes"]` as a tuple of `ThemePlaces`."""

    def __init__(self, nlp: Language, terms: str, rules: str) -> None:
        vocabulary = parse_terms(load_rows(terms))
        names = [term.term_id for term in vocabulary]
        names += sorted({group for term in vocabulary for group in term.groups} - set(names))
        bits = {name: 1 << place for place, name in enumerate(names)}
        parsed = parse_rules(load_rows(rules), bits, themes={theme.theme_id for theme in THEMES})
        self._rules = sorted(parsed, key=lambda rule: rule.fallback)  # stable: the file's order otherwise
        sentence, clause = bits[_SENTENCE_BREAK], bits[_CLAUSE_BREAK]
        self._breaks = {"item": 0, "sentence": sentence, "clause": sentence | clause}
        self._phrases = PhraseTrie()
        tokenise = _tokeniser(nlp)
        for term in vocabulary:
            mask = bits[term.term_id]
            for group in term.groups:
                mask |= bits[group]
            for phrase in term.phrases:
                self._phrases.add(tokenise(phrase), mask)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document in place."""
        hits = self._phrases.find(doc.to_array(LOWER).tolist())
        doc.user_data[THEMES_KEY] = tuple(self._themes(doc, hits))
        return doc

    def _matches(self, hits: list[Hit]) -> Iterator[tuple[str, tuple[Hit, ...]]]:
        """Each theme of which a rule holds, once, with the hits that decided."""
        present = 0
        for hit in hits:
            present |= hit.bits
        cut: dict[str, list[Segment]] = {}
        settled: set[str] = set()
        for rule in self._rules:
            if rule.fallback and settled:
                return
            if rule.theme_id in settled or not _may_hold(rule, present):
                continue
            if rule.scope not in cut:
                cut[rule.scope] = segments(hits, self._breaks[rule.scope])
            for segment in cut[rule.scope]:
                if chosen := find_match(rule, segment):
                    settled.add(rule.theme_id)
                    yield rule.theme_id, chosen
                    break

    def _themes(self, doc: Doc, hits: list[Hit]) -> Iterator[ThemePlaces]:
        for theme_id, chosen in self._matches(hits):
            places = sorted((doc[hit.start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1])) for hit in chosen)
            yield theme_id, tuple(places)


def _may_hold(rule: Rule, present: int) -> bool:
    """Whether the terms met in the whole item let a rule hold somewhere in it."""
    for wanted in rule.when:
        if not present & wanted:
            return False
    return not present & rule.unless_item and (not rule.item_has or bool(present & rule.item_has))


def _tokeniser(nlp: Language) -> Callable[[str], list[int]]:
    """A phrase's tokens as the pipeline cuts them in a text; every word of the vocabulary is cut only once."""

    @cache
    def cut(word: str) -> list[int]:
        tokens: list[int] = nlp.make_doc(word).to_array(LOWER).tolist()
        return tokens

    return lambda phrase: [token for word in phrase.split() for token in cut(word)]


def create_theme_tagger(nlp: Language, name: str, terms: str, rules: str) -> ThemeTagger:
    """Factory of the component `sendkb_theme_tagger`; `terms` and `rules` are files of extract/patterns."""
    return ThemeTagger(nlp, terms, rules)


Language.factory(
    FACTORY,
    default_config={"terms": "theme_terms", "rules": "theme_rules"},
    func=create_theme_tagger,
)
