"""Joins what hangs on an inspection beside its weaknesses: strengths, actions with their reviews, targets, feedback."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count

from db.inspections import Link
from db.plan_history import PlanHistory, review_day
from db.precedence import rank
from db.records import Record
from db.rows import Row, Tables, iso, review_status, theme_rows
from db.wording import align
from extract.findings import ActionFinding, FeedbackFinding

# A plan's "priority 2" counts the significant weaknesses, the priority actions, or, with neither, what was to improve.
_NUMBERED_KINDS = ("significant_weakness", "priority_action", "area_for_improvement")


def link_strengths(records: Sequence[Record], links: Mapping[str, Link], tables: Tables) -> None:
    """Write `strengths`: a paraphrase gives way where an official document praises; the same words count once.

    Of several copies of the inspection's own report one is read; other documents add what they praise.
    """
    by_inspection: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=rank):
        if record.findings is None or not record.findings.strengths or record.area_id is None:
            continue
        inspection_id = links.get(record.document_id, Link()).about
        if inspection_id is None:
            message = f"{len(record.findings.strengths)} strength(s) belong to no known inspection of this area: "
            tables.add_problem("link", "no_inspection", message + "ingest its letter or report", record=record)
        else:
            by_inspection[inspection_id].append(record)
    for inspection_id, praising in by_inspection.items():
        best_origin = praising[0].text_origin
        seen: set[str] = set()
        for record in praising:
            is_copy = record is not praising[0] and _is_report(record)
            if record.text_origin == best_origin and not is_copy:
                _write_strengths(inspection_id, record, seen, tables)


def _is_report(record: Record) -> bool:
    return bool(record.findings and record.findings.inspection and record.findings.inspection.is_report)


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
                **_place(
                    record, strength.quote.text, strength.quote.page, strength.quote.char_start, strength.quote.char_end
                ),
                "review_status": review_status(record.findings.confidence),
            },
        )
        tables.extend("strength_themes", theme_rows("strength_id", strength_id, strength.themes))


def link_actions(
    records: Sequence[Record],
    links: Mapping[str, Link],
    weaknesses: Iterable[Row],
    taken_ids: Iterable[str],
    tables: Tables,
) -> None:
    """Write `actions`, `action_reviews` and `targets`.

    Numbers follow the order in which documents came, so that a later document does not renumber what is there. An
    action that a later version of a plan repeats is one action with several reviews and versions (see `PlanHistory`).
    """
    taken = set(taken_ids)
    numbered = _numbered(weaknesses)
    history = PlanHistory()
    told: dict[str, date] = {}
    for record in sorted(records, key=lambda r: (r.meta.retrieved_at or "", r.document_id)):
        findings, area_id = record.findings, record.area_id
        if findings is None or area_id is None or not (findings.actions or findings.targets):
            continue
        inspection_id = links.get(record.document_id, Link()).list_of
        base = inspection_id or area_id
        ids: list[str] = []
        for action in findings.actions:
            row = history.find(base, action, record)
            if row is None:
                row = _action_row(action, record, base, inspection_id, taken)
                row["weakness_id"] = numbered.get((base, action.weakness_number or 0))
                history.add(base, row)
                tables.add("actions", row)
                tables.extend("action_themes", theme_rows("action_id", row["action_id"], action.themes))
            ids.append(row["action_id"])
            history.tell(row, action, record, tables)
            _write_reviews(row, action, record, told, tables)
        _write_targets(record, inspection_id, ids, tables, numbered=numbered, taken=taken)


def _numbered(weaknesses: Iterable[Row]) -> dict[tuple[str, int], str]:
    """Weakness ids by inspection and number, over the kind that the inspection's plan answers."""
    by_kind: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in weaknesses:
        if row["number"] is not None:
            by_kind[row["inspection_id"]][row["kind"]][row["number"]] = row["weakness_id"]
    found: dict[tuple[str, int], str] = {}
    for inspection_id, kinds in by_kind.items():
        kind = next((kind for kind in _NUMBERED_KINDS if kind in kinds), None)
        if kind:
            found |= {(inspection_id, number): weakness_id for number, weakness_id in kinds[kind].items()}
    return found


