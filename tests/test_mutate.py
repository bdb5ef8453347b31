"""The mutation sample itself: drawn alike for a seed, and told apart by the tests beside a module."""

from pathlib import Path

import pytest

from tests.mutate import draw, find_mutations, first_failure, is_killed

MODULE = """def sign(number):
    if number < 0 and True:
        return "–"
    return "+"
"""


@pytest.fixture
def package(tmp_path):
    (tmp_path / "extract" / "room").mkdir(parents=True)
    for folder in ("extract", "extract/room"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "extract" / "room" / "sign.py").write_text(MODULE, "utf-8")
    (tmp_path / "tests" / "extract" / "room").mkdir(parents=True)
    return tmp_path


def write_test(package, body):
    (package / "tests" / "extract" / "room" / "test_sign.py").write_text(
        f"from extract.room.sign import sign\n\n\ndef test_sign():\n    {body}\n", "utf-8"
    )


def test_every_mutation_changes_the_module_and_still_parses():
    found = list(find_mutations(Path("sign.py"), MODULE))
    texts = {each.apply(MODULE) for each in found}
    assert len(texts) == len(found) == 3
    assert MODULE not in texts
    for text in texts:
        compile(text, "sign.py", "exec")


def test_the_same_seed_draws_the_same(package):
    assert draw(package, "extract", 2, 7) == draw(package, "extract", 2, 7)
    assert len(draw(package, "extract", 99, 7)) == 3


def test_a_rule_is_killed_by_a_test_that_asks_for_it_and_survives_one_that_does_not(package):
    never = next(each for each in draw(package, "extract", 99, 7) if each.instead == "False")
    write_test(package, 'assert sign(1) == "+"')
    assert not is_killed(never, package, ())
    write_test(package, 'assert sign(-1) == "–"')
    assert is_killed(never, package, ())
    assert (package / "extract" / "room" / "sign.py").read_text("utf-8") == MODULE


def test_what_fails_before_anything_is_mutated_is_named(package):
    write_test(package, 'assert sign(1) == "-"')
    told = first_failure(package, ["tests/extract/room"])
    assert told is not None
    assert told.startswith("FAILED tests/extract/room/test_sign.py::test_sign")
    write_test(package, 'assert sign(1) == "+"')
    assert first_failure(package, ["tests/extract/room"]) is None


def test_a_room_without_tests_is_tried_by_those_of_the_room_above(package):
    deeper = package / "extract" / "room" / "inner"
    deeper.mkdir()
    (deeper / "__init__.py").touch()
    (package / "extract" / "room" / "sign.py").rename(deeper / "sign.py")
    (package / "tests" / "extract" / "room" / "test_sign.py").write_text(
        'from extract.room.inner.sign import sign\n\n\ndef test_sign():\n    assert sign(-1) == "–"\n', "utf-8"
    )
    never = next(each for each in draw(package, "extract", 99, 7) if each.instead == "False")
    assert is_killed(never, package, ())
