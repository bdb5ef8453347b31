"""PDF reading, on pages drawn here in the layouts of inspection documents."""

import io

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract.model.document import Kind
from extract.model.errors import UnreadableDocumentError
from extract.readers.pdf import read_pdf
from tests.support.pages import LEFT, RIGHT, PageWriter

FOOTER = ("Area SEND inspection report: Testshire Local Area Partnership", "3 to 7 June 2024 {page}")
SENTENCE = "Leaders across the partnership should make sure that families know whom to ask and what will happen next. "


def texts(document, kind=None):
    return [block.body for block in document.blocks if kind is None or block.kind is kind]


def test_headings_paragraphs_and_bullets_are_told_apart():
    page = PageWriter()
    page.heading("Inspection outcome").paragraph(SENTENCE * 3).paragraph("A second paragraph follows after a gap.")
    page.bullets(["Plans come late and say too little. " * 4, "Waits are long."], glyph="•")
    document = read_pdf(page.bytes())
    kinds = [block.kind for block in document.blocks]
    assert kinds == [Kind.HEADING, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.BULLET, Kind.BULLET]
    assert texts(document)[1] == (SENTENCE * 3).strip()
    assert texts(document)[3] == ("Plans come late and say too little. " * 4).strip()


def test_running_text_is_no_heading_where_tables_in_smaller_type_fill_the_pages():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(50, 800, "Statement of action")
    canvas.setFont("Helvetica", 11)
    for line, text in enumerate((SENTENCE * 6)[i : i + 88] for i in range(0, 440, 88)):
        canvas.drawString(50, 770 - 14 * line, text)
    canvas.setFont("Helvetica", 8)
    for row in range(40):
        canvas.drawString(50, 680 - 16 * row, f"{row}.1 Train more assessors of plans")
        canvas.drawString(330, 680 - 16 * row, "Head of SEND, May 2021")
    canvas.save()
    first = read_pdf(buffer.getvalue()).blocks[:2]
    assert [block.kind for block in first] == [Kind.HEADING, Kind.PARAGRAPH]


def test_nested_bullets_have_a_deeper_level():
    page = PageWriter()
    page.bullets(["Leaders should agree:"]).bullets(["who pays;", "who decides."], indent=24).bullets(
        ["Waits are long."]
    )
    assert [block.level for block in read_pdf(page.bytes()).blocks] == [0, 1, 1, 0]


def test_running_footers_and_page_numbers_are_left_out():
    page = PageWriter(footer=FOOTER)
    for _ in range(3):
        page.paragraph(SENTENCE * 5).new_page()
    page.paragraph("The end of the report.")
    text = read_pdf(page.bytes()).text
    assert "Testshire" not in text
    assert "3 to 7 June" not in text
    assert text.endswith("The end of the report.")


@pytest.mark.parametrize(
    "heads",
    [
        ("Item 3", "Item 4", "Item 6"),
        ("Agenda Item 9", "Agenda Item 10", "Agenda Item 12"),
        ("Weakness 1", "Weakness 2", "Weakness 3"),
        ("Appendix 1a", "Appendix 2a", "Appendix 4a"),
    ],
)
def test_numbers_at_the_top_of_pages_that_do_not_count_them_are_headings(heads):
    page = PageWriter()
    for head in heads:
        page.paragraph(head).paragraph(SENTENCE * 3).new_page().paragraph(SENTENCE).new_page()
        page.paragraph(SENTENCE).new_page()
    found = texts(read_pdf(page.bytes()))
    assert [text for text in found if text in heads] == list(heads)


@pytest.mark.parametrize("name", ["Agenda item", "Item", "Appendix", "Weakness"])
def test_parts_of_one_page_each_are_no_page_numbers(name):
    page = PageWriter()
    heads = [f"{name} {number}" for number in (5, 6, 7)]
    for head in heads:
        page.paragraph(head).paragraph(SENTENCE * 3).new_page()
    found = texts(read_pdf(page.bytes()))
    assert [text for text in found if text in heads] == heads


@pytest.mark.parametrize("head", ["Page {}", "Plan 2021 - {}", "Anyshire 2020 to 2021: {} of 4"])
def test_numbers_that_count_the_pages_are_furniture(head):
    page = PageWriter()
    for number in (1, 2, 3, 4):
        page.paragraph(head.format(number)).paragraph(SENTENCE * 3).new_page()
    assert set(texts(read_pdf(page.bytes()))) == {(SENTENCE * 3).strip()}


def test_words_that_repeat_in_the_text_are_no_footer_where_they_end_pages():
    page = PageWriter(footer=FOOTER)
    for number in range(90):
        page.paragraph(f"A measure of success with the number {number}.").paragraph("BRAG: Amber.")
    text = read_pdf(page.bytes()).text
    assert text.count("BRAG: Amber.") == 90
    assert "Testshire" not in text


