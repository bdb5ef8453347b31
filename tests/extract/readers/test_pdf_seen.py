"""A PDF is read as a person sees it: turned pages, stamps, struck and invisible text; and what cannot be read is told."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from extract.model.document import Document, Kind
from extract.model.errors import UnreadableDocumentError
from extract.readers.pdf import read_pdf
from extract.readers.pdf.turning import is_tilted, quarters

WIDTH, HEIGHT = A4
ROWS = (
    ("Ref", "Action", "Lead", "By when"),
    ("1.1", "Hire two officers", "Council", "May 2021"),
    ("1.2", "Write to families", "Board", "June 2021"),
)
EDGES = (60, 110, 320, 420, 540)
SENTENCE = "Leaders of the area know what families say of the services and of the waits."


def read(draw: Callable[[Canvas], None], **options: object) -> Document:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)  # type: ignore[arg-type]
    draw(canvas)
    canvas.save()
    return read_pdf(buffer.getvalue())


def draw_table(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(60, 420, "What the area will do about it")
    for place, row in enumerate(ROWS):
        y = 390 - 20 * place
        for x, text in zip(EDGES, row, strict=False):
            canvas.drawString(x + 4, y + 6, text)
        for left, right in pairwise(EDGES):
            canvas.rect(left, y, right - left, 20)


def rows_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is Kind.ROW]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("is_turned_in_file", [True, False])
def test_a_table_is_read_however_its_page_is_turned(degrees: int, is_turned_in_file: bool) -> None:
    def draw(canvas: Canvas) -> None:
        # The library turns the page's box with the page.
        across = HEIGHT if is_turned_in_file and degrees % 180 else WIDTH
        canvas.translate(across / 2, (WIDTH + HEIGHT - across) / 2)
        canvas.rotate(degrees)
        canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        draw_table(canvas)
        if is_turned_in_file:
            canvas.setPageRotation(degrees)

    assert rows_of(read(draw)) == [" | ".join(row) for row in ROWS]


def test_an_upright_page_and_one_set_sideways_are_both_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, SENTENCE)
        canvas.showPage()
        canvas.rotate(90)
        canvas.translate(0, -WIDTH)
        draw_table(canvas)

    document = read(draw)
    assert document.blocks[0].text == SENTENCE
    assert rows_of(document) == [" | ".join(row) for row in ROWS]


def test_angles_are_counted_with_the_clock() -> None:
    assert [quarters(angle) for angle in (0, 3 * math.pi / 2, math.pi, math.pi / 2, 2 * math.pi - 0.01)] == [
        0,
        1,
        2,
        3,
        0,
    ]
    assert is_tilted(math.pi / 4)
    assert not is_tilted(math.pi / 2 + 0.05)


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize(("word", "angle"), [("DRAFT", 45), ("CONFIDENTIAL", 30), ("DRAFT", 0), ("COPY", 315)])
def test_a_watermark_is_no_text_of_the_page(word: str, angle: int, over: bool) -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica-Bold", 80)
        canvas.setFillGray(0.8)
        canvas.translate(300, 370)
        canvas.rotate(angle)
        canvas.drawCentredString(0, 0, word)
        canvas.restoreState()

    def draw(canvas: Canvas) -> None:
        if not over:
            stamp(canvas)
        draw_table(canvas)
        if over:
            stamp(canvas)

    document = read(draw)
    assert word not in document.text
    assert rows_of(document) == [" | ".join(row) for row in ROWS]


def test_a_large_title_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 40)
        canvas.drawString(60, 700, "DRAFT")
        draw_table(canvas)

    assert read(draw).blocks[0].text == "DRAFT"


def test_invisible_and_tiny_text_and_text_out_of_the_page_are_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, SENTENCE)
        text = canvas.beginText(60, 660)
        text.setTextRenderMode(3)
        text.textLine("A note that nobody is to see here.")
        canvas.drawText(text)
        canvas.drawString(-300, 640, "Off the left of the page")
        canvas.drawString(60, HEIGHT + 40, "Off the top of the page")
        canvas.setFont("Helvetica", 1)
        canvas.drawString(60, 600, "Written too small to be read.")

    assert read(draw).text == SENTENCE


def picture() -> ImageReader:
    """A small grey picture, to be drawn as large as a page."""
    from PIL import Image

    return ImageReader(Image.new("L", (20, 20), 200))


def test_the_invisible_text_of_a_scan_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
        text = canvas.beginText(60, 660)
        text.setTextRenderMode(3)
        text.textLine(SENTENCE)
        canvas.drawText(text)

    assert read(draw).text == SENTENCE


@pytest.mark.parametrize(
    ("struck", "left"),
    [
        ("March", "Due in July 2021"),
        ("March July 2021", "Due in"),
        ("Due in March", "July 2021"),
        ("in March", "Due July 2021"),
    ],
)
def test_words_that_a_rule_strikes_through_are_not_read(struck: str, left: str) -> None:
    line = "Due in March July 2021"

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 700, line)
        x0 = 60 + canvas.stringWidth(line[: line.index(struck)], "Helvetica", 11)
        x1 = x0 + canvas.stringWidth(struck, "Helvetica", 11)
        canvas.setLineWidth(0.7)
        canvas.line(x0, 703.2, x1, 703.2)

    assert read(draw).text == left


def test_underlined_words_and_a_table_s_rules_strike_nothing_through() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 700, SENTENCE)
        canvas.line(60, 698.6, 120, 698.6)
        canvas.line(40, 703, 560, 703)

    assert read(draw).text == SENTENCE


def test_pages_that_are_pictures_are_told_by_number_and_blank_ones_are_not() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 8):
            if page in (1, 6):
                canvas.drawString(60, 700, SENTENCE)
            elif page != 7:
                canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
            canvas.showPage()

    (problem,) = read(draw).problems
    assert problem.error == "pages_without_text"
    assert problem.message.startswith("pages 2 to 5 are pictures")
    assert "OCR" in problem.message


def test_a_scanned_page_with_nothing_but_a_stamped_number_is_a_picture() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 5):
            canvas.drawString(280, 30, f"Page {page}")
            if page == 1:
                canvas.drawString(60, 700, SENTENCE)
            else:
                canvas.drawImage(picture(), 0, 60, WIDTH, HEIGHT - 80)
            canvas.showPage()

    (problem,) = read(draw).problems
    assert problem.message.startswith("pages 2 to 4 are pictures")


def test_letters_drawn_as_shapes_are_told() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, SENTENCE)
        canvas.showPage()
        for number in range(400):
            canvas.circle(60 + number % 40 * 10, 700 - number // 40 * 20, 3)

    (problem,) = read(draw).problems
    assert problem.message.startswith("page 2 is a picture")


@pytest.mark.parametrize("share", ["a line", "all"])
def test_text_without_a_map_of_its_letters_is_told_and_not_stored(share: str) -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf", asciiReadable=False))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    if share == "a line":
        canvas.drawString(60, 720, SENTENCE)
    canvas.setFont("Vera", 11)
    canvas.drawString(60, 700, "Families wait for a long time, and nobody tells them why it takes so long.")
    canvas.save()
    without_map = buffer.getvalue().replace(b"/ToUnicode", b"/ToNothing")
    if share == "all":
        with pytest.raises(UnreadableDocumentError, match="letters"):
            read_pdf(without_map)
        return
    document = read_pdf(without_map)
    assert document.text == SENTENCE
    assert [problem.error for problem in document.problems] == ["unknown_letters"]


def test_a_page_in_no_language_is_told_and_a_table_of_names_is_not() -> None:
    shifted = "".join(chr(ord(char) + 3) if char.isalpha() else char for char in SENTENCE)

    def draw(canvas: Canvas, text: str = shifted) -> None:
        for line in range(8):
            canvas.drawString(60, 700 - 20 * line, text)

    assert [problem.error for problem in read(draw).problems] == ["false_letters"]
    assert read(lambda canvas: draw(canvas, SENTENCE)).problems == ()


def draw_form(canvas: Canvas, *, ruled: bool, order: tuple[str, ...] = ("Council", "May 2021")) -> None:
    """A plan with fields for lead and date; what is in the fields may come in any order in the file."""
    rows = [("Ref", "Action", "Lead", "By when"), ("1.1", "Hire two officers", "", "")]
    canvas.setFont("Helvetica", 10)
    for place, row in enumerate(rows):
        y = 700 - 22 * place
        for x, text in zip(EDGES, row, strict=False):
            canvas.drawString(x + 4, y + 6, text)
        for left, right in pairwise(EDGES):
            if ruled:
                canvas.rect(left, y, right - left, 22)
    places = {"Council": EDGES[2], "May 2021": EDGES[3]}
    for name in order:
        canvas.acroForm.textfield(name=name, value=name, x=places[name] + 1, y=679, width=90, height=20, borderWidth=0)


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("order", [("Council", "May 2021"), ("May 2021", "Council")])
def test_what_is_typed_into_a_form_stands_in_its_cell(ruled: bool, order: tuple[str, ...]) -> None:
    document = read(lambda canvas: draw_form(canvas, ruled=ruled, order=order))
    assert " ".join(document.text.replace("|", " ").split()).endswith("1.1 Hire two officers Council May 2021")
    if ruled:
        assert rows_of(document) == ["Ref | Action | Lead | By when", "1.1 | Hire two officers | Council | May 2021"]


def test_fields_stand_behind_their_labels_and_a_box_of_several_lines_is_read_from_the_top() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 700, "Lead:")
        canvas.drawString(60, 660, "What was done:")
        canvas.drawString(60, 500, "The end of the form, which is sent to the board.")
        form = canvas.acroForm
        form.textfield(
            name="done", value="Two hired.\nOne trained.", x=60, y=560, width=300, height=80, fieldFlags="multiline"
        )
        form.textfield(name="lead", value="The council", x=100, y=694, width=200, height=20)
        form.textfield(name="none", value="", x=100, y=520, width=200, height=20)

    assert read(draw).text.replace("\n", " ") == (
        "Lead: The council What was done: Two hired. One trained. The end of the form, which is sent to the board."
    )


def with_note(flags: int) -> bytes:
    """A page with text written over it as a free text annotation."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(60, 700, "Lead:")
    canvas.freeTextAnnotation("The council", DA="/Helv 11 Tf 0 g", Rect=(100, 694, 300, 714), relative=0, addtopage=1)
    canvas.save()
    return buffer.getvalue().replace(b"/Subtype /FreeText", b"/Subtype /FreeText /F %d" % flags)


