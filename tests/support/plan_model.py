"""A plan as it is written in tests/fixtures/plan_forms, before it is rendered as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "fixtures" / "plan_forms"
RAG = {"Green": "00b050", "Amber": "ffc000", "Red": "ff0000", "Blue": "0070c0"}


@dataclass(frozen=True)
class Group:
    """Actions under one title; `weakness` is what they should be tied to."""

    title: str
    weakness: int | None
    rows: list[list[str]]


@dataclass(frozen=True)
class Plan:
    """A plan as written: `columns` gives the header of each role, in the order of the rows' cells."""

    name: str
    form: str
    title: str
    opening: list[str]
    columns: dict[str, str]
    groups: list[Group]
    owners: dict[str, str | None] = field(default_factory=dict)
    dates: dict[str, str | None] = field(default_factory=dict)
    targets: list[list[Any]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

    @property
    def roles(self) -> list[str]:
        return list(self.columns)

    def rows(self) -> Iterator[tuple[Group, dict[str, str]]]:
        for group in self.groups:
            for row in group.rows:
                yield group, dict(zip(self.roles, row, strict=True))


def load_plans(folder: Path) -> list[Plan]:
    """The plans of a folder, by name."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        groups = [
            Group(g["title"], g.get("weakness"), [[str(c) if c is not None else "" for c in row] for row in g["rows"]])
            for g in data.pop("groups")
        ]
        dates = {key: str(value) if value else None for key, value in data.pop("dates", {}).items()}
        found.append(Plan(name=path.stem, groups=groups, dates=dates, **data))
    return found
