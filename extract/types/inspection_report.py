"""Full area SEND inspection reports, framework of 2023 (area SEND inspections: framework and handbook, Ofsted and CQC)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extract.language.bodies import is_kind_alone, split_bodies
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Block, Document, Kind, Quote
from extract.model.findings import (
    EventFinding,
    Findings,
    InspectionFinding,
    ProblemFinding,
    StrengthFinding,
    WeaknessFinding,
    WeaknessKind,
)
from extract.reports.items import cell_items, list_items
from extract.reports.outcome import Cover, OutcomeStated, read_cover, read_outcome
from extract.reports.sections import split_sections
from extract.types.registry import register

_BODY_HEAD = re.compile(r"responsible (?:body|bodies|partners?)|\bresponsibility\b", re.I)
_AUTHORITY_HEAD = re.compile(r"local authorit(?:y|ies)", re.I)
_HEALTH_HEAD = re.compile(r"integrated care|\bICB\b|health", re.I)
_EFFECTIVE_HEADING = "What is the area partnership doing that is effective?"
_LONGEST_HEAD = 80  # characters of a column's head: a longer cell holds an area or names people


@register(DocType.INSPECTION_REPORT)
def extract_inspection_report(document: Document, context: Context) -> Findings:
    """All columns of the inspection, areas for priority action and for improvement, strengths, narrative weaknesses."""
    sections = split_sections(document)
    cover = read_cover(document, sections["cover"])
    outcome = _outcome(document, sections)
    authorities, health = _details(sections.get("details", ()))
    weaknesses = (
        *_table_items(
            document, sections.get("priority_action", ()), WeaknessKind.PRIORITY_ACTION, (*authorities, *health)
        ),
        *_table_items(
            document, sections.get("improvement", ()), WeaknessKind.AREA_FOR_IMPROVEMENT, (*authorities, *health)
        ),
        *(
            WeaknessFinding(WeaknessKind.NARRATIVE, number, quote)
            for number, quote in enumerate(list_items(document, sections.get("better", ())), start=1)
        ),
    )
    strengths = tuple(
        StrengthFinding(_EFFECTIVE_HEADING, quote) for quote in list_items(document, sections.get("effective", ()))
    )
    inspection = InspectionFinding(
        framework="2023",
        kind="full",
        start_date=cover.dates.start if cover.dates else None,
        end_date=cover.dates.end if cover.dates else None,
        outcome=outcome.code,
        outcome_label=outcome.label,
        plan_required=outcome.plan_required,
        previous_start=cover.previous.start if cover.previous else None,
        previous_end=cover.previous.end if cover.previous else None,
        previous_text=cover.previous_text,
        next_monitoring_months=outcome.monitoring_months,
        next_full_years=outcome.full_years,
        local_authority=authorities[0] if authorities else None,
        health_bodies=tuple(health),
        is_report=True,
    )
    return Findings(
        title=document.title,
        inspection=inspection,
        weaknesses=weaknesses,
        strengths=strengths,
        events=tuple(_events(cover)),
        problems=tuple(_problems(inspection, weaknesses, strengths)),
    )


def _outcome(document: Document, sections: Mapping[str, Sequence[Block]]) -> OutcomeStated:
    """The outcome box; where its heading was not recognised, the set sentences on the first two pages."""
    outcome = read_outcome("\n".join(block.text for block in sections.get("outcome", ())))
    if outcome.code is not None:
        return outcome
    return read_outcome("\n".join(block.text for block in document.blocks if block.page <= 2))


def _table_items(
    document: Document, blocks: Sequence[Block], kind: WeaknessKind, known: Sequence[str]
) -> list[WeaknessFinding]:
    """The items of the priority action or improvement section, numbered in order.

    They stand in a table with a column of responsible bodies (priority actions always, improvements in reports after
    June 2025), in a one-column table, in one box, or as a plain list.
    """
    rows = [block for block in blocks if block.kind is Kind.ROW]
    found: list[tuple[Quote, tuple[str, ...]]] = []
    if rows:
        body_column, text_column = _columns(rows)
        for row in rows:
            cells = {cell.column: cell for cell in row.cells}
            text_cell = cells.get(text_column)
            if text_cell is None or not text_cell.text or _is_head(row):
                continue
            body_cell = cells.get(body_column) if body_column is not None else None
            bodies = split_bodies(body_cell.text, known) if body_cell is not None else ()
            found.extend((quote, bodies) for quote in cell_items(document, row, text_cell))
    free = [block for block in blocks if block.kind in (Kind.PARAGRAPH, Kind.BULLET)]
    # A list beside a table is a lead-in or a note; without one it is the items.
    if not rows:
        found.extend((quote, ()) for quote in list_items(document, free))
    return [
        WeaknessFinding(kind, number, quote, responsible=bodies)
        for number, (quote, bodies) in enumerate(found, start=1)
    ]


def _columns(rows: Sequence[Block]) -> tuple[int | None, int]:
    """The columns of the bodies (None where there is none) and of the text: by the head row, else by length."""
    columns = sorted({cell.column for row in rows for cell in row.cells})
    if len(columns) == 1:
        return None, columns[0]
    for row in rows[:2]:
        heads = [cell.column for cell in row.cells if len(cell.text) < _LONGEST_HEAD and _BODY_HEAD.search(cell.text)]
        if heads:
            others = [column for column in columns if column != heads[0]]
            return heads[0], max(others, key=lambda column: _length(rows, column))
    text = max(columns, key=lambda column: _length(rows, column))
    return next(column for column in columns if column != text), text


def _length(rows: Sequence[Block], column: int) -> int:
    return sum(len(cell.text) for row in rows for cell in row.cells if cell.column == column)


def _is_head(row: Block) -> bool:
    return row.is_header or any(
        len(cell.text) < _LONGEST_HEAD and _BODY_HEAD.fullmatch(cell.text.strip()) for cell in row.cells
    )


def _details(blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """Local authorities and health bodies from the first row under the details table's head.

    A row after it that names no authority goes on with the health bodies where it is the end of a name ("Integrated Care
    Board") or begins another ("NHS ..."); else it tells of people.
    """
    rows = [block for block in blocks if block.kind is Kind.ROW]
    authority_columns: set[int] = set()
    health_columns: set[int] = set()
    for place, row in enumerate(rows):
        if not authority_columns:
            authority_columns = {
                c.column for c in row.cells if len(c.text) < _LONGEST_HEAD and _AUTHORITY_HEAD.search(c.text)
            }
            health_columns = {
                c.column for c in row.cells if c.column not in authority_columns and _HEALTH_HEAD.search(c.text)
            }
            continue
        health_columns = health_columns or {c.column for c in row.cells} - authority_columns
        if not _text(row, authority_columns | health_columns):
            continue
        health = [_text(row, health_columns)]
        for later in rows[place + 1 :]:
            words = _text(later, health_columns)
            if _text(later, authority_columns) or not (is_kind_alone(words) or words.startswith("NHS ")):
                break
            health.append(words)
        return list(split_bodies(_text(row, authority_columns))), list(split_bodies("\n".join(health)))
    return [], []


def _text(row: Block, columns: set[int]) -> str:
    return "\n".join(cell.text for cell in row.cells if cell.column in columns and cell.text)


def _events(cover: Cover) -> Iterator[EventFinding]:
    if cover.dates is None or cover.dates_quote is None:
        return
    yield EventFinding(
        "inspection_start", cover.dates.start.isoformat(), "day", "Area SEND inspection began", cover.dates_quote
    )
    yield EventFinding(
        "inspection_end", cover.dates.end.isoformat(), "day", "Area SEND inspection ended", cover.dates_quote
    )


def _problems(
    inspection: InspectionFinding, weaknesses: Sequence[WeaknessFinding], strengths: Sequence[StrengthFinding]
) -> Iterator[ProblemFinding]:
    """What every report has and this one was not seen to have."""
    kinds = {weakness.kind for weakness in weaknesses}
    missing = {
        "inspection dates": inspection.start_date is not None,
        "outcome sentence": inspection.outcome is not None,
        "time to the next full inspection": inspection.next_full_years is not None,
        "local authority": inspection.local_authority is not None,
        "health bodies": bool(inspection.health_bodies),
        "areas for improvement": WeaknessKind.AREA_FOR_IMPROVEMENT in kinds,
        "narrative weaknesses": WeaknessKind.NARRATIVE in kinds,
        "strengths": bool(strengths),
        "areas for priority action": inspection.outcome != "systemic_failings" or WeaknessKind.PRIORITY_ACTION in kinds,
    }
    for what, found in missing.items():
        if not found:
            yield ProblemFinding(
                "extract", "missing", f"{what} not found: the layout may be new; read the report by hand"
            )
    if inspection.previous_text and not inspection.previous_start and "not" not in inspection.previous_text.lower():
        yield ProblemFinding(
            "extract", "unknown_date", f"date of previous inspection not understood: {inspection.previous_text!r}"
        )
