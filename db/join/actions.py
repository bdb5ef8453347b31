"""Joins actions: what plans promise, numbered once, with every version and review, and the targets beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from db.join.clock import add_months
from db.join.inspections import DocumentLink
from db.join.plan_history import PlanHistory, review_day
from db.join.rows import IdNumbers, Tables, iso, place, review_status, source_confidence, theme_rows
from db.join.superseded import ParaphrasedActions, without_outdone
from db.join.ties import NumberTies
from db.reading.records import Record
from db.sqlite.row import Row
from extract.model.findings import ActionFinding


def link_actions(
    records: Sequence[Record],
    links: Mapping[str, DocumentLink],
    ties: NumberTies,
    tables: Tables,
    *,
    register: Iterable[Row],
    taken_ids: Iterable[str],
) -> None:
    """Write `actions`, `action_reviews`, `action_versions` and `targets`; `register` holds the paraphrased actions.

    `ties` knows which weaknesses a document's numbers mean; what they leave open is listed in `problems`.

    Numbers follow the order in which documents came, so that a later document does not renumber what is there. An
    action that a later version of a plan repeats is one action with several reviews and versions (see `PlanHistory`).
    """
    numbering = IdNumbers(taken_ids)
    history = PlanHistory()
    reviews = _Reviews(tables)
    paraphrased = ParaphrasedActions(register)
    bases = {r.document_id: links.get(r.document_id, DocumentLink()).list_of or r.area_id or "" for r in records}
    counting = without_outdone(records, bases)
    for record in sorted(counting, key=lambda r: (r.meta.retrieved_at or "", r.document_id)):
        findings, area_id = record.findings, record.area_id
        if findings is None or area_id is None or not (findings.actions or findings.targets):
            continue
        inspection_id, base = links.get(record.document_id, DocumentLink()).list_of, bases[record.document_id]
        tied = ties.of(record, inspection_id)
        for message in tied.messages:
            tables.add_problem("link", "weakness_unclear", message, record=record)
        ids: list[str] = []
        for action in findings.actions:
            row = history.find(base, action, record)
            twin = None if row else paraphrased.find(base, action.quote.text)
            if row is None and twin is not None:
                row = paraphrased.stated(twin)
            if row is None:
                row = _action_row(action, record, inspection_id)
                row["weakness_id"] = tied.ids.get(action.weakness_number or 0)
                if twin is None:
                    row["action_id"] = numbering.next_id(f"{base}-a")
                else:
                    paraphrased.replace(twin, row)
                history.add(base, row)
                tables.add("actions", row)
                tables.extend("action_themes", theme_rows("action_id", row["action_id"], action.themes))
            ids.append(row["action_id"])
            history.tell(row, action, record, tables)
            reviews.write(row, action, record)
        _write_targets(record, inspection_id, ids, tables, tied=tied.ids, numbering=numbering)
    tables.replaced_actions = paraphrased.replaced


def _action_row(action: ActionFinding, record: Record, inspection_id: str | None) -> Row:
    quote = action.quote
    return {
        "action_id": "",
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
        **place(record, quote.text, quote.page, quote.char_start, quote.char_end),
        "review_status": review_status(
            action.confidence,
            record.findings.confidence if record.findings else 0.0,
            source_confidence(record, quote.page),
        ),
        "source_url": record.meta.source_url,
    }


class _Reviews:
    """Every review of an action as printed; the action's own status is that of the latest document that gives one."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[str, set[str]] = defaultdict(set)
        self._told: dict[str, date] = {}

    def write(self, row: Row, action: ActionFinding, record: Record) -> None:
        """Write the reviews that this document tells first, and set the action's status."""
        action_id = row["action_id"]
        reviews = list(action.status_history)
        if action.status and not reviews:
            reviews = [(iso(action.status_date) or iso(record.published) or record.document_id, action.status)]
        known = self._known[action_id]
        for review, status in reviews:
            if review not in known:
                known.add(review)
                self._tables.add(
                    "action_reviews",
                    {
                        "action_id": action_id,
                        "review": review,
                        "review_date": review_day(review),
                        "status": status,
                        "document_id": record.document_id,
                    },
                )
        day = action.status_date or record.published or date.min
        if action.status and day >= self._told.get(action_id, date.min):
            self._told[action_id] = day
            row["status"], row["status_date"] = action.status, iso(action.status_date)


def _write_targets(
    record: Record,
    inspection_id: str | None,
    action_ids: Sequence[str],
    tables: Tables,
    *,
    tied: Mapping[int, str],
    numbering: IdNumbers,
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
                "target_id": numbering.next_id(f"{base}-t"),
                "area_id": record.area_id,
                "inspection_id": inspection_id,
                "weakness_id": tied.get(target.weakness_number or 0),
                "action_id": action_ids[index] if index is not None and index < len(action_ids) else None,
                "measure": target.measure,
                "baseline": target.baseline,
                "target": target.target,
                "unit": target.unit,
                "comparator": target.comparator,
                "by_date": iso(by_date),
                "by_text": target.by_text,
                "measure_id": target.measure_id,
                **place(record, quote.text, quote.page, quote.char_start, quote.char_end),
                "source_url": record.meta.source_url,
            },
        )
