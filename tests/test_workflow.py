"""The weekly run does its steps in the order that keeps a bad database from being published, and is green only where the
work was done: its steps are run here with stand-ins for `sendkb` and `gh`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Group

from sendkb import main

WORKFLOW = Path(__file__).parents[1] / ".github" / "workflows" / "update.yml"
RECORD = {
    "started": "s",
    "finished": "f",
    "counts": {"new": 2},
    "problems": [],
    "notes": ["96 of 96 known reports were listed"],
}
needs_jq = pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq")

GH = """#!/bin/sh
echo "$GH_TOKEN|$*" >> "$CALLS"
case "$1 $2" in
"release download") exit 1 ;;
"issue list") printf '%s' "$OPEN_ISSUE" ;;
esac
"""
SENDKB = """#!/bin/sh
echo "${GH_TOKEN-none}|sendkb $*" >> "$CALLS"
case "$*" in
*update*)
  case "$SCENARIO" in
  crash) echo "Traceback (most recent call last):" >&2; exit 1 ;;
  settings) echo "sendkb: Live updates name a contact" >&2; exit 3 ;;
  stale) printf '%s' "$RECORD" > data/update.json; echo "sendkb: no database" >&2; exit 1 ;;
  esac
  printf '%s' "$RECORD" > data/update.json; echo db > data/send.db; echo feed > data/feed.atom
  case "$SCENARIO" in problems) echo "sendkb: one address is gone" >&2; exit 1 ;; esac ;;
*reconcile*--json*) echo '{"changed": true}' ;;
*reconcile*) case "$SCENARIO" in mismatch) exit 1 ;; esac ;;
esac
"""


def steps() -> list[dict[str, Any]]:
    return list(yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["update"]["steps"])


@dataclass
class Outcome:
    failed: str | None = None
    ran: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    output: str = ""
    summary: str = ""


@pytest.fixture
def dry_run(tmp_path: Path) -> Any:
    """Run every `run` step as the runner does: in order, with `bash -e`, those after a failure only where they say so."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in (
        ("gh", GH),
        ("sendkb", SENDKB),
        ("pip", '#!/bin/sh\necho "${GH_TOKEN-none}|pip" >> "$CALLS"\n'),
    ):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)

    def run(scenario: str, *, contact: str = "a@b.uk", record: dict[str, Any] | None = None, **env: str) -> Outcome:
        work = tmp_path / scenario
        work.mkdir()
        common = {
            "PATH": f"{folder}:{os.environ['PATH']}", "CALLS": str(work / "calls"), "SCENARIO": scenario,
            "SENDKB_CONTACT": contact, "RECORD": json.dumps(record or RECORD), "GITHUB_REPOSITORY": "o/r",
            "GITHUB_STEP_SUMMARY": str(work / "summary.md"), "OPEN_ISSUE": "", **env,
        }  # fmt: skip
        done, outcomes = Outcome(), {}
        for step in steps():
            if "run" not in step or "hashFiles" in step.get("if", ""):
                continue
            is_always = step.get("if", "").startswith("always()") and outcomes.get("update", "skipped") != "skipped"
            if done.failed is not None and not is_always:
                continue
            token = dict.fromkeys(step.get("env", {}), "secret")
            script = step["run"].replace("${{ steps.update.outcome }}", outcomes.get("update", ""))
            ended = subprocess.run(
                ["bash", "-e", "-c", script],
                cwd=work,
                env={**common, **token},
                capture_output=True,
                text=True,
                check=False,
            )
            done.output += ended.stdout + ended.stderr
            done.ran.append(step["name"])
            if "id" in step:
                outcomes[step["id"]] = "success" if ended.returncode == 0 else "failure"
            if ended.returncode and done.failed is None:
                done.failed = step["name"]
        calls, summary = work / "calls", work / "summary.md"
        done.calls = calls.read_text().splitlines() if calls.exists() else []
        done.summary = summary.read_text() if summary.exists() else ""
        return done

    return run


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


def test_actions_are_pinned_and_only_steps_that_need_the_token_have_it() -> None:
    loaded = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    assert loaded["permissions"] == {}
    assert "GH_TOKEN" not in loaded["jobs"]["update"]["env"]
    for step in steps():
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
        has_token = "GH_TOKEN" in step.get("env", {})
        assert has_token is bool(
            re.search(r"^\s*(?:if |for .*|open=.*)?.*\bgh (?:api|release|issue)\b", step.get("run", ""), re.M)
        )
    assert next(step for step in steps() if "checkout" in step.get("uses", ""))["with"]["persist-credentials"] is False


@needs_jq
@pytest.mark.parametrize("scenario", ["fine", "problems"])
def test_good_week_is_published_and_summed_up(dry_run: Any, scenario: str) -> None:
    done = dry_run(scenario)
    assert done.failed is None, done.output
    assert done.calls[-1].startswith("secret|release upload database data/send.db")
    assert "2 new" in done.summary
    assert "96 of 96 known reports were listed" in done.summary
    assert any("actions/workflows/update.yml/enable" in call for call in done.calls)
    assert not [call for call in done.calls if "issue create" in call]
    assert all(call.startswith("none|") for call in done.calls if "sendkb" in call or call.endswith("|pip"))


@needs_jq
@pytest.mark.parametrize(
    ("scenario", "contact", "failed", "says"),
    [
        ("fine", "", "Check that somebody can be reached", "SENDKB_CONTACT is not set"),
        ("settings", "a@b.uk", "Update and build", "The update did not run (exit status 3)"),
        ("crash", "a@b.uk", "Update and build", "data/update.json is not of this run"),
        ("stale", "a@b.uk", "Update and build", "data/send.db is not of this run"),
        ("mismatch", "a@b.uk", "Reconcile", ""),
    ],
)
def test_week_in_which_the_work_was_not_done_is_red(
    dry_run: Any, scenario: str, contact: str, failed: str, says: str
) -> None:
    done = dry_run(scenario, contact=contact)
    assert done.failed == failed
    assert says in done.output
    assert not [call for call in done.calls if "upload database" in call]
    # What was fetched is kept wherever there was an update.
    assert any("upload data data.tar.gz" in call for call in done.calls) is bool(contact)


@needs_jq
@pytest.mark.parametrize(("open_issue", "does"), [("", "issue create"), ("7", "issue comment 7")])
def test_changed_site_opens_one_issue(dry_run: Any, open_issue: str, does: str) -> None:
    changed = {"area_id": None, "url": "u", "code": "site_changed", "message": "no timeline", "at": ""}
    done = dry_run(
        "problems", record={**RECORD, "problems": [changed, {**changed, "code": "gone"}]}, OPEN_ISSUE=open_issue
    )
    assert [call for call in done.calls if does in call]
    assert len([call for call in done.calls if "issue c" in call]) == 1
    assert "| site_changed | 1 |" in done.summary
