"""A plan's blocks to its rows, whatever form they have: tables, cards, sections; and rows to findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from extract.language.deadlines import parse_deadline
from extract.model.document import Block, Document, Kind, squash
from extract.model.findings import ActionFinding, ProblemFinding, TargetFinding, WeaknessFinding, WeaknessKind
from extract.plans.groups import (
    GroupTracker,
    neutral_groups_are_weaknesses,
    number_from_ref,
    refs_are_weaknesses,
)
from extract.plans.labels import is_card
from extract.plans.owners import find_initials_key, parse_owner
from extract.plans.rows import PlanRow
from extract.plans.sections import SectionReader
from extract.plans.tables import TableReader
from extract.plans.tails import with_tail_read
from extract.plans.targets import measure_targets, row_targets
from extract.plans.weaknesses import PlanWeaknesses, find_weakness_list, is_name

# How sure a plan's own wording of a weakness is, and its mere name.
_WORDING, _NAME = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan's rows in the order they stand, its targets, the weaknesses it states, and the headers of columns that no rule knows."""

    rows: tuple[PlanRow, ...]
    targets: tuple[TargetFinding, ...]
    weaknesses: tuple[WeaknessFinding, ...] = ()
    unknown_headers: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[ProblemFinding, ...]:
        """One problem for each header that no rule knows."""
        return tuple(
            ProblemFinding(
                "extract",
                "unknown_header",
                f"no rule knows the column headed “{header}”: read what stands under it",
            )
            for header in self.unknown_headers
        )


def read_plan(document: Document, blocks: Sequence[Block], *, published: date | None) -> ReadPlan:
    """What the plan in `blocks` says; `published` is its day, if known."""
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
        row if row.weakness is not None else replace(row, weakness=number_from_ref(row.ref, weaknesses, plain=plain))
        for row in rows
    ]
    targets = [*row_targets(document, rows, published), *measure_targets(tables.measures, published)]
    return ReadPlan(tuple(rows), tuple(targets), _stated(document, weaknesses), tuple(tables.unknown))


def _stated(document: Document, weaknesses: PlanWeaknesses) -> tuple[WeaknessFinding, ...]:
    """The weaknesses the plan states, with its own numbers."""
    kind = WeaknessKind.SIGNIFICANT_WEAKNESS
    if weaknesses.has_priority_actions:
        kind = WeaknessKind.PRIORITY_ACTION
    elif weaknesses.has_improvements:
        kind = WeaknessKind.AREA_FOR_IMPROVEMENT
    return tuple(
        WeaknessFinding(
            kind,
            number,
            document.quote(place.block.page, place.start, place.end),
            confidence=_NAME if is_name(weaknesses.texts[number]) else _WORDING,
            is_name=is_name(weaknesses.texts[number]),
        )
        for number, place in sorted(weaknesses.places.items())
    )


def _titles(blocks: Sequence[Block]) -> Iterator[Block]:
    """Headings and the rows of tables that are one cell only: what groups of actions stand under."""
    for block in blocks:
        if block.kind is Kind.HEADING or (
            block.kind is Kind.ROW and len([cell for cell in block.cells if squash(cell.text)]) == 1
        ):
            yield block


def as_actions(
    document: Document, rows: Sequence[PlanRow], published: date | None, *, is_day_known: bool = True
) -> tuple[ActionFinding, ...]:
    """The findings of rows: owners without people's names, deadlines as dates.

    `published` is the plan's day; where only its month is known, `is_day_known` is false.
    """
    key = find_initials_key(document.blocks)
    actions = (_action(row, published, key, is_day_known=is_day_known) for row in rows)
    return tuple(with_tail_read(document, action, from_date=published, key=key) for action in actions)


def _action(row: PlanRow, published: date | None, key: dict[str, str], *, is_day_known: bool) -> ActionFinding:
    deadline = parse_deadline(row.deadline, from_date=published, is_day_known=is_day_known) if row.deadline else None
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
