"""The composed plans of tests/fixtures/plans, a document beside the rows it holds: how many come out, and how right.

Those of holdout/ were written last, from phrases of their own; what failed in them was never looked into. At first run
they gave text, deadline and weakness link 1.0, owner 0.925 and targets 0.783 (recall); later work was on open plans.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from extract.model.context import Context
from extract.model.document import squash
from extract.model.findings import ActionFinding
from extract.reading import read_document
from extract.types.action_plan import extract_action_plan

FOLDER = Path(__file__).parents[2] / "fixtures" / "plans"
SETS = [folder for folder in (FOLDER, FOLDER / "holdout") if list(folder.glob("*.json"))]
LEAST = {"text": 0.95, "owner": 0.95, "deadline": 0.95, "weakness_number": 0.95, "targets": 0.9}


def plain(text: object) -> str:
    return squash(str(text or "")).casefold().rstrip(".;")


def score(folder: Path) -> dict[str, float]:
    """F1 of the actions' texts and of targets; of the actions found, the share with the right owner, deadline, weakness."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    given = promised = 0
    for path in sorted(folder.glob("*.json")):
        expected: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        file = next(other for other in folder.glob(f"{path.stem}.*") if other.suffix != ".json")
        document = read_document(file.read_bytes(), media_type=None, file_name=file.name)
        found = extract_action_plan(document, Context())
        given += len(found.actions)
        promised += len(found.targets)
        by_text: dict[str, list[ActionFinding]] = defaultdict(list)
        for action in found.actions:
            by_text[plain(action.quote.text)].append(action)
        for row in expected["actions"]:
            asked["text"] += 1
            same = by_text[plain(row["text"])]
            if not same:
                continue
            action = next((each for each in same if each.ref == row.get("ref")), same[0])
            same.remove(action)
            right["text"] += 1
            got = {
                "owner": plain(action.owner),
                "deadline": plain(action.deadline),
                "weakness_number": plain(action.weakness_number),
            }
            for column, value in got.items():
                asked[column] += 1
                right[column] += value == plain(row.get(column))
        targets = Counter((t.baseline, t.target, t.by_date.isoformat() if t.by_date else None) for t in found.targets)
        for row in expected.get("targets", []):
            asked["targets"] += 1
            key = (row.get("baseline"), row.get("target"), row.get("by_date"))
            if targets[key]:
                targets[key] -= 1
                right["targets"] += 1
    scores = {name: right[name] / asked[name] for name in ("owner", "deadline", "weakness_number")}
    return scores | {
        "text": 2 * right["text"] / (asked["text"] + given),
        "targets": 2 * right["targets"] / (asked["targets"] + promised),
    }


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_enough_is_right(folder: Path) -> None:
    scores = score(folder)
    assert {name: value for name, value in scores.items() if value < LEAST[name]} == {}
