"""How an area stands, in four lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.facts.inspections import OUTCOME_LABELS
from db.site.area.inspections import Inspection
from db.site.area.steps import plan_step
from db.site.comparing.knowledge import tell_items
from db.site.wording import format_date

_DUE_EVENTS = ("wsoa_due", "plan_due")
# How the clock words a month that it worked out.
_ABOUT = " about this month"
_DONE_EVENTS = ("wsoa_published", "plan_published", "wsoa_accepted", "wsoa_submitted")


@dataclass(frozen=True)
class SummaryLine:
    """A line of the summary: what it answers, and the answer."""

    question: str
    answer: str


def summarise(
    latest: Inspection | None,
    timeline: Sequence[Mapping[str, Any]],
    due: Sequence[Mapping[str, Any]],
    standing: str,
) -> list[SummaryLine]:
    """The latest outcome, what had to be done by when, what is due next, how it stands beside its neighbours."""
    return [
        SummaryLine("Latest full inspection", _tell_latest(latest)),
        SummaryLine("What had to be done", tell_plan(latest, timeline)),
        SummaryLine("Due next", tell_due(due)),
        SummaryLine("Beside its neighbours", standing),
    ]


def _tell_latest(latest: Inspection | None) -> str:
    if latest is None:
        return "None is known."
    row = latest.row
    published = f", published {format_date(row['published'])}" if row["published"] else ""
    known = f" {tell_known(latest)}" if latest.knowledge else ""
    followed = "".join(_tell_follow_up(each) for each in latest.follow_ups[:1])
    since = " Not yet inspected under the framework of 2023, as far as is known." if row["framework"] == "2016" else ""
    return f"{latest.outcome} ({latest.when}{published}).{known}{followed}{since}"


def tell_known(inspection: Inspection) -> str:
    """How much of what a full inspection told is known here, as a sentence; none told and not known are never one another."""
    row, knowledge = inspection.known_row, inspection.knowledge
    if row is None or knowledge is None:
        return "What it told is not known here."
    if knowledge.known == "none_told":
        return "It was told of no significant weakness."
    if knowledge.known == "nothing":
        paper = "report" if row["framework"] == "2023" else "letter"
        told = (
            f": what its {_plural(knowledge.out_of, 'significant weakness', 'es')} are is not known"
            if knowledge.out_of
            else ""
        )
        return f"Its {paper} is not read here{told}."
    if row["known"] == "none_told":
        return f"{knowledge.words[:1].upper()}{knowledge.words[1:]}."
    items = tell_items(row)
    if knowledge.known == "all":
        return f"What it was told is all known here: {items}."
    if knowledge.out_of is None:
        return f"Only a part of what it was told is known here: {items}."
    return f"Only {knowledge.items} of its {_plural(knowledge.out_of, 'significant weakness', 'es')} are known here."


def _plural(number: int, noun: str, ending: str) -> str:
    return f"{number} {noun}{'' if number == 1 else ending}"


def _tell_follow_up(row: Mapping[str, Any]) -> str:
    what = "Revisited" if row["kind"] == "revisit" else "Monitoring inspection"
    outcome = OUTCOME_LABELS.get(row["outcome"], "outcome not known")
    return f" {what} {format_date(row['at'])}: {outcome[:1].lower() + outcome[1:]}."


def tell_plan(latest: Inspection | None, timeline: Sequence[Mapping[str, Any]]) -> str:
    """Whether a plan was required after the latest full inspection, by when, and whether it came."""
    if latest is None or latest.row["plan_required"] is None:
        return "Not known whether a plan was required."
    is_new = latest.row["framework"] == "2023"
    plan = "priority action plan" if is_new else "written statement of action"
    if not latest.row["plan_required"]:
        return f"No {plan} was required."
    own = [row for row in timeline if row["inspection_id"] == latest.row["inspection_id"]]
    days = [row for row in own if row["event_code"] in _DUE_EVENTS]
    done = {row["event_code"]: row for row in reversed(own) if row["event_code"] in _DONE_EVENTS}
    by = f"by {format_date(days[0]['date'])}" if days else "by a day that is not known here"
    if days and days[0]["basis"] == "computed":
        by += " (computed)"
    came = next((done[event] for event in _DONE_EVENTS if event in done), None)
    steps = [(step, row["date"]) for row in own if row["event_code"] == "other" and (step := plan_step(row["what"]))]
    if came is None and steps:
        step, day = min(steps, key=lambda each: each[1])
        return f"A {plan} {by}; {step} {format_date(day)}."
    if came is None:
        followed = "; no plan was found here" if latest.plan and latest.plan["state"] == "no plan found" else ""
        return f"A {plan} {by}{followed or '; whether it came in time is not known'}."
    # "WSoA published", "Plan published": what it is stands before.
    return f"A {plan} {by}; {came['event'].split()[-1].lower()} {format_date(came['date'])}."


def tell_due(due: Sequence[Mapping[str, Any]]) -> str:
    """The next date that is known, and how many have passed without a known outcome."""
    ahead = [row for row in due if row["state"] == "due"]
    passed = sum(1 for row in due if row["state"] == "passed, outcome not known")
    late = f" {passed} date{' has' if passed == 1 else 's have'} passed with the outcome not known." if passed else ""
    if not ahead:
        return f"No date ahead is known.{late}"
    label = ahead[0]["label"].split(" (")[0].rstrip(".")
    paraphrase = " (our paraphrase)" if ahead[0]["text_origin"] == "paraphrase" else ""
    day = format_date(ahead[0]["date"])
    if label.endswith(_ABOUT):
        return f"{label.removesuffix(_ABOUT)} about {day}{paraphrase}.{late}"
    return f"{day}: {label}{paraphrase}.{late}"
