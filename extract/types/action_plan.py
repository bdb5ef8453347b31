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
from extract.plans.dates import find_day_written, find_inspection_dates, find_plan_date
from extract.plans.own_events import find_own_events, is_accelerated
from extract.plans.reading import as_actions, read_plan
from extract.types.registry import register


@register(DocType.ACTION_PLAN)
def extract_action_plan(document: Document, context: Context) -> Findings:
    """The actions and targets of a plan. A plan in which no action is found yields a problem that says so."""
    published = find_plan_date(document)
    day = find_day_written(document)
    written = day.end if day is not None else None
    plan = read_plan(document, document.blocks, published=written)
    rows = plan.rows
    # What stands before the first action tells of the inspection: its weaknesses restated, its dates.
    opening = document.blocks[: rows[0].order] if rows else document.blocks
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
        actions=as_actions(document, rows, written, is_day_known=day is None or day.precision == "day"),
        targets=plan.targets,
        events=_events(document, opening, written),
        problems=tuple(problems),
    )


def _inspection(document: Document) -> InspectionFinding | None:
    """The inspection the plan answers, if its days are named: of an accelerated progress plan that is the revisit."""
    span = find_inspection_dates(document, is_revisit=is_accelerated(document))
    if span is None:
        return None
    if is_accelerated(document):
        return InspectionFinding(framework="2016", kind="revisit", start_date=span.start, end_date=span.end)
    return InspectionFinding(framework=framework_on(span.start), kind="full", start_date=span.start, end_date=span.end)


def _weaknesses(
    document: Document, opening: Sequence[Block], stated: Sequence[WeaknessFinding]
) -> tuple[WeaknessFinding, ...]:
    """The inspection's list where the plan repeats it before its actions, else the weaknesses its parts are about."""
    lists = best_lists(find_council_lists(document, pieces_of(document, opening)))
    answered = (WeaknessKind.SIGNIFICANT_WEAKNESS, WeaknessKind.PRIORITY_ACTION)
    listed = tuple(item for each in lists if each.kind in answered for item in as_weaknesses(each))
    return listed if len(listed) >= len(stated) else tuple(stated)


def _events(document: Document, opening: Sequence[Block], written: date | None) -> tuple[EventFinding, ...]:
    """What the opening tells of the inspection and of the plan itself; the plan's own words go first for its own days."""
    own = find_own_events(document)
    told = {(event.event, event.date) for event in own}
    found = tuple(
        event
        for event in find_events(document, opening, published=written)
        if (event.event, event.date) not in told
        and not (is_accelerated(document) and event.event.startswith("inspection_"))
    )
    return tuple(sorted((*own, *found), key=lambda event: (event.date, event.event)))


def _heading(document: Document) -> str | None:
    return next((squash(block.text) for block in document.blocks if block.kind is Kind.HEADING), None)
