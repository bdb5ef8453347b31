"""Scanned pages are read where something can read them, and told where nothing can."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from db.join.rows import passage_rows, place, review_status, source_confidence
from db.reading import ocr
from extract.model.document import Kind
from extract.model.errors import UnreadableDocumentError
from extract.model.ocr import PageImage, ReadWord
from extract.reading import read_document
from tests.support.made import make_record
from tests.support.scans import scanned

ROWS = (
    ("Ref", "Action", "Lead", "By when"),
    ("1.1", "Hire two officers", "Council", "May 2021"),
    ("1.2", "Write to families", "Board", "June 2021"),
    ("1.3", "Train all teachers", "Council", "July 2021"),
)
EDGES = (60, 110, 320, 440)


def draw_table(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 12)
    for number, row in enumerate(ROWS):
        for x, text in zip(EDGES, row, strict=True):
            canvas.drawString(x, 700 - 24 * number, text)


def words_of_table(image: PageImage) -> Sequence[ReadWord]:
    """The table's words as a program finds them on a picture of any size."""
    scale = image.dpi / 72
    found = []
    for number, row in enumerate(ROWS):
        for x, text in zip(EDGES, row, strict=True):
            for at, word in enumerate(text.split()):
                left = x + 7 * len(" ".join(text.split()[:at])) + 3 * bool(at)
                top = A4[1] - (700 - 24 * number) - 9
                found.append(
                    ReadWord(
                        word,
                        int(left * scale),
                        int(top * scale),
                        int((left + 6 * len(word)) * scale),
                        int((top + 11) * scale),
                        number,
                    )
                )
    return found


def read(data: bytes, recognise: Callable[[PageImage], Sequence[ReadWord]] | None):
    return read_document(data, media_type=None, file_name="scan.pdf", recognise=recognise)


def test_a_scanned_table_is_read_as_rows_and_its_pages_are_named() -> None:
    document = read(scanned(draw_table), words_of_table)
    assert [block.text for block in document.blocks if block.kind is Kind.ROW] == [" | ".join(row) for row in ROWS]
    assert document.ocr_pages == (2,)
    (problem,) = document.problems
    assert (problem.error, problem.message.split(" was ")[0]) == ("read_by_ocr", "page 2")


def test_only_pages_without_text_are_shown_to_the_program() -> None:
    asked: list[PageImage] = []

    def recognise(image: PageImage) -> Sequence[ReadWord]:
        asked.append(image)
        return ()

    document = read(scanned(draw_table, draw_table), recognise)
    assert [len(image.grey) == image.width * image.height for image in asked] == [True, True]
    assert document.ocr_pages == ()
    assert [problem.error for problem in document.problems] == ["pages_without_text"]


def test_without_a_program_the_problem_says_how_to_get_one() -> None:
    (problem,) = read(scanned(draw_table), None).problems
    assert "page 2" in problem.message
    assert "tesseract" in problem.message
    with pytest.raises(UnreadableDocumentError, match="tesseract"):
        read(scanned(draw_table, text_first=False), None)


TABLE = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def fake_program(folder: Path, body: str) -> str:
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    program.chmod(0o755)
    return str(program)


def test_the_program_s_table_is_read_without_its_guesses(tmp_path: Path) -> None:
    rows = [
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t95.5\tplans",
        "5\t1\t1\t1\t1\t2\t45\t20\t20\t12\t4.0\t~|",
        "4\t1\t1\t1\t2\t0\t10\t40\t30\t12\t-1\t",
        '5\t1\t1\t1\t2\t1\t10\t40\t30\t12\t90\t"late',
    ]
    (tmp_path / "table.tsv").write_text(TABLE + "\n".join(rows), "utf-8")
    program = fake_program(tmp_path, f"cat > /dev/null; cat {tmp_path / 'table.tsv'}")
    assert ocr._read(program, PageImage(2, 1, b"\0\xff", 300)) == [
        ReadWord("plans", 10, 20, 40, 32, 0),
        ReadWord('"late', 10, 40, 40, 52, 1),
    ]


def test_a_program_that_fails_costs_its_page_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    program = fake_program(tmp_path, "cat > /dev/null; exit 1")
    assert ocr._read(program, PageImage(2, 1, b"\0\xff", 300)) == ()
    assert "tesseract" in caplog.text


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_tesseract_reads_a_scanned_table() -> None:
    document = read(scanned(draw_table), ocr.recogniser())
    text = " ".join(document.text.replace("|", " ").split())
    assert document.ocr_pages == (2,)
    assert all(cell in text for row in ROWS for cell in row[1:])


def test_rows_from_a_scan_are_marked_and_for_a_person_to_look_at() -> None:

    document = read(scanned(draw_table), words_of_table)
    made = make_record("d1")
    record = replace(made, extracted=replace(made.extracted, document=document))
    passages = passage_rows(record)
    assert {(row["page"], row["text_source"]) for row in passages} == {(1, "file"), (2, "ocr")}
    assert [place(record, "x", page, 0, 1)["text_source"] for page in (1, 2)] == ["file", "ocr"]
    assert [review_status(0.9, source_confidence(record, page)) for page in (1, 2)] == ["accepted", "unreviewed"]
