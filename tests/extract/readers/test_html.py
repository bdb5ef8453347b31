"""Web pages as blocks."""

from extract.model.document import Kind
from extract.reading import read_document

PAGE = """<!doctype html><html><head><title>SEND inspection | Marland Council</title></head>
<body class="no-sidebar">
<div id="ccc-cookie-bar"><p>We use cookies to make this site work.</p></div>
<a class="skip-link" href="#main">Skip to main content</a>
<header><a href="/">Marland Council</a></header>
<nav><ul><li>Home</li><li>Schools</li></ul></nav>
<div class="breadcrumbs"><ol><li>Home</li><li>SEND</li></ol></div>
<main id="main">
<h1>SEND inspection</h1>
<p>Inspectors came on the 1<sup>st</sup> and left on the 5 <sup>th</sup> of March.<sup>1</sup></p>
<p><strong>Areas of weakness</strong></p>
<ul><li>Late plans<ul><li>in health</li></ul></li><li><p>Poor</p><p>A second paragraph.</p></li></ul>
<ol start="3"><li>Three</li><li>Four</li></ol>
<ol type="a"><li>First</li></ol>
<div>loose text<br>on two lines</div>
<p>It focuses on:<br>• transition<br>• communication</p>
<!-- a comment -->
<div class="related-links"><h2>Related pages</h2><p>Budget</p></div>
<div class="feedback"><p>Was this page helpful?</p></div>
<p>Was this webpage helpful?</p>
</main>
<footer><p>© Marland</p></footer></body></html>"""


def read(html: str | bytes, media_type: str | None = None):
    data = html.encode() if isinstance(html, str) else html
    return read_document(data, media_type=media_type, file_name="page.html")


def test_only_the_page_s_own_text_is_read():
    document = read(PAGE)
    assert document.title == "SEND inspection | Marland Council"
    assert [(block.kind.value, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "SEND inspection"),
        ("paragraph", 0, "Inspectors came on the 1st and left on the 5th of March."),
        ("heading", 0, "Areas of weakness"),
        ("bullet", 0, "• Late plans"),
        ("bullet", 1, "• in health"),
        ("bullet", 0, "• Poor"),
        ("paragraph", 0, "A second paragraph."),
        ("bullet", 0, "3. Three"),
        ("bullet", 0, "4. Four"),
        ("bullet", 0, "a. First"),
        ("paragraph", 0, "loose text\non two lines"),
        ("paragraph", 0, "It focuses on:"),
        ("bullet", 0, "• transition"),
        ("bullet", 0, "• communication"),
    ]


def test_page_inside_a_form_and_wrapper_named_like_furniture():
    document = read("<body><form><div class='page-menu-wrapper'><p>" + "The plan is late. " * 20 + "</p></div></form>")
    assert document.blocks[0].text.startswith("The plan is late.")


def test_tables_have_spans_columns_fills_and_headers():
    document = read(
        """<table><caption>Actions</caption><thead><tr><th>Ref<th>Action<th>RAG</tr></thead>
        <tr><td rowspan=2>1.1<td><p>Hire</p><ul><li>one<li>two</ul><td style="background: #0F0">Done</tr>
        <tr bgcolor="#ffbf00"><td>Train<td class="rag-red"></tr>
        <tr><th>Total<td colspan=2>2</table>"""
    )
    caption, header, first, second, last = document.blocks
    assert (caption.kind, caption.text, header.is_header, first.is_header) == (Kind.HEADING, "Actions", True, False)
    assert [(c.text, c.column, c.row_span, c.fill) for c in first.cells] == [
        ("1.1", 0, 2, None),
        ("Hire\n• one\n• two", 1, 1, None),
        ("Done", 2, 1, "00ff00"),
    ]
    assert [(c.text, c.column, c.fill) for c in second.cells] == [("Train", 1, "ffbf00"), ("", 2, "ff0000")]
    assert [(c.column, c.col_span) for c in last.cells] == [(0, 1), (1, 2)]
    assert document.quote_cell(first, first.cells[1]).text == "Hire • one • two"


def test_layout_tables_are_no_tables():
    document = read("<table role=presentation><tr><td><p>One</p><td><p>Two</p></table>")
    assert [(block.kind, block.text) for block in document.blocks] == [(Kind.PARAGRAPH, "One"), (Kind.PARAGRAPH, "Two")]


def test_character_sets():
    page = "<html><head>{}</head><body><p>area’s plan – £5</p></body></html>"
    declared = page.format('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">')
    for data, media_type in (
        (declared.encode("cp1252"), None),
        (page.format("").encode("cp1252"), "text/html; charset=windows-1252"),
        (page.format('<meta charset="utf-8">').encode(), "text/html"),
        (page.format("").encode("utf-16"), None),
    ):
        assert read(data, media_type).blocks[0].text == "area’s plan – £5"


def test_accordions_are_read_though_closed():
    document = read(
        "<main><p>The plan has parts.</p><h2><button>Weakness 1</button></h2><div class='accordion__panel' hidden>Late "
        "plans</div><button>Open all</button><p hidden>Template</p><details><summary>More</summary><p>Long waits</p>"
        "</details></main>"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        (Kind.PARAGRAPH, "The plan has parts."),
        (Kind.HEADING, "Weakness 1"),
        (Kind.PARAGRAPH, "Late plans"),
        (Kind.HEADING, "More"),
        (Kind.PARAGRAPH, "Long waits"),
    ]
