"""The trained model behind themes: a weight of every feature for every theme, and how sure a sum of them makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
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
class ThemeModel:
    """`rows` gives a feature's row in `weights` (features × themes); words are weighed by `rarity` first."""

    themes: tuple[str, ...]
    rows: Mapping[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def vector(self, seen: Seen) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The features of a text that the model knows: rows and values. Those of words have the length 1 together, so that
        a long passage is no surer than a short one that speaks of the same."""
        found = list(map(self.rows.get, (*seen.words, *seen.shape)))
        rows = np.array([row for row in found if row is not None], np.intp)
        numbers = (*seen.words.values(), *seen.shape.values())
        values = np.array([value for row, value in zip(found, numbers, strict=True) if row is not None], np.float32)
        words = len(rows) - sum(name in self.rows for name in seen.shape)
        of_words = values[:words]
        of_words *= self.rarity[rows[:words]]
        of_words /= max(float(np.sqrt(of_words @ of_words)), _TINY)
        return rows, values

    def confidences(self, rows: NDArray[np.intp], values: NDArray[np.float32]) -> list[float]:
        """How sure each theme is, from 0 to 1, in the order of `themes`."""
        sums = self.bias + values @ self.weights[rows]
        confidences: list[float] = (1 / (1 + np.exp(-sums))).tolist()
        return confidences


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
