"""Readers see what a person sees, and not what a person does not see: each kind in every format that has it."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from extract.model.document import Document, Kind
from extract.readers.xlsx_values import cell_text
from extract.reading import read_document


def word_text(word: Any) -> str:
    return read_word(word).text


def read_word(word: Any) -> Document:
    buffer = io.BytesIO()
    word.save(buffer)
    return read_document(buffer.getvalue(), media_type=None, file_name="paper.docx")


def read_book(workbook: Any) -> Document:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read_document(buffer.getvalue(), media_type=None, file_name="plan.xlsx")


def read_page(body: str) -> Document:
    page = f"<html><head><title>A plan</title></head><body><main>{body}</main></body></html>"
    return read_document(page.encode(), media_type="text/html", file_name="page.html")


@pytest.mark.parametrize("sign", ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202c", "\ufffc"])
def test_characters_without_a_shape_are_in_no_text(sign: str) -> None:
    said = f"{sign}Ap{sign}point two officers{sign}"
    assert read_page(f"<p>{said}</p><table><tr><td>{said}</td><td>Green{sign}</td></tr></table>").text == (
        "Appoint two officers\nAppoint two officers | Green"
    )
    word = docx.Document()
    word.add_paragraph(said)
    assert word_text(word) == "Appoint two officers"
    book = openpyxl.Workbook()
    book.active["A1"] = said
    assert read_book(book).text == "Sheet\nAppoint two officers"
    plain = read_document(f"{said}\n".encode(), media_type=None, file_name="plan.txt")
    assert plain.text == "Appoint two officers"


def test_a_bullet_behind_a_character_without_a_shape_is_one() -> None:
    (block,) = read_document("\u200b• Hire two officers".encode(), media_type=None, file_name="a.md").blocks
    assert block.kind is Kind.BULLET


@pytest.mark.parametrize("name", ["w:vanish", "w:strike", "w:dstrike"])
def test_word_text_that_is_hidden_or_struck_through_is_not_read(name: str) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Due in ")
    paragraph.add_run("March")._r.get_or_add_rPr().append(OxmlElement(name))
    shown = paragraph.add_run("July")
    off = OxmlElement(name)
    off.set(qn("w:val"), "0")
    shown._r.get_or_add_rPr().append(off)
    style = word.styles.add_style("Unsaid", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_rPr().append(OxmlElement(name))
    word.styles.add_style("Unsaid too", WD_STYLE_TYPE.PARAGRAPH).base_style = style
    word.add_paragraph("A note for ourselves", style="Unsaid too")
    words = word.styles.add_style("Unsaid words", WD_STYLE_TYPE.CHARACTER)
    words.element.get_or_add_rPr().append(OxmlElement(name))
    word.add_paragraph("Agreed").add_run(" in secret", style="Unsaid words")
    assert word_text(word) == "Due in July\nAgreed"


def test_hidden_and_deleted_rows_of_a_word_table_are_not_read() -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=2)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            cell.text = f"row {number}"
    for number, name in ((0, "w:hidden"), (2, "w:del")):
        table.rows[number]._tr.get_or_add_trPr().append(OxmlElement(name))
    assert word_text(word) == "row 1 | row 1"


def test_the_prompt_of_an_empty_field_is_not_read() -> None:
    control = "<w:sdt {}><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
    word = docx.Document()
    paragraph = word.add_paragraph("Lead: ")
    paragraph._p.append(parse_xml(control.format(nsdecls("w"), "<w:showingPlcHdr/>", "Click here to enter text")))
    paragraph._p.append(parse_xml(control.format(nsdecls("w"), "", "the council")))
    assert word_text(word) == "Lead: the council"


def test_word_symbols_are_the_characters_a_reader_sees() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Plans in time ")
    for font, code in (("Symbol", "F0B3"), ("Wingdings", "F0FC")):
        paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="{font}" w:char="{code}"/></w:r>'))
    assert word_text(word) == "Plans in time ≥✓"


@pytest.mark.parametrize("glyph", ["\uf0fc", "\uf076", "\uf0a8", "\uf051", "→", "☐", "»", "›", "❑"])
def test_typed_bullets_of_any_font_are_bullets(glyph: str) -> None:
    word = docx.Document()
    word.add_paragraph(f"{glyph} waits are long")
    (block,) = read_word(word).blocks
    assert (block.kind, block.body) == (Kind.BULLET, "waits are long")


@pytest.mark.parametrize("how", ["based on a heading", "outline level", "based on an outline level"])
def test_word_headings_by_styles_of_their_own(how: str) -> None:
    word = docx.Document()
    style = word.styles.add_style("Council section", WD_STYLE_TYPE.PARAGRAPH)
    if how == "based on a heading":
        style.base_style = word.styles["Heading 2"]
    else:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "1")
        style.element.get_or_add_pPr().append(level)
    if how == "based on an outline level":
        derived = word.styles.add_style("Council part", WD_STYLE_TYPE.PARAGRAPH)
        derived.base_style, style = style, derived
    word.add_paragraph("Weakness 2: what families know", style=style)
    word.add_paragraph("Families know little of what there is for them.")
    heading, text = read_word(word).blocks
    assert (heading.kind, heading.level, text.kind) == (Kind.HEADING, 2, Kind.PARAGRAPH)


def test_a_style_based_on_a_list_is_a_list() -> None:
    word = docx.Document()
    style = word.styles.add_style("Council bullet", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["List Bullet"]
    word.add_paragraph("waits are long", style=style)
    (block,) = read_word(word).blocks
    assert block.kind is Kind.BULLET


@pytest.mark.parametrize("cells", [1, 2])
def test_a_word_table_in_a_frame_is_a_table(cells: int) -> None:
    word = docx.Document()
    frame = word.add_table(rows=1, cols=cells)
    frame.cell(0, 0).paragraphs[0].add_run("Section A")
    inner = frame.cell(0, 0).add_table(rows=2, cols=3)
    for row, texts in zip(inner.rows, [("Ref", "Action", "Lead"), ("1.1", "Hire", "Council")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    assert [block.text for block in read_word(word).blocks] == [
        "Section A",
        "Ref | Action | Lead",
        "1.1 | Hire | Council",
    ]


def test_a_small_word_table_in_a_cell_stays_in_its_cell() -> None:
    word = docx.Document()
    table = word.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ["1.1", "Hire two officers for the team", "Council"], strict=True):
        cell.text = text
    table.cell(0, 2).add_table(rows=1, cols=2).cell(0, 0).text = "May"
    assert [block.text for block in read_word(word).blocks] == ["1.1 | Hire two officers for the team | Council\nMay"]


def test_hidden_rows_and_columns_of_a_sheet_are_not_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 4):
        for column in range(1, 6):
            sheet.cell(row, column, f"{row}{column}")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions.group("B", "C", hidden=True)
    assert read_book(book).text == "Sheet\n11 | 14 | 15\n31 | 34 | 35"


def test_a_merged_cell_that_begins_in_a_hidden_column_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["C1"] = "Weakness 1", "Green"
    sheet.merge_cells("A1:B1")
    sheet.column_dimensions["A"].hidden = True
    assert read_book(book).text == "Sheet\nWeakness 1 | Green"


def test_what_is_struck_through_in_a_sheet_is_not_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "March 2021"
    sheet["A1"].font = Font(strike=True)
    sheet["B1"] = CellRichText(
        TextBlock(InlineFont(strike=True), "March "), TextBlock(InlineFont(b=True), "July"), " 2021"
    )
    sheet["C1"] = "hidden"
    sheet["C1"].number_format = ";;;"
    (_, row) = read_book(book).blocks
    assert [cell.text for cell in row.cells] == ["", "July 2021"] or row.text.strip(" |") == "July 2021"


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1.1, "0.00", "1.10"),
        (7, "00", "07"),
        (1234.5, "#,##0", "1,235"),
        (1234567, '"£"#,##0', "£1,234,567"),
        (1234.5, '[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00', "£1,234.50"),
        (-3, '0;"minus "0', "minus 3"),
        (0.855, "0%", "86%"),
        (0.855, "0.0%", "85.5%"),
        (18, '0" weeks"', "18 weeks"),
        (2.5, "0.##", "2.5"),
        (3, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (0.25, "# ?/?", "0.25"),
        (12, "@", "12"),
        (-4, "0", "-4"),
    ],
)  # fmt: skip
def test_numbers_are_shown_in_their_format(value: float, number_format: str, shown: str) -> None:
    assert cell_text(value, number_format) == shown


@pytest.mark.parametrize("value", [0, 1, 30, 400])
def test_a_number_under_a_dates_format_is_no_date_and_told(value: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["By when", value, datetime(2021, 9, 30)])
    for place in ("B1", "C1"):
        sheet[place].number_format = "dd/mm/yyyy"
    document = read_book(book)
    assert document.blocks[1].text == "By when |  | 30 September 2021"
    assert [(problem.error, "B1" in problem.message) for problem in document.problems] == [("number_as_date", True)]


def test_midnight_is_a_time_of_day() -> None:
    assert cell_text(time(0, 0), "hh:mm") == "00:00"


def test_formulas_without_a_result_are_told_by_their_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["1.1", '="Hire"&" two"', "=DATE(2021,3,31)", "Council"])
    (problem,) = read_book(book).problems
    assert problem.error == "formula_without_value"
    assert "B1, C1" in problem.message
    assert "Excel" in problem.message


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ('rowspan="0"', [0, 1, 1, 0]),
        ('rowspan="2;"', [0, 1, 0, 0]),
        ('rowspan=" 2 "', [0, 1, 0, 0]),
        ('rowspan="two"', [0, 0, 0, 0]),
        ('rowspan="-1"', [0, 0, 0, 0]),
    ],
)
def test_row_spans_are_read_as_browsers_do(spans: str, expected: list[int]) -> None:
    """A span of 0 reaches to the end of the head or body it stands in, and no further."""
    body = "".join(f"<tr>{cells}</tr>" for cells in (f"<td {spans}>1</td><td>a</td>", "<td>b</td>", "<td>c</td>"))
    page = read_page(f"<table><tbody>{body}</tbody><tbody><tr><td>d</td></tr></tbody></table>")
    assert [block.cells[0].column for block in page.blocks] == expected


@pytest.mark.parametrize(
    "rows",
    [
        ["Ref | Action | Lead", "---|---|---", "1.1 | Hire | ICB"],
        ["Ref | Action | Lead |", "---|---|---|", "1.1 | Hire | ICB |"],
        ["Ref|Action|Lead", ":-|:-:|-", "1.1|Hire|ICB"],
        ["| Ref | Action | Lead", "| --- | --- | ---", "| 1.1 | Hire | ICB"],
    ],
)
def test_markdown_tables_may_lack_outer_pipes(rows: list[str]) -> None:
    text = "\n".join(["What we do", "", *rows, "", "Either | or is no table."])
    document = read_document(text.encode(), media_type=None, file_name="plan.md")
    assert [(block.kind, block.text, block.is_header) for block in document.blocks[1:]] == [
        (Kind.ROW, "Ref | Action | Lead", True),
        (Kind.ROW, "1.1 | Hire | ICB", False),
        (Kind.PARAGRAPH, "Either | or is no table.", False),
    ]


def plan_page(kind: str) -> str:
    """The same plan of two actions, made of other elements."""
    head, *rows = [
        ("Ref", "Action", "Lead", "By when"),
        ("1.1", "Hire two officers", "Council", "May 2021"),
        ("1.2", "Write to families", "Board", "June 2021"),
    ]

    def made(row: tuple[str, ...], outer: str, inner: str) -> str:
        tag, close = outer.split(maxsplit=1)[0], inner.split(maxsplit=1)[0]
        return f"<{outer}>" + "".join(f"<{inner}>{cell}</{close}>" for cell in row) + f"</{tag}>"

    match kind:
        case "aria divs":
            body = made(head, "div role=row", "div role=columnheader") + "".join(
                made(row, "div role=row", "div role=cell") for row in rows
            )
            return f"<div role=table aria-label=Plan><div role=rowgroup>{body}</div></div>"
        case "aria spans":
            body = made(head, "span role=row", "span role=columnheader") + "".join(
                made(row, "span role=row", "span role=gridcell") for row in rows
            )
            return f"<p>Our plan</p><span role=grid>{body}</span>"
        case "class names":
            body = made(head, 'div class="divTableRow header"', 'div class="divTableCell"') + "".join(
                made(row, "div class=divTableRow", "div class=divTableCell") for row in rows
            )
            return f"<div class=divTable><div class=divTableBody>{body}</div></div>"
        case "bootstrap":
            return (
                "<div class=container>"
                + "".join(made(row, "div class=row", 'div class="col-md-3"') for row in (head, *rows))
                + "</div>"
            )
        case "styles":
            body = "".join(
                made(row, 'div style="display: table-row"', 'span style="display:table-cell"') for row in (head, *rows)
            )
            return f'<div style="display:table">{body}</div>'
        case _:
            inner = "<table><tr><td>1</td><td>2</td></tr></table>"
            body = "".join(made(row, "tr", "td") for row in (head, *rows))
            return f"<table>{body}<tr><td>1.3</td><td>Count the waits {inner} of the year and publish what was counted</td><td>Board</td><td>July 2021</td></tr></table>"


@pytest.mark.parametrize(
    "kind", ["aria divs", "aria spans", "class names", "bootstrap", "styles", "a table inside a cell"]
)
def test_a_table_is_one_whatever_it_is_made_of(kind: str) -> None:
    rows = [block.text for block in read_page(plan_page(kind)).blocks if block.kind is Kind.ROW]
    assert rows[:3] == [
        "Ref | Action | Lead | By when",
        "1.1 | Hire two officers | Council | May 2021",
        "1.2 | Write to families | Board | June 2021",
    ]
    assert len(rows) == (4 if kind == "a table inside a cell" else 3)


def test_boxes_that_lay_a_page_out_are_no_table() -> None:
    page = read_page(
        "<div class=row><div class=col-4><h2>News</h2><p>Read on</p></div><div class=col-4><p>Two</p></div><div class=col-4><p>Three</p></div></div>"
        "<div class=row><div class=col-6><p>Left</p></div><div class=col-6><p>Right</p></div></div>"
    )
    assert Kind.ROW not in {block.kind for block in page.blocks}


@pytest.mark.parametrize("how", ["a list each", "one list", "wrapped pairs"])
def test_definition_lists_are_labels_and_values(how: str) -> None:
    pairs = [
        ("Action 1.1", "Hire two officers"),
        ("Lead", "Council"),
        ("By when", "May 2021"),
        ("Action 1.2", "Write to families"),
        ("Lead", "Board"),
        ("By when", "June 2021"),
    ]
    made = [f"<dt>{label}</dt><dd>{value}</dd>" for label, value in pairs]
    if how == "a list each":
        body = f"<dl>{''.join(made[:3])}</dl><dl>{''.join(made[3:])}</dl>"
    else:
        body = f"<dl>{''.join(f'<div>{pair}</div>' if how == 'wrapped pairs' else pair for pair in made)}</dl>"
    blocks = [block for block in read_page(body).blocks if block.kind is Kind.ROW]
    assert [block.text for block in blocks] == [f"{label} | {value}" for label, value in pairs]
    assert len({block.table for block in blocks}) == 2


def test_questions_and_answers_in_a_definition_list_stay_text() -> None:
    question = "What can I do if I do not agree with what the council has decided about my child?"
    page = read_page(
        f"<dl><dt>{question}</dt><dd>Ask us.</dd><dt>Whom do I ask first, and how long will it take them to answer?</dt><dd>Us.</dd></dl>"
    )
    assert [block.text for block in page.blocks][:2] == [question, "Ask us."]


@pytest.mark.parametrize(
    "mark",
    [
        "<s>March</s>",
        "<del>March</del>",
        '<span style="text-decoration: line-through">March</span>',
        "<span hidden>March</span>",
        '<span class="sr-only">March</span>',
        '<span style="font-size:0">March</span>',
    ],
)
def test_what_a_page_strikes_through_or_hides_is_not_read(mark: str) -> None:
    page = read_page(f"<p>Hire two officers for the team by {mark} July 2021</p>")
    assert page.text == "Hire two officers for the team by July 2021"


def test_a_heading_may_be_one_by_its_role() -> None:
    heading, text = read_page('<div role="heading" aria-level="3">Weakness 2</div><p>Families know little.</p>').blocks
    assert (heading.kind, heading.level, text.kind) == (Kind.HEADING, 3, Kind.PARAGRAPH)


def test_words_in_the_colour_of_the_page_are_not_read_and_white_heads_on_colour_are() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Seen")
    paragraph.add_run(" and unseen").font.color.rgb = RGBColor(255, 255, 255)
    table = word.add_table(1, 2)
    for cell, text in zip(table.rows[0].cells, ("Action", "Lead"), strict=True):
        cell.paragraphs[0].add_run(text).font.color.rgb = RGBColor(255, 255, 255)
    assert word_text(word) == "Seen\nAction | Lead"
    book = openpyxl.Workbook()
    book.active.append(["Action", "note"])
    book.active.append(["Head", "Lead"])
    book.active["B1"].font = Font(color="FFFFFFFF")
    for cell in ("A2", "B2"):
        book.active[cell].font = Font(color="FFFFFFFF")
        book.active[cell].fill = PatternFill("solid", fgColor="FF003366")
    assert read_book(book).text == "Sheet\nAction\nHead | Lead"


@pytest.mark.parametrize(("typed", "seen"), [("\u00fc", "✓"), ("\u00a7", "▪"), ("q", "☐"), ("v", "❖"), ("0", "\uf030")])
def test_letters_typed_in_a_symbol_font_are_its_signs(typed: str, seen: str) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    paragraph.add_run(typed).font.name = "Wingdings"
    paragraph.add_run(" hire two officers")
    (block,) = read_word(word).blocks
    assert (block.kind, block.text) == (Kind.BULLET, f"{seen} hire two officers")


@pytest.mark.parametrize("glyph", ["§", "ü", "Ø", "þ", "‒", "✅", "✔\ufe0f"])
def test_bullets_whose_font_was_lost_are_bullets_in_texts(glyph: str) -> None:
    blocks = read_document(
        f"Weaknesses:\n{glyph} one thing\n{glyph} two".encode(), media_type=None, file_name="a.md"
    ).blocks
    assert [(block.kind, block.body) for block in blocks[1:]] == [(Kind.BULLET, "one thing"), (Kind.BULLET, "two")]


def test_a_section_sign_before_a_number_is_no_bullet() -> None:
    (block,) = read_document("§ 12 of the Act".encode(), media_type=None, file_name="a.md").blocks
    assert block.kind is not Kind.BULLET


def test_the_choice_of_a_word_form_s_list_is_read() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Due: ")
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
            "<w:listEntry w:val='March 2021'/><w:listEntry w:val='June 2021'/></w:ddList></w:ffData></w:fldChar></w:r>"
        )
    )
    assert word_text(word) == "Due: June 2021"


def test_references_that_word_counts_stand_in_their_cells() -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'>"
            "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl>"
            "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))

    def number(paragraph: Any, level: int) -> None:
        place = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='{level}'/><w:numId w:val='90'/></w:numPr>"
        paragraph._p.get_or_add_pPr().append(parse_xml(place))

    number(word.add_paragraph("Waits are long"), 0)
    number(word.add_paragraph(), 1)  # an empty one is counted and says nothing
    table = word.add_table(2, 2)
    for row, action in zip(table.rows, ("Hire", "Train"), strict=True):
        number(row.cells[0].paragraphs[0], 1)
        row.cells[1].text = action
    assert word_text(word) == "1 Waits are long\n1.2 | Hire\n1.3 | Train"


def test_a_merged_cell_that_begins_in_a_hidden_row_is_read_in_those_it_is_seen_in() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["1.1", "a"], [None, "b"], [None, "c"], ["1.2", "d"]):
        sheet.append(row)
    sheet.merge_cells("A1:A3")
    sheet.row_dimensions[1].hidden = True
    rows = read_book(book).blocks[1:]
    assert [row.text for row in rows] == ["1.1 | b", "c", "1.2 | d"]
    assert rows[0].cells[0].row_span == 2


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [(0, '0;-0;"none"', "none"), (0, "0;-0", "0"), (datetime(2021, 3, 31), "yyyy", "2021"), (0, '0;-0;"-"', "-")],
)
def test_a_format_s_words_for_nothing_and_years_alone(value: object, number_format: str, shown: str) -> None:
    assert cell_text(value, number_format) == shown


def test_what_markdown_strikes_through_or_comments_out_is_not_read() -> None:
    text = "Due ~~March~~ June. <del>Old</del> <!-- a note\nof ours --> New.\n\n~~~\nfence\n~~~"
    assert read_document(text.encode(), media_type=None, file_name="a.md").text.startswith("Due June. New.")


def test_what_stands_in_a_page_s_fields_is_read() -> None:
    body = (
        '<table><tr><th>Action</th><th>Lead</th><th>By when</th></tr><tr><td><textarea>Hire two</textarea></td><td><input value="ICB">'
        '<input type="hidden" value="token"><input type="submit" value="Save"></td>'
        "<td><select><option>May 2020</option><option selected>March 2021</option></select></td></tr></table>"
    )
    assert read_page(body).blocks[-1].text == "Hire two | ICB | March 2021"


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (".note{display:none}", "Seen by all who come"),
        ("p.note, .x { visibility: hidden }", "Seen by all who come"),
        (".note{text-decoration:line-through}", "Seen by all who come"),
        ("@media print{.note{display:none}}", "Seen by all who come\nA note"),
        (".note:hover{display:none}", "Seen by all who come\nA note"),
        ("/* .note{display:none} */", "Seen by all who come\nA note"),
        ("p::{{{", "Seen by all who come\nA note"),
    ],
)
def test_the_page_s_own_style_sheet_hides_and_strikes(rule: str, text: str) -> None:
    page = f"<html><head><style>{rule}</style></head><body><main><p>Seen by all who come</p><p class='note'>A note</p></main></body></html>"
    assert read_document(page.encode(), media_type="text/html", file_name="a.html").text == text


def test_parts_that_a_style_sheet_closes_and_a_script_opens_are_read() -> None:
    page = "<html><head><style>.more{display:none}</style></head><body><div class='more'><h2>Weakness 1</h2><p>Waits</p></div></body></html>"
    assert read_document(page.encode(), media_type="text/html", file_name="a.html").text == "Weakness 1\nWaits"


def test_boxes_that_a_style_sheet_sets_as_a_table_are_one_and_so_are_lists_with_its_roles() -> None:
    styles = "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"
    rows = "".join(
        f"<div class=r>{''.join(f'<div class=c>{cell}</div>' for cell in row)}</div>"
        for row in (("Ref", "Action", "Lead"), ("1.1", "Hire two", "ICB"))
    )
    page = f"<html><head>{styles}</head><body><div class=t>{rows}</div></body></html>"
    assert (
        read_document(page.encode(), media_type="text/html", file_name="a.html").text
        == "Ref | Action | Lead\n1.1 | Hire two | ICB"
    )
    roles = (
        "<ul role=table><li role=row><span role=columnheader>Ref</span><span role=columnheader>Action</span></li>"
        "<li role=row><span role=cell>1.1</span><span role=cell>Hire two</span></li></ul>"
    )
    assert read_page(roles).text == "Ref | Action\n1.1 | Hire two"
