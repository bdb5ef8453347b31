"""The trained model behind themes: a weight of every feature for every theme, and how sure a sum of them makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from extract.model.errors import PatternError
from extract.theming.features import Seen

FILE_NAME = "theme_model.npz"
_TINY = 1e-9
# Chosen by cross-validation by area: on either side of them F1 falls.
_ENOUGH, _ENOUGH_FOR_ONE = 0.4, 0.2
_MEND = "train it anew with `sendkb train-themes`, or install sendkb anew"


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """The features of texts: their rows in a model and their values, text after text; that of number n has the places
    `starts[n]` to `starts[n + 1]`."""

    rows: NDArray[np.intp]
    values: NDArray[np.float32]
    starts: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class ThemeModel:
    """`rows` gives a feature's row in `weights` (features × themes); words are weighed by `rarity` first."""

    themes: tuple[str, ...]
    rows: Mapping[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def vectors(self, texts: Sequence[Seen]) -> Vectors:
        """The features of texts that the model knows, with their values.

        The second time that a word stands in a text counts for less than the first. Values of words have the length 1
        together, so that a long passage is no surer than a short one that speaks of the same. A text's numbers do not
        depend on the texts beside it.
        """
        items, rows = _joined([self._known(each.words) for each in texts])
        # One number for a row of an item: each once and in order, with how often it stands there.
        keys, times = np.unique(items * len(self.rows) + rows, return_counts=True)
        items, rows = np.divmod(keys, max(len(self.rows), 1))
        values = (1 + np.log(times)) * self.rarity[rows]
        lengths = np.sqrt(np.bincount(items, values * values, minlength=len(texts)))
        values /= np.maximum(lengths, _TINY)[items]
        more_items, more_rows = _joined([self._known(each.shape) for each in texts])
        more = [value for each in texts for name, value in each.shape.items() if name in self.rows]
        items = np.concatenate((items, more_items))
        order = np.argsort(items, kind="stable")
        return Vectors(
            np.concatenate((rows, more_rows))[order],
            np.concatenate((values, np.array(more)))[order].astype(np.float32),
            np.searchsorted(items[order], np.arange(len(texts) + 1)),
        )

    def _known(self, names: Iterable[str]) -> list[int]:
        return [row for row in map(self.rows.get, names) if row is not None]

    def confidences(self, vectors: Vectors) -> list[list[float]]:
        """How sure each theme of each text is, from 0 to 1, in the order of `themes`."""
        adds = vectors.values[:, None] * self.weights[vectors.rows]
        sums = np.tile(self.bias, (len(vectors.starts) - 1, 1))
        known = np.flatnonzero(np.diff(vectors.starts))
        if len(known):
            sums[known] += np.add.reduceat(adds, vectors.starts[known])
        confidences: list[list[float]] = (1 / (1 + np.exp(-sums))).tolist()
        return confidences


def _joined(rows: Sequence[Sequence[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of all texts, with the number of the text of each."""
    lengths = list(map(len, rows))
    flat = np.fromiter(chain.from_iterable(rows), np.intp, sum(lengths))
    return np.repeat(np.arange(len(rows)), lengths), flat


def decide(confidences: Sequence[float]) -> list[int]:
    """The places of the themes that are sure enough: all from `_ENOUGH` on, else the likeliest from `_ENOUGH_FOR_ONE`."""
    best = max(confidences)
    least = _ENOUGH if best >= _ENOUGH else max(best, _ENOUGH_FOR_ONE)
    return [place for place, confidence in enumerate(confidences) if confidence >= least]


def save_model(path: Path, model: ThemeModel) -> None:
    """Write a model; the same model always gives the same bytes."""
    names: Sequence[str] = sorted(model.rows, key=model.rows.__getitem__)
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            themes=np.array(model.themes),
            features=np.array(names),
            rarity=model.rarity.astype(np.float16),
            weights=model.weights.astype(np.float16),
            bias=model.bias.astype(np.float32),
        )


def read_model(path: Path) -> ThemeModel:
    """A model written by `save_model`. Raises `PatternError` saying what to do where it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            model = ThemeModel(
                themes=tuple(map(str, stored["themes"])),
                rows={str(name): row for row, name in enumerate(stored["features"])},
                rarity=stored["rarity"].astype(np.float32),
                weights=stored["weights"].astype(np.float32),
                bias=stored["bias"].astype(np.float32),
            )
    except FileNotFoundError as error:
        raise PatternError(f"extract/patterns/{path.name} is missing: {_MEND}") from error
    except (BadZipFile, KeyError, ValueError, EOFError, OSError) as error:
        raise PatternError(f"extract/patterns/{path.name} is no theme model: {_MEND}") from error
    if model.weights.shape != (len(model.rows), len(model.themes)) or model.rarity.shape != (len(model.rows),):
        raise PatternError(f"extract/patterns/{path.name} does not fit together: {_MEND}")
    return model


@cache
def load_model() -> ThemeModel:
    """The model that is shipped, read once. Raises `PatternError` as `read_model`."""
    with as_file(files("extract.patterns") / FILE_NAME) as path:
        return read_model(path)
