"""The project's own spaCy components. Importing this module imports spaCy: do it inside functions only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from extract.patterns import load_entries
from extract.theming.features import Seen, Sights, TermFeatures, WordFeatures, find_sights, shape_of
from extract.theming.items import ItemKind
from extract.theming.model import decide, load_model
from extract.theming.phrase_trie import Hit, PhraseTrie
from extract.theming.rules import Rule, Segment, find_match, parse_rules, segments
from extract.theming.taxonomy import THEMES
from extract.theming.terms import Term, parse_terms

_SENTENCE_BREAK = "sentence-break"
_CLAUSE_BREAK = "clause-break"
TERMS_FACTORY = "sendkb_terms"
THEMES_FACTORY = "sendkb_themes"
MODEL_FACTORY = "sendkb_theme_model"
TERMS_KEY = "terms"  # of doc.spans: the terms met, labelled with their ids; of doc.user_data: the same as hits
THEMES_KEY = "themes"  # of doc.user_data: the tagger's answer
KIND_KEY = "kind"  # of doc.user_data, set by the caller: the ItemKind; ASKED where it is not
_WORDS_KEY = "words"  # of doc.user_data: spaCy's numbers of the lower-case tokens
DECIDED_KEY = "decided"  # of doc.user_data: the model's answer
# Words shown for what the model decided by itself: so many, each with at least this share of the strongest's weight.
_MOST_WORDS, _LEAST_SHARE = 3, 0.4


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that holds of a text: its theme, and the [start, end) characters of the terms that decided, in order."""

    rule_id: str
    theme_id: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A theme the model decided for: how sure it is, and the [start, end) characters of what decided, in order.

    `rule_id` is the rule that holds too, whose terms are then what decided; None where the model stands alone.
    """

    theme_id: str
    confidence: float
    places: tuple[tuple[int, int], ...]
    rule_id: str | None


@cache
def _vocabulary(file: str) -> tuple[tuple[Term, ...], Mapping[str, int]]:
    """The terms of a pattern file and a bit for each term and group."""
    terms = parse_terms(load_entries(file, "terms"))
    names = [term.term_id for term in terms]
    names += sorted({group for term in terms for group in term.groups} - set(names))
    return terms, {name: 1 << place for place, name in enumerate(names)}


class TermMatcher:
    """Writes the terms met in a text to `doc.user_data["terms"]`, for the tagger, and to `doc.spans["terms"]`.

    With `spans` false the latter is left out: with spans, tagging takes two thirds longer.
    """

    def __init__(self, nlp: Language, terms: str, spans: bool) -> None:
        self._spans = spans
        vocabulary, bits = _vocabulary(terms)
        self._names = {bits[term.term_id]: term.term_id for term in vocabulary}
        self._own = sum(self._names)  # the bits of terms, without those of groups
        self._phrases = PhraseTrie()
        tokenise = _tokeniser(nlp)
        for term in vocabulary:
            mask = bits[term.term_id]
            for group in term.groups:
                mask |= bits[group]
            for phrase in term.phrases:
                self._phrases.add(tokenise(phrase), mask)

    def __call__(self, doc: Doc) -> Doc:
        """Mark one document in place."""
        words = doc.user_data[_WORDS_KEY] = doc.to_array(LOWER).tolist()
        hits = doc.user_data[TERMS_KEY] = self._phrases.find(words)
        if self._spans:
            doc.spans[TERMS_KEY] = [Span(doc, hit.start, hit.end, label=self._label(hit.bits)) for hit in hits]
        return doc

    def _label(self, bits: int) -> str:
        """The ids of the terms that a phrase stands for; nearly always one."""
        own = bits & self._own
        if own in self._names:
            return self._names[own]
        return "|".join(name for bit, name in self._names.items() if own & bit)


class ThemeTagger:
    """Writes the rules that hold of the terms met to `doc.user_data["themes"]` as a tuple of `FiredRule`, one a theme."""

    def __init__(self, terms: str, rules: str) -> None:
        _, bits = _vocabulary(terms)
        parsed = parse_rules(load_entries(rules, "rules"), bits, themes={theme.theme_id for theme in THEMES})
        # Stable: the file's order otherwise. Beside each rule what it asks first, which most texts do not have.
        self._rules = [(rule.when[0], rule) for rule in sorted(parsed, key=lambda rule: rule.fallback)]
        sentence, clause = bits[_SENTENCE_BREAK], bits[_CLAUSE_BREAK]
        self._breaks = {"item": 0, "sentence": sentence, "clause": sentence | clause}

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document in place; `sendkb_terms` must have run."""
        doc.user_data[THEMES_KEY] = tuple(self._fired(doc, doc.user_data[TERMS_KEY]))
        return doc

    def _matches(self, hits: list[Hit]) -> Iterator[tuple[Rule, tuple[Hit, ...]]]:
        """Each theme of which a rule holds, once, with the hits that decided."""
        present = 0
        for hit in hits:
            present |= hit.bits
        cut: dict[str, list[Segment]] = {}
        settled: set[str] = set()
        for rule in [rule for wanted, rule in self._rules if present & wanted]:
            if rule.fallback and settled:
                return
            if rule.theme_id in settled or not _may_hold(rule, present):
                continue
            if rule.scope not in cut:
                cut[rule.scope] = segments(hits, self._breaks[rule.scope])
            for segment in cut[rule.scope]:
                if chosen := find_match(rule, segment):
                    settled.add(rule.theme_id)
                    yield rule, chosen
                    break

    def _fired(self, doc: Doc, hits: list[Hit]) -> Iterator[FiredRule]:
        for rule, chosen in self._matches(hits):
            places = sorted((doc[hit.start].idx, doc[hit.end - 1].idx + len(doc[hit.end - 1])) for hit in chosen)
            yield FiredRule(rule.rule_id, rule.theme_id, tuple(places))


