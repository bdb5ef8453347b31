"""A map of England on which every area is a square of the same size, so that London's boroughs are as large as counties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """An area at `x` and `y` of a drawing; without a state it is only an outline."""

    area_id: str
    name: str
    label: str
    x: int
    y: int
    state: TileState | None


@dataclass(frozen=True)
class TilePanel:
    """A drawing of `width` by `height` units, its tiles row by row from the north-west, as the keyboard goes."""

    width: int
    height: int
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class TileMap:
    """Tiles of `size` in one or more drawings, so that London stands beside the rest or, on a narrow screen, below it."""

    size: int
    panels: tuple[TilePanel, ...]


@cache
def _places() -> Mapping[str, tuple[str, int, int]]:
    """Short label, column and row by area id."""
    return {
        required(row, "area_id"): (required(row, "label"), int(required(row, "column")), int(required(row, "row")))
        for row in read_table("area_tiles")
    }


def draw_tiles(names: Mapping[str, str], states: Mapping[str, TileState]) -> TileMap:
    """The map of the areas `names` (by id) that have a place on it; `states` are by area id."""
    placed = [
        Tile(area_id, name, _places()[area_id][0], *_places()[area_id][1:], states.get(area_id))
        for area_id, name in names.items()
        if area_id in _places()
    ]
    return TileMap(_SIZE, tuple(_panel(tiles) for tiles in _parted(placed)))


def _parted(tiles: Iterable[Tile]) -> list[list[Tile]]:
    """The tiles of each drawing: a column without any tile parts two."""
    parts: list[list[Tile]] = []
    for tile in sorted(tiles, key=lambda each: each.x):
        if not parts or tile.x > parts[-1][-1].x + 1:
            parts.append([])
        parts[-1].append(tile)
    return parts


def _panel(tiles: Sequence[Tile]) -> TilePanel:
    """The drawing of tiles placed by column and row, moved to its corner."""
    step = _SIZE + _GAP
    left, top = min(tile.x for tile in tiles), min(tile.y for tile in tiles)
    drawn = tuple(
        replace(tile, x=(tile.x - left) * step, y=(tile.y - top) * step)
        for tile in sorted(tiles, key=lambda each: (each.y, each.x))
    )
    return TilePanel(max(tile.x for tile in drawn) + _SIZE, max(tile.y for tile in drawn) + _SIZE, drawn)
