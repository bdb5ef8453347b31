"""How values, columns, charts and figures are shown."""

import pytest
from markupsafe import Markup

from db.quality.figures import save_figures
from db.quality.tally import Tally
from db.site.cells import show_cell
from db.site.layout import arrange, arrange_table
from db.site.naming import name_row, name_whole_row
from db.site.quality.figures import read_quality
from db.site.search import mark_forms
from db.site.wording import as_heading, describe_choice, format_date, in_words


def show(column, value, **row):
    shown = show_cell(column, value, {column: value, **row}, lambda path: path)
    return None if shown is None else str(shown)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2020-03-02", "2 Mar 2020"),
        ("2020-03", "Mar 2020"),
        ("2020", "2020"),
        ("2020-13", "2020-13"),
        ("autumn 2020", "autumn 2020"),
        ("", ""),
    ],
)
def test_a_date_shows_as_much_as_is_known(value, shown):
    assert format_date(value) == shown


def test_codes_and_columns_become_words():
    assert in_words("not_sufficient") == "not sufficient"
    assert in_words("wsoa_due") == "WSoA due"
    assert as_heading("deadline_text") == "Deadline text"
    assert as_heading("outcome_2016_22") == "Outcome 2016–22"


@pytest.mark.parametrize(
    ("column", "value", "row", "shown"),
    [
        ("outcome", "no_wsoa", {}, "No written statement of action required"),
        ("framework", "2016", {}, "2016–22"),
        ("plan_required", 0, {}, "no"),
        ("responsible", '["A Council", "B <Board>"]', {}, "A Council; B &lt;Board&gt;"),
        ("area", "Norfolk", {"area_id": "norfolk"}, '<a href="/areas/norfolk">Norfolk</a>'),
        ("weakness_id", "a/b", {}, '<a href="/send/weaknesses/a~2Fb">a/b</a>'),
        ("page", 3, {"document_id": "x-1"}, '<a href="/documents/x-1?page=3#page-3">page&nbsp;3</a>'),
        (
            "page",
            3,
            {"document_id": "x-1", "text": "Plans are late", "action_id": {"value": "b"}, "weakness_id": "a-w1"},
            '<a href="/documents/x-1?quote=a-w1#quote">page&nbsp;3</a>',
        ),
        (
            "page",
            3,
            {"document_id": "x-1", "weakness": "Plans are late", "action_id": "a-a1", "weakness_id": "a-w1"},
            '<a href="/documents/x-1?quote=a-w1#quote">page&nbsp;3</a>',
        ),
        (
            "page",
            3,
            {"document_id": {"value": "x-1", "label": "X"}},
            '<a href="/documents/x-1?page=3#page-3">page&nbsp;3</a>',
        ),
        ("area_id", {"value": "norfolk", "label": "Norfolk"}, {}, '<a href="/areas/norfolk">Norfolk</a>'),
        ("document_id", {"value": "x-1", "label": None}, {}, '<a href="/documents/x-1">x-1</a>'),
        ("theme_id", "coproduction", {}, '<a href="/themes/coproduction">Co-production and voice</a>'),
        ("body_id", "nobody", {}, None),
        (
            "body_id",
            {"value": "norfolk-and-suffolk-icb", "label": "NHS"},
            {},
            '<a href="/bodies/norfolk-and-suffolk-icb">NHS Norfolk and Suffolk Integrated Care Board</a>',
        ),
        (
            "inspection_id",
            {"value": "norfolk-2022-11-revisit", "label": "norfolk-2022-11-revisit"},
            {"area_id": "norfolk"},
            '<a href="/send/inspections/norfolk-2022-11-revisit">revisit of Nov 2022</a>',
        ),
        (
            "weakness_id",
            "norfolk-2020-03-w1",
            {},
            '<a href="/send/weaknesses/norfolk-2020-03-w1">Norfolk: significant weakness 1 of Mar 2020</a>',
        ),
        (
            "item_id",
            "hounslow-2024-10-s3",
            {},
            '<a href="/send/strengths/hounslow-2024-10-s3">Hounslow: strength 3 of Oct 2024</a>',
        ),
        ("target", 2000000.0, {"unit": "pounds"}, "£2 million"),
        ("value", 7.3, {"measure_id": "ehc_plans_within_20_weeks"}, "7.3%"),
        ("value", "0.5", {}, None),
        (
            "retrieved_at",
            "2026-11-26T07:28:01+00:00",
            {},
            '<time datetime="2026-11-26T07:28:01+00:00">26 Nov 2026, 07:28</time>',
        ),
        (
            "message",
            "norfolk-2020-03: letter_published is 2020-06-08 in one source",
            {},
            "Norfolk: inspection of Mar 2020: letter published is 8 Jun 2020 in one source",
        ),
        (
            "text",
            "Words",
            {"text_source": "ocr"},
            '<strong class="tag">read off a picture: compare</strong> <span class="prose">Words</span>',
        ),
        ("text", "one: ▪ two", {}, '<span class="prose">one:\n▪ two</span>'),
        (
            "source_url",
            "https://www.council.example/plan.PDF",
            {"page": 3},
            '<a href="https://www.council.example/plan.PDF#page=3" rel="noreferrer">published at council.example</a>',
        ),
        (
            "source_url",
            "https://council.example/plan",
            {"page": 3},
            '<a href="https://council.example/plan" rel="noreferrer">published at council.example</a>',
        ),
        ("source_url", "javascript:alert(1)", {}, None),
        ("text", None, {"text_origin": "paraphrase"}, None),
        ("population_0_25", 5, {}, None),
    ],
)
def test_a_cell_is_shown_as_people_read_it(column, value, row, shown):
    assert show(column, value, **row) == shown


