"""Joins what hangs on an inspection beside its weaknesses and actions: strengths, and feedback on plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from db.join.inspections import DocumentLink
from db.join.rows import Tables, place, review_status, source_confidence, text_source, theme_rows
from db.reading.precedence import rank
from db.reading.records import Record
from db.sqlite.row import Row
from extract.language.wording import align
from extract.model.findings import FeedbackFinding


def link_strengths(
    records: Sequence[Record], links: Mapping[str, DocumentLink], register: Iterable[Row], tables: Tables
) -> None:
    """Write `strengths`: a paraphrase gives way where an official document praises; the same words count once.

    Of several copies of the inspection's own report one is read; other documents add what they praise. `register` holds
    our paraphrases of reports: of these and a paraphrased document the fuller list is shown.
    """
    paraphrased: dict[str, list[Row]] = defaultdict(list)
    for row in register:
        paraphrased[row["inspection_id"]].append(row)
    by_inspection: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=rank):
        if record.findings is None or not record.findings.strengths or record.area_id is None:
            continue
        inspection_id = links.get(record.document_id, DocumentLink()).about
        if inspection_id is None:
            message = f"{len(record.findings.strengths)} strength(s) belong to no known inspection of this area: "
            tables.add_problem("link", "no_inspection", message + "ingest its letter or report", record=record)
        else:
            by_inspection[inspection_id].append(record)
    for inspection_id, praising in by_inspection.items():
        best_origin = praising[0].text_origin
        ours = paraphrased.get(inspection_id, [])
        if best_origin != "official" and len(ours) > max(map(_count_strengths, praising)):
            continue
        paraphrased.pop(inspection_id, None)
        seen: set[str] = set()
        for record in praising:
            is_copy = record is not praising[0] and record.is_report
            if record.text_origin == best_origin and not is_copy:
                _write_strengths(inspection_id, record, seen, tables)
        if len(seen) == len(ours):
            tables.curated.update(row["strength_id"] for row in ours)
    for rows in paraphrased.values():
        tables.extend("strengths", rows)


def _count_strengths(record: Record) -> int:
    return len(record.findings.strengths) if record.findings else 0


def _write_strengths(inspection_id: str, record: Record, seen: set[str], tables: Tables) -> None:
    if record.findings is None:
        return
    for strength in record.findings.strengths:
        key = strength.quote.text.casefold()
        if key in seen:
            continue
        seen.add(key)
        strength_id = f"{inspection_id}-s{len(seen)}"
        tables.add(
            "strengths",
            {
                "strength_id": strength_id,
                "inspection_id": inspection_id,
                "area_id": record.area_id,
                "section": strength.section,
                **place(
                    record, strength.quote.text, strength.quote.page, strength.quote.char_start, strength.quote.char_end
                ),
                "review_status": review_status(
                    record.findings.confidence, source_confidence(record, strength.quote.page)
                ),
                "source_url": record.meta.source_url,
            },
        )
        tables.extend("strength_themes", theme_rows("strength_id", strength_id, strength.themes))


def link_feedback(records: Sequence[Record], links: Mapping[str, DocumentLink], tables: Tables) -> None:
    """Write `plan_feedback`: a request that a letter makes and a later paper answers is one row, with the answer.

    The paper with the answers gives the row, since request and response must both be quoted from one document.
    """
    by_base: dict[str, list[tuple[Record, str | None]]] = defaultdict(list)
    for record in records:
        if record.findings and record.findings.feedback and record.area_id:
            inspection_id = links.get(record.document_id, DocumentLink()).list_of
            by_base[inspection_id or record.area_id].append((record, inspection_id))
    for base, sources in by_base.items():
        rows: list[Row] = []
        for record, inspection_id in sorted(sources, key=lambda pair: (_is_unanswered(pair[0]), rank(pair[0]))):
            feedback = record.findings.feedback if record.findings else ()
            matches = align([row["request"] for row in rows], [each.request.text for each in feedback])
            for each, index in zip(feedback, matches, strict=True):
                if index is None:
                    rows.append(_feedback_row(each, f"{base}-f{len(rows) + 1}", record, inspection_id))
        tables.extend("plan_feedback", rows)


def _is_unanswered(record: Record) -> bool:
    return not (record.findings and any(each.response for each in record.findings.feedback))


def _feedback_row(each: FeedbackFinding, feedback_id: str, record: Record, inspection_id: str | None) -> Row:
    return {
        "feedback_id": feedback_id,
        "area_id": record.area_id,
        "inspection_id": inspection_id,
        "number": each.number,
        "request": each.request.text,
        "response": each.response.text if each.response else None,
        "document_id": record.document_id,
        "page": each.request.page,
        "char_start": each.request.char_start,
        "char_end": each.request.char_end,
        "text_origin": record.text_origin,
        "text_source": text_source(record, each.request.page),
    }
