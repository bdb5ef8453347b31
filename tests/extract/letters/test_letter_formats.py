"""The same letter as a PDF, a web page and a word processor's file yields the same findings, through the whole pipeline."""

from __future__ import annotations

import pytest

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.findings import Findings
from extract.pipeline import extract_findings
from extract.reading import read_document
from tests.extract.types import test_acceptance_letter, test_monitoring_report, test_parents_notice, test_revisit_letter
from tests.support.letter_formats import to_docx, to_html, to_pdf
from tests.support.letter_text import LETTER, document

REVISIT = test_revisit_letter.HEAD.format(overall=test_revisit_letter.SOME)
TEXTS = {
    "inspection": (DocType.INSPECTION_LETTER, LETTER),
    "revisit-headed": (
        DocType.REVISIT_LETTER,
        REVISIT + test_revisit_letter.HEADED.strip("\n") + test_revisit_letter.TAIL,
    ),
    "revisit-bulleted": (
        DocType.REVISIT_LETTER,
        REVISIT + test_revisit_letter.BULLETED.strip("\n") + test_revisit_letter.TAIL,
    ),
    "revisit-labelled": (
        DocType.REVISIT_LETTER,
        REVISIT + test_revisit_letter.LABELLED.strip("\n") + test_revisit_letter.TAIL,
    ),
    "monitoring": (
        DocType.MONITORING_REPORT,
        test_monitoring_report.HEAD.format(overall=test_monitoring_report.MIXED) + test_monitoring_report.HEADED,
    ),
    "acceptance": (
        DocType.ACCEPTANCE_LETTER,
        test_acceptance_letter.HEAD
        + test_acceptance_letter.FIT
        + test_acceptance_letter.ASKS
        + test_acceptance_letter.TAIL,
    ),
    "parents": (DocType.PARENTS_NOTICE, test_parents_notice.NOTICE),
}
FORMATS = {"pdf": lambda text: to_pdf(text, footer=("Letter to Exshire", "{page}")), "html": to_html, "docx": to_docx}


def said(found: Findings) -> list[object]:
    """What a format must not change; bullets inside an item are the format's own."""
    return [
        found.doc_type,
        found.inspection,
        [(w.kind, w.number, plain(w.quote.text), w.title, w.progress, w.responsible) for w in found.weaknesses],
        [(s.section, plain(s.quote.text)) for s in found.strengths],
        [(f.number, plain(f.request.text)) for f in found.feedback],
        [(e.event, e.date, e.label) for e in found.events],
        [p.error for p in found.problems],
    ]


def plain(text: str) -> str:
    return " ".join(word for word in text.split() if word not in "•–o")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", TEXTS)
def test_every_format_says_the_same(name: str, form: str) -> None:
    doc_type, text = TEXTS[name]
    expected = extract_findings(document(text), Context())
    assert expected.doc_type is doc_type
    read = read_document(FORMATS[form](text), media_type=None, file_name=f"letter.{form}")
    assert said(extract_findings(read, Context())) == said(expected)