def test_each_text_of_a_row_is_labelled_by_its_own_origin():
    row = {"weakness_origin": "official", "action_origin": "paraphrase"}
    assert "our paraphrase" not in show("weakness", "W", **row)
    assert "our paraphrase" in show("action", "A", **row)


def test_columns_are_left_out_said_once_or_gathered():
    columns = ["area", "weakness", "action", "owner", "page", "weakness_id", "area_id"]
    long = "a weakness of more than forty characters, told twice"
    layout = arrange(
        columns,
        [("Norfolk", long, "one", "&nbsp;", "page 1", "w1", "n"), ("Norfolk", long, "two", "&nbsp;", "&nbsp;", "w1", "n"),
         ("Norfolk", "another", "three", "&nbsp;", "&nbsp;", "w2", "n")],
    )  # fmt: skip
    assert [columns[place] for place in layout.same] == ["area"]
    assert [columns[place] for place in layout.shown] == ["weakness", "action"]
    assert [columns[place] for place in layout.where_from] == ["page", "weakness_id"]
    assert [("as above" in str(row[1])) for row in layout.rows] == [False, True, False]


def test_one_place_that_all_rows_are_from_is_told_once():
    assert arrange(["year", "page"], [("2019", "page 1"), ("2020", "page 1")]).is_from_one_place
    assert not arrange(["year", "page"], [("2019", "page 1"), ("2020", "page 2")]).is_from_one_place


def test_a_single_row_keeps_its_columns():
    assert arrange(["area", "text"], [("Norfolk", "one")]).shown == (0, 1)


def test_a_tables_ids_and_what_programs_need_are_no_columns_of_their_own():
    columns = [
        "weakness_id",
        "inspection_id",
        "area_id",
        "kind",
        "text",
        "text_origin",
        "page",
        "char_start",
        "source_url",
    ]
    rows = [
        ("w1", "i", "Norfolk", "k", "one", "official", "page 1", "5", "s"),
        ("w2", "i", "Essex", "k", "two", "official", "page 2", "9", "t"),
    ]
    layout = arrange_table(columns, rows, has_key=True)
    assert [columns[place] for place in layout.shown] == ["area_id", "text"]
    assert [columns[place] for place in layout.same] == ["kind"]
    assert [columns[place] for place in layout.where_from] == ["weakness_id", "inspection_id", "page", "source_url"]
    assert arrange_table(["weakness_id", "theme_id"], [("w1", "t")], has_key=False).shown == (0, 1)


