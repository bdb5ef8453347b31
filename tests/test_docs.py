"""The README stays true: every command and make target it names exists, and every command is named."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from db.reading.limits import WorkerLimits
from extract.model.limits import Limits
from sendkb import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
NAMED = sorted(set(re.findall(r"`sendkb ((?:sources )?[a-z-]+)", README)))


@pytest.mark.parametrize("command", NAMED)
def test_every_command_that_is_named_exists(command):
    result = CliRunner().invoke(main, [*command.split(), "--help"])
    assert result.exit_code == 0, result.output


def test_every_command_is_named():
    commands = {name.split()[0] for name in NAMED}
    assert set(main.commands) <= commands


def test_every_option_that_is_named_exists():
    for line in README.splitlines():
        match = re.match(r"\| `sendkb ([\w-]+)[^`]*`[^|]*\|(?P<does>.*)\|", line)
        if match:
            text = CliRunner().invoke(main, [match[1], "--help"]).output
            for option in re.findall(r"`(--[a-z-]+)", match["does"]):
                assert option in text, f"{match[1]} has no {option}"


def test_every_query_that_is_named_exists():
    queries = METADATA["databases"]["send"]["queries"]
    for name in re.findall(r"/send/([a-z_]+)", README):
        assert name in queries


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for target in set(re.findall(r"[`\n]make ([a-z]+)", README + contributing)):
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_every_file_that_is_linked_exists():
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), target


def test_the_readme_tells_every_limit_with_its_default():
    for kind in (Limits, WorkerLimits):
        for limit in fields(kind):
            row = next((line for line in README.splitlines() if f"SENDKB_MAX_{limit.name.upper()}`" in line), "")
            assert f"{limit.default:,}" in row, limit.name
