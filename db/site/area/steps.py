"""What an event of no kind of its own tells, by its words: the timeline's kinds name no submitted plan since 2023 and no
monitoring inspection."""

from __future__ import annotations

import re

PLAN_STEP, MONITORED = "plan_step", "monitored"
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
_STEP = re.compile(r"^[^.;]{0,60}\bplan (?P<step>submitted|published|approved|agreed|accepted)\b", re.IGNORECASE)
_MONITORING = re.compile(r"^[^.;]{0,30}\bmonitoring (?:inspection|visit)\b(?! (?:expected|due|planned))", re.IGNORECASE)


def plan_step(label: str) -> str | None:
    """What an event's label says was done with a plan ("submitted"); None where it says nothing of one, or of a draft."""
    step = _STEP.match(label)
    return step["step"].lower() if step and not _DRAFT.search(step[0]) else None


def kind_of(event: str, label: str) -> str:
    """The event's own kind, or what the label of an "other" one tells."""
    if event != "other":
        return event
    if plan_step(label):
        return PLAN_STEP
    return MONITORED if _MONITORING.match(label) else event