@pytest.mark.parametrize(
    ("row_id", "words"),
    [
        ("norfolk-2020-03-w1", "significant weakness 1 of Mar 2020"),
        ("stoke-on-trent-2024-10-i2", "area for improvement 2 of Oct 2024"),
        ("stoke-on-trent-2024-10-n11", "weakness told in the text 11 of Oct 2024"),
        ("norfolk-2022-11-revisit", "revisit of Nov 2022"),
        ("tameside-a3", "action 3"),
        ("norfolk", None),
        ("nowhere-2020-03-w1", None),
        ("norfolk-2020-03-02-inspection-start", "inspection start, 2 Mar 2020"),
        ("wigan-2027-07-full-inspection-expected", "full inspection expected, Jul 2027"),
        ("12", None),
    ],
)
def test_a_row_is_called_by_what_its_id_says(row_id, words):
    assert name_row(row_id) == words


def test_a_rows_own_page_has_a_heading_in_words():
    assert name_whole_row(["norfolk-2020-03-w1"], {}, "Weaknesses") == "Norfolk: significant weakness 1 of Mar 2020"
    assert name_whole_row(["norfolk-2020-03-w1", "coproduction"], {}, "T").endswith(
        "Mar 2020 – Co-production and voice"
    )
    assert name_whole_row(["x-1"], {"title": "A report", "area_id": "Norfolk"}, "Documents") == "Norfolk: A report"
    assert name_whole_row(["12"], {}, "Problems") == "Problems, 12"
    assert name_whole_row(["built_at"], {}, "Build") == "A row of build"


def test_what_is_chosen_and_how_it_is_sorted_is_told_in_words():
    columns = ["area_id", "kind", "start_date", "gss_code"]
    told = describe_choice(
        'where kind = "area_for_improvement" and area_id is not null sorted by start_date descending', columns
    )
    assert told == "where kind is “area for improvement” and area is known sorted by start date descending"
    assert describe_choice("sorted by gss_code", columns) == "sorted by ONS code"


def test_quality_is_read_from_the_saved_figures(tmp_path):
    path = tmp_path / "figures.json"
    assert read_quality(path) is None
    figures = {
        ("inspection_report", "items", "strengths"): Tally(8, 1, 1),
        ("inspection_letter", "items", "strengths"): Tally(2, 1, 1),
        ("all", "themes", "ehc-quality"): Tally(3, 0, 1),
    }
    save_figures(path, figures, documents=7, measured="2026-11-21")
    quality = read_quality(path)
    assert (quality.documents, quality.measured) == (7, "2026-11-21")
    items, themes = quality.groups
    assert items.together == Tally(10, 2, 2)
    assert themes.figures[0].name == "Quality of EHC plans"
    assert quality.theme_micro == themes.figures[0].tally.f1


def test_found_words_are_marked_outside_tags_and_entities():
    html = Markup('<a title="plans">Plans</a> &amp; planning of amp, plans')
    assert mark_forms(html, {"plans", "amp"}) == (
        '<a title="plans"><mark>Plans</mark></a> &amp; planning of <mark>amp</mark>, <mark>plans</mark>'
    )
    assert mark_forms(html, ()) == html


def test_points_stand_on_lines_of_their_own_without_a_converter_s_dash():
    assert "they need:\n➤ Too much.\n➤ Too late." in show(
        "text", "they need: - ➤ Too much. - ➤ Too late.", text_origin="official"
    )
