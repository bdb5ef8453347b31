"""Action plans: written statements of action, priority action plans, accelerated progress plans, project plans.

Whatever the file's form, its rows and sections become actions with owner, deadline, measure, status and the weakness
they serve; measures with figures become targets. See `extract.plans.columns` for what columns mean, `extract.plans.groups` for the links.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extract.council.lists import as_weaknesses, best_lists, find_council_lists
from extract.events.find import find_events
from extract.lists.pieces import pieces_of
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Block, Document, Kind, squash
from extract.model.findings import (
    EventFinding,
    Findings,
    InspectionFinding,
    ProblemFinding,
    WeaknessFinding,
    WeaknessKind,
)
from extract.model.frameworks import framework_on
from extract.plans.dates import find_inspection_dates, find_plan_date, find_publication
from extract.plans.reading import as_actions, read_plan
from extract.types.registry import register


@register(DocType.ACTION_PLAN)
def extract_action_plan(document: Document, context: Context) -> Findings:
    """The actions and targets of a plan. A plan in which no action is found yields a problem that says so."""
    published = find_plan_date(document)
    plan = read_plan(document, document.blocks, published=published)
    rows = plan.rows
    # What stands before the first action tells of the inspection: its weaknesses restated, its dates.
    opening = document.blocks[: rows[0].order] if rows else ()
    problems = list(plan.problems)
    if not rows:
        problems.append(
            ProblemFinding("extract", "no_actions", "no actions found in this plan: check that its tables were read")
        )
    return Findings(
        title=document.title or _heading(document),
        published=published,
        inspection=_inspection(document),
        weaknesses=_weaknesses(document, opening, plan.weaknesses),
        actions=as_actions(document, rows, published),
        targets=plan.targets,
        events=_events(document, opening, published),
        problems=tuple(problems),
    )


def _inspection(document: Document) -> InspectionFinding | None:
    """The inspection the plan answers, if its days are named."""
    span = find_inspection_dates(document)
    if span is None:
        return None
    return InspectionFinding(framework=framework_on(span.start), kind="full", start_date=span.start, end_date=span.end)


def _weaknesses(
    document: Document, opening: Sequence[Block], stated: Sequence[WeaknessFinding]
) -> tuple[WeaknessFinding, ...]:
    """The inspection's list where the plan repeats it before its actions, else the weaknesses its parts are about."""
    lists = best_lists(find_council_lists(document, pieces_of(document, opening)))
    answered = (WeaknessKind.SIGNIFICANT_WEAKNESS, WeaknessKind.PRIORITY_ACTION)
    listed = tuple(item for each in lists if each.kind in answered for item in as_weaknesses(each))
    return listed if len(listed) >= len(stated) else tuple(stated)


def _events(document: Document, opening: Sequence[Block], published: date | None) -> tuple[EventFinding, ...]:
    found = find_events(document, opening, published=published)
    own = find_publication(document)
    is_told = own is None or any((event.event, event.date) == (own.event, own.date) for event in found)
    return found if is_told or own is None else (*found, own)


def _heading(document: Document) -> str | None:
    return next((squash(block.text) for block in document.blocks if block.kind is Kind.HEADING), None)
