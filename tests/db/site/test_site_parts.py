"""How values, columns, charts and figures are shown."""

import pytest
from markupsafe import Markup

from db.quality.figures import save_figures
from db.quality.tally import Tally
from db.site.cells import show_cell
from db.site.layout import arrange
from db.site.quality.figures import read_quality
from db.site.search import mark_forms
from db.site.wording import as_heading, format_date, in_words


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
        ("theme_id", "coproduction", {}, '<a href="/themes/coproduction">coproduction</a>'),
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
