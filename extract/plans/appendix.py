"""Plans inside other documents: a committee paper's appendix, a web page with its plan's table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extract.model.document import Block, Document, Kind
from extract.model.findings import Findings
from extract.plans.columns import Role, is_other_table
from extract.plans.content import plan_columns
from extract.plans.reading import as_actions, read_plan


def with_plan_tables(
    findings: Findings, document: Document, blocks: Sequence[Block], *, as_of: date | None
) -> Findings:
    """The findings with the actions and targets of the plan's tables among `blocks`, if there are any.

    A table counts as a plan's where its header names actions, who owns them and by when; a log of a committee's own
    actions says so in its heading and is left out.
    """
    tables = {block.table for block in blocks if _is_plan_header(block, blocks)} - _own_logs(blocks)
    if not tables:
        return findings
    part = [
        block for block in blocks if block.kind is Kind.HEADING or (block.kind is Kind.ROW and block.table in tables)
    ]
    plan = read_plan(document, part, published=as_of)
    known = {action.quote.text for action in findings.actions}
    kept = {place: row for place, row in enumerate(plan.rows) if row.quote.text not in known}
    places = {old: len(findings.actions) + new for new, old in enumerate(kept)}
    told = {target.quote for target in findings.targets}
    return replace(
        findings,
        actions=(*findings.actions, *as_actions(document, list(kept.values()), as_of)),
        targets=(
            *findings.targets,
            *(
                replace(target, action_index=None if target.action_index is None else places.get(target.action_index))
                for target in plan.targets
                if target.quote not in told
            ),
        ),
        problems=(*findings.problems, *plan.problems),
    )


def _is_plan_header(block: Block, blocks: Sequence[Block]) -> bool:
    if block.kind is not Kind.ROW or is_other_table(block):
        return False
    columns = plan_columns(block, [row for row in blocks if row.kind is Kind.ROW and row.table == block.table])
    if columns is None:
        return False
    return {Role.ACTION, Role.OWNER, Role.DEADLINE} <= set(columns.roles.values())


def _own_logs(blocks: Sequence[Block]) -> set[int | None]:
    """Tables under a heading such as "Action log" or "Actions from the last meeting": the committee's, not the plan's."""
    found: set[int | None] = set()
    is_log = False
    for block in blocks:
        if block.kind is Kind.HEADING:
            text = block.text.lower()
            is_log = (
                "log" in text.split()
                or "last meeting" in text
                or "previous meeting" in text
                or "matters arising" in text
            )
        elif block.kind is Kind.ROW and is_log:
            found.add(block.table)
    return found
