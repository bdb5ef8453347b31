"""CONTRIBUTING's recipes, followed to the letter in a copy of the sources."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("extract", "db", "scrape", "commands", "sendkb.py", "metadata.yml")

MODULE = """
from extract.model.context import Context
from extract.model.doc_types import DocType
from extract.model.document import Document
from extract.model.findings import EventFinding, Findings
from extract.types.registry import register


@register(DocType.IMPROVEMENT_NOTICE)
def extract_improvement_notice(document: Document, context: Context) -> Findings:
    quote = next(document.find("improvement notice"))
    notice = EventFinding(
        event="improvement_notice", date="2024-05-07", date_precision="day", label="Notice", quote=quote
    )
    return Findings(events=(notice,))
"""
CUES = """
  improvement_notice:
    needs: [notice_title]
    head:
      - {id: notice_title, weight: 9, pattern: 'improvement notice'}
"""
NOTICE = """# Improvement notice to Norfolk County Council

The Secretary of State gives this improvement notice of 7 May 2024 on special educational needs and disability.
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything that is installed."""
    root = tmp_path / "copy"
    root.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, root / name)
    return root


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def sendkb(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sendkb", "--data", root / "data", *arguments],
        cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def add_type(copy: Path, *, module: str = MODULE, cues: str = CUES) -> None:
    edit(
        copy / "extract/model/doc_types.py",
        "    NEWS = ",
        '    IMPROVEMENT_NOTICE = "improvement_notice", "improvement notice"\n    NEWS = ',
    )
    (copy / "extract/types/improvement_notice.py").write_text(module, "utf-8")
    with (copy / "extract/patterns/document_types.yml").open("a", encoding="utf-8") as patterns:
        patterns.write(cues)
    for name in ("found.md", "told.md"):
        (copy / name).write_text(NOTICE + name, "utf-8")
    assert sendkb(copy, "ingest", copy / "found.md").returncode == 0
    assert sendkb(copy, "ingest", copy / "told.md", "--type", "improvement_notice").returncode == 0


def test_a_new_document_type_is_a_member_a_module_and_its_cues(copy: Path) -> None:
    add_type(copy)
    built = sendkb(copy, "build", "--no-starter")
    assert built.returncode == 0, built.stderr
    with sqlite3.connect(copy / "data" / "send.db") as db:
        assert (
            db.execute("SELECT area_id, doc_type FROM documents").fetchall() == [("norfolk", "improvement_notice")] * 2
        )
        told = "SELECT count(*) FROM timeline WHERE event = 'improvement_notice' AND date = '2024-05-07'"
        assert db.execute(told).fetchone() == (1,)


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (
            {"cues": CUES.replace("[notice_title]", "[notice_titel]")},
            "improvement_notice: notice_titel is neither a shape",
        ),
        ({"module": MODULE.replace("DocType.IMP", "DocType.IPM")}, "types/improvement_notice.py, line 9"),
        ({"module": MODULE.replace("-> Findings:", "-> Findings")}, "(improvement_notice.py, line 10)"),
    ],
)
def test_a_slip_in_a_new_type_ends_the_build_in_one_line_that_names_it(
    copy: Path, slip: dict[str, str], told: str
) -> None:
    add_type(copy, **slip)
    built = sendkb(copy, "build", "--no-starter")
    assert (built.returncode, built.stderr.count("\n")) == (1, 1), built.stderr
    assert told in built.stderr
    assert not (copy / "data/send.db").exists()


def test_a_mistyped_theme_is_told_by_rule_and_loses_no_document(copy: Path) -> None:
    with (copy / "extract/patterns/theme_rules.yml").open("a", encoding="utf-8") as rules:
        rules.write("- {id: travel, theme: transport, when: [ehc-plan]}\n")
    shutil.copy(ROOT / "tests/fixtures/letters/solihull-2019-letter.txt", copy / "letter.txt")
    assert sendkb(copy, "ingest", copy / "letter.txt").returncode == 0
    built = sendkb(copy, "build", "--no-starter")
    assert built.returncode == 1
    assert built.stderr.count("theme rule travel names the theme transport") == 2, (
        "one for the facts, one for documents"
    )
    with sqlite3.connect(copy / "data" / "send.db") as db:
        assert db.execute("SELECT count(*) FROM weaknesses WHERE document_id IS NOT NULL").fetchone()[0] > 0
        told = db.execute("SELECT message FROM problems WHERE error = 'bad_pattern'").fetchall()
    assert len(told) == 2, "one for the reference facts, one for the letter"
    assert all("theme rule travel names the theme transport" in message for (message,) in told)
