"""/quality leads with what was measured on documents nobody had tuned for, and labels the rest."""

import json

from db.quality.figures import save_figures
from db.quality.held_out import load_held_out
from db.quality.tally import Tally
from db.quality.theme_figures import GroupFigures
from db.quality.theme_figures import save_figures as save_theme_figures
from db.quality.theme_labels import ItemGroup
from extract.theming.taxonomy import THEMES

FIGURES = {
    ("inspection_report", "items", "priority_action"): Tally(3, 1, 0),
    ("inspection_letter", "field", "start_date"): Tally(2, 0, 0),
    ("all", "themes", "ehc-quality"): Tally(3, 0, 1),
}


def test_unseen_documents_come_first_and_those_at_hand_last(pages):
    page = pages.read("/quality")
    assert [heading["id"] for heading in page.select("h2")] == ["unseen", "left-out", "themes", "at-hand"]
    first = page.select_one("table tbody tr")
    assert [cell.get_text() for cell in first.select("td")] == [
        "Inspection reports", "items found", "612", "0", "0", "100.0%", "100.0%", "100.0%",
    ]  # fmt: skip
    assert "an upper bound" in pages.words("/quality")


def test_the_page_shows_the_numbers_of_its_json(pages):
    tables = pages.json("/quality.json")["tables"]
    page = pages.read("/quality")

    def shown(value):
        return "–" if value is None else f"{value * 100:.1f}%"

    told = [row.select("td")[-1].get_text() for row in page.select("#themes ~ .table-wrapper tbody tr")]
    assert told == [shown(row["at_hand_f1"]) for row in tables["themes"]]
    of_unseen = [
        [cell.get_text() for cell in row.select("td")]
        for section in page.select("h3 ~ .table-wrapper")
        for row in section.select("tbody tr")
    ]
    for row in tables["unseen"]:
        cells = next(cells for cells in of_unseen if cells[0] == row["kind"] and cells[1].startswith(row["what"]))
        for name in ("precision", "recall", "f1", "two_readers_f1"):
            assert row[name] is None or shown(row[name]) in cells
        for name in ("right", "missed"):
            assert row[name] is None or str(row[name]) in cells


def test_themes_are_told_by_kind_of_item_on_areas_left_out_of_training(pages, tmp_path, monkeypatch):
    by_theme = {"therapies": Tally(8, 1, 1), "outcomes": Tally(0, 0, 2)}
    told = GroupFigures(ItemGroup.TOLD, 9, 4, by_theme, {"therapies": Tally(8, 8, 0)}, Tally(7, 1, 3), 0.95)
    asked = GroupFigures(ItemGroup.ASKED, 5, 4, by_theme, {}, Tally(1, 1, 0), None)
    save_theme_figures(tmp_path / "themes.json", [told, asked], parts=3, measured="2026-11-26")
    monkeypatch.setattr("db.quality.theme_figures.COMMITTED", tmp_path / "themes.json")
    section = pages.read("/quality").select_one("#left-out ~ .table-wrapper")
    rows = [[cell.get_text() for cell in row.select("td")] for row in section.select("tbody tr")]
    assert rows == [
        ["Priority actions and areas for improvement of reports the rules were written with these at hand: expect less of "
         "new ones", "5", "4", "80.0%", "44.4%", "50.0%", "–", "–"],
        ["Weaknesses told in a report's text", "9", "4", "80.0%", "44.4%", "87.5%", "66.7%", "95.0%"],
    ]  # fmt: skip
    themes = {row["theme_id"]: row for row in pages.json("/quality.json")["tables"]["themes"]}
    assert (themes["therapies"]["told_f1"], themes["therapies"]["strength_f1"]) == (0.889, None)
    monkeypatch.setattr("db.quality.theme_figures.COMMITTED", tmp_path / "none.json")
    assert not pages.read("/quality").select("#left-out")


def test_figures_at_hand_are_those_last_saved(pages, tmp_path, monkeypatch):
    monkeypatch.setattr("db.site.quality.page.COMMITTED", tmp_path / "figures.json")
    assert "No figures have been measured yet" in pages.words("/quality")
    save_figures(tmp_path / "figures.json", FIGURES, documents=7, measured="2026-11-21")
    page = pages.read("/quality")
    assert "7 documents; measured on 21 Nov 2026" in " ".join(page.get_text().split())
    rows = [[cell.get_text() for cell in row.select("td")] for row in page.select("details tbody tr")]
    assert rows == [
        ["inspection report", "priority action", "3", "1", "0", "75.0%", "100.0%", "85.7%"],
        ["inspection letter", "start date", "2", "0", "0", "100.0%", "100.0%", "100.0%"],
    ]
    themes = {row["theme_id"]: row for row in pages.json("/quality.json")["tables"]["themes"]}
    assert themes["ehc-quality"]["at_hand_f1"] == 0.857
    assert themes["therapies"]["at_hand_f1"] is None


def test_what_follows_from_counts_is_computed_and_nothing_else(tmp_path):
    content = {
        "sets": [{"set_id": "a", "title": "A", "about": "", "measured": "2026-11", "figures": [
            {"kind": "K", "what": "w", "right": 3, "surplus": 1, "missed": 0},
            {"kind": "K", "what": "v", "right": 79, "missed": 0},
            {"kind": "K", "what": "u", "f1": 0.5},
        ]}],
        "readers": {"about": "", "themes": [{"theme_id": "therapies", "both": 3, "one": 2}]},
    }  # fmt: skip
    path = tmp_path / "held_out.json"
    path.write_text(json.dumps(content))
    held_out = load_held_out(path)
    both, recall_only, told = held_out.sets[0].figures
    assert (both.precision, both.recall, round(both.f1, 3)) == (0.75, 1.0, 0.857)
    assert (recall_only.precision, recall_only.recall, recall_only.f1) == (None, 1.0, None)
    assert (told.precision, told.recall, told.f1) == (None, None, 0.5)
    assert held_out.readers == {"therapies": 0.75}
    assert set(load_held_out().readers) == {theme.theme_id for theme in THEMES}
