"""Training and measuring the theme model, on items invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import train_themes as command
from db.quality import theme_figures
from db.quality.errors import GoldError
from db.quality.tally import Tally
from db.quality.theme_figures import cross_validate, load_figures, rule_figures, save_figures
from db.quality.theme_labels import ItemGroup, Labelled, read_labels
from db.quality.theme_training import read_examples, train
from extract.model.errors import PatternError
from extract.theming.items import ItemKind, Untagged
from extract.theming.model import decide
from sendkb import main

AREAS = ("ayton", "beeford", "ceeham", "deeside", "effley", "geeworth")
SAID = {
    "therapies": "Pupils in {} get too little help from the speech team.",
    "workforce": "In {} posts stand empty and nobody is hired.",
    "local-offer": "Families in {} do not know what help there is.",
}


def labelled(area: str | None, theme: str, text: str, either: str | None = None) -> Labelled:
    group = ItemGroup.TOLD if area else None
    return Labelled(
        Untagged(text, ItemKind.TOLD), frozenset({theme}), frozenset({either} if either else ()), group, area
    )


def invented() -> list[Labelled]:
    return [labelled(area, theme, text.format(area)) for area in AREAS for theme, text in SAID.items()]


def test_a_trained_model_tells_the_themes_it_was_taught() -> None:
    examples = read_examples(invented())
    model = train(examples)
    confidences = model.confidences(model.vectors([example.seen for example in examples]))
    for example, own in zip(examples, confidences, strict=True):
        told = {model.themes[place] for place in decide(own)}
        assert told == example.labelled.themes


def test_the_same_examples_give_the_same_model() -> None:
    examples = read_examples(invented())
    first, second = train(examples), train(examples)
    assert (first.weights == second.weights).all()
    assert first.rows == second.rows


def test_a_word_of_one_item_only_is_not_learnt() -> None:
    rows = train(read_examples([*invented(), labelled(None, "therapies", "Zebras help the speech team.")])).rows
    assert "w:zebras" not in rows
    assert "w:speech" in rows


def test_what_one_of_two_readings_chose_teaches_neither_way() -> None:
    unsure = [labelled(None, "therapies", SAID["therapies"], either="workforce") for _ in range(9)]
    sure = [labelled(None, "therapies", SAID["therapies"]) for _ in range(9)]
    column = train(read_examples(invented())).themes.index("workforce")
    with_unsure, with_sure = (train(read_examples([*invented(), *more])) for more in (unsure, sure))
    assert (
        with_unsure.weights[with_unsure.rows["w:speech"], column]
        > with_sure.weights[with_sure.rows["w:speech"], column]
    )


def test_no_area_is_measured_by_a_model_that_has_seen_it(monkeypatch: pytest.MonkeyPatch) -> None:
    trained: list[set[str | None]] = []

    def noting(examples: list) -> object:
        trained.append({example.labelled.area_id for example in examples})
        return train(examples)

    monkeypatch.setattr(theme_figures, "train", noting)
    examples = read_examples([*invented(), labelled(None, "therapies", "Speech help is rare.")])
    (told,) = [each for each in cross_validate(examples, 3, least_counted=0.5) if each.items]
    assert (told.group, told.items, told.areas) == (ItemGroup.TOLD, 18, 6)
    assert all(None in areas and len(areas) == 5 for areas in trained)
    assert set(AREAS) == set().union(*(set(AREAS) - areas for areas in trained))
    assert told.micro is not None
    assert told.micro > 0.9
    assert told.readers is None


def test_figures_are_kept_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    assert load_figures(path) is None
    items = [*invented(), labelled("ayton", "therapies", SAID["therapies"], either="workforce")]
    figures = cross_validate(read_examples(items), 2, least_counted=0.5)
    save_figures(path, figures, parts=2, measured="2026-11-26")
    kept = load_figures(path)
    assert kept is not None
    assert (kept.measured, kept.parts, len(kept.groups)) == ("2026-11-26", 2, len(ItemGroup))
    told = next(each for each in kept.groups if each.group is ItemGroup.TOLD)
    assert told.readers == pytest.approx(2 * 19 / (2 * 19 + 1), abs=1e-4)
    assert told.micro == next(each for each in figures if each.group is ItemGroup.TOLD).micro


def test_rules_are_measured_by_group_and_the_worst_come_first() -> None:
    items = [
        labelled("ayton", "therapies", "Speech and language therapy is rare."),
        labelled("beeford", "outcomes", "Speech and language therapy is rare."),
        labelled("ceeham", "outcomes", "Speech and language therapy is rare.", either="therapies"),
    ]
    (first, *_) = rule_figures(read_examples(items))
    assert (first.rule_id, first.theme_id, first.tally) == ("therapy-named", "therapies", Tally(right=1, surplus=1))


def test_labels_are_read_from_lists_and_gold_files_beside_our_own(tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    row = {"report": "80123-norfolk", "kind": "strength", "text": "All is well.", "themes": ["outcomes"], "either": []}
    told.write_text(json.dumps([row]), "utf-8")
    gold = tmp_path / "gold"
    gold.mkdir()
    item = {"n": 1, "text": "Improve reviews.", "themes": ["annual-reviews"], "themes_either": ["ehc-quality"]}
    report = {"document": "x.pdf", "area": "Norfolk", "doc_type": "inspection_report", "areas_for_improvement": [item]}
    (gold / "x.json").write_text(json.dumps(report), "utf-8")
    strength, asked, *own = read_labels([told, gold])
    assert (strength.group, strength.area_id, strength.item.kind) == (ItemGroup.STRENGTH, "norfolk", ItemKind.STRENGTH)
    assert (asked.area_id, asked.either) == ("norfolk", {"ehc-quality"})
    groups = {each.group for each in own}
    assert groups == {None, *(group for group in ItemGroup if group.startswith("paraphrased"))}
    assert all((each.area_id is None) == (each.group is None) for each in own)
    assert sum(bool(each.either) for each in own) > 20


def test_labels_that_cannot_be_used_say_which(tmp_path: Path) -> None:
    path = tmp_path / "told.json"
    path.write_text('{"a": 1}', "utf-8")
    with pytest.raises(GoldError, match=r"told\.json is no list of labelled items"):
        read_labels([path])
    row = {"report": "1-norfolk", "kind": "strength", "text": "All is well.", "themes": ["buses"], "either": []}
    path.write_text(json.dumps([row]), "utf-8")
    with pytest.raises(GoldError, match="no theme is called buses"):
        read_labels([path])


def test_the_command_measures_and_trains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = tmp_path / "told.json"
    rows = [
        {
            "report": f"1-{each.area_id}",
            "kind": "narrative",
            "text": each.item.text,
            "themes": [*each.themes],
            "either": [],
        }
        for each in invented()
    ]
    labels.write_text(json.dumps(rows), "utf-8")
    monkeypatch.setattr(theme_figures, "COMMITTED", tmp_path / "figures.json")
    monkeypatch.setattr("extract.patterns.__path__", [str(tmp_path)])
    monkeypatch.setattr("db.quality.theme_labels._paraphrases", lambda: iter(()))
    monkeypatch.setattr("db.quality.theme_labels._invented", lambda: iter(()))
    run = CliRunner().invoke
    measured = run(main, ["train-themes", str(labels), "--parts", "2", "--only", "figures"])
    assert measured.exit_code == 0, measured.output
    assert "told" in measured.output
    assert load_figures(tmp_path / "figures.json") is not None
    assert not (tmp_path / "theme_model.npz").exists()
    trained = run(main, ["train-themes", str(labels), "--only", "model"])
    assert "trained on 18 items" in trained.output
    assert (tmp_path / "theme_model.npz").is_file()
    ruled = run(main, ["train-themes", str(labels), "--only", "rules"])
    assert "wrong" in ruled.output
    assert command.train_themes.name == "train-themes"


def test_without_the_model_findings_keep_all_but_their_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.theming import components, model
    from extract.theming.themes import tag_all

    monkeypatch.setattr(components, "load_model", lambda: model.read_model(tmp_path / "theme_model.npz"))
    with pytest.raises(PatternError, match="sendkb train-themes"):
        tag_all([Untagged("Annual reviews are late.")])