def test_text_written_over_a_page_is_read_unless_it_is_hidden() -> None:
    assert read_pdf(with_note(4)).text.replace("\n", " ") == "Lead: The council"
    assert read_pdf(with_note(2)).text == "Lead:"


ITEMS = ("explain how families are heard", "give a date for every milestone", "say who pays for the service")


@pytest.mark.parametrize("form", ["disc", "circle", "square"])
def test_bullets_that_a_browser_draws_are_bullets(form: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "You may wish to:")
        for place, item in enumerate(ITEMS):
            y = 680 - 16 * place
            if form == "square":
                canvas.rect(66, y + 2, 4, 4, fill=1, stroke=0)
            else:
                canvas.circle(68, y + 4, 2, fill=form == "disc", stroke=form == "circle")
            canvas.drawString(78, y, item)

    found = [(block.kind, block.body) for block in read(draw).blocks]
    assert found == [(Kind.PARAGRAPH, "You may wish to:"), *((Kind.BULLET, item) for item in ITEMS)]


@pytest.mark.parametrize(("colour", "gap", "side"), [("#00b050", 6, 4), ("#000000", 60, 4), ("#000000", 6, 11)])
def test_other_marks_are_no_bullets(colour: str, gap: float, side: float) -> None:
    """A rating's bright dot, a mark far off, a box to tick."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        canvas.rect(100 - gap - side, 702, side, side, fill=1, stroke=0)
        canvas.setFillColor("#000000")
        canvas.drawString(100, 700, SENTENCE)

    assert [(block.kind, block.text) for block in read(draw).blocks] == [(Kind.PARAGRAPH, SENTENCE)]


def test_columns_over_a_table_are_read_first_and_one_after_the_other() -> None:
    left = [
        "Inspectors came to the area in March",
        "and wrote to its leaders in May. They",
        "named these areas of weakness:",
    ]
    right = [
        "• late plans for young children here",
        "• too few therapists in the county",
        "• poor checks of what is promised",
    ]

    def draw(canvas: Canvas) -> None:
        draw_table(canvas)  # the file has the columns last
        canvas.setFont("Helvetica", 11)
        for place, line in enumerate([*left, "• long waits for an assessment too"]):
            canvas.drawString(60, 700 - 14 * place, line)
        for place, line in enumerate([*right, "• no say for parents and carers yet"]):
            canvas.drawString(330, 700 - 14 * place, line)

    document = read(draw)
    bullets = [block for block in document.blocks if block.kind is Kind.BULLET]
    assert [block.body.split()[0] for block in bullets] == ["long", "late", "too", "poor", "no"]
    assert {block.level for block in bullets} == {0}
    assert document.blocks[0].text.startswith("Inspectors") and document.blocks[-1].kind is Kind.ROW


def test_a_cells_line_that_its_writer_ended_is_kept_apart() -> None:
    def draw(canvas: Canvas) -> None:
        for place, rows in enumerate([["Action", "Lead"], ["Hire two officers", "Head of SEND\nHealth Lead\nForum"]]):
            y = 600 - 60 * place
            for x, text in zip((60, 300), rows, strict=True):
                for line, part in enumerate(text.split("\n")):
                    canvas.drawString(x + 4, y + 45 - 14 * line, part)
                canvas.rect(x, y, 240, 60)

    assert read(draw).blocks[-1].cells[1].text == "Head of SEND\nHealth Lead\nForum"


def test_a_font_that_states_no_weight_is_bold_by_its_name() -> None:
    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(TTFont("Vera-Bold", "VeraBd.ttf"))  # its file gives the width of the stems alone
        canvas.setFont("Vera-Bold", 11)
        canvas.drawString(60, 700, "Priority action 1")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 640, SENTENCE)

    assert [block.is_bold for block in read(draw).blocks] == [True, False]


def test_text_in_the_colour_of_the_page_is_not_read_but_white_on_a_bar_is() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor("#1d3557")
        canvas.rect(50, 690, 400, 30, fill=1, stroke=0)
        canvas.setFillColor("#ffffff")
        canvas.drawString(60, 700, "What the area will do")
        canvas.drawString(60, 660, "do not publish these words")
        canvas.setFillColor("#000000")
        canvas.drawString(60, 640, SENTENCE)

    assert [block.text for block in read(draw).blocks] == ["What the area will do", SENTENCE]


def test_words_under_a_bar_of_their_own_colour_are_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Lead: Robin Example, Head of SEND")
        left, width = (canvas.stringWidth(text, "Helvetica", 12) for text in ("Lead: ", "Robin Example, "))
        canvas.rect(60 + left, 696, width, 14, fill=1, stroke=0)

    assert [block.text for block in read(draw).blocks] == ["Lead: Head of SEND"]


def test_dark_words_on_a_bright_bar_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor("#ffc000")
        canvas.rect(50, 690, 500, 30, fill=1, stroke=0)
        canvas.setFillColor("#000000")
        canvas.drawString(60, 700, SENTENCE)

    assert [block.text for block in read(draw).blocks] == [SENTENCE]


def test_white_words_on_a_picture_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        picture = io.BytesIO()
        Image.new("RGB", (40, 8), "#113355").save(picture, "PNG")
        canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 50, 680, 400, 50)
        canvas.setFillColor("#ffffff")
        canvas.drawString(60, 700, "What the area will do")
        canvas.setFillColor("#000000")
        canvas.drawString(60, 640, SENTENCE)

    assert [block.text for block in read(draw).blocks] == ["What the area will do", SENTENCE]