def test_a_footer_on_one_page_only_stays():
    page = PageWriter(footer=("A note that stands at the foot of the only page",))
    assert "A note that stands" in read_pdf(page.paragraph(SENTENCE).bytes()).text


def test_a_footer_with_the_page_s_number_goes_even_where_only_one_page_has_it():
    page = PageWriter().paragraph(SENTENCE)
    page.footer = FOOTER
    text = read_pdf(page.new_page().paragraph("The second page of the letter.").bytes()).text
    assert "Testshire" not in text
    assert text.endswith("The second page of the letter.")


@pytest.mark.parametrize("lines_before", range(36, 46))
def test_a_bullet_cut_by_the_page_break_is_one_block(lines_before):
    page = PageWriter(footer=FOOTER)
    page.bullets(["Short item."], gap=4)
    page.y = 780 - lines_before * 14.5
    item = "Children wait too long for help with speech. They lose time at school while they wait for it. " * 6
    page.bullets([item.strip(), "Another item."])
    found = texts(read_pdf(page.bytes()), Kind.BULLET)
    assert found == ["Short item.", item.strip(), "Another item."]


COLUMNS = (LEFT, 218.0, RIGHT)
ROWS = [
    ("Responsible body", "Areas for priority action"),
    ("Testshire County Council and NHS Testshire Integrated Care Board", SENTENCE * 3),
    ("NHS Testshire Integrated Care Board", "Health leaders should shorten waits.\n• for speech;\n• for autism."),
    ("Testshire County Council", SENTENCE * 2),
]


def test_a_ruled_table_gives_rows_with_cells():
    page = PageWriter().table(ROWS, COLUMNS)
    rows = [block for block in read_pdf(page.bytes()).blocks if block.kind is Kind.ROW]
    assert [row.is_header for row in rows] == [True, False, False, False]
    assert rows[1].cells[0].text == ROWS[1][0]
    assert rows[1].cells[1].text == (SENTENCE * 3).strip()
    assert rows[2].cells[1].text == "Health leaders should shorten waits.\n• for speech;\n• for autism."


@pytest.mark.parametrize("lines_before", range(34, 47))
def test_a_table_over_a_page_break_keeps_its_rows(lines_before):
    page = PageWriter(footer=FOOTER)
    page.paragraph("Before the table.")
    page.y = 780 - lines_before * 14.5
    page.table(ROWS, COLUMNS)
    rows = [block for block in read_pdf(page.bytes()).blocks if block.kind is Kind.ROW]
    assert [cell.text.replace("\n", " ") for row in rows for cell in row.cells] == [
        text.strip().replace("\n", " ") for row in ROWS for text in row
    ]


def test_a_box_with_one_cell_is_ordinary_text_that_knows_its_box():
    page = PageWriter().paragraph("Outside.").table([("Inspection outcome follows.",)], (LEFT, RIGHT), header=False)
    blocks = read_pdf(page.bytes()).blocks
    assert [block.kind for block in blocks] == [Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert blocks[0].table is None
    assert blocks[1].table is not None


def test_a_row_that_the_page_break_left_open_is_a_row():
    page = PageWriter()
    canvas = page.canvas
    for y in (760, 720):
        canvas.line(57, y, 532, y)
    for x in (57, 200, 400, 532):
        canvas.line(x, 760, x, 680)
    for y, cells in ((740, ("Action", "Lead", "When")), (700, ("Train staff", "Council", "May 2021"))):
        for x, text in zip((63, 206, 406), cells, strict=True):
            canvas.drawString(x, y, text)
    rows = [block for block in read_pdf(page.bytes()).blocks if block.kind is Kind.ROW]
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["Action", "Lead", "When"],
        ["Train staff", "Council", "May 2021"],
    ]


def test_merged_cells_have_spans():
    page = PageWriter()
    canvas = page.canvas
    for x0, y0, x1, y1, text in (
        (57, 740, 532, 770, "Priority 1: speech and language"),
        (57, 680, 200, 740, "Council"),
        (200, 710, 532, 740, "Publish the offer."),
        (200, 680, 532, 710, "Train staff."),
    ):
        canvas.rect(x0, y0, x1 - x0, y1 - y0)
        canvas.drawString(x0 + 6, y1 - 18, text)
    rows = [block for block in read_pdf(page.bytes()).blocks if block.kind is Kind.ROW]
    assert [(c.text, c.column, c.col_span, c.row_span) for row in rows for c in row.cells] == [
        ("Priority 1: speech and language", 0, 2, 1),
        ("Council", 0, 1, 2),
        ("Publish the offer.", 1, 1, 1),
        ("Train staff.", 1, 1, 1),
    ]


