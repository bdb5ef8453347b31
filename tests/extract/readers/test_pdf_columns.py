from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extract.model.document import Kind
from extract.readers.pdf import read_pdf
from extract.readers.pdf.columns import group_columns

LEFT = (50, 100, 380, 520, 640)
HEADER = ("Ref", "Action", "Lead", "By when", "Status")


def boxes(*lines: tuple[float, dict[int, str]]) -> list[tuple[str, float, float, float, float]]:
    """Pieces at the columns' left edges, eight points high, four points a character."""
    return [
        (text, LEFT[column], y, LEFT[column] + 4 * len(text), y + 8)
        for y, cells in lines
        for column, text in cells.items()
    ]


def rows_of(found: list[tuple[str, float, float, float, float]]) -> list[list[str]]:
    (table,) = group_columns(found)
    return [[" ".join(found[i][0] for i in cell) for cell in row] for row in table.rows]


def test_wrapped_cells_belong_to_their_row() -> None:
    found = boxes(
        (500, dict(enumerate(HEADER))),
        (484, {0: "1.1", 1: "Write a guide", 2: "Council and", 3: "May 2021", 4: "Green"}),
        (474, {1: "with families", 2: "board"}),
        (458, {0: "1.2", 1: "Print the guide", 2: "Council", 4: "Red"}),
    )
    assert rows_of(found) == [
        list(HEADER),
        ["1.1", "Write a guide with families", "Council and board", "May 2021", "Green"],
        ["1.2", "Print the guide", "Council", "", "Red"],
    ]


def test_rows_without_numbers_part_at_wider_steps() -> None:
    found = boxes(
        (500, {1: "Action", 2: "Lead", 3: "By when"}),
        (484, {1: "Write a guide", 2: "Council", 3: "May 2021"}),
        (474, {1: "with families"}),
        (458, {1: "Print the guide", 2: "Board", 3: "June 2021"}),
        (448, {1: "for schools"}),
    )
    assert [row[0] for row in rows_of(found)] == [
        "Action",
        "Write a guide with families",
        "Print the guide for schools",
    ]


def test_prose_and_two_columns_of_text_are_no_table() -> None:
    prose = [
        ("A line of text over the whole page that goes on and on", 50, 500 - 12 * i, 540, 508 - 12 * i)
        for i in range(9)
    ]
    assert group_columns(prose) == []
    two = [
        (("left side of a page", 50, y, 250, y + 8), ("right side of a page", 300, y, 500, y + 8))
        for y in range(500, 400, -12)
    ]
    assert group_columns([box for pair in two for box in pair]) == []


def test_columns_of_centred_text() -> None:
    found = [
        (text, x - 2 * len(text), y, x + 2 * len(text), y + 8)
        for y, cells in ((500, ("Ref", "Action", "By when")), (480, ("1.1", "Write a long guide", "May")), (460, ("1.2", "Print it", "September 2021")))
        for x, text in zip((60, 200, 400), cells, strict=True)
    ]  # fmt: skip
    assert rows_of(found) == [
        ["Ref", "Action", "By when"],
        ["1.1", "Write a long guide", "May"],
        ["1.2", "Print it", "September 2021"],
    ]


def test_three_columns_of_running_text_are_no_table() -> None:
    words = ("Every family is heard and", "that is why the council and", "partners have met with them")
    found = [
        (text if (i + k) % 3 else text.lower(), x, 500 - 12 * i, x + 120, 508 - 12 * i)
        for i in range(9)
        for k, (x, text) in enumerate(zip((50, 200, 350), words, strict=True))
    ]
    assert group_columns(found) == []


def test_two_tables_of_one_page_have_their_own_columns() -> None:
    upper = boxes(*((500 - 16 * i, dict(enumerate(HEADER))) for i in range(3)))
    lower = [
        (text, x, 380 - 16 * i, x + 40, 388 - 16 * i)
        for i in range(3)
        for x, text in ((50, "Term"), (300, "Means"), (460, "Here"))
    ]
    assert [len(table.edges) - 1 for table in group_columns([*upper, *lower])] == [5, 3]


def test_a_table_goes_on_with_the_edges_of_the_page_before() -> None:
    one_line = boxes((500, {0: "3.9", 1: "Close the gap", 2: "Board", 3: "May 2021"}))
    assert group_columns(one_line) == []
    (table,) = group_columns(one_line, known=(*LEFT, 700))
    assert len(table.rows) == 1


def draw(canvas: Canvas, y: float, cells: tuple[str, ...]) -> None:
    for x, text in zip(LEFT, cells, strict=True):
        canvas.drawString(x, y, text)


