"""A build says why it reads a document again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db.reading.basis import Own, Shared
from db.reading.why import FILE_NAME, LastReading, Reasons, load_last_reading, save_last_reading

OWN = Own("ab12", "letter.pdf", "application/pdf", None, None, "https://council.example/letter")
SHARED = Shared("v1", "areas", reads_pictures=False, limits="30 s")
LAST = LastReading(SHARED, {"letter-ab12": OWN})


@pytest.mark.parametrize(
    ("document_id", "own", "shared", "expected"),
    [
        ("other-cd34", Own("cd34", "other.pdf", None, None, None, None), SHARED, "it is new"),
        ("letter-cd34", replace(OWN, sha256="cd34"), SHARED, "its address has new content"),
        ("letter-ab12", replace(OWN, area_id="norfolk"), SHARED, "its area was given or taken back"),
        ("letter-ab12", OWN, replace(SHARED, extractor="v2"), "the program reads documents in another way"),
        ("letter-ab12", OWN, replace(SHARED, reads_pictures=True), "tesseract is there now"),
        ("letter-ab12", OWN, replace(SHARED, limits="60 s"), "what was remembered of it is gone or damaged"),
        ("letter-ab12", OWN, SHARED, "what was remembered of it is gone or damaged"),
    ],
)
def test_what_differs_is_named(document_id: str, own: Own, shared: Shared, expected: str) -> None:
    assert Reasons(LAST, shared).why(document_id, own).startswith(expected)


def test_several_reasons_are_all_named() -> None:
    why = Reasons(LAST, replace(SHARED, areas="other")).why("letter-ab12", replace(OWN, file_name="x.pdf"))
    assert why == "its file's name has changed; names of areas have changed"


def test_limits_count_for_what_went_over_them_and_other_failures_are_tried_again() -> None:
    over = replace(LAST, failures={"letter-ab12": "over_limit"})
    assert (
        Reasons(over, replace(SHARED, limits="60 s")).why("letter-ab12", OWN) == "limits have changed that it went over"
    )
    fault = replace(LAST, failures={"letter-ab12": "fault"})
    assert Reasons(fault, SHARED).why("letter-ab12", OWN).endswith("(fault) and is tried again")


def test_it_is_remembered_from_build_to_build_and_damage_costs_only_the_reasons(tmp_path: Path) -> None:
    assert load_last_reading(tmp_path) == LastReading()
    save_last_reading(tmp_path, LAST)
    assert load_last_reading(tmp_path) == LAST
    (tmp_path / FILE_NAME).write_bytes(b"{")
    assert Reasons(load_last_reading(tmp_path), SHARED).why("letter-ab12", OWN) == "it is new"
