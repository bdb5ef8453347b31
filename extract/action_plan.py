"""Action plans: written statements of action, priority action plans, accelerated progress plans, project plans.

Whatever the file's form, its rows and sections become actions with owner, deadline, measure, status and the weakness
they serve; measures with figures become targets. See plan_columns for what columns mean, plan_groups for the links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from extract.context import Context
from extract.council_lists import as_weaknesses, best_lists, find_council_lists
from extract.deadlines import parse_deadline
from extract.document import Block, Document, Kind, squash
from extract.events import find_events
from extract.findings import (
    ActionFinding,
    DocType,
    Findings,
    InspectionFinding,
    ProblemFinding,
    TargetFinding,
    WeaknessFinding,
    WeaknessKind,
)
from extract.owners import find_initials_key, parse_owner
from extract.people import without_people
from extract.pieces import pieces_of
from extract.plan_dates import find_inspection_dates, find_plan_date
from extract.plan_groups import (
    GroupTracker,
    find_weakness_list,
    neutral_groups_are_weaknesses,
    number_from_ref,
    refs_are_weaknesses,
)
from extract.plan_labels import is_card
from extract.plan_rows import PlanRow
from extract.plan_sections import SectionReader
from extract.plan_tables import TableReader
from extract.plan_targets import measure_targets, row_targets
from extract.registry import register


@register(DocType.ACTION_PLAN)
def extract_action_plan(document: Document, context: Context) -> Findings:
    """The actions and targets of a plan. A plan in which no action is found yields a problem that says so."""
    rows, targets = read_plan(document)
    published = find_plan_date(document)
    # What stands before the first action tells of the inspection: its weaknesses restated, its dates.
    opening = document.blocks[: rows[0].order] if rows else ()
    key = find_initials_key(document.blocks)
    problems: list[ProblemFinding] = []
    if not rows:
        problems.append(
            ProblemFinding("extract", "no_actions", "no actions found in this plan: check that its tables were read")
        )
    findings = Findings(
        doc_type=DocType.ACTION_PLAN,
        confidence=1.0,
        area_id=context.area_id,
        title=document.title or _heading(document),
        published=published,
        inspection=_inspection(document),
        weaknesses=_weaknesses(document, opening),
        actions=tuple(_action(row, published, key) for row in rows),
        targets=targets,
        events=find_events(document, opening, published=published),
        problems=tuple(problems),
    )
    return without_people(findings)


def read_plan(
    document: Document, blocks: Sequence[Block] | None = None
) -> tuple[list[PlanRow], tuple[TargetFinding, ...]]:
    """The rows of a plan in the order they stand, and its targets; `blocks` restricts it to a part of a pack of papers."""
    blocks = document.blocks if blocks is None else blocks
    titles = [squash(block.text) for block in _titles(blocks)]
    weaknesses = find_weakness_list(blocks)
    tracker = GroupTracker(weaknesses, neutral_is_weakness=neutral_groups_are_weaknesses(titles, weaknesses))
    tables, sections = TableReader(document, tracker), SectionReader(document, tracker)
    for table, part in groupby(blocks, key=lambda block: block.table if block.kind is Kind.ROW else None):
        group = list(part)
        if table is None:
            for block in group:
                sections.read(block)
            continue
        sections.end()
        if is_card(group):
            sections.read_card(group)
        else:
            tables.read(group)
    sections.end()
    rows = sorted([*tables.rows, *sections.rows], key=lambda row: (row.order, row.quote.char_start))
    plain = refs_are_weaknesses(((row.ref, row.weakness) for row in rows), titles, weaknesses)
    rows = [
        row if row.weakness is not None else replace(row, weakness=number_from_ref(row.ref, plain=plain))
        for row in rows
    ]
    published = find_plan_date(document)
    targets = [*row_targets(document, rows, published), *measure_targets(tables.measures, published)]
    return rows, tuple(targets)


def _titles(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings and the rows of tables that are one cell only: what groups of actions stand under."""
    for block in blocks:
        if block.kind is Kind.HEADING or (
            block.kind is Kind.ROW and len([cell for cell in block.cells if squash(cell.text)]) == 1
        ):
            yield block


def _action(row: PlanRow, published: date | None, key: dict[str, str]) -> ActionFinding:
    deadline = parse_deadline(row.deadline, from_date=published) if row.deadline else None
    return ActionFinding(
        quote=row.quote,
        ref=row.ref,
        weakness_number=row.weakness,
        owner=parse_owner(row.owner, key=key) if row.owner else None,
        deadline_text=deadline.text if deadline else None,
        deadline=deadline.date if deadline else None,
        deadline_precision=deadline.precision if deadline else None,
        measure=squash(row.measure) if row.measure else None,
        status=row.status.status,
        status_date=row.status.status_date,
        status_history=row.status.history,
        confidence=row.confidence,
    )


def _inspection(document: Document) -> InspectionFinding | None:
    """The inspection the plan answers, if its days are named; the framework goes by them (the new one began in 2023)."""
    span = find_inspection_dates(document)
    if span is None:
        return None
    framework = "2023" if span.start.year >= 2023 else "2016"
    return InspectionFinding(framework=framework, kind="full", start_date=span.start, end_date=span.end)


def _weaknesses(document: Document, opening: Sequence[Block]) -> tuple[WeaknessFinding, ...]:
    """The inspection's list where the plan repeats it before its actions."""
    lists = best_lists(find_council_lists(document, pieces_of(document, opening)))
    answered = (WeaknessKind.SIGNIFICANT_WEAKNESS, WeaknessKind.PRIORITY_ACTION)
    return tuple(item for listed in lists if listed.kind in answered for item in as_weaknesses(listed))


def _heading(document: Document) -> str | None:
    return next((squash(block.text) for block in document.blocks if block.kind is Kind.HEADING), None)