def _action_row(action: ActionFinding, record: Record, base: str, inspection_id: str | None, taken: set[str]) -> Row:
    action_id = _next_id(f"{base}-a", taken)
    quote = action.quote
    return {
        "action_id": action_id,
        "area_id": record.area_id,
        "inspection_id": inspection_id,
        "weakness_id": None,
        "ref": action.ref,
        "owner": action.owner,
        "deadline_text": action.deadline_text,
        "deadline": iso(action.deadline),
        "deadline_precision": action.deadline_precision,
        "measure": action.measure,
        "status": None,
        "status_date": None,
        **_place(record, quote.text, quote.page, quote.char_start, quote.char_end),
        "review_status": review_status(action.confidence, record.findings.confidence if record.findings else 0.0),
        "source_url": record.meta.source_url,
    }


def _write_reviews(row: Row, action: ActionFinding, record: Record, told: dict[str, date], tables: Tables) -> None:
    """Every review as printed; the action's own status is that of the latest document that gives one."""
    reviews = list(action.status_history)
    if action.status and not reviews:
        reviews = [(iso(action.status_date) or iso(record.published) or record.document_id, action.status)]
    known = {each["review"] for each in tables["action_reviews"] if each["action_id"] == row["action_id"]}
    for review, status in reviews:
        if review not in known:
            known.add(review)
            tables.add(
                "action_reviews",
                {
                    "action_id": row["action_id"],
                    "review": review,
                    "review_date": review_day(review),
                    "status": status,
                    "document_id": record.document_id,
                },
            )
    day = action.status_date or record.published or date.min
    if action.status and day >= told.get(row["action_id"], date.min):
        told[row["action_id"]] = day
        row["status"], row["status_date"] = action.status, iso(action.status_date)


def _write_targets(
    record: Record,
    inspection_id: str | None,
    action_ids: Sequence[str],
    tables: Tables,
    *,
    numbered: Mapping[tuple[str, int], str],
    taken: set[str],
) -> None:
    if record.findings is None or record.area_id is None:
        return
    base = inspection_id or record.area_id
    for target in record.findings.targets:
        by_date = target.by_date
        if by_date is None and target.within_months is not None and record.published is not None:
            by_date = add_months(record.published, target.within_months)
        index = target.action_index
        quote = target.quote
        tables.add(
            "targets",
            {
                "target_id": _next_id(f"{base}-t", taken),
                "area_id": record.area_id,
                "inspection_id": inspection_id,
                "weakness_id": numbered.get((base, target.weakness_number or 0)),
                "action_id": action_ids[index] if index is not None and index < len(action_ids) else None,
                "measure": target.measure,
                "baseline": target.baseline,
                "target": target.target,
                "unit": target.unit,
                "comparator": target.comparator,
                "by_date": iso(by_date),
                "by_text": target.by_text,
                "measure_id": target.measure_id,
                **_place(record, quote.text, quote.page, quote.char_start, quote.char_end),
                "source_url": record.meta.source_url,
            },
        )


def link_feedback(records: Sequence[Record], links: Mapping[str, Link], tables: Tables) -> None:
    """Write `plan_feedback`: a request that a letter makes and a later paper answers is one row, with the answer.

    The paper with the answers gives the row, since request and response must both be quoted from one document.
    """
    by_base: dict[str, list[tuple[Record, str | None]]] = defaultdict(list)
    for record in records:
        if record.findings and record.findings.feedback and record.area_id:
            inspection_id = links.get(record.document_id, Link()).list_of
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
    }


def _place(record: Record, text: str, page: int, char_start: int, char_end: int) -> Row:
    """The columns that say what a row's words are, where they stand and whose they are."""
    return {
        "text": text,
        "document_id": record.document_id,
        "page": page,
        "char_start": char_start,
        "char_end": char_end,
        "text_origin": record.text_origin,
    }


def _next_id(stem: str, taken: set[str]) -> str:
    """The stem with the first number not taken; it is taken from then on."""
    number = next(n for n in count(1) if f"{stem}{n}" not in taken)
    taken.add(f"{stem}{number}")
    return f"{stem}{number}"


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
