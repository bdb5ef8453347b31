"""Which rules can be removed without a test noticing? `make mutate` draws a sample of them, seeded, and says.

Each mutation is made in a copy of the sources, never in the working tree: a condition that never holds, a comparison
turned round, `and` for `or`. The tests that lie beside the module run first, then those of the document types. What
survives is a rule without a test, or a mere shortcut: read it and decide.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("extract", "db", "scrape", "commands", "tests", "sendkb.py", "metadata.yml", "pyproject.toml", "README.md")
SECOND_LINE = ("tests/extract/types", "tests/extract/letters", "tests/extract/test_pipeline.py")


@dataclass(frozen=True, slots=True)
class Mutation:
    """The characters [start, end) of a module, and what stands there instead."""

    path: Path
    line: int
    start: int
    end: int
    instead: str

    def apply(self, source: str) -> str:
        """The module's text with the mutation made."""
        return source[: self.start] + self.instead + source[self.end :]


def find_mutations(path: Path, source: str) -> Iterator[Mutation]:
    """Every mutation of a module, in the order of its text."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    raw = source.encode()

    def at(line: int, column: int) -> int:
        return len(raw[: starts[line - 1] + column].decode())

    for node in ast.walk(ast.parse(source)):
        found: list[tuple[ast.expr, str]] = []
        if isinstance(node, ast.If | ast.IfExp):
            found.append((node.test, "False"))
        elif isinstance(node, ast.comprehension):
            found += [(test, "True") for test in node.ifs]
        elif isinstance(node, ast.Compare):
            found.append((node, f"(not ({ast.unparse(node)}))"))
        elif isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            found.append((node, f"({ast.unparse(ast.BoolOp(other, node.values))})"))
        for place, instead in found:
            assert place.end_lineno is not None
            assert place.end_col_offset is not None
            start, end = at(place.lineno, place.col_offset), at(place.end_lineno, place.end_col_offset)
            yield Mutation(path, place.lineno, start, end, instead)


def draw(root: Path, folder: str, count: int, seed: int) -> list[Mutation]:
    """`count` mutations of the modules below `folder`, the same for the same seed and sources."""
    every: list[Mutation] = []
    for path in sorted((root / folder).rglob("*.py")):
        every += find_mutations(path.relative_to(root), path.read_text("utf-8"))
    return random.Random(seed).sample(every, min(count, len(every)))


def is_killed(mutation: Mutation, root: Path, second_line: Sequence[str] = SECOND_LINE) -> bool:
    """Whether a test of the copy at `root` fails once the mutation is made; the module is put back afterwards."""
    module = root / mutation.path
    before = module.read_text("utf-8")
    places = [[_beside(mutation.path, root)], [each for each in second_line if (root / each).exists()]]
    module.write_text(mutation.apply(before), "utf-8")
    try:
        return any(first_failure(root, place) for place in places if place)
    finally:
        module.write_text(before, "utf-8")


def _beside(path: Path, root: Path) -> str:
    """The folder of tests of a module's room, or of the nearest room above that has tests."""
    room = Path("tests") / path.parent
    while not any((root / room).glob("test_*.py")) and room != Path("tests"):
        room = room.parent
    return str(room)


def first_failure(root: Path, places: Sequence[str]) -> str | None:
    """The line with which pytest names the first test that fails, None where all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *places]
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        return "a loop without end, or tests that take over five minutes"  # either way it is noticed
    if ended.returncode == 0:
        return None
    told = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return told[0] if told else f"pytest ended with {ended.returncode}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw, try and tell; the last line counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--path", default="extract", help="folder whose modules are mutated")
    parser.add_argument("--count", type=int, default=20, help="how many mutations")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy.mkdir()
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, copy / name)
        drawn = draw(copy, chosen.path, chosen.count, chosen.seed)
        places = {_beside(each.path, copy) for each in drawn} | set(SECOND_LINE)
        if failure := first_failure(copy, sorted(places)):
            sys.exit(f"tests fail before anything is mutated, so that a kill would mean nothing: mend {failure}")
        killed = 0
        for mutation in drawn:
            if is_killed(mutation, copy):
                killed += 1
                continue
            line = (copy / mutation.path).read_text("utf-8").splitlines()[mutation.line - 1].strip()
            print(f"survived: {mutation.path}:{mutation.line}: {line}  ->  {mutation.instead}", flush=True)
    print(f"killed {killed} of {len(drawn)} (seed {chosen.seed}, {chosen.path})")


if __name__ == "__main__":
    main()
