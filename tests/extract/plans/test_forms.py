"""Fifteen plans of our own words in every form councils use: each action with its owner, deadline, weakness and targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import Findings
from extract.plans.rows import bullet_parts
from extract.reading import read_document
from extract.recognise.doc_type import classify
from extract.types.action_plan import extract_action_plan
from tests.support.plan_files import render
from tests.support.plan_model import FOLDER, Plan, load_plans
from tests.support.plan_text import OPENING, findings_of

PLANS = load_plans(FOLDER)


def read(plan: Plan) -> tuple[Document, Findings]:
    data, name = render(plan)
    document = read_document(data, media_type=None, file_name=name)
    return document, extract_action_plan(document, Context())


def parts(text: str, count: int) -> list[str]:
    found = [text[p.start : p.end].strip() for p in bullet_parts(text)]
    return found if len(found) == count else [text] * count


def expected_rows(plan: Plan) -> Iterator[tuple[str, str | None, str | None, str | None, int | None]]:
    """Text, owner, deadline as printed, deadline's date, weakness of each action written."""
    for group, row in plan.rows():
        texts = [row["action"][p.start : p.end].strip() for p in bullet_parts(row["action"])] or [row["action"]]
        for text, deadline in zip(texts, parts(row.get("deadline", ""), len(texts)), strict=True):
            owner = plan.owners.get(row["owner"], row["owner"]) or None
            weakness = int(row["weakness"]) if row.get("weakness") else group.weakness
            yield text, owner, deadline or None, plan.dates.get(deadline), weakness


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.form}-{plan.name}")
def test_actions(plan: Plan) -> None:
    document, found = read(plan)
    got = [
        (a.quote.text, a.owner, a.deadline_text, a.deadline.isoformat() if a.deadline else None, a.weakness_number)
        for a in found.actions
    ]
    assert got == list(expected_rows(plan))
    assert all(document.quote(a.quote.page, a.quote.char_start, a.quote.char_end) == a.quote for a in found.actions)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.form}-{plan.name}")
def test_targets(plan: Plan) -> None:
    _, found = read(plan)
    by_action = {action.ref or action.quote.text: index for index, action in enumerate(found.actions)}
    wanted = {
        (next(i for key, i in by_action.items() if key.startswith(str(key_)) and (len(key) == len(str(key_)) or " " in key)),
         baseline, target, unit, by if isinstance(by, date) or by is None else date.fromisoformat(by))
        for key_, baseline, target, unit, by in plan.targets
    }  # fmt: skip
    got = {(t.action_index, t.baseline, t.target, t.unit, t.by_date) for t in found.targets}
    assert wanted <= got
    # A number in a measure that no target was written for ("Six meetings", in digits) may come out beside.
    assert len(got - wanted) <= 3


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.form}-{plan.name}")
def test_they_are_known_as_plans(plan: Plan) -> None:
    document, _ = read(plan)
    assert classify(document, Context())[0] is DocType.ACTION_PLAN


def test_definition_lists_of_numbered_actions_are_actions() -> None:
    pairs = "<dt>Action {0}</dt><dd>{1}</dd><dt>Lead</dt><dd>{2}</dd><dt>By when</dt><dd>{3}</dd>"
    body = f"""{OPENING}<h2>Weakness 1: the timeliness of education, health and care plans</h2>
    <dl>{pairs.format("1.1", "Hire two officers", "Head of SEND", "March 2021")}</dl>
    <dl>{pairs.format("1.2", "Write to every family", "CCG Director", "June 2021")}</dl>"""
    assert [
        (action.ref, action.quote.text, action.owner, str(action.deadline)) for action in findings_of(body).actions
    ] == [
        ("1.1", "Hire two officers", "Head of SEND", "2021-03-31"),
        ("1.2", "Write to every family", "CCG Director", "2021-06-30"),
    ]
