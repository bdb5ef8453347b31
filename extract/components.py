"""The project's own spaCy components. Importing this module imports spaCy: do it inside functions only."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extract.theme_rules import Hit, Rule, find_match, longest, parse_rules, segments
from extract.theme_terms import parse_terms

_PATTERNS = files("extract") / "patterns"
_SENTENCE_BREAK = "sentence-break"
_CLAUSE_BREAK = "clause-break"
FACTORY = "sendkb_theme_tagger"
THEMES_KEY = "themes"  # Doc.user_data key of the tagger's answer
ThemePlaces = tuple[str, tuple[tuple[int, int], ...]]  # a theme and the [start, end) characters that decided it


class ThemeTagger:
    """Writes the themes of a text to `doc.user_data["themes"]` as a tuple of `ThemePlaces`."""

    def __init__(self, nlp: Language, terms: str, rules: str) -> None:
        vocabulary = parse_terms((_PATTERNS / terms).read_text("utf-8").splitlines())
        names = [term.term_id for term in vocabulary]
        names += sorted({group for term in vocabulary for group in term.groups} - set(names))
        bits = {name: 1 << place for place, name in enumerate(names)}
        parsed = parse_rules((_PATTERNS / rules).read_text("utf-8").splitlines(), bits)
        self._rules = sorted(parsed, key=lambda rule: rule.fallback)  # stable: the file's order otherwise
        self._sentence_breaks = bits[_SENTENCE_BREAK]
        self._clause_breaks = bits[_SENTENCE_BREAK] | bits[_CLAUSE_BREAK]
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._bits: dict[int, int] = {}
        for term in vocabulary:
            self._matcher.add(term.term_id, list(nlp.tokenizer.pipe(term.phrases)))
            mask = bits[term.term_id]
            for group in term.groups:
                mask |= bits[group]
            self._bits[nlp.vocab.strings[term.term_id]] = mask

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document in place."""
        bits = self._bits
        hits = longest([Hit(bits[key], start, end) for key, start, end in self._matcher(doc)])
        doc.user_data[THEMES_KEY] = tuple(self._themes(doc, hits))
        return doc

    def _matches(self, hits: list[Hit]) -> Iterator[tuple[Rule, tuple[Hit, ...]]]:
        present = 0
        for hit in hits:
            present |= hit.bits
        runs: dict[str, list[list[Hit]]] = {}
        settled = False
        for rule in self._rules:
            if (rule.fallback and settled) or present & rule.unless_item:
                continue
            if not all(present & wanted for wanted in rule.when) or (rule.item_has and not present & rule.item_has):
                continue
            if rule.scope not in runs:
                breaks = {"item": 0, "sentence": self._sentence_breaks, "clause": self._clause_breaks}[rule.scope]
                runs[rule.scope] = segments(hits, breaks)
            for run in runs[rule.scope]:
                if chosen := find_match(rule, run):
                    settled = True
                    yield rule, chosen
                    break

    def _themes(self, doc: Doc, hits: list[Hit]) -> Iterator[ThemePlaces]:
        seen: set[str] = set()
        for rule, chosen in self._matches(hits):
            if rule.theme_id not in seen:
                seen.add(rule.theme_id)
                places = sorted((doc[hit.start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1])) for hit in chosen)
                yield rule.theme_id, tuple(places)


def create_theme_tagger(nlp: Language, name: str, terms: str, rules: str) -> ThemeTagger:
    """Factory of the component `sendkb_theme_tagger`; `terms` and `rules` are files of extract/patterns."""
    return ThemeTagger(nlp, terms, rules)


Language.factory(
    FACTORY,
    default_config={"terms": "theme_terms.jsonl", "rules": "theme_rules.jsonl"},
    func=create_theme_tagger,
)
