"""The layout holds: no folder imports one that leads back to it, and arrows between packages point one way."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def imports(package: str) -> Iterator[tuple[Path, str]]:
    """Every module of a package with each dotted name it imports, those inside functions too."""
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield path, node.module
            elif isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)


def folder_of(module: str) -> str:
    path = ROOT / module.replace(".", "/")
    return (path if path.is_dir() else path.parent).relative_to(ROOT).as_posix()


def arrows(package: str) -> dict[str, set[str]]:
    """Which folders of a package each of its folders imports."""
    found: dict[str, set[str]] = defaultdict(set)
    for path, module in imports(package):
        room = path.parent.relative_to(ROOT).as_posix()
        if module.startswith(f"{package}.") and folder_of(module) != room:
            found[room].add(folder_of(module))
    return found


def reached(start: str, found: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for room in found.get(waiting.pop(), set()) - seen:
            seen.add(room)
            waiting.append(room)
    return seen


@pytest.mark.parametrize("package", ["extract", "db", "scrape"])
def test_no_folder_leads_back_to_itself(package: str) -> None:
    found = arrows(package)
    assert found, "no imports found at all: the test looks in the wrong place"
    assert [room for room in sorted(found) if room in reached(room, found)] == []


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("extract", {"db", "scrape", "commands", "sqlite3", "sqlite_utils", "requests", "urllib.request"}),
        ("scrape", {"db", "commands", "extract.pipeline", "extract.types", "sqlite3", "sqlite_utils"}),
        ("db", {"commands"}),
    ],
)
def test_arrows_between_packages_point_one_way(package: str, forbidden: set[str]) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path, module in imports(package)
        if any(module == name or module.startswith(f"{name}.") for name in forbidden)
    ]
    assert wrong == []


def test_one_name_means_one_thing() -> None:
    """A public class or alias is defined once in the product; constants (all capitals) may repeat from module to module."""
    places: dict[str, list[str]] = defaultdict(list)
    for package in ("extract", "db", "scrape", "commands"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.parse(path.read_text("utf-8")).body:
                for name in _defined(node):
                    places[name].append(path.relative_to(ROOT).as_posix())
    assert len(places) > 100, "hardly any names found: the test looks in the wrong place"
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def _defined(node: ast.stmt) -> Iterator[str]:
    """The names of a type that a module's statement defines: a class, or an alias written like one ("Row = dict[…]")."""
    if isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in node.targets if isinstance(t, ast.Name) and t.id[0].isupper() and not t.id.isupper())
