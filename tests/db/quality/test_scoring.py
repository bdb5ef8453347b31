"""The evaluation itself: what counts as right, surplus and missed."""

import json

import pytest

from db.quality.errors import GoldError
from db.quality.figures import add_up, changes, load_figures, save_figures, theme_figures
from db.quality.gold import GoldItem
from db.quality.matching import overlap, pair
from db.quality.report import as_json, as_text
from db.quality.run import evaluate_folder
from db.quality.tally import Tally, same
from extract.model.context import AreaName
from tests.support.report_pages import IMPROVEMENT, NARRATIVE, PRIORITY, STRENGTHS, Report

AREAS = (AreaName("derbyshire", "Derbyshire"),)


def gold(**changed):
    return {
        "document": "report.pdf",
        "area": "Derbyshire",
        "doc_type": "inspection_report",
        "inspection_start": "2024-09-23",
        "inspection_end": "2024-09-27",
        "previous_inspection_start": "2016-11-14",
        "previous_inspection_end": "2016-11-18",
        "previous_inspection_raw": "14 to 18 November 2016",
        "outcome": 3,
        "priority_action_plan_required": True,
        "next_monitoring_months": 18,
        "next_full_years": 3,
        "local_authority": "Derbyshire",
        "health_bodies": ["Derby and Derbyshire ICB"],
        "strengths": list(STRENGTHS),
        "weaknesses": list(NARRATIVE),
        "priority_actions": [
            {"n": n, "responsible": list(bodies), "text": text, "themes": [], "themes_either": []}
            for n, (bodies, text) in enumerate(PRIORITY, start=1)
        ],
        "areas_for_improvement": [{"n": n, "text": text} for n, text in enumerate(IMPROVEMENT, start=1)],
    } | changed


def evaluate(tmp_path, **changed):
    (tmp_path / "gold").mkdir(exist_ok=True)
    (tmp_path / "reports").mkdir(exist_ok=True)
    (tmp_path / "gold" / "report.json").write_text(json.dumps(gold(**changed)), encoding="utf-8")
    (tmp_path / "reports" / "report.pdf").write_bytes(Report().draw())
    return evaluate_folder(tmp_path / "gold", AREAS)


def figure(evaluation, group, name):
    return add_up(evaluation.scores)["inspection_report", group, name]


def test_a_report_that_is_read_right_scores_one(tmp_path):
    evaluation = evaluate(tmp_path)
    wrong = [score for score in evaluation.scores if score.group != "themes" and score.note]
    assert wrong == []
    assert figure(evaluation, "items", "priority_action") == Tally(right=3)
    assert figure(evaluation, "items", "responsible") == Tally(right=4)
    assert figure(evaluation, "field", "health_bodies") == Tally(right=1)


def test_wrong_fields_and_items_are_counted(tmp_path):
    evaluation = evaluate(
        tmp_path, inspection_start="2024-09-24", strengths=[*STRENGTHS[:2], "Something nobody wrote in the report."]
    )
    assert figure(evaluation, "field", "start_date") == Tally(surplus=1, missed=1)
    assert figure(evaluation, "items", "strength") == Tally(right=2, surplus=1, missed=1)


def test_a_document_that_is_not_there_is_a_problem(tmp_path):
    evaluation = evaluate(tmp_path, document="absent.pdf")
    assert evaluation.documents == 0
    assert "absent.pdf" in evaluation.problems[0]


def test_a_folder_without_gold_says_so(tmp_path):
    with pytest.raises(GoldError, match="no gold files"):
        evaluate_folder(tmp_path, AREAS)


def test_a_file_that_is_no_gold_file_is_a_problem(tmp_path):
    (tmp_path / "x.json").write_text("[1, 2]", encoding="utf-8")
    assert "x.json is not a gold file" in evaluate_folder(tmp_path, AREAS).problems[0]


def test_figures_are_kept_and_compared(tmp_path):
    path = tmp_path / "figures.json"
    key = ("news", "items", "action")
    save_figures(path, {key: Tally(3, 1, 1)}, documents=1, measured="2026-11-01")
    gains, losses = changes(load_figures(path), {key: Tally(4, 0, 0)})
    assert ([change.key for change in gains], losses) == ([key], [])
    gains, losses = changes(load_figures(path), {key: Tally(1, 0, 4)})
    assert (gains, [change.key for change in losses]) == ([], [key])


def test_micro_counts_decisions_and_macro_counts_themes():
    figures = {("all", "themes", "therapies"): Tally(8, 2, 0), ("all", "themes", "outcomes"): Tally(0, 0, 2)}
    themes = theme_figures(figures)
    assert themes.micro == pytest.approx(16 / 20)
    assert themes.macro == pytest.approx((16 / 18 + 0) / 2)


def test_themes_that_only_one_reader_chose_count_neither_way(tmp_path):
    items = [{"n": n, "text": text, "themes": [], "themes_either": []} for n, text in enumerate(IMPROVEMENT, start=1)]
    strict = {score.name for score in evaluate(tmp_path, areas_for_improvement=items).scores if score.group == "themes"}
    assert "preparation-for-adulthood" in strict
    items[1]["themes_either"] = ["preparation-for-adulthood"]
    lenient = {
        score.name for score in evaluate(tmp_path, areas_for_improvement=items).scores if score.group == "themes"
    }
    assert "preparation-for-adulthood" not in lenient


def test_text_and_json_say_the_same(tmp_path):
    evaluation = evaluate(tmp_path)
    lines = list(as_text(evaluation, {}, with_mistakes=True))
    assert lines[0] == "1 documents"
    assert any("priority_action" in line and "1.000" in line for line in lines)
    assert as_json(evaluation, {})["documents"] == 1


def test_overlap_and_pairing():
    assert overlap("one two three", "one two three") == 1.0
    assert overlap("one two", "three four") == 0.0
    wanted = [GoldItem(begins="Too many plans", ends="late."), GoldItem(includes="waiting lists")]
    found = ["The waiting lists were joined.", "Too many plans are late.", "Too many plans are early."]
    assert pair(found, [item.score for item in wanted]) == [1, 0]


@pytest.mark.parametrize(
    ("found", "wanted", "tally"),
    [
        (1, 1, Tally(right=1)),
        (None, 1, Tally(missed=1)),
        (2, 1, Tally(surplus=1, missed=1)),
        (1, None, Tally(surplus=1)),
    ],
)
def test_single_values(found, wanted, tally):
    assert same(found, wanted) == tally


@pytest.mark.corpus
def test_the_real_reports_hold_their_floors(corpus):
    from db.reference.areas import load_area_names

    figures = add_up(evaluate_folder(corpus / "gold", load_area_names()).scores)
    for (doc_type, group, name), tally in figures.items():
        if doc_type == "inspection_report" and group in ("field", "items"):
            assert (tally.f1 or 0) >= 0.98, (group, name, tally)
