"""The model behind themes: what it sees, how it decides, what it shows as evidence, how it is kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from extract.model.errors import PatternError
from extract.theming import components
from extract.theming.features import Seen, Sights, TermFeatures, WordFeatures, find_sights, shape_of
from extract.theming.items import ItemKind, Untagged
from extract.theming.model import ThemeModel, Vectors, decide, load_model, read_model, save_model
from extract.theming.phrase_trie import Hit
from extract.theming.taxonomy import THEMES
from extract.theming.themes import explain, tag_all

SMALL = ThemeModel(
    ("therapies", "workforce"),
    {"w:speech": 0, "w:hired": 1, "kind:told": 2},
    np.array([1, 1, 1], np.float32),
    np.array([[4, 0], [0, 4], [0, 1]], np.float32),
    np.array([-2, -2], np.float32),
)


def sights(words: list[str], hits: list[Hit]) -> Sights:
    return find_sights(
        list(range(len(words))), hits, WordFeatures(words.__getitem__), TermFeatures({"wait": 2, "late": 4})
    )


def test_words_and_terms_of_the_first_sentence_are_seen_apart() -> None:
    words = ["speech", "is", "late", ".", "speech", "waits"]
    found = sights(words, [Hit(2, 0, 1), Hit(2, 4, 6)])
    counts = Counter(found.features)
    assert set(counts) == {"w:speech", "f:speech", "w:late", "f:late", "w:waits", "t:wait", "tf:wait"}
    assert counts["w:speech"] > counts["f:speech"] == 1
    assert counts["t:wait"] == counts["w:speech"]


def test_every_feature_has_its_place_those_of_words_before_those_of_terms() -> None:
    found = sights(["speech", "is", "late", ".", "speech", "waits"], [Hit(6, 0, 3), Hit(2, 4, 6)])
    places = [(feature, *found.span(number)) for number, feature in enumerate(found.features)]
    assert places == [
        ("w:speech", 0, 1), ("f:speech", 0, 1), ("w:late", 2, 3), ("f:late", 2, 3), ("w:speech", 4, 5), ("w:waits", 5, 6),
        ("t:wait", 0, 3), ("tf:wait", 0, 3), ("t:late", 0, 3), ("tf:late", 0, 3), ("t:wait", 4, 6),
    ]  # fmt: skip


def test_words_of_one_stem_are_one() -> None:
    assert sights(["identified"], []).features == sights(["identification"], []).features


def test_a_rule_weighs_by_the_kind_of_item() -> None:
    assert set(shape_of(ItemKind.TOLD, 10, ["therapies"])) == {
        "kind:told", "length", "rules", "rule:therapies", "rule:told:therapies",
    }  # fmt: skip
    assert shape_of(ItemKind.TOLD, 10_000, [])["length"] == shape_of(ItemKind.TOLD, 150, [])["length"]


BOTH = Seen(["w:speech", "w:hired", "w:unknown"], {"kind:told": 0.5, "kind:new": 1})


def test_the_words_of_a_text_add_up_whatever_its_length() -> None:
    vectors = SMALL.vectors([BOTH])
    assert vectors.rows.tolist() == [0, 1, 2]
    assert vectors.values == pytest.approx([0.5**0.5, 0.5**0.5, 0.5])
    alone = Vectors(np.array([0]), np.array([1], np.float32), np.array([0, 1]))
    assert SMALL.confidences(alone) == [pytest.approx([1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))])]


def test_a_word_said_again_counts_for_less_than_the_first_time() -> None:
    once, twice = (SMALL.vectors([Seen([*["w:speech"] * times, "w:hired"], {})]).values for times in (1, 2))
    assert 1 < twice[0] / twice[1] < 2
    assert once[0] == once[1]


def test_a_texts_confidences_do_not_depend_on_the_texts_beside_it() -> None:
    texts = [BOTH, Seen([], {}), Seen(["w:hired", "w:hired"], {"kind:told": 0.5})]
    together = SMALL.confidences(SMALL.vectors(texts))
    assert together == [SMALL.confidences(SMALL.vectors([text]))[0] for text in texts]
    assert together[1] == pytest.approx([1 / (1 + np.exp(2))] * 2)


def test_a_theme_is_decided_for_where_it_is_sure_enough_else_the_likeliest_where_it_is_likely() -> None:
    assert decide([0.9, 0.41, 0.39]) == [0, 1]
    assert decide([0.1, 0.3, 0.25]) == [1]
    assert decide([0.1, 0.15]) == []


def test_a_model_is_kept_and_read_as_it_was_and_always_as_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    save_model(first, SMALL)
    save_model(second, SMALL)
    assert first.read_bytes() == second.read_bytes()
    read = read_model(first)
    assert (read.themes, read.rows) == (SMALL.themes, SMALL.rows)
    assert np.array_equal(read.weights, SMALL.weights)


def test_a_missing_or_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "theme_model.npz"
    with pytest.raises(PatternError, match="is missing: train it anew with `sendkb train-themes`"):
        read_model(path)
    path.write_bytes(b"not a model")
    with pytest.raises(PatternError, match="is no theme model"):
        read_model(path)
    save_model(path, ThemeModel(SMALL.themes, SMALL.rows, SMALL.rarity, SMALL.weights[:2], SMALL.bias))
    with pytest.raises(PatternError, match="does not fit together"):
        read_model(path)


def test_the_shipped_model_is_small_and_knows_every_theme() -> None:
    path = Path(components.__file__).parents[1] / "patterns" / "theme_model.npz"
    assert path.stat().st_size < 5_000_000
    assert load_model().themes == tuple(theme.theme_id for theme in THEMES)


def test_evidence_is_words_of_the_item_where_a_rule_holds_and_where_the_model_decides_by_itself() -> None:
    text = "Carers  feel they must fight for\neverything, and nobody rings back or explains what will happen to their child."
    found = tag_all([Untagged(text, ItemKind.TOLD), Untagged("Shorten waits for autism assessment.")])
    (alone,), both = found
    assert (alone.theme_id, alone.basis) == ("family-communication", "model")
    assert {hit.basis for hit in both} == {"rule"}
    for item, hits in zip((text, "Shorten waits for autism assessment."), found, strict=True):
        for hit in hits:
            assert hit.evidence
            assert all(part in " ".join(item.split()) for part in hit.evidence.split(" … "))
            assert 0.2 <= (hit.confidence or 0) <= 1


def test_what_is_only_mentioned_is_no_theme() -> None:
    for text in (
        "Leaders have set out a new SEND and AP strategy, and school and college leaders know its priorities.",
        "Partners share one SEND and AP strategy, which the board steers with rigour.",
    ):
        (hits,) = tag_all([Untagged(text, ItemKind.STRENGTH)])
        assert not {"alternative-provision", "preparation-for-adulthood"} & {hit.theme_id for hit in hits}, hits


def test_many_items_at_once_are_tagged_as_one_by_one_and_alike_each_time() -> None:
    items = [
        Untagged("Annual reviews are late."),
        Untagged("Short breaks are plentiful and families love them.", ItemKind.STRENGTH),
        Untagged("Recruit four educational psychologists.", ItemKind.ACTION),
        Untagged("", ItemKind.TOLD),
    ]
    together = tag_all(items)
    assert together == [tag_all([item])[0] for item in items]
    assert [{hit.theme_id for hit in hits} for hits in together] == [
        {"annual-reviews"},
        {"social-care"},
        {"workforce"},
        set(),
    ]
    assert tag_all([]) == []


def test_hits_come_in_the_order_of_the_taxonomy() -> None:
    order = [theme.theme_id for theme in THEMES]
    (hits,) = tag_all([Untagged("Improve attainment, short breaks, CAMHS and the quality of EHC plans.")])
    found = [hit.theme_id for hit in hits]
    assert len(found) > 2
    assert found == sorted(found, key=order.index)


def test_an_explanation_tells_what_tagging_gives() -> None:
    text = "Parents wait too long for speech therapy."
    assert explain(text, ItemKind.TOLD).themes == tag_all([Untagged(text, ItemKind.TOLD)])[0]
