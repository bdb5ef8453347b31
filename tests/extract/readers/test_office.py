"""Word documents and workbooks as blocks."""

import io
from datetime import date, datetime

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.styles import Font, PatternFill

from extract.model.document import Kind
from extract.model.errors import UnreadableDocumentError
from extract.readers.whole_number import whole_number
from extract.reading import read_document
from tests.support import hostile


def read_word(word):
    buffer = io.BytesIO()
    word.save(buffer)
    return read_document(buffer.getvalue(), media_type=None, file_name="paper.docx")


def read_workbook(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read_document(buffer.getvalue(), media_type=None, file_name="plan.xlsx")


def test_word_paragraphs_lists_and_tables_in_order():
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Marland Council"
    word.add_heading("Update on the plan", level=1)
    word.add_paragraph().add_run("Progress").bold = True
    word.add_paragraph("Two things were done:")
    word.add_paragraph("A phone line", style="List Bullet")
    word.add_paragraph("with longer hours", style="List Bullet 2")
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "Action"
    table.rows[0].cells[1].text = "Lead"
    word.add_paragraph("First step", style="List Number")
    word.add_paragraph("Second step", style="List Number")
    assert [(block.kind.value, block.level, block.text) for block in read_word(word).blocks] == [
        ("heading", 1, "Update on the plan"),
        ("heading", 0, "Progress"),
        ("paragraph", 0, "Two things were done:"),
        ("bullet", 0, "• A phone line"),
        ("bullet", 1, "• with longer hours"),
        ("row", 0, "Action | Lead"),
        ("bullet", 0, "1. First step"),
        ("bullet", 0, "2. Second step"),
    ]


def test_word_tables_have_merges_and_fills():
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Weakness 1"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1.1"
    table.cell(1, 1).text = "Hire"
    table.cell(2, 1).text = "Train"
    shading = OxmlElement("w:shd")
    shading.set(qn("w:fill"), "00B050")
    table.cell(1, 2)._tc.get_or_add_tcPr().append(shading)
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    first, second, third = read_word(word).blocks
    assert first.is_header and not second.is_header
    assert [(cell.text, cell.column, cell.col_span) for cell in first.cells] == [("Weakness 1", 0, 2), ("", 2, 1)]
    assert [(cell.text, cell.row_span, cell.fill) for cell in second.cells] == [
        ("1.1", 2, None),
        ("Hire", 1, None),
        ("", 1, "00b050"),
    ]
    assert [(cell.text, cell.column) for cell in third.cells] == [("Train", 1), ("", 2)]


def test_word_revisions_and_content_controls():
    word = docx.Document()
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t xml:space='preserve'>due 1</w:t></w:r>"
            "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>st</w:t></w:r>"
            "<w:ins w:id='1' w:author='x'><w:r><w:t xml:space='preserve'> June</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='x'><w:r><w:delText> May</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert [block.text for block in read_word(word).blocks] == ["due 1st June"]


def test_workbook_sheets_are_pages():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Measures"
    sheet.append(["Measure", "Start", "Target", "By"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.append(["Plans in 20 weeks", 0.08, 0.6, datetime(2022, 3, 31)])
    sheet["B2"].number_format = sheet["C2"].number_format = "0%"
    sheet["C2"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["D2"].number_format = "dd/mm/yyyy"
    sheet.append(["Waits", 58, 18, date(2022, 9, 1)])
    sheet["D3"].number_format = "mmm-yy"
    sheet.merge_cells("A4:A5")
    sheet["A4"] = "Short breaks"
    sheet["B5"] = 1.5
    hidden = workbook.create_sheet("Lists")
    hidden["A1"] = "secret"
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Notes")["B2"] = "Reviewed\nmonthly"
    document = read_workbook(workbook)
    assert [(block.page, block.kind, block.text) for block in document.blocks] == [
        (1, Kind.HEADING, "Measures"),
        (1, Kind.ROW, "Measure | Start | Target | By"),
        (1, Kind.ROW, "Plans in 20 weeks | 8% | 60% | 31 March 2022"),
        (1, Kind.ROW, "Waits | 58 | 18 | September 2022"),
        (1, Kind.ROW, "Short breaks"),
        (1, Kind.ROW, "1.5"),
        (2, Kind.HEADING, "Notes"),
        (2, Kind.ROW, " | Reviewed\nmonthly"),
    ]
    assert [block.is_header for block in document.blocks][1:3] == [True, False]
    assert document.blocks[2].cells[2].fill == "ff0000"
    assert document.blocks[4].cells[0].row_span == 2
    assert document.blocks[5].cells[0].column == 1


def test_damaged_office_files_are_unreadable():
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "x"
    buffer = io.BytesIO()
    workbook.save(buffer)
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document(buffer.getvalue()[:-200], media_type=None, file_name="plan.xlsx")


def test_a_number_in_markup_that_is_none_is_passed_over():
    given = ("7", " -2 ", "²", "٣", "1e5", "", None, "99999")
    assert [whole_number(value, 1) for value in given] == [7, -2, 1, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("place", [6, 8, 20, 42])
def test_an_archive_that_tells_wrong_places_is_damaged(place):
    """A directory that begins before the file, and parts packed by a version nobody has."""
    content = bytearray(hostile.docx("<w:p><w:r><w:t>Some words.</w:t></w:r></w:p>"))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + place : directory + place + 2] = b"\xff\xff"
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = b"\xff\xff\xff\x7f"
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document(bytes(content), media_type=None, file_name="plan.docx")


@pytest.mark.parametrize(
    ("style", "kind", "level"),
    [("List Bullet", Kind.BULLET, 0), ("List Bullet 2", Kind.BULLET, 1), ("List Number", Kind.PARAGRAPH, 0)],
)
def test_a_style_that_lost_its_numbering_makes_a_bullet_by_its_name_and_no_number(
    style: str, kind: Kind, level: int
) -> None:
    word = docx.Document()
    properties = word.styles[style].element.pPr
    properties.remove(properties.numPr)
    word.add_paragraph("A phone line", style=style)
    (block,) = read_word(word).blocks
    assert (block.kind, block.level, block.body) == (kind, level, "A phone line")
