"""Letters, reports and notices in our own words (tests/fixtures/letters) yield what their authors say they hold.

The expected results were written with the documents, from what they say. What a document lists as `known_gap` (measure and
reason) is the one thing that may differ, and must differ: a gap that is closed is taken off the list.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from db.quality.gold import load_gold
from db.quality.score import Score, score_document
from db.reference.areas import load_area_names
from extract.model.context import Context
from extract.model.document import Document, squash
from extract.model.findings import Findings
from extract.pipeline import extract_findings
from extract.reading import read_document

FOLDER = Path(__file__).parents[2] / "fixtures" / "letters"
EXPECTED = sorted(FOLDER.glob("*.json"))
NAMES = {area.area_id: area.name for area in load_area_names()}


@cache
def read(path: Path) -> tuple[Document, Findings]:
    name = json.loads(path.read_text(encoding="utf-8"))["document"]
    document = read_document((FOLDER / name).read_bytes(), media_type=None, file_name=name)
    return document, extract_findings(document, Context(areas=load_area_names()))


def wrong(path: Path) -> list[Score]:
    _, findings = read(path)
    scores = score_document(load_gold(path), findings, NAMES.get(findings.area_id or ""))
    return [score for score in scores if score.tally.surplus or score.tally.missed]


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_yields_what_its_author_says(path: Path) -> None:
    gaps = json.loads(path.read_text(encoding="utf-8")).get("known_gap", {})
    faults = wrong(path)
    assert [f"{s.group} {s.name}: {s.note}" for s in faults if s.name not in gaps] == []
    assert set(gaps) <= {score.name for score in faults}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_every_finding_stands_in_the_document_word_for_word(path: Path) -> None:
    document, findings = read(path)
    quotes = [
        item.quote
        for group in (findings.weaknesses, findings.strengths, findings.actions, findings.targets, findings.events)
        for item in group
    ]
    quotes += [part for item in findings.feedback for part in (item.request, item.response) if part]
    quotes += [item.progress_quote for item in findings.weaknesses if item.progress_quote]
    for quote in quotes:
        offset = document.page_offset(quote.page)
        assert squash(document.text[offset + quote.char_start : offset + quote.char_end]) == quote.text


def test_there_are_documents_of_every_type_and_format() -> None:
    expected = [json.loads(path.read_text(encoding="utf-8")) for path in EXPECTED]
    assert len(expected) >= 25
    assert {item["document"].rsplit(".", 1)[1] for item in expected} >= {"pdf", "html", "docx", "md", "txt"}
    assert {item["doc_type"] for item in expected} >= {
        "inspection_letter",
        "inspection_report",
        "revisit_letter",
        "acceptance_letter",
        "monitoring_report",
        "parents_notice",
        "committee_report",
        "unknown",
    }
