"""Datasette's own pages say words: no id, code, ISO date or raw number stands where people read."""

import re
from pathlib import Path

import pytest
import yaml

SEND = yaml.safe_load((Path(__file__).parents[3] / "metadata.yml").read_text("utf-8"))["databases"]["send"]
# Tables for whoever works on the search or the build; their rows are words and keys by nature.
FOR_PROGRAMS = {"build_info", "search_words", "statutory_rules", "published_figures", "reconciliation", "candidates"}
ROWS = [
    "weaknesses/norfolk-2020-03-w1", "inspections/norfolk-2020-03", "areas/norfolk", "actions/norfolk-2020-03-a1",
    "themes/coproduction", "bodies/norfolk-and-suffolk-icb",
]  # fmt: skip
PATTERNS = {
    "id": re.compile(r"\b[a-z]+(?:-[a-z]+)*-(?:19|20)\d\d-\d\d(?:-[a-z]+\d*)*\b"),
    "ISO date": re.compile(r"(?<![\d./-])(?:19|20)\d\d-\d\d-\d\d(?!\d)"),
    "code": re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b"),
    "empty value": re.compile(r"\b(?:None|null|nan)\b"),
    "scientific notation": re.compile(r"\b\d(?:\.\d+)?e[+-]?\d+\b"),
}


def raw_words(page):
    """What of the page's words are a machine's; quotations and what is folded away for programs are left out."""
    for each in page.select("details, script, style, datalist, .prose, .print-only, code"):
        each.decompose()
    lines = [line.strip() for line in page.get_text("\n").split("\n")]
    told = [element["title"] for element in page.select("[title]")] + [page.title.get_text()]
    return {
        f"{name}: {line}" for name, pattern in PATTERNS.items() for line in [*lines, *told] if pattern.search(line)
    } - {"empty value: None sufficient"}


@pytest.mark.parametrize("table", sorted(set(SEND["tables"]) - FOR_PROGRAMS))
def test_a_table_is_told_in_words(pages, table):
    page = pages.read(f"/send/{table}")
    caption = page.select_one("caption")
    assert caption is None or caption.get_text().startswith(SEND["tables"][table]["title"])
    assert caption is not None or page.select_one(".zero-results, .passages")
    assert raw_words(page) == set()


@pytest.mark.parametrize("row", ROWS)
def test_the_page_of_a_row_is_told_in_words(pages, row):
    page = pages.read(f"/send/{row}")
    assert raw_words(page) == set()


def test_a_row_that_joins_two_is_called_by_both(pages):
    keys = pages.rows("SELECT weakness_id, theme_id FROM weakness_themes WHERE weakness_id = 'norfolk-2020-03-w1'")[0]
    page = pages.read(f"/send/weakness_themes/{keys['weakness_id']},{keys['theme_id']}")
    assert page.h1.get_text().startswith("Norfolk: significant weakness 1 of Mar 2020 – ")
    assert raw_words(page) == set()


def test_what_programs_need_is_folded_away_and_not_lost(pages):
    page = pages.read("/send/weaknesses/norfolk-2020-03-w1")
    assert page.h1.get_text() == "Norfolk: significant weakness 1 of Mar 2020"
    assert page.select_one("details code").get_text() == "norfolk-2020-03-w1"


def test_a_chosen_part_of_a_table_says_what_was_chosen(pages):
    page = pages.read("/send/inspections?framework=2016&kind__not=full&_sort_desc=start_date")
    assert "where framework is 2016 and kind is not “full” sorted by start date descending" in page.caption.get_text()
