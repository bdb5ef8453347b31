"""Documents made for tests: a few lines of text of our own, read as a reader and an extractor would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from db.reading.records import Extracted, Record
from extract.model.doc_types import DocType
from extract.model.document import Draft, Kind, Quote, assemble
from extract.model.findings import (
    ActionFinding,
    EventFinding,
    FeedbackFinding,
    Findings,
    InspectionFinding,
    StrengthFinding,
    ThemeHit,
    WeaknessFinding,
    WeaknessKind,
)
from scrape.store import DocumentMeta, describe

# A report of 2023 on in words of ours, with the headings and set sentences that every such report has.
REPORT = """<!doctype html><html lang="en"><head><title>Area SEND inspection of Rutland Local Area Partnership</title></head>
<body><main>
<h1>Area SEND inspection of Rutland Local Area Partnership</h1>
<p>Inspection dates: 4 to 8 November 2024</p>
<p>Date of previous inspection: 5 to 9 June 2017</p>
<h2>Inspection outcome</h2>
<p>The local area partnership’s arrangements lead to inconsistent experiences and outcomes for children and young people
with special educational needs and/or disabilities (SEND). The local area partnership must work jointly to make
improvements.</p>
<p>The next full area SEND inspection will be within approximately three years.</p>
<h2>Information about the local area partnership</h2>
<p>Made Up County Council and NHS Made Up Integrated Care Board (ICB) are jointly responsible.</p>
<h2>What is the area partnership doing that is effective?</h2>
<ul><li>Nursery staff notice early when a child needs help, and say so to families.</li>
<li>Young people help to choose the clubs that are open to them.</li></ul>
<h2>What does the area partnership need to do better?</h2>
<ul><li>Too many families wait too long for an autism assessment.</li></ul>
<h2>Areas for improvement</h2>
<table><tr><th>Areas for improvement</th></tr>
<tr><td>Leaders should shorten the time that children wait for an autism assessment.</td></tr>
<tr><td>Leaders should check that annual reviews are written up within four weeks.</td></tr></table>
<h2>Local area partnership details</h2>
</main></body></html>
"""

FULL = InspectionFinding("2016", "full", date(2020, 3, 2), date(2020, 3, 6), plan_required=True, is_report=True)
REVISIT = InspectionFinding(
    "2016", "revisit", date(2022, 11, 7), date(2022, 11, 9), follows_start=date(2020, 3, 2), is_report=True
)


def write_report(folder: Path) -> Path:
    """The made report as a file in a folder of its own."""
    path = folder / "files" / "rutland-report.html"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path


def inspection_row(inspection_id: str = "norfolk-2020-03", **values: Any) -> dict[str, Any]:
    """A row of the register."""
    columns: dict[str, Any] = dict.fromkeys(
        [
            "end_date",
            "published",
            "outcome",
            "outcome_label",
            "significant_weaknesses",
            "sufficient",
            "not_sufficient",
            "previous_start",
            "previous_end",
            "previous_text",
            "next_monitoring_months",
            "next_full_years",
            "local_authority",
            "health_bodies",
            "document_id",
            "follows_id",
            "source_url",
        ]
    )
    return (
        columns
        | {
            "inspection_id": inspection_id,
            "area_id": inspection_id.rsplit("-", 2)[0],
            "framework": "2016",
            "kind": "full",
            "start_date": "2020-03-02",
            "plan_required": 1,
            "basis": "register",
        }
        | values
    )


def paraphrase_row(number: int, text: str, inspection_id: str = "norfolk-2020-03") -> dict[str, Any]:
    """One weakness of the register in words of ours."""
    return {
        "weakness_id": f"{inspection_id}-w{number}",
        "inspection_id": inspection_id,
        "area_id": inspection_id.rsplit("-", 2)[0],
        "kind": "significant_weakness",
        "number": number,
        "text": text,
        "responsible": None,
        "progress": None,
        "progress_basis": None,
        "progress_document_id": None,
        "progress_source_url": None,
        "document_id": None,
        "page": None,
        "char_start": None,
        "char_end": None,
        "text_origin": "paraphrase",
        "review_status": "accepted",
        "confidence": None,
        "source_url": "https://council.example/paper",
    }


def paraphrased_action(number: int, text: str, **values: Any) -> dict[str, Any]:
    """One action of the register in words of ours, for the first weakness."""
    columns = [
        "owner",
        "deadline_text",
        "deadline",
        "deadline_precision",
        "measure",
        "status",
        "status_date",
        "document_id",
    ]
    return (
        dict.fromkeys(columns)
        | {
            "action_id": f"norfolk-2020-03-a{number}",
            "area_id": "norfolk",
            "inspection_id": "norfolk-2020-03",
            "weakness_id": "norfolk-2020-03-w1",
            "text": text,
            "text_origin": "paraphrase",
            "source_url": "https://council.example/plan",
        }
        | values
    )


def make_record(
    *weaknesses: str,
    name: str = "letter.pdf",
    doc_type: DocType = DocType.INSPECTION_LETTER,
    inspection: InspectionFinding | None = FULL,
    area_id: str | None = "norfolk",
    kind: WeaknessKind = WeaknessKind.SIGNIFICANT_WEAKNESS,
    progress: Sequence[str | None] = (),
    strengths: Sequence[str] = (),
    actions: Sequence[ActionFinding | str] = (),
    requests: Sequence[tuple[str, str | None]] = (),
    events: Sequence[tuple[str, str]] = (),
    published: date | None = None,
    confidence: float = 1.0,
    are_names: bool = False,
    **meta: Any,
) -> Record:
    """A document that states these things, one a line."""
    action_texts = [each if isinstance(each, str) else each.quote.text for each in actions]
    answers = [answer for _, answer in requests if answer]
    lines = [name, *weaknesses, *strengths, *action_texts, *(r for r, _ in requests), *answers, *(e for e, _ in events)]
    document = assemble([Draft(Kind.PARAGRAPH, line) for line in lines], media_type="text/plain")

    def quote(text: str) -> Quote:
        return next(document.find(text))

    findings = Findings(
        doc_type,
        confidence,
        area_id=area_id,
        published=published,
        inspection=inspection,
        weaknesses=tuple(
            WeaknessFinding(
                kind,
                number,
                quote(text),
                progress=progress[number - 1] if progress else None,
                themes=(ThemeHit("coproduction", "parents", 0.9, "model"),) if "parents" in text else (),
                is_name=are_names,
            )
            for number, text in enumerate(weaknesses, start=1)
        ),
        strengths=tuple(StrengthFinding(None, quote(text)) for text in strengths),
        actions=tuple(
            ActionFinding(quote(each)) if isinstance(each, str) else replace(each, quote=quote(each.quote.text))
            for each in actions
        ),
        feedback=tuple(
            FeedbackFinding(number, quote(request), quote(answer) if answer else None)
            for number, (request, answer) in enumerate(requests, start=1)
        ),
        events=tuple(EventFinding(code, day, _precision(day), code, quote(code)) for code, day in events),
    )
    stored = describe("\n".join(lines).encode(), DocumentMeta(name, media_type="text/plain", **meta))
    return Record(stored.document_id, stored.sha256, stored.meta, Extracted(document, findings))


def _precision(day: str) -> str:
    return {10: "day", 7: "month", 4: "year"}[len(day)]
