"""Titles that people can read, whatever a file says of itself."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.titles import is_readable
from extract.reading import read_document

HEAD = "Marland SEND written statement of action"


@pytest.mark.parametrize(
    "title",
    [
        "untitled",
        "(anonymous)",
        "Microsoft Word - WSOA v3 FINAL.docx",
        "10310266 - Marland Local Area Partnership - 80428 final clean-115513.docx",
        "PowerPoint Presentation",
        "Document1",
        "Doc2",
        "Title",
        "marland_wsoa_2020_v2",
        "WSOA tracked final",
        "SEND plan v2 draft",
        "2021-03-04",
        "C:\\temp\\plan",
        "https://www.example.org/plan",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "Slide 1",
        "Layout 1",
        "Skip to main content",
        "Contents",
        "Agenda item",
        "Decision details",
        "Get all your news in one place.",
        "14th June 2018",
        "Dear colleagues",
        "",
    ],
)
def test_working_names_and_heads_of_parts_are_no_titles(title: str) -> None:
    assert not is_readable(title)


@pytest.mark.parametrize(
    "title",
    [
        HEAD,
        "Area SEND inspection of Marland Local Area Partnership",
        "Outcome letter",
        "Written Statement of Action: significant weakness 3 - Marland Borough Council",
        "The final report on SEND",
        "Draft local offer: have your say",
        "Minutes of the Health and Wellbeing Board, 4 March 2021",
    ],
)
def test_words_for_people_are_titles(title: str) -> None:
    assert is_readable(title)


def pdf(title: str | None) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    if title is not None:
        canvas.setTitle(title)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 790, "Local area partnership report")
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(60, 760, HEAD)
    canvas.setFont("Helvetica", 10)
    for line in range(8):
        canvas.drawString(
            60, 700 - 14 * line, "Families wait too long for an answer, and they are not told why it takes so long."
        )
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("given", [None, "untitled", "Microsoft Word - plan.docx", "80428 final clean-1155.docx"])
def test_a_pdf_without_a_title_for_people_has_that_of_its_head(given: str | None) -> None:
    assert read_document(pdf(given), media_type=None, file_name="a.pdf").title == HEAD


def test_a_title_for_people_is_kept() -> None:
    assert (
        read_document(pdf("Marland: what we will do"), media_type=None, file_name="a.pdf").title
        == "Marland: what we will do"
    )


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("Skip to main content", HEAD),
        ("News", HEAD),
        ("", HEAD),
        (f"{HEAD} | Marland Council", f"{HEAD} | Marland Council"),
        ("Norfolk plan", HEAD),
    ],
)
def test_a_page_has_the_title_of_its_first_heading(window: str, expected: str) -> None:
    page = f"<html><head><title>{window}</title></head><body><main><h1>{HEAD}</h1><p>Our plan for two years.</p></main></body></html>"
    assert read_document(page.encode(), media_type="text/html", file_name="a.html").title == expected


def test_a_page_s_generic_first_heading_gives_way_to_its_window() -> None:
    page = f"<html><head><title>{HEAD}</title></head><body><main><h1>Decision details</h1><p>The plan was agreed.</p></main></body></html>"
    assert read_document(page.encode(), media_type="text/html", file_name="a.html").title == HEAD


@pytest.mark.parametrize(
    "text",
    [
        f"# {HEAD}\n\nOur plan for two years, which we wrote with parents.",
        f"{HEAD}\n\n## Area for improvement 1\n\nPlans come late, and what they say is not what was asked for.",
        f"14th June 2018\n\n# {HEAD}\n\nOur plan for two years, which we wrote with parents.",
        f"# Contents\n\n1. Foreword\n\n# {HEAD}\n\nOur plan for two years, which we wrote with parents.",
    ],
)
def test_a_text_has_the_title_of_its_head(text: str) -> None:
    assert read_document(text.encode(), media_type=None, file_name="a.md").title == HEAD


def test_word_and_excel_files_have_the_titles_of_their_heads() -> None:
    word = docx.Document()
    word.core_properties.title = "Word Document.docx"
    word.add_heading(HEAD, 1)
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active["A1"] = HEAD
    book.active["A2"], book.active["B2"] = "Version", "2"
    for file, name in ((word, "a.docx"), (book, "a.xlsx")):
        buffer = io.BytesIO()
        file.save(buffer)
        assert read_document(buffer.getvalue(), media_type=None, file_name=name).title == HEAD


def test_a_document_without_a_head_has_no_title() -> None:
    text = "Families wait too long for an answer, and they are not told why it takes so long; " * 6
    assert read_document(text.encode(), media_type=None, file_name="a.txt").title is None
