"""A map of England on which every area is a square of the same size, so that London's boroughs are as large as counties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from db.reference.tables import read_table, required

_SIZE, _GAP = 46, 4


@dataclass(frozen=True)
class TileState:
    """What a tile shows: `code` chooses its look, `mark` is written on it, `words` are read out after the area's name."""

    code: str
    mark: str
    words: str


@dataclass(frozen=True)
class Tile:
    """An area on the map, at `x` and `y`; without a state it is only an outline."""

    area_id: str
    name: str
    label: str
    x: int
    y: int
    state: TileState | None


@dataclass(frozen=True)
class TileMap:
    """A drawing of `width` by `height` units with tiles of `size`, row by row from the north-west, as the keyboard goes."""

    width: int
    height: int
    size: int
    tiles: tuple[Tile, ...]


@cache
def _places() -> Mapping[str, tuple[str, int, int]]:
    """Short label, column and row by area id."""
    return {
        required(row, "area_id"): (required(row, "label"), int(required(row, "column")), int(required(row, "row")))
        for row in read_table("area_tiles")
    }


def draw_tiles(names: Mapping[str, str], states: Mapping[str, TileState]) -> TileMap:
    """The map of the areas `names` (by id) that have a place on it; `states` are by area id."""
    step = _SIZE + _GAP
    placed = sorted((row, column, area_id) for area_id, (_, column, row) in _places().items() if area_id in names)
    tiles = tuple(
        Tile(area_id, names[area_id], _places()[area_id][0], column * step, row * step, states.get(area_id))
        for row, column, area_id in placed
    )
    width = max((column for _, column, _ in placed), default=0) * step + _SIZE
    height = max((row for row, _, _ in placed), default=0) * step + _SIZE
    return TileMap(width, height, _SIZE, tiles)
