"""The operator's page names every setting with its default, and every problem it tells what to do about exists."""

from __future__ import annotations

import inspect
import re
from dataclasses import MISSING, fields
from pathlib import Path

from scrape import errors
from scrape.settings import Settings

PAGE = (Path(__file__).parents[2] / "scrape" / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_described_with_its_default() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \| ([^|]+) \|", PAGE, re.MULTILINE)
    described: dict[str, str] = {}
    for names, defaults in rows:
        described |= dict(zip(re.findall(r"`(\w+)`", names), defaults.strip().split(", "), strict=False))
    for field in fields(Settings):
        default = "none" if field.default is MISSING else str(field.default).lower().removesuffix(".0")
        assert described[field.name].removesuffix(".0") == default, field.name


def test_every_code_it_speaks_of_is_one_that_occurs() -> None:
    codes = {each.code for _, each in inspect.getmembers(errors, inspect.isclass) if hasattr(each, "code")}
    section = PAGE.partition("## What is where")[0]
    named = {
        code
        for line in section.splitlines()
        if (found := re.match(r"\d+\. (`\w+`(?:, `\w+`)*):", line))
        for code in re.findall(r"`(\w+)`", found[1])
    }
    assert named == {"gone", "refused", "challenge", "robots", "unknown_label", "site_changed"}
    assert named - {"unknown_label"} <= codes
