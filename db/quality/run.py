"""Evaluating a folder of gold files: finds each document, reads it, extracts, scores. The edge of this package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.quality.errors import GoldError
from db.quality.gold import Gold, load_gold
from db.quality.score import Score, score_document
from extract.model.context import AreaName, Context
from extract.model.document import Document
from extract.model.errors import ExtractError
from extract.model.findings import Findings
from extract.pipeline import extract_findings
from extract.reading import read_document


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores, how many documents they come from, and gold files whose document is not there or cannot be read."""

    scores: tuple[Score, ...]
    documents: int
    problems: tuple[str, ...]


def evaluate_folder(gold_dir: Path, areas: tuple[AreaName, ...]) -> Evaluation:
    """Score every gold file (*.json) of a folder against its document.

    A document is looked for by its file name in the gold folder, then in the folders beside it and below them. Raises
    `GoldError` where the folder holds no gold file.
    """
    paths = sorted(gold_dir.rglob("*.json"))
    if not paths:
        raise GoldError(f"no gold files (*.json) in {gold_dir}: name the folder that holds them")
    names = {area.area_id: area.name for area in areas}
    scores: list[Score] = []
    problems: list[str] = []
    documents = 0
    for path in paths:
        try:
            gold = load_gold(path)
            findings = _findings(_find_document(path, gold), areas)
        except (GoldError, ExtractError, OSError) as error:
            problems.append(f"{path.name}: {error}")
            continue
        documents += 1
        scores += score_document(gold, findings, names.get(findings.area_id or ""))
    return Evaluation(tuple(scores), documents, tuple(problems))


def _findings(path: Path, areas: tuple[AreaName, ...]) -> Findings:
    document: Document = read_document(path.read_bytes(), media_type=None, file_name=path.name)
    return extract_findings(document, Context(areas=areas))


def _find_document(path: Path, gold: Gold) -> Path:
    for candidate in _candidates(path, gold.document):
        if candidate.is_file():
            return candidate
    raise GoldError(f"its document {gold.document} is neither beside it nor in a folder next to {path.parent.name}/")


def _candidates(path: Path, name: str) -> Iterator[Path]:
    yield path.parent / name
    for folder in (path.parent, path.parent.parent):
        yield from sorted(folder.rglob(Path(name).name))