def test_coloured_cells_keep_their_colour():
    page = PageWriter()
    page.canvas.setFillColorRGB(0, 0.5, 0)
    page.canvas.rect(295, 740, 237, 30, stroke=0, fill=1)
    page.canvas.setFillColorRGB(0, 0, 0)
    for x0, x1, text in ((57, 295, "Publish the offer."), (295, 532, "Done")):
        page.canvas.rect(x0, 740, x1 - x0, 30)
        page.canvas.drawString(x0 + 6, 752, text)
    page.canvas.rect(57, 700, 238, 40)
    page.canvas.rect(295, 700, 237, 40)
    page.canvas.drawString(63, 712, "Train staff.")
    row = next(block for block in read_pdf(page.bytes()).blocks if block.kind is Kind.ROW)
    assert [cell.fill for cell in row.cells] == [None, "008000"]


def test_a_glyph_apart_from_its_text_is_its_marker():
    page = PageWriter()
    page.canvas.drawString(LEFT, 700, "•")
    page.canvas.drawString(LEFT, 600, "Unrelated.")
    page.canvas.drawString(LEFT + 20, 700, "Waits are long for autism assessments.")
    blocks = read_pdf(page.bytes()).blocks
    assert ("•", "Waits are long for autism assessments.") in [(block.marker, block.body) for block in blocks]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ("Leaders plan for chil-", "dren in care. All children count."),
            "Leaders plan for children in care. All children count.",
        ),
        (("A multi-", "agency team meets."), "A multi-agency team meets."),
        (("They plan short-", "and long-term help."), "They plan short- and long-term help."),
    ],
)
def test_a_hyphen_at_a_line_end_goes_only_where_the_document_breaks_its_words(lines, text):
    page = PageWriter()
    for number, line in enumerate(lines):
        page.canvas.drawString(LEFT, 700 - 14.5 * number, line)
    assert [block.text for block in read_pdf(page.bytes()).blocks] == [text]


def test_spans_lead_back_to_the_stored_text():
    page = PageWriter(footer=FOOTER).heading("A heading").bullets([SENTENCE * 12, SENTENCE * 30, SENTENCE])
    page.table(ROWS, COLUMNS)
    document = read_pdf(page.bytes())
    for block in document.blocks:
        start = document.page_offset(block.page) + block.char_start
        assert document.text[start : start + len(block.text)] == block.text
        for cell in block.cells:
            assert document.quote_cell(block, cell).text == " ".join(cell.text.split())


def test_a_corrupt_file_says_what_to_do():
    with pytest.raises(UnreadableDocumentError, match="fetch it again"):
        read_pdf(b"%PDF-1.7\nnothing of use")


def test_a_truncated_file_is_unreadable_or_read():
    data = PageWriter().paragraph(SENTENCE).bytes()
    with pytest.raises(UnreadableDocumentError):
        read_pdf(data[:200])


def test_an_encrypted_file_says_so():
    canvas_bytes = _encrypted()
    with pytest.raises(UnreadableDocumentError, match="password"):
        read_pdf(canvas_bytes)


def _encrypted() -> bytes:
    from io import BytesIO

    from reportlab.lib.pdfencrypt import StandardEncryption

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "Hidden")
    canvas.save()
    return buffer.getvalue()


def test_a_scan_says_that_it_has_no_text():
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(595, 842)
    from io import BytesIO

    buffer = BytesIO()
    pdf.save(buffer)
    with pytest.raises(UnreadableDocumentError, match="OCR"):
        read_pdf(buffer.getvalue())


@pytest.mark.corpus
def test_real_reports_keep_their_furniture_out(corpus):
    for path in sorted((corpus / "reports").glob("*.pdf")):
        document = read_pdf(path.read_bytes())
        assert not [
            b.text for b in document.blocks if b.text.startswith(("Area SEND inspection report:", "Inspection report:"))
        ]


@pytest.mark.parametrize("glyph_size", [8, 10, 14])
def test_a_bullet_s_glyph_of_another_size_does_not_part_its_lines(glyph_size):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for place, lines in enumerate(
        (["Plans come late and say too little of what a", "child needs from health."], ["Waits are long."])
    ):
        y = 700 - 40 * place
        canvas.setFont("Helvetica", glyph_size)
        canvas.drawString(LEFT, y, "•")
        canvas.setFont("Helvetica", 11)
        for number, line in enumerate(lines):
            canvas.drawString(LEFT + 18, y - 13 * number, line)
    canvas.save()
    assert texts(read_pdf(buffer.getvalue()), Kind.BULLET) == [
        "Plans come late and say too little of what a child needs from health.",
        "Waits are long.",
    ]
