"""Findings of other areas that are alike, and what they share."""

from db.search.alike import LEAST, OTHER_SORT, SAME_SORT, Alike, find_alike

LABELS = {"t1": "Annual reviews", "t2": "Workforce", "t3": "Therapies", "t4": "Local offer"}
SHOWN = {"educ": "education", "late": "late"}
NOBODY: frozenset[str] = frozenset()


def item(name, area, themes, words="", sort="weakness", region="North", neighbours=NOBODY, worked=False):
    return Alike(name, sort, area, region, frozenset(neighbours), worked, frozenset(themes), frozenset(words.split()))


def alike(*items):
    return {(row["item_id"], row["other_id"]): row for row in find_alike(items, LABELS, SHOWN)}


# So that a theme or word of two items is not a theme or word of all.
OTHERS = [item(f"x{number}", "elsewhere", ["t4"], f"word{number}") for number in range(6)]


def test_shared_themes_and_words_are_told_in_words():
    rows = alike(item("a1", "a", ["t1", "t2"], "late educ"), item("b1", "b", ["t1", "t2"], "late educ"), *OTHERS)
    assert rows["a1", "b1"]["score"] == 1
    assert rows["a1", "b1"]["shares"] == "Annual reviews, Workforce, education, late"
    assert ("b1", "a1") in rows


def test_never_of_the_same_area_and_never_for_one_theme_alone():
    rows = alike(
        item("a1", "a", ["t1", "t2"], "late"), item("a2", "a", ["t1", "t2"], "late"),
        item("b1", "b", ["t3"], "never"), item("c1", "c", ["t3"], "always"), *OTHERS,
    )  # fmt: skip
    assert rows == {}


def test_the_more_is_shared_the_more_alike():
    rows = alike(
        item("a1", "a", ["t1", "t2", "t3"], "late educ"), item("b1", "b", ["t1", "t2"], ""),
        item("c1", "c", ["t1", "t2"], "late"), *OTHERS,
    )  # fmt: skip
    assert rows["a1", "c1"]["score"] > rows["a1", "b1"]["score"] >= LEAST
    assert [other for one, other in rows if one == "a1"] == ["c1", "b1"]


def test_few_are_kept_of_a_sort_but_some_of_neighbours_of_the_region_and_of_those_that_worked():
    crowd = [item(f"b{n}", f"b{n}", ["t1", "t2"], "late educ", region="South") for n in range(SAME_SORT + 3)]
    acts = [item(f"s{n}", f"b{n}", ["t1", "t2"], "late", "strength", "South") for n in range(OTHER_SORT + 3)]
    last = [
        item("n1", "near", ["t1", "t2"], "", region="South"), item("r1", "r", ["t1", "t2"]),
        item("w1", "w", ["t1", "t2"], "", region="South", worked=True), item("z1", "z", ["t1", "t2"], "", region="South"),
    ]  # fmt: skip
    kept = {
        other
        for one, other in alike(
            item("a1", "a", ["t1", "t2"], "late educ", neighbours={"near"}), *crowd, *acts, *last, *OTHERS
        )
        if one == "a1"
    }
    assert {"n1", "r1", "w1"} <= kept
    assert "z1" not in kept
    assert len([other for other in kept if other.startswith("b")]) == SAME_SORT
    assert len([other for other in kept if other.startswith("s")]) == OTHER_SORT