class Sight:
    """What the model sees of a document that the terms and the rules have been looked for in."""

    def __init__(self, nlp: Language, terms: str) -> None:
        vocabulary, bits = _vocabulary(terms)
        self._words = WordFeatures(nlp.vocab.strings.__getitem__)
        self._terms = TermFeatures({term.term_id: bits[term.term_id] for term in vocabulary})

    def see(self, doc: Doc) -> tuple[Sights, Seen]:
        """The words and terms with where they stand, and all features."""
        sights = find_sights(doc.user_data[_WORDS_KEY], doc.user_data[TERMS_KEY], self._words, self._terms)
        by_rule = [rule.theme_id for rule in doc.user_data[THEMES_KEY]]
        kind = doc.user_data.get(KIND_KEY, ItemKind.ASKED)
        return sights, Seen(sights.features, shape_of(kind, len(doc), by_rule))


class ThemeModelTagger:
    """Writes the themes the model decides for to `doc.user_data["decided"]` as a tuple of `Decided`, by what it sees of
    the text, its kind and the rules that hold; `sendkb_terms` and `sendkb_themes` must have run."""

    def __init__(self, nlp: Language, terms: str) -> None:
        self._sight = Sight(nlp, terms)

    def __call__(self, doc: Doc) -> Doc:
        """Decide one document in place. Raises `PatternError` where there is no usable model."""
        self._decide([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Decide many documents, in the same way but in less time than one by one."""
        for docs in minibatch(stream, batch_size):
            self._decide(docs)
            yield from docs

    def _decide(self, docs: Sequence[Doc]) -> None:
        model = load_model()
        seen = [self._sight.see(doc) for doc in docs]
        vectors = model.vectors([each for _, each in seen])
        starts = vectors.starts.tolist()
        for number, (doc, (sights, _), confidences) in enumerate(
            zip(docs, seen, model.confidences(vectors), strict=True)
        ):
            fired: dict[str, FiredRule] = {rule.theme_id: rule for rule in doc.user_data[THEMES_KEY]}
            own = slice(starts[number], starts[number + 1])
            decided: list[Decided] = []
            for column in decide(confidences) if sights.features else ():
                theme = model.themes[column]
                rule = fired.get(theme)
                if rule:
                    where = rule.places
                else:
                    rows = vectors.rows[own]
                    adds: dict[int | None, float] = dict(
                        zip(rows.tolist(), (vectors.values[own] * model.weights[rows, column]).tolist(), strict=True)
                    )
                    weights = [adds.get(model.rows.get(feature), 0.0) for feature in sights.features]
                    where = _words_that_decided(doc, sights, weights)
                decided.append(Decided(theme, round(confidences[column], 3), where, rule.rule_id if rule else None))
            doc.user_data[DECIDED_KEY] = tuple(decided)


def _words_that_decided(doc: Doc, sights: Sights, weights: list[float]) -> tuple[tuple[int, int], ...]:
    """The places of the words and terms that speak most for a theme, at most three that do not overlap, in order."""
    ranked = sorted(range(len(weights)), key=lambda each: (-weights[each], sights.span(each)[0]))
    least = max(weights[ranked[0]] * _LEAST_SHARE, 1e-6)
    chosen: list[tuple[int, int]] = []
    shown: set[str] = set()
    for each in ranked:
        if len(chosen) == _MOST_WORDS or (chosen and weights[each] < least):
            break
        start, end = sights.span(each)
        words = doc[start:end].text.lower()
        if words not in shown and not any(start < other_end and other < end for other, other_end in chosen):
            chosen.append((start, end))
            shown.add(words)
    return tuple(sorted((doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in chosen))


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


def create_term_matcher(nlp: Language, name: str, terms: str, spans: bool) -> TermMatcher:
    """Factory of the component `sendkb_terms`; `terms` is a file of extract/patterns, `spans` whether spans are made."""
    return TermMatcher(nlp, terms, spans)


def create_theme_tagger(nlp: Language, name: str, terms: str, rules: str) -> ThemeTagger:
    """Factory of the component `sendkb_themes`; `terms` and `rules` are files of extract/patterns."""
    return ThemeTagger(terms, rules)


def create_theme_model(nlp: Language, name: str, terms: str) -> ThemeModelTagger:
    """Factory of the component `sendkb_theme_model`; `terms` is a file of extract/patterns."""
    return ThemeModelTagger(nlp, terms)


Language.factory(TERMS_FACTORY, default_config={"terms": "theme_terms", "spans": True}, func=create_term_matcher)
Language.factory(
    THEMES_FACTORY,
    default_config={"terms": "theme_terms", "rules": "theme_rules"},
    func=create_theme_tagger,
)
Language.factory(MODEL_FACTORY, default_config={"terms": "theme_terms"}, func=create_theme_model)
