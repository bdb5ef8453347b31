"""The weekly run does its steps in the order that keeps a bad database from being published."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from click import Group

from sendkb import main

WORKFLOW = Path(__file__).parents[1] / ".github" / "workflows" / "update.yml"


def steps() -> list[dict[str, str]]:
    return list(yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["update"]["steps"])


def test_publishes_last_after_reconciling_and_only_what_changed() -> None:
    names = [step.get("name") for step in steps()]
    order = [names.index(name) for name in ("Update and build", "Evaluate", "Reconcile", "Publish if anything changed")]
    assert order == sorted(order)
    publish = steps()[-1]
    assert "if" not in publish, "a failed step before it must keep it from running"
    assert ".changed verdict.json" in publish["run"]
    reconcile = next(step for step in steps() if step.get("name") == "Reconcile")
    assert "||" not in reconcile["run"]


def test_every_command_and_option_in_it_exists() -> None:
    text = "\n".join(step.get("run", "") for step in steps())
    called = re.findall(r"^\s*sendkb(?: --verbose)? (\w+)(.*?)(?:\|\||>|$)", text, re.MULTILINE)
    assert {name for name, _ in called} == {"update", "evaluate", "reconcile"}
    assert isinstance(main, Group)
    for name, rest in called:
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= known