def test_a_pdf_table_without_rules_is_rows_over_pages_with_text_round_it() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=landscape(A4))
    for page in range(2):
        canvas.setFont("Helvetica", 9)
        if not page:
            canvas.drawString(
                50, 560, "This plan says what the council and its partners will do, by when, and who leads the work."
            )
        draw(canvas, 520, HEADER)
        for i in range(4):
            number = f"{page + 1}.{i + 1}"
            draw(
                canvas, 500 - 30 * i, (number, "Agree a protocol for the move to", "Head of SEND", "May 2021", "Green")
            )
            canvas.drawString(LEFT[1], 489 - 30 * i, "services for adults")
        canvas.showPage()
    canvas.save()
    document = read_pdf(stream.getvalue())
    rows = [block for block in document.blocks if block.kind is Kind.ROW]
    assert [row.cells[0].text for row in rows] == ["Ref", *(f"{p}.{i}" for p in (1, 2) for i in range(1, 5))]
    assert {row.cells[1].text for row in rows[1:]} == {"Agree a protocol for the move to services for adults"}
    assert [row.page for row in rows[1:]] == [1] * 4 + [2] * 4
    assert document.blocks[0].text.startswith("This plan says")
    assert all(document.quote_cell(row, cell).text == cell.text for row in rows for cell in row.cells if cell.text)


def test_a_wide_gap_or_larger_type_begins_another_table() -> None:
    table = [
        (484, {1: "Write a guide", 2: "Council", 3: "May 2021"}),
        (470, {1: "Print the guide", 2: "Board", 3: "June 2021"}),
    ]
    near = boxes(*table, *((y - 40, cells) for y, cells in table))
    assert len(group_columns(near)) == 1
    far = boxes(*table, *((y - 80, cells) for y, cells in table))
    assert len(group_columns(far)) == 2


def test_a_line_out_of_its_columns_ends_a_table() -> None:
    table = [
        (484, {1: "Write a guide", 2: "Council", 3: "May 2021"}),
        (470, {1: "Print the guide", 2: "Board", 3: "June 2021"}),
    ]
    title = ("Weakness two: what families know of the local offer, and when they do", 100.0, 456.0, 510.0, 464.0)
    found = [*boxes(*table), title, *boxes(*((y - 42, cells) for y, cells in table))]
    assert [len(one.rows) for one in group_columns(found)] == [2, 2]


LEFT_TEXT = (
    "The area must write a statement of action that says",
    "how it will put right these areas of weakness:",
    "• plans come late and say too little of what a child",
    "needs from health and care",
    "• families are not told what there is for them, nor by",
)
RIGHT_TEXT = (
    "whom it can be asked for",
    "• the council and the board do not pay together for",
    "what children with complex needs must have",
    "Leaders know their area well and have set out what they",
    "wish for. Parents say that they wait too long.",
)
FULL = (
    "Inspectors visited the area in March 2020 and met more than two hundred parents and a hundred young people there."
)


def two_columns(order: str, *, gutter: float = 40.0, title: bool = True, after: bool = True) -> list[str]:
    """The blocks of a page in two columns whose lines the file has in one order or another."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    lines = [(50.0, 700.0 - 13 * at, text) for at, text in enumerate(LEFT_TEXT)]
    right = 50 + max(canvas.stringWidth(text, "Helvetica", 10) for text in LEFT_TEXT) + gutter
    # A gap parts the last paragraph from the list.
    lines += [(right, 700.0 - 13 * at - (8 if at > 2 else 0), text) for at, text in enumerate(RIGHT_TEXT)]
    if title:
        lines.insert(0, (50.0, 740.0, FULL))
    if after:
        lines.append((50.0, 600.0, FULL))
    match order:
        case "rows":
            lines.sort(key=lambda line: (-line[1], line[0]))
        case "upwards":
            lines.reverse()
    canvas.setFont("Helvetica", 10)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    canvas.save()
    return [block.text for block in read_pdf(stream.getvalue()).blocks]


@pytest.mark.parametrize("order", ["columns", "rows", "upwards"])
@pytest.mark.parametrize("gutter", [14.0, 40.0])
@pytest.mark.parametrize("around", [True, False])
def test_two_columns_of_text_are_read_one_after_the_other(order: str, gutter: float, around: bool) -> None:
    expected = [
        "The area must write a statement of action that says how it will put right these areas of weakness:",
        "• plans come late and say too little of what a child needs from health and care",
        "• families are not told what there is for them, nor by whom it can be asked for",
        "• the council and the board do not pay together for what children with complex needs must have",
        "Leaders know their area well and have set out what they wish for. Parents say that they wait too long.",
    ]
    found = two_columns(order, gutter=gutter, title=around, after=around)
    assert found == ([FULL, *expected, FULL] if around else expected)


def test_labels_beside_values_are_read_row_by_row() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    rows = [
        ("Date:", "5 May 2021"),
        ("To:", "The council of Marland"),
        ("From:", "Inspectors of schools"),
        ("About:", "What was found"),
        ("Reply by:", "9 June 2021"),
    ]
    for at, (label, value) in enumerate(rows):
        canvas.drawString(50, 700 - 14 * at, label)
        canvas.drawString(300, 700 - 14 * at, value)
    canvas.save()
    text = " ".join(" ".join(block.text for block in read_pdf(stream.getvalue()).blocks).split())
    assert [text.index(value) for _, value in rows] == sorted(text.index(value) for _, value in rows)
    assert all(text.index(label) < text.index(value) for label, value in rows)
    assert text.index("To:") > text.index("5 May")
