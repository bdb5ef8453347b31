"""Training the theme model: one logistic regression a theme over what the model sees of the labelled items.

scikit-learn trains it; what is shipped are its weights, which tagging adds up without it. spaCy's own
`textcat_multilabel` was not kept: a network of that size learns less from two thousand items, and cannot be told of the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from db.errors import MissingExtraError
from db.quality.theme_labels import Labelled
from extract.theming.features import Seen
from extract.theming.model import ThemeModel
from extract.theming.taxonomy import THEMES

# Chosen by cross-validation by area. A word that stands in one item only says nothing of others.
_INVERSE_OF_RESTRAINT = 20.0
_LEAST_ITEMS = 2
_NEVER = -20.0  # the bias of a theme that no item has: a confidence of nought


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled item, what the model sees of it, and the rules that hold, as (rule, theme)."""

    labelled: Labelled
    seen: Seen
    rules: tuple[tuple[str, str], ...]


def read_examples(labels: Sequence[Labelled]) -> list[Example]:
    """Every labelled item as the tagger sees it before the model decides."""
    from extract.theming.components import MODEL_FACTORY, THEMES_KEY, Sight
    from extract.theming.themes import pipeline, prepare

    nlp = pipeline()
    sight = Sight(nlp, "theme_terms")
    examples = []
    with nlp.select_pipes(disable=MODEL_FACTORY):
        for labelled in labels:
            doc = nlp(prepare(labelled.item, nlp))
            rules = tuple((rule.rule_id, rule.theme_id) for rule in doc.user_data[THEMES_KEY])
            examples.append(Example(labelled, sight.see(doc)[1], rules))
    return examples


def train(examples: Sequence[Example]) -> ThemeModel:
    """The model of these examples; the same examples give the same model.

    A theme that only one of two readings chose for an item teaches neither that it is the item's nor that it is not.
    Raises `MissingExtraError` where scikit-learn is not installed.
    """
    try:
        from scipy import sparse
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("training needs scikit-learn: pip install 'sendkb[train]'") from error
    themes = tuple(theme.theme_id for theme in THEMES)
    model = _untrained(examples, themes)
    vectors = model.vectors([example.seen for example in examples])
    matrix = sparse.csr_matrix(
        (vectors.values, vectors.rows.astype(np.int32), vectors.starts.astype(np.int32)),
        shape=(len(examples), len(model.rows)),
    )
    for column, theme in enumerate(themes):
        taught = np.array([place for place, each in enumerate(examples) if theme not in each.labelled.either])
        wanted = np.array([theme in examples[place].labelled.themes for place in taught])
        if not wanted.any():
            model.bias[column] = _NEVER
            continue
        regression = LogisticRegression(C=_INVERSE_OF_RESTRAINT, solver="liblinear", random_state=0)
        regression.fit(matrix[taught], wanted)
        model.weights[:, column] = regression.coef_[0]
        model.bias[column] = regression.intercept_[0]
    return model


def _untrained(examples: Sequence[Example], themes: tuple[str, ...]) -> ThemeModel:
    """A model of these examples' features with the weights still nought; how rare a word is, is measured here."""
    items = Counter(name for example in examples for name in set(example.seen.words))
    words = sorted(name for name, number in items.items() if number >= _LEAST_ITEMS)
    shape = sorted({name for example in examples for name in example.seen.shape})
    rarity = [np.log((1 + len(examples)) / (1 + items[name])) + 1 for name in words] + [1.0] * len(shape)
    return ThemeModel(
        themes,
        {name: row for row, name in enumerate([*words, *shape])},
        np.array(rarity, np.float32),
        np.zeros((len(words) + len(shape), len(themes)), np.float32),
        np.zeros(len(themes), np.float32),
    )
